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
    Suppression,
    SuppressionReason,
)
from digest.pipeline.build import build, reach
from digest.pipeline.freeze import approve, freeze, plan, wants
from digest.pipeline.suppress import suppression_hashes
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


def test_what_came_in_when_an_edition_stood_is_in_the_next_though_it_is_older(house):
    configured, store = house
    approve(configured, store, build(configured, store, None, now=NOW).edition.id, now=NOW)
    before = NOW - timedelta(minutes=10)
    store.articles.save([article("3", published=before)], now=NOW - timedelta(minutes=1))
    slow = article("4", published=before, first_seen=None)
    old = article("5", published=NOW - timedelta(hours=25), first_seen=None)
    store.articles.save([slow, old], now=NOW + timedelta(minutes=20))
    report = build(configured, store, None, now=TUESDAY)
    told = [slot.story.lead.id for section in report.edition.sections for slot in section.slots]
    assert told == ["a4"]


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
        plan(configured, store, edition.id, now=NOW)


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
        plan(with_newsletter(configured, **change), store, edition.id, now=NOW)
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
    counted = plan(configured, store, edition.id, now=NOW)
    assert (counted.queued, counted.audience, counted.excluded) == (2, 4, expected)
    edition = approve(configured, store, edition.id, now=NOW)
    frozen = freeze(configured, store, edition, now=NOW, key=KEY)
    assert (frozen.queued, frozen.audience, frozen.excluded) == (2, 4, expected)
    assert plan(configured, store, edition.id, now=NOW).queued == 2


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


def let_go(house):
    configured, store = house
    edition = build(configured, store, None, now=NOW).edition
    return approve(configured, store, edition.id, now=NOW)


def due(store, edition):
    return {one.email: one.due_at for one in store.outbox.list(edition.id)}


def test_readers_are_due_at_their_hours(house):
    configured, store = house
    store.subscribers.upsert_many(
        [reader("a@example.com"), reader("b@example.com", hour=9, timezone="Europe/Paris")],
        now=NOW,
    )
    edition = let_go(house)
    freeze(configured, store, edition, now=NOW, key=KEY)
    assert due(store, edition) == {"a@example.com": NOW, "b@example.com": NOW + timedelta(hours=1)}


def test_at_once_is_now_for_all(house):
    configured, store = house
    store.subscribers.upsert_many([reader("b@example.com", hour=23)], now=NOW)
    edition = let_go(house)
    freeze(configured, store, edition, now=NOW, key=KEY, at_once=True)
    assert due(store, edition) == {"b@example.com": NOW}


def test_a_pause_ends_with_the_edition_of_its_day(house):
    configured, store = house
    today = NOW.date()
    paused = [
        reader(f"{n}@example.com", state=SubscriptionState.PAUSED, until=until)
        for n, until in enumerate([today, today + timedelta(days=1), None])
    ]
    store.subscribers.upsert_many(paused, now=NOW)
    edition = let_go(house)
    assert plan(configured, store, edition.id, now=NOW).queued == 1
    freeze(configured, store, edition, now=NOW, key=KEY)
    assert list(due(store, edition)) == ["0@example.com"]
    claimed = store.outbox.claim(edition.id, now=NOW, limit=9, lease=timedelta(minutes=1), fence=1)
    assert [one.email for one in claimed] == ["0@example.com"]


def test_what_a_reader_muted_is_not_in_their_mail_and_equal_choices_share_one_selection(house):
    configured, store = house
    store.articles.save([article("3", source="Loud")], now=NOW)
    store.subscribers.upsert_many(
        [reader(f"{n}@example.com", muted=("Loud",)) for n in range(3)]
        + [reader("all@example.com")],
        now=NOW,
    )
    edition = let_go(house)
    freeze(configured, store, edition, now=NOW, key=KEY)
    got = [one.selection.slots for one in store.outbox.list(edition.id)]
    assert [len(slots) for slots in got] == [2, 2, 2, 3]
    assert store._connection.rows("SELECT count(*) FROM selections") == [(2,)]


def test_who_is_suppressed_is_left_out_whatever_their_state(house):
    configured, store = house
    store.subscribers.upsert_many([reader("a@example.com"), reader("b@example.com")], now=NOW)
    hashed = suppression_hashes(configured, store)("b@example.com")[0]
    row = Suppression(hash=hashed, reason=SuppressionReason.MANUAL, at=NOW)
    store.suppressions.add([(row, "")], now=NOW)  # without the address: their state stays as it is
    edition = let_go(house)
    frozen = freeze(configured, store, edition, now=NOW, key=KEY)
    assert frozen.excluded == {"suppressed": 1}
    assert list(due(store, edition)) == ["a@example.com"]


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
