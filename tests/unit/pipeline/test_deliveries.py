from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.errors import DigestError
from digest.model import (
    DeliveryState,
    EditionState,
    Outcome,
    OutcomeKind,
    Scope,
    SubscriberRow,
    SubscriberState,
    SubscriptionState,
    Throttle,
)
from digest.pipeline.build import build
from digest.pipeline.deliveries import (
    FINAL,
    IN_HAND,
    decide,
    look_up,
    refuse_cancel,
    refuse_retry,
    refuse_settle,
)
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.holds import Hold
from digest.store import Chosen, Decision, Standing, open_store
from digest.store.rows import text_of

FREE = Standing(
    id=1,
    edition="briefing-daily-2026-11-23",
    state=DeliveryState.FAILED,
    held=False,
    edition_state=EditionState.SENT,
    reader=SubscriberState.ACTIVE,
    subscription=SubscriptionState.ACTIVE,
)
GONE = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.1.1", text="no such user")
BUSY = Outcome(kind=OutcomeKind.DEFERRED, code=450, text="busy")
STATES = tuple(DeliveryState)
ALLOWED = {
    refuse_retry: {"failed", "deferred", "unsure", "cancelled"},
    refuse_cancel: {"queued", "deferred", "unsure"},
    refuse_settle: {"unsure"},
}


@pytest.mark.parametrize("rule", ALLOWED)
@pytest.mark.parametrize("state", STATES)
def test_what_each_decision_is_for(rule, state):
    reason = rule(replace(FREE, state=state))
    assert (reason == "") == (state.value in ALLOWED[rule])
    if state is DeliveryState.SENT:
        assert reason == FINAL


@pytest.mark.parametrize("rule", ALLOWED)
@pytest.mark.parametrize("state", [one for one in STATES if one is not DeliveryState.SENT])
def test_nothing_is_decided_about_what_a_sender_has_in_hand(rule, state):
    assert rule(replace(FREE, state=state, held=True)) == IN_HAND


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        ({"reader": SubscriberState.BOUNCED}, "the reader's address bounced"),
        ({"reader": SubscriberState.COMPLAINED}, "the reader complained"),
        ({"reader": SubscriberState.ERASED, "subscription": None}, "the reader was erased"),
        ({"subscription": SubscriptionState.LEFT}, "the reader left the newsletter"),
        ({"subscription": SubscriptionState.PAUSED}, "the reader paused the newsletter"),
        ({"subscription": SubscriptionState.PENDING}, "the reader has not confirmed"),
        ({"subscription": None}, "the reader is not subscribed any more"),
        ({"edition_state": EditionState.CANCELLED}, "its edition is cancelled"),
    ],
)
def test_who_may_not_be_mailed_gets_no_second_try(standing, reason):
    one = replace(FREE, **standing)
    assert refuse_retry(one).startswith(reason)
    assert refuse_cancel(replace(one, state=DeliveryState.QUEUED)) == ""
    assert refuse_settle(replace(one, state=DeliveryState.UNSURE)) == ""


@pytest.mark.parametrize(
    "state", [EditionState.APPROVED, EditionState.SENDING, EditionState.PAUSED]
)
def test_an_edition_on_its_way_can_have_a_retry(state):
    assert refuse_retry(replace(FREE, edition_state=EditionState(state))) == ""


@pytest.fixture
def sent(tmp_path):
    """An edition of two topics, frozen for three readers; all were tried once."""
    made = settings(tmp_path)
    with open_store(made.store.url) as store:
        store.articles.save([article("1"), article("2", "Science")], now=NOW)
        names = {"all": (), "world": ("World",), "left": ()}
        rows = [
            SubscriberRow(email=f"{name}@example.com", newsletters=("briefing",), topics=topics)
            for name, topics in names.items()
        ]
        store.subscribers.upsert_many(rows, now=NOW - timedelta(days=1))
        built = build(made, store, None, now=NOW).edition
        approve(made, store, built.id, now=NOW)
        freeze(made, store, store.editions.get(built.id), now=NOW, key=b"k" * 32)
        taken = store.outbox.claim(built.id, now=NOW, limit=9, lease=timedelta(1), fence=1)
        store.outbox.commit([], [one.id for one in taken], now=NOW, fence=1)
        yield store, [one.id for one in taken]


