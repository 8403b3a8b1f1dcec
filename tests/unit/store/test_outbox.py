from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import chain

import pytest
from tests.unit.store.make import (
    LEASE,
    NOW,
    approved,
    frozen,
    frozen_file,
    outbox_rows,
    readers,
    rendered,
    url,
)

from digest.errors import StoreBusyError
from digest.model import (
    DeliveryState,
    EditionState,
    Outcome,
    OutcomeKind,
    Suppression,
    SuppressionReason,
)
from digest.store import open_store
from digest.store.outbox import HUNG
from digest.store.results import LEFT

SENT = Outcome(kind=OutcomeKind.SENT, code=250, enhanced="2.0.0", text="queued as ABC")


def claim(store, edition, limit=10, *, fence=1, now=NOW):
    return store.outbox.claim(edition, now=now, limit=limit, lease=LEASE, fence=fence)


def ids(deliveries) -> list[int]:
    return [delivery.id for delivery in deliveries]


def start(store, edition, limit=10, *, fence=1) -> list[int]:
    taken = ids(claim(store, edition, limit, fence=fence))
    store.outbox.commit([], taken, now=NOW, fence=fence)
    return taken


def nameless(store, fence=1) -> None:
    """Nobody can say whether this sender lives: its lease alone decides."""
    store.outbox._holders.drop(fence)


def states(store, edition) -> list[str]:
    return [delivery.state.value for delivery in store.outbox.list(edition)]


def test_a_claim_writes_lease_and_fence_only(store):
    edition = frozen(store, 2)
    sql = "SELECT * FROM deliveries ORDER BY id"
    columns = [row[1] for row in store._connection.rows("PRAGMA table_info(deliveries)")]
    before = store._connection.rows(sql)
    claim(store, edition)
    after = store._connection.rows(sql)
    changed = {
        name
        for old, new in zip(before, after, strict=True)
        for name, one, two in zip(columns, old, new, strict=True)
        if one != two
    }
    assert changed == {"lease", "fence"}


def test_claims_are_disjoint_until_the_lease_ends(store):
    edition = frozen(store, 5)
    first = claim(store, edition, 3, fence=1)
    second = claim(store, edition, 3, fence=2)
    assert (ids(first), ids(second)) == ([1, 2, 3], [4, 5])
    assert claim(store, edition, fence=3) == ()
    late = NOW + LEASE
    assert ids(claim(store, edition, fence=3, now=late)) == [1, 2, 3, 4, 5]


def test_the_earliest_due_goes_first_and_nobody_early(store):
    readers(store, 3)
    going = approved(store)
    hours = {1: 2, 2: 1, 3: 0}
    rows = [
        replace(row, due_at=NOW + timedelta(hours=hours[row.subscriber]))
        for row in outbox_rows(store, going)
    ]
    store.outbox.freeze(going.id, rendered(going), rows)
    assert [one.subscriber for one in claim(store, going.id)] == [3]
    late = NOW + timedelta(hours=3)
    assert [one.subscriber for one in claim(store, going.id, now=late)] == [3, 2, 1]


@pytest.mark.parametrize(
    ("going_away", "words"),
    [
        ("UPDATE subscriptions SET state = 'left' WHERE subscriber < 8", "the reader left"),
        ("UPDATE subscriptions SET state = 'paused' WHERE subscriber < 8", "the reader paused"),
        ("DELETE FROM subscriptions WHERE subscriber < 8", "the reader left"),
        ("UPDATE subscribers SET state = 'bounced' WHERE id < 8", "the reader's mail bounced"),
        ("UPDATE subscribers SET state = 'complained' WHERE id < 8", "the reader complained"),
    ],
)
def test_who_is_gone_after_the_freeze_is_cancelled_and_does_not_stop_the_others(
    store, going_away, words
):
    edition = frozen(store, 9)
    store._connection.raw.execute(going_away)
    assert ids(claim(store, edition, 2)) == [8, 9]
    assert store.outbox.counts(edition) == {DeliveryState.CANCELLED: 7, DeliveryState.QUEUED: 2}
    assert store.outbox.list(edition)[0].detail == f"{words} before it was sent"


