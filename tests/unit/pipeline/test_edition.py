"""From build to freeze: what may happen to an edition, in which order, and to whom it goes."""

from __future__ import annotations

import quopri
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.errors import EditionError, EmptyEditionError, RenderError
from digest.model import (
    Approval,
    Cadence,
    Edition,
    EditionState,
    Limits,
    Mailbox,
    SubscriberRow,
    Subscription,
    SubscriptionState,
)
from digest.pipeline.build import build, reach
from digest.pipeline.freeze import approve, freeze, plan, wants
from digest.store import open_store

TUESDAY = NOW + timedelta(days=1)
KEY = b"k" * 32


@pytest.fixture
def house(tmp_path):
    configured = settings(tmp_path)
    with open_store(configured.store.url) as store:
        store.articles.save([article("1"), article("2", "Science")], now=NOW)
        yield configured, store


def reader(email, *topics, **changes):
    return SubscriberRow(email=email, newsletters=("briefing",), topics=topics, **changes)


def with_newsletter(configured, **changes):
    letter = replace(configured.newsletter(), **changes)
    return msgspec.structs.replace(configured, newsletters={letter.id: letter})


def test_a_draft_is_built_again_and_an_approved_edition_not_by_itself(house):
    configured, store = house
    first = build(configured, store, None, now=NOW).edition
    again = build(configured, store, None, now=NOW).edition
    assert (first.id, first.hash) == (again.id, again.hash)
    approve(configured, store, first.id, now=NOW)
    with pytest.raises(EditionError, match="approved already"):
        build(configured, store, None, now=NOW)
    assert store.editions.get(first.id).state is EditionState.APPROVED


def _html(store, edition):
    rendered = store.editions.rendered(edition.id, edition.language)
    return quopri.decodestring(b"".join(part.body for part in rendered.html)).decode()


def test_a_weekly_edition_has_a_template_of_its_own(house):
    configured, store = house
    week = build(configured, store, None, now=NOW, cadence=Cadence.WEEKLY).edition
    assert "The best of seven days" in _html(store, week)
    day = build(configured, store, None, now=NOW).edition
    assert "The best of seven days" not in _html(store, day)
    other = with_newsletter(configured, weekly_template="brief")
    again = build(other, store, None, now=NOW, cadence=Cadence.WEEKLY).edition
    assert "The best of seven days" not in _html(store, again)


def test_a_template_for_five_stories_gets_five(tmp_path):
    configured = with_newsletter(settings(tmp_path, max_stories=20, per_topic=20), template="brief")
    with open_store(configured.store.url) as store:
        store.articles.save([article(str(n), title=f"Story {n}") for n in range(9)], now=NOW)
        edition = build(configured, store, None, now=NOW).edition
        assert sum(len(section.slots) for section in edition.sections) == 5
        assert sum("over max_stories = 5" in line for line in edition.left_out) == 4


def test_an_approval_is_taken_back_by_a_build_that_may(house):
    configured, store = house
    edition = approved(house)
    moved = with_newsletter(configured, public_url="https://elsewhere.example")
    report = build(moved, store, None, now=NOW, withdraw=True)
    assert report.withdrawn
    kept = store.editions.get(edition.id)
    assert (kept.state, kept.approved_hash) == (EditionState.DRAFT, None)
    assert store.check() == ()
    again = approve(moved, store, edition.id, now=NOW)
    assert freeze(moved, store, again, now=NOW, key=KEY).queued == 1
    with pytest.raises(EditionError, match="is approved and can't be changed"):
        build(moved, store, None, now=NOW, withdraw=True)  # frozen: readers are to get it


def test_a_build_that_fails_leaves_the_approval(house):
    configured, store = house
    edition = approved(house)
    broken = with_newsletter(configured, template="gone")
    with pytest.raises(RenderError):
        build(broken, store, None, now=NOW, withdraw=True)
    assert store.editions.get(edition.id).state is EditionState.APPROVED


def test_a_build_of_a_draft_takes_no_approval_back(house):
    configured, store = house
    build(configured, store, None, now=NOW)
    assert not build(configured, store, None, now=NOW, withdraw=True).withdrawn


def test_tomorrow_leaves_out_what_an_approved_edition_carried(house):
    configured, store = house
    approve(configured, store, build(configured, store, None, now=NOW).edition.id, now=NOW)
    store.articles.save([article("3", published=NOW + timedelta(hours=3))], now=TUESDAY)
    report = build(configured, store, None, now=TUESDAY)
    told = [slot.story.lead.id for section in report.edition.sections for slot in section.slots]
    assert told == ["a3"]
    assert report.edition.date == date(2026, 11, 24)


def test_a_day_long_gone_can_be_built_as_it_was(house):
    configured, store = house
    report = build(configured, store, None, now=NOW + timedelta(days=400), day=NOW.date())
    told = [slot.story.lead.id for section in report.edition.sections for slot in section.slots]
    assert sorted(told) == ["a1", "a2"]
    assert report.edition.date == NOW.date()