def test_one_delivery_is_told_with_its_stories_in_words(sent):
    store, (first, second, _) = sent
    whole, part = (look_up(store, ident, now=NOW) for ident in (first, second))
    edition = store.editions.get(whole.known.delivery.edition)
    headlines = {section.topic: section.slots[0].headline for section in edition.sections}
    assert (len(whole.stories), whole.whole) == (2, 2)
    assert (part.stories, part.whole) == ((headlines["World"],), 2)
    assert (part.edition_state, part.reader_state) == ("approved", "active")
    assert part.known.held_until == NOW + timedelta(1)
    with pytest.raises(DigestError, match="there is no delivery 99"):
        look_up(store, 99, now=NOW)


@pytest.mark.parametrize(
    ("due", "held", "rests", "next_try", "words"),
    [
        (-1, None, None, 0, "`digest resume briefing-daily-2026-11-23`, or the daemon"),
        (2, None, None, 2, ""),
        (-1, 3, None, 3, "example.com gets nothing: no"),
        (4, 3, 2, 4, ""),  # its own time is later
        (-1, 3, 2, 3, "example.com gets nothing: no"),
        (-1, 2, 3, 3, "the relay rests"),
        (2, 3, "?", None, "the relay rests"),
    ],
)
def test_what_one_waits_for_and_when_it_may_be_tried(  # noqa: PLR0917 - a row of the table
    sent, due, held, rests, next_try, words
):
    """In hours from now."""
    store, (first, *_) = sent
    hour = timedelta(hours=1)
    store.outbox.commit([(first, BUSY)], [], now=NOW, fence=1)
    with store.outbox._connection.write() as raw:
        raw.execute(
            "UPDATE deliveries SET due_at = ? WHERE id = ?", (text_of(NOW + due * hour), first)
        )
    if held:
        until = NOW + held * hour
        shut = Throttle(scope=Scope.DOMAIN, name="example.com", until=until, reason="no")
        store.throttles.save([shut])
    until = None if rests in {None, "?"} else NOW + rests * hour
    way = Hold(until=until, why="the relay rests") if rests else None
    found = look_up(store, first, now=NOW, way=way)
    assert found.next_try == (None if next_try is None else NOW + next_try * hour)
    assert found.waits_for == words


def test_a_retry_counts_who_is_refused_and_queues_the_others(sent, caplog):
    store, taken = sent
    edition = store.outbox.list()[0].edition
    failed = replace(GONE, enhanced="5.2.1", text="all@example.com: disabled")
    results = [(taken[0], failed), (taken[1], GONE), (taken[2], failed)]
    store.outbox.commit(results, [], now=NOW, fence=1)
    left = store.subscribers.get("left@example.com")
    store.subscribers.leave(left.id, "briefing", now=NOW)
    caplog.set_level("INFO")
    chosen = Chosen(edition=edition, states=(DeliveryState.FAILED,))
    decided = decide(store, Decision.RETRY, chosen, now=NOW)
    assert decided.changed == 1
    assert {one.reason: one.ids for one in decided.refused} == {
        "the reader's address bounced": (taken[1],),
        "the reader left the newsletter": (taken[2],),
    }
    assert "retry: 1 deliveries, 2 refused" in caplog.text
    assert "example.com" not in caplog.text
    assert store.outbox.counts(edition) == {DeliveryState.QUEUED: 1, DeliveryState.FAILED: 2}


def test_a_reader_who_was_erased_is_told_without_an_address(sent):
    store, (first, *_) = sent
    store.outbox.commit([(first, GONE)], [], now=NOW, fence=1)
    store.subscribers.remove("all@example.com")
    found = look_up(store, first, now=NOW)
    assert (found.reader_state, found.known.delivery.email) == ("erased", "")
    decided = decide(store, Decision.RETRY, Chosen(ids=(first,)), now=NOW)
    assert decided.refused[0].reason == "the reader was erased"