def test_a_copy_says_that_its_reader_was_suppressed(store):
    edition = frozen(store, 3)
    row = Suppression(hash="h", newsletter="", reason=SuppressionReason.MANUAL, source="", at=NOW)
    store.suppressions.add([(row, store.subscribers.get(1).email)], now=NOW)
    store.subscribers.leave(2, "briefing", now=NOW, source="link")
    assert ids(claim(store, edition)) == [3]
    said = [one.detail for one in store.outbox.list(edition)[:2]]
    assert said == ["the address was suppressed before it was sent", LEFT]


def test_readers_of_some_domains_are_left_where_they_are(store):
    edition = frozen(store, 6)
    for ident, email in {2: "b@slow.example", 3: "c@shut.example", 5: "e@slow.example"}.items():
        sql = "UPDATE subscribers SET email = ? WHERE id = ?"
        store._connection.raw.execute(sql, (email, ident))
    store.subscribers.remove(6)
    values = {"now": NOW, "lease": LEASE, "fence": 1}
    others = store.outbox.claim(
        edition, limit=2, without={"slow.example", "shut.example", "nobody.example"}, **values
    )
    assert ids(others) == [1, 4]
    assert store.outbox.claim(edition, limit=9, without=["slow.example"], **values)[0].id == 3
    assert states(store, edition)[5] == "cancelled"
    assert ids(claim(store, edition)) == [2, 5]


def test_an_erased_reader_is_cancelled(store):
    edition = frozen(store, 2)
    store.subscribers.remove(1)
    assert ids(claim(store, edition)) == [2]


@pytest.mark.parametrize("state", [EditionState.PAUSED, EditionState.CANCELLED])
def test_a_stopped_edition_gives_nothing(store, state):
    edition = frozen(store, 1)
    store.editions.set_state(edition, state, expect={EditionState.APPROVED})
    assert claim(store, edition) == ()


def asked(call):
    """As a sender does: who finds the database busy asks again."""
    while True:
        with suppress(StoreBusyError):
            return call()


def test_claimers_in_threads_never_share_a_row(tmp_path):
    edition = frozen_file(tmp_path, 300)
    taken: dict[int, list[int]] = {1: [], 2: [], 3: []}

    def work(fence):
        with open_store(url(tmp_path)) as mine:
            while page := asked(lambda: claim(mine, edition, 7, fence=fence)):
                taken[fence] += ids(page)
                sent = [(one, SENT) for one in ids(page)]
                asked(lambda sent=sent: mine.outbox.commit(sent, [], now=NOW, fence=fence))

    threads = [threading.Thread(target=work, args=(fence,)) for fence in taken]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(chain.from_iterable(taken.values())) == list(range(1, 301))
    with open_store(url(tmp_path)) as store:
        assert store.outbox.counts(edition) == {DeliveryState.SENT: 300}


def test_released_rows_are_free_at_once_and_started_ones_are_not(store):
    edition = frozen(store, 3)
    taken = ids(claim(store, edition))
    store.outbox.commit([], taken[:1], now=NOW, fence=1)
    store.outbox.release(2)
    assert claim(store, edition, fence=2) == ()
    store.outbox.release(1)
    assert ids(claim(store, edition, fence=2)) == taken[1:]
    assert states(store, edition)[0] == "sending"


# --- recover


def test_recover_waits_for_the_lease(store):
    edition = frozen(store, 2)
    start(store, edition, 1)
    early = NOW + LEASE - timedelta(seconds=1)
    nameless(store)
    assert store.outbox.recover(edition, now=early, policy="resend") == 0
    assert store.outbox.recover(edition, now=NOW + LEASE, policy="resend") == 1
    assert states(store, edition) == ["queued", "queued"]
    again = claim(store, edition, fence=2, now=NOW + LEASE)
    assert again[0].message_id == f"<{edition}.1@news.example>"


def test_a_sender_that_lives_is_waited_for_but_not_for_ever(store):
    """It may stand before a database that is held for longer than its lease."""
    edition = frozen(store, 1)
    start(store, edition)
    over = NOW + LEASE + HUNG
    assert store.outbox.recover(edition, now=over - timedelta(seconds=1), policy="resend") == 0
    assert store.outbox.recover(edition, now=over, policy="resend") == 1


