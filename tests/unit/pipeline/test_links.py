"""Readers' links: whom they speak for, and for how long."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.deliver.memory import delivery
from tests.unit.pipeline.newsroom import NOW, settings

from digest.audience.tokens import TokenClaims
from digest.audience.verp import read_leave, read_sender
from digest.errors import AudienceError
from digest.model import Mailbox, SubscriberRow, SubscriptionState
from digest.pipeline.links import Linker, leave, link_key, look_up, verp_key
from digest.store import open_store


@pytest.fixture
def house(tmp_path):
    configured = settings(tmp_path)
    with open_store(configured.store.url) as store:
        row = SubscriberRow(email="a@example.com", newsletters=("briefing",))
        yield configured, store, store.subscribers.add(row, now=NOW)


def linker(configured, store, **changes):
    newsletter = replace(configured.newsletter(), **changes)
    return Linker(newsletter, link_key(configured, store), verp_key(configured, store))


def token(configured, store, person, generation=0):
    one = replace(delivery(1), subscriber=person.id, generation=generation)
    url = linker(configured, store).links(one).leave_url
    assert url.startswith("https://meridian.example/u/")
    assert "a@example.com" not in url
    return url.rpartition("/")[2]


def test_looking_changes_nothing_and_leaving_ends_the_subscription(house):
    configured, store, person = house
    link = token(configured, store, person)
    assert not look_up(configured, store, link, now=NOW).left
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
        look_up(configured, store, link, now=NOW)


def test_another_key_makes_another_link(house, tmp_path):
    configured, store, person = house
    link = token(configured, store, person)
    (tmp_path / "digest.key").unlink()
    with pytest.raises(AudienceError, match="not valid"):
        look_up(configured, store, link, now=NOW)


def test_without_a_bounces_address_mails_go_to_who_answers_for_the_newsletter(house):
    configured, store, _ = house
    one = replace(delivery(7), email="ann@private.example", name="Ann")
    sender = linker(configured, store).links(one)
    assert sender.sender == ""
    token = sender.leave_url.rpartition("/")[2]
    assert sender.leave_mailto == f"mailto:briefing@meridian.example?subject=unsubscribe%20{token}"
    editor = Mailbox(address="editor+news@meridian.example", name="The Editor")
    other = linker(configured, store, reply_to=editor).links(one)
    assert other.leave_mailto.startswith("mailto:editor+news@meridian.example?subject=unsubscribe")
    assert "ann" not in f"{sender} {other}"


def test_with_a_bounces_address_it_comes_back_with_a_token_for_each_use(house):
    configured, store, person = house
    one = replace(delivery(4711), subscriber=person.id, generation=2)
    made = linker(configured, store, bounces="bounces@meridian.example").links(one)
    key = verp_key(configured, store)
    assert read_sender(key, made.sender) == 4711
    address = made.leave_mailto.removeprefix("mailto:")
    assert read_leave(key, ["briefing"], address) == TokenClaims("briefing", person.id, 2)
    for link in (made.sender, address):
        assert link.startswith("bounces+")
        assert link.endswith("@meridian.example")


def test_the_keys_of_links_and_of_addresses_are_two(house):
    configured, store, _ = house
    assert link_key(configured, store) != verp_key(configured, store)
