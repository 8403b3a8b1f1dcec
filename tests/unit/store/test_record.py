from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from tests.unit.store.make import LEASE, NOW, frozen, frozen_file, url

from digest.errors import StoreBusyError
from digest.model import (
    BAD_CONNECTION,
    DeliveryState,
    Outcome,
    OutcomeKind,
    Scope,
    SubscriberState,
)
from digest.store import open_store
from digest.store.results import DETAIL_LIMIT, MAX_AGE

SENT = Outcome(kind=OutcomeKind.SENT, code=250, enhanced="2.0.0", text="queued as ABC")
LATER = Outcome(kind=OutcomeKind.DEFERRED, code=451, enhanced="4.3.0", text="later")
GONE = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.1.1", text="no such user")


def started(store, count=3, *, fence=1) -> list[int]:
    edition = frozen(store, count)
    page = store.outbox.claim(edition, now=NOW, limit=count, lease=LEASE, fence=fence)
    taken = [delivery.id for delivery in page]
    store.outbox.commit([], taken, now=NOW, fence=fence)
    return taken


def raw(store, column) -> list:
    rows = store._connection.db["deliveries"].rows_where(order_by="id")
    return [row[column] for row in rows]


def test_results_and_starts_are_one_commit(store):
    edition = frozen(store, 2)
    one, two = (
        delivery.id
        for delivery in store.outbox.claim(edition, now=NOW, limit=2, lease=LEASE, fence=1)
    )
    store.outbox.commit([], [one], now=NOW, fence=1)
    seen = []
    store._connection.raw.set_trace_callback(seen.append)
    store.outbox.commit([(one, SENT)], [two], now=NOW, fence=1)
    store._connection.raw.set_trace_callback(None)
    assert [sql for sql in seen if sql in {"BEGIN IMMEDIATE", "COMMIT"}] == [
        "BEGIN IMMEDIATE",
        "COMMIT",
    ]
    assert raw(store, "state") == ["sent", "sending"]
    kept = store.outbox.list(edition)[0]
    assert (kept.code, kept.enhanced, kept.detail, kept.attempts) == (250, "2.0.0", SENT.text, 1)


def test_each_outcome_leaves_its_state(store):
    taken = started(store, 4)
    unsure = Outcome(kind=OutcomeKind.UNSURE, text="connection lost")
    results = list(zip(taken, [SENT, LATER, GONE, unsure], strict=True))
    store.outbox.commit(results, [], now=NOW, fence=1)
    assert raw(store, "state") == ["sent", "deferred", "failed", "unsure"]
    assert raw(store, "lease") == [0, 0, 0, 0]


def test_a_commit_tells_the_states_that_it_set(store):
    """The rules of giving up stand here, so nobody else can know."""
    taken = started(store, 5)
    policy = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.7.1", scope=Scope.DOMAIN)
    breaks = Outcome(kind=OutcomeKind.DEFERRED, enhanced=BAD_CONNECTION, text="it hung up")
    for state, parked in (("deferred", 0), ("deferred", 0), ("failed", 1)):
        done = store.outbox.commit([(taken[4], breaks)], [], now=NOW, fence=1)
        assert (done.states, done.parked) == ({taken[4]: state}, parked)
    results = list(zip(taken, [SENT, LATER, GONE, policy], strict=False))
    first = store.outbox.commit(results, [], now=NOW, fence=1)
    assert list(first.states.values()) == ["sent", "deferred", "failed", "deferred"]
    late = store.outbox.commit([results[1], results[3]], [], now=NOW + MAX_AGE, fence=1)
    assert late.states == dict.fromkeys((taken[1], taken[3]), "failed")
    assert raw(store, "state") == ["sent", "failed", "failed", "failed", "failed"]
    assert store.outbox.commit([results[2]], [], now=NOW, fence=1).states == {}


def test_a_deferred_one_comes_back_when_it_is_due(store):
    (one,) = started(store, 1)
    edition = store.outbox.list()[0].edition
    store.outbox.commit([(one, LATER)], [], now=NOW, fence=1)
    due = store.deliveries.first_due(edition, {})
    assert due >= NOW + timedelta(minutes=5)
    values = {"limit": 1, "lease": LEASE, "fence": 2}
    assert store.outbox.claim(edition, now=due - timedelta(seconds=1), **values) == ()
    assert len(store.outbox.claim(edition, now=due, **values)) == 1


def test_giving_up_counts_from_the_first_deferral(store):
    (one,) = started(store, 1)
    store.outbox.commit([(one, LATER)], [], now=NOW, fence=1)
    for now, expected in ((NOW + MAX_AGE / 2, "deferred"), (NOW + MAX_AGE, "failed")):
        store.outbox.commit([(one, LATER)], [], now=now, fence=1)
        assert raw(store, "state") == [expected]
    assert raw(store, "attempts") == [3]


def test_an_address_that_does_not_exist_ends_the_person_for_all_newsletters(store):
    taken = started(store, 2)
    policy = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.7.1")
    store.outbox.commit([(taken[0], GONE), (taken[1], policy)], [], now=NOW, fence=1)
    assert store.subscribers.get(1).state is SubscriberState.BOUNCED
    assert store.subscribers.get(2).state is SubscriberState.ACTIVE


def test_a_complaint_is_not_made_a_bounce(store):
    (one,) = started(store, 1)
    store._connection.raw.execute("UPDATE subscribers SET state = 'complained'")
    store.outbox.commit([(one, GONE)], [], now=NOW, fence=1)
    assert store.subscribers.get(1).state is SubscriberState.COMPLAINED