def test_recover_can_hold_for_a_person(store):
    edition = frozen(store, 1)
    start(store, edition)
    nameless(store)
    assert store.outbox.recover(edition, now=NOW + LEASE, policy="hold") == 1
    assert states(store, edition) == ["unsure"]
    assert store.outbox.recover(edition, now=NOW + LEASE, policy="hold") == 0
    assert claim(store, edition, now=NOW + LEASE) == ()
    assert store.outbox.open(edition) == 1
    assert store.outbox.recover(edition, now=NOW + LEASE, policy="resend") == 1
    assert states(store, edition) == ["queued"]


def test_a_message_that_kills_three_runs_is_parked(store):
    edition = frozen(store, 1)
    now = NOW
    for expected in ("queued", "queued", "failed"):
        taken = ids(claim(store, edition, now=now))
        store.outbox.commit([], taken, now=now, fence=1)
        now += LEASE
        nameless(store)
        assert store.outbox.recover(edition, now=now, policy="resend") == 1
        assert states(store, edition) == [expected]
    assert store.outbox.list(edition)[0].detail.startswith("poison")


def test_an_answer_that_never_comes_is_no_endless_loop(store):
    edition = frozen(store, 1)
    for _ in range(3):
        taken = start(store, edition)
        unsure = Outcome(kind=OutcomeKind.UNSURE, text="connection lost")
        store.outbox.commit([(taken[0], unsure)], [], now=NOW, fence=1)
        assert store.outbox.recover(edition, now=NOW, policy="resend") == 0
        assert states(store, edition) == ["unsure"]
        store.outbox.release(1)
        store.outbox.recover(edition, now=NOW, policy="resend")
    assert states(store, edition) == ["failed"]


# --- the end


def test_finish_only_when_nothing_is_open(store):
    edition = frozen(store, 2)
    taken = start(store, edition)
    assert not store.outbox.finish(edition)
    refused = Outcome(kind=OutcomeKind.REJECTED, code=550, text="no")
    store.outbox.commit([(taken[0], SENT), (taken[1], refused)], [], now=NOW, fence=1)
    assert store.outbox.finish(edition)
    assert store.editions.get(edition).state is EditionState.SENT
    assert store.outbox.finish(edition)
    assert store.deliveries.first_due(edition, {}) is None


def test_an_edition_that_was_not_frozen_is_not_finished(store):
    going = approved(store)
    assert not store.outbox.finish(going.id)


def test_a_sent_edition_stays_sent_when_it_is_frozen_again(store):
    edition = frozen(store, 1)
    store.outbox.commit([(one, SENT) for one in start(store, edition)], [], now=NOW, fence=1)
    store.outbox.finish(edition)
    count = store.outbox.freeze(edition, rendered(store.editions.get(edition)), [])
    assert count.queued == 1
    assert store.outbox.counts(edition) == {DeliveryState.SENT: 1}


def test_list_filters_and_pages(store):
    edition = frozen(store, 4)
    start(store, edition, 2)
    assert ids(store.outbox.list(state=DeliveryState.SENDING)) == [1, 2]
    assert ids(store.outbox.list(edition, limit=2, after=2)) == [3, 4]
    assert store.outbox.list("other") == ()


def test_the_queries_of_a_send_use_the_index_of_open_deliveries(store):
    seen = []
    edition = frozen(store, 3)
    store._connection.raw.set_trace_callback(seen.append)
    claim(store, edition)
    store.outbox.claim(edition, now=NOW, limit=1, lease=LEASE, fence=1, without=["x.example"])
    store.outbox.recover(edition, now=NOW, policy="resend")
    store.outbox.open(edition)
    store.deliveries.first_due(edition, {})
    store.outbox.finish(edition)
    store._connection.raw.set_trace_callback(None)
    asked = [sql for sql in seen if "'unsure')" in sql]
    assert len(asked) == 8
    for sql in asked:
        plan = store._connection.rows(f"EXPLAIN QUERY PLAN {sql}")
        assert any("deliveries_open (edition=?" in step[3] for step in plan), sql
