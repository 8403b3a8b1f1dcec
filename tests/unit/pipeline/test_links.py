"""Readers' links: whom they speak for, and for how long."""

from __future__ import annotations

import pytest
from tests.unit.pipeline.newsroom import NOW, settings

from digest.errors import AudienceError
from digest.model import SubscriberRow, SubscriptionState
from digest.pipeline.links import leave, leave_url, link_key, look_up
from digest.store import open_store


@pytest.fixture
def house(tmp_path):
    configured = settings(tmp_path)
    with open_store(configured.store.url) as store:
        row = SubscriberRow(email="a@example.com", newsletters=("briefing",))
        yield configured, store, store.subscribers.add(row, now=NOW)


def token(configured, store, person, generation=0):
    key = link_key(configured, store)
    url = leave_url(configured.newsletter(), person.id, generation, key)
    assert url.startswith("https://meridian.example/u/")
    assert "a@example.com" not in url
    return url.rpartition("/")[2]


def test_looking_changes_nothing_and_leaving_ends_the_subscription(house):
    configured, store, person = house
    link = token(configured, store, person)
    assert not look_up(configured, store, link).left
    assert [s.state for s in store.subscribers.subscriptions(person.id)] == ["active"]
    for _ in range(2):
        assert leave(configured, store, link, now=NOW).left
    [subscription] = store.subscribers.subscriptions(person.id)
    assert subscription.state is SubscriptionState.LEFT


def test_a_link_of_an_older_generation_is_dead(house):
    configured, store, person = house
    with pytest.raises(AudienceError, match="no longer valid"):
        leave(configured, store, token(configured, store, person, generation=1), now=NOW)


def test_a_link_of_nobody_or_of_a_newsletter_that_ended_is_dead(house):
    configured, store, person = house
    link = token(configured, store, person)
    store.subscribers.remove(person.id)
    with pytest.raises(AudienceError, match="no longer valid"):
        look_up(configured, store, link)


def test_another_key_makes_another_link(house, tmp_path):
    configured, store, person = house
    link = token(configured, store, person)
    (tmp_path / "digest.key").unlink()
    with pytest.raises(AudienceError, match="not valid"):
        look_up(configured, store, link)