@pytest.mark.parametrize("outcome", [LATER, GONE, SENT])
def test_sent_is_final(store, outcome):
    (one,) = started(store, 1)
    store.outbox.commit([(one, SENT)], [], now=NOW, fence=1)
    store.outbox.commit([(one, outcome)], [], now=NOW, fence=1)
    store.outbox.recover(store.outbox.list()[0].edition, now=NOW + 2 * LEASE, policy="resend")
    kept = store.outbox.list()[0]
    assert (kept.state, kept.attempts, kept.code) == (DeliveryState.SENT, 1, 250)
    assert store.subscribers.get(1).state is SubscriberState.ACTIVE


def test_the_database_itself_moves_no_sent_row(store):
    (one,) = started(store, 1)
    store.outbox.commit([(one, SENT)], [], now=NOW, fence=1)
    with pytest.raises(sqlite3.IntegrityError, match="final"):
        store._connection.raw.execute("UPDATE deliveries SET state = 'queued'")


@pytest.mark.parametrize("outcome", [SENT, LATER, GONE])
def test_a_result_under_an_old_fence_is_not_applied(store, outcome):
    taken = started(store, 2)
    edition = store.outbox.list()[0].edition
    late = NOW + LEASE
    store.outbox._holders.drop(1)
    store.outbox.recover(edition, now=late, policy="resend")
    store.outbox.claim(edition, now=late, limit=2, lease=LEASE, fence=2)
    store.outbox.commit([(one, outcome) for one in taken], [], now=late, fence=1)
    assert raw(store, "state") == ["queued", "queued"]


def test_a_start_that_another_sender_took_is_refused_but_results_stay(store):
    edition = frozen(store, 2)
    first, second = (
        delivery.id
        for delivery in store.outbox.claim(edition, now=NOW, limit=2, lease=LEASE, fence=1)
    )
    store.outbox.commit([], [first], now=NOW, fence=1)
    late = NOW + LEASE
    store.outbox.claim(edition, now=late, limit=2, lease=LEASE, fence=2)
    done = store.outbox.commit([(first, SENT)], [second], now=late, fence=1)
    assert done.refused == {second}
    assert raw(store, "state") == ["sent", "queued"]


def test_a_start_that_was_cancelled_meanwhile_is_refused_and_the_others_start(store):
    edition = frozen(store, 3)
    store.outbox.claim(edition, now=NOW, limit=3, lease=LEASE, fence=1)
    store._connection.raw.execute("UPDATE deliveries SET state = 'cancelled' WHERE id = 2")
    assert store.outbox.commit([], [1, 2, 3], now=NOW, fence=1).refused == {2}
    assert raw(store, "state") == ["sending", "cancelled", "sending"]
    assert store.outbox.commit([], [1, 3], now=NOW, fence=1).refused == frozenset()


def test_starting_again_renews_the_lease(store):
    taken = started(store, 1)
    edition = store.outbox.list()[0].edition
    store.outbox.commit([], taken, now=NOW + LEASE / 2, fence=1)
    store.outbox._holders.drop(1)
    assert store.outbox.recover(edition, now=NOW + LEASE, policy="resend") == 0
    assert store.outbox.recover(edition, now=NOW + 1.5 * LEASE, policy="resend") == 1


@pytest.mark.parametrize(("outcome", "state"), [(SENT, "sent"), (LATER, "deferred")])
def test_a_lease_renewed_in_the_commit_of_its_result_ends_with_it(store, outcome, state):
    (one,) = started(store, 1)
    store.outbox.commit([(one, outcome)], [one], now=NOW, fence=1)
    assert (raw(store, "state"), raw(store, "lease")) == ([state], [0])


def test_a_servers_answer_is_hostile_input(store):
    (one,) = started(store, 1)
    answer = Outcome(kind=OutcomeKind.SENT, code=250, text="\udcff'; DROP TABLE x --" + "x" * 9999)
    store.outbox.commit([(one, answer)], [], now=NOW, fence=1)
    detail = store.outbox.list()[0].detail
    assert detail.startswith("?'; DROP TABLE")
    assert len(detail) == DETAIL_LIMIT


def test_a_commit_that_finds_the_database_held_can_be_made_again(tmp_path):
    edition = frozen_file(tmp_path, 1)
    with open_store(url(tmp_path)) as mine, open_store(url(tmp_path)) as other:
        (one,) = mine.outbox.claim(edition, now=NOW, limit=1, lease=LEASE, fence=1)
        with other._connection.write(), pytest.raises(StoreBusyError):
            mine.outbox.commit([], [one.id], now=NOW, fence=1)
        mine.outbox.commit([], [one.id], now=NOW, fence=1)
        assert other.outbox.counts(edition) == {DeliveryState.SENDING: 1}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE subscriptions SET state = 'left' WHERE subscriber = 1",
        "UPDATE subscribers SET state = 'bounced' WHERE id = 1",
        "DELETE FROM subscriptions WHERE subscriber = 1",
    ],
)
def test_who_leaves_between_claim_and_start_is_not_mailed(store, change):
    edition = frozen(store, 2)
    claimed = store.outbox.claim(edition, now=NOW, limit=2, lease=LEASE, fence=1)
    store._connection.raw.execute(change)
    done = store.outbox.commit([], [one.id for one in claimed], now=NOW, fence=1)
    assert done.refused == {claimed[0].id}
    assert raw(store, "state") == ["queued", "sending"]
    store.outbox.release(1)
    assert store.outbox.claim(edition, now=NOW, limit=2, lease=LEASE, fence=2) == ()
    assert raw(store, "state")[0] == "cancelled"


def test_the_lease_of_what_is_on_its_way_is_renewed_whatever_its_reader_does(store):
    taken = started(store, 1)
    store._connection.raw.execute("UPDATE subscriptions SET state = 'left'")
    assert store.outbox.commit([], taken, now=NOW, fence=1).refused == frozenset()