def test_too_few_stories_make_a_skipped_edition_that_can_t_be_approved(house):
    configured, store = house
    configured = with_newsletter(configured, min_stories=3)
    edition = build(configured, store, None, now=NOW).edition
    assert edition.state is EditionState.SKIPPED
    with pytest.raises(EmptyEditionError):
        approve(configured, store, edition.id, now=NOW)
    with pytest.raises(EmptyEditionError):
        plan(configured, store, edition.id)


def test_automatic_approval_approves_what_was_built(house):
    configured, store = house
    configured = with_newsletter(configured, approval=Approval.AUTO)
    assert build(configured, store, None, now=NOW).edition.state is EditionState.APPROVED


def approved(house):
    configured, store = house
    store.subscribers.upsert_many([reader("a@example.com")], now=NOW)
    return approve(configured, store, build(configured, store, None, now=NOW).edition.id, now=NOW)


def test_what_is_rendered_goes_out_whatever_digest_toml_says_by_then(house):
    configured, store = house
    edition = approved(house)
    changed = with_newsletter(configured, postal_address="another street")
    assert freeze(changed, store, edition, now=NOW, key=KEY).queued == 1


@pytest.mark.parametrize(
    "change",
    [
        {"public_url": "https://elsewhere.example"},
        {"sender": Mailbox(address="other@meridian.example", name="Morning Briefing")},
        {"reply_to": Mailbox(address="other@meridian.example")},
        {"bounces": "bounces@meridian.example"},
        {"archive_url": "https://meridian.example/archive"},
        {"help_url": "mailto:help@meridian.example"},
    ],
)
def test_another_sender_is_not_what_was_approved(house, change):
    configured, store = house
    edition = approved(house)
    with pytest.raises(EditionError, match="not what was approved"):
        freeze(with_newsletter(configured, **change), store, edition, now=NOW, key=KEY)
    with pytest.raises(EditionError, match="not what was approved") as refused:
        plan(with_newsletter(configured, **change), store, edition.id)
    assert "digest build --newsletter briefing --date 2026-11-23" in refused.value.hint
    assert store.outbox.counts(edition.id) == {}


def test_readers_are_counted_with_the_reason_why_they_get_nothing(house):
    configured, store = house
    edition = build(configured, store, None, now=NOW).edition
    store.subscribers.upsert_many(
        [
            reader("all@example.com"),
            reader("world@example.com", "World"),
            reader("sport@example.com", "Sport"),
            reader("weekly@example.com", cadence=Cadence.WEEKLY),
            reader("left@example.com", state=SubscriptionState.LEFT),
        ],
        now=NOW,
    )
    expected = {"no story in the chosen topics": 1, "another cadence": 1}
    counted = plan(configured, store, edition.id)
    assert (counted.queued, counted.audience, counted.excluded) == (2, 4, expected)
    edition = approve(configured, store, edition.id, now=NOW)
    frozen = freeze(configured, store, edition, now=NOW, key=KEY)
    assert (frozen.queued, frozen.audience, frozen.excluded) == (2, 4, expected)
    assert plan(configured, store, edition.id).queued == 2


def test_an_edition_for_nobody_stays_approved_and_may_be_sent_later(house):
    configured, store = house
    edition = build(configured, store, None, now=NOW).edition
    edition = approve(configured, store, edition.id, now=NOW)
    with pytest.raises(EmptyEditionError, match="reaches nobody"):
        freeze(configured, store, edition, now=NOW, key=KEY)
    store.subscribers.upsert_many([reader("late@example.com")], now=NOW)
    assert freeze(configured, store, edition, now=NOW, key=KEY).queued == 1
    store.subscribers.upsert_many([reader("later@example.com")], now=NOW)
    assert freeze(configured, store, edition, now=NOW, key=KEY).queued == 1


def edition_of(cadence, day):
    return Edition(
        id="x",
        newsletter="briefing",
        cadence=cadence,
        date=day,
        state=EditionState.APPROVED,
        subject="",
        preheader="",
        language="en",
        sections=(),
    )


@pytest.mark.parametrize(
    ("reads", "cadence", "day", "expected"),
    [
        (Cadence.DAILY, Cadence.DAILY, date(2026, 11, 22), True),
        (Cadence.WEEKDAYS, Cadence.DAILY, date(2026, 11, 20), True),
        (Cadence.WEEKDAYS, Cadence.DAILY, date(2026, 11, 21), False),
        (Cadence.WEEKLY, Cadence.DAILY, date(2026, 11, 20), False),
        (Cadence.WEEKLY, Cadence.WEEKLY, date(2026, 11, 21), True),
        (Cadence.DAILY, Cadence.WEEKLY, date(2026, 11, 21), False),
    ],
)
def test_a_cadence_takes_its_editions_only(reads, cadence, day, expected):
    subscription = Subscription(subscriber=1, newsletter="briefing", cadence=reads)
    assert wants(subscription, edition_of(cadence, day)) is expected


@pytest.mark.parametrize(
    ("since", "hours"),
    [(None, 24), (timedelta(hours=3), 24), (timedelta(hours=72), 72), (timedelta(days=30), 96)],
)
def test_an_edition_reaches_back_to_the_one_before_within_limits(since, hours):
    assert reach(Limits(), Cadence.DAILY, since) == timedelta(hours=hours)
    assert reach(Limits(), Cadence.WEEKLY, since) == timedelta(days=7)
