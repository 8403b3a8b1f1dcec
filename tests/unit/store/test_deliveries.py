from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.unit.store.make import (
    LEASE,
    NOW,
    approved,
    frozen,
    frozen_file,
    outbox_rows,
    rendered,
    url,
)
from tests.unit.store.test_holders import die_holding

from digest.model import DeliveryState, Outcome, OutcomeKind
from digest.store import Chosen, open_store
from digest.store import deliveries as room
from digest.store.rows import text_of

UNSURE = (DeliveryState.UNSURE,)
LATER = Outcome(kind=OutcomeKind.DEFERRED, code=451, enhanced="4.3.0", text="later")


def ids(store, chosen=Chosen(), *, now=NOW, **page) -> list[int]:  # noqa: B008 - it is frozen
    return [one.id for one in store.deliveries.stream(chosen, now=now, **page)]


def start(store, edition, count, *, fence=1) -> list[int]:
    """Deliveries that a sender has taken, and begun."""
    page = store.outbox.claim(edition, now=NOW, limit=count, lease=LEASE, fence=fence)
    taken = [one.id for one in page]
    store.outbox.commit([], taken, now=NOW, fence=fence)
    return taken


@pytest.fixture
def two(store):
    """Two editions to the same four readers, ids 1 to 4 and 5 to 8."""
    first = frozen(store, 4)
    second = approved(store, date(2026, 11, 24))
    store.outbox.freeze(second.id, rendered(second), outbox_rows(store, second))
    return first, second.id


@pytest.mark.parametrize("size", [1, 3, 500])
def test_pages_follow_each_other_without_gap_or_repeat(store, two, monkeypatch, size):
    monkeypatch.setattr(room, "PAGE", size)
    first, second = two
    assert ids(store) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert ids(store, Chosen(edition=second)) == [5, 6, 7, 8]
    assert ids(store, after=3) == [4, 5, 6, 7, 8]
    assert ids(store, Chosen(edition=first), after=2, limit=1) == [3]
    assert ids(store, Chosen(edition=second), after=2) == [5, 6, 7, 8]
    assert ids(store, limit=4) == [1, 2, 3, 4]
    assert ids(store, after=8) == ids(store, Chosen(edition="none")) == []


def test_a_row_that_goes_while_it_is_read_ends_no_stream(store, two, monkeypatch):
    monkeypatch.setattr(room, "PAGE", 3)
    these, dropped = store.outbox.these, []

    def pruned(ids):
        if not dropped:
            dropped.append(store._connection.raw.execute("DELETE FROM deliveries WHERE id < 4"))
        return these(ids)

    monkeypatch.setattr(store.outbox, "these", pruned)
    assert ids(store) == [4, 5, 6, 7, 8]
    assert ids(store, after=2**70) == []


def test_a_stream_reads_no_further_than_it_is_asked(store, two, monkeypatch):
    monkeypatch.setattr(room, "PAGE", 2)
    asked = []
    store._connection.raw.set_trace_callback(asked.append)
    found = store.deliveries.stream(Chosen(), now=NOW)
    assert [next(found).id, next(found).id] == [1, 2]
    assert len([sql for sql in asked if "ORDER BY d.id LIMIT" in sql]) == 1
    store._connection.raw.set_trace_callback(None)


def test_filters_hold_together(store, two):
    first, _ = two
    store._connection.raw.execute(
        "UPDATE subscribers SET email = 'x@other.example', email_key = 'x@other.example'"
        " WHERE id = 2"
    )
    start(store, first, 2)
    assert ids(store, Chosen(domain="other.example")) == [2, 6]
    assert ids(store, Chosen(domain="example")) == []
    assert ids(store, Chosen(subscriber=3)) == [3, 7]
    assert ids(store, Chosen(states=(DeliveryState.SENDING,))) == [1, 2]
    assert ids(store, Chosen(states=(DeliveryState.SENDING,), domain="other.example")) == [2]
    assert ids(store, Chosen(states=(DeliveryState.SENT,))) == []
    assert ids(store, Chosen(ids=(3, 7, 99), edition=first)) == [3]


def test_open_ones_of_a_sent_edition_are_not_looked_for(store, two):
    """An edition that is sent has none: its rows are not walked for what is open."""
    first, _ = two
    store._connection.raw.execute("UPDATE editions SET state = 'sent' WHERE id = ?", (first,))
    assert ids(store, Chosen(states=(DeliveryState.QUEUED,))) == [5, 6, 7, 8]
    assert len(ids(store, Chosen(states=(DeliveryState.QUEUED, DeliveryState.SENT)))) == 8


def test_a_page_goes_along_the_ids_and_sorts_nothing(store, two):
    asked = []
    store._connection.raw.set_trace_callback(asked.append)
    for chosen in (
        Chosen(edition=two[0], states=UNSURE),
        Chosen(domain="example.com"),
        Chosen(subscriber=1),
        Chosen(ids=(1, 2)),
    ):
        ids(store, chosen)
    store._connection.raw.set_trace_callback(None)
    pages = [sql for sql in asked if "ORDER BY d.id LIMIT" in sql]
    assert len(pages) == 4
    for sql in pages:
        plan = store._connection.rows(f"EXPLAIN QUERY PLAN {sql}")
        assert not any("TEMP B-TREE" in step[3] or step[3].startswith("SCAN d") for step in plan)


def test_what_a_sender_has_in_hand_is_sending_until_its_lease_ends(store):
    edition = frozen(store, 3)
    start(store, edition, 1)
    late = NOW + LEASE
    assert ids(store, Chosen(states=UNSURE), now=late - timedelta(seconds=1)) == []
    (left,) = store.deliveries.stream(Chosen(states=UNSURE), now=late)
    assert (left.id, left.state) == (1, DeliveryState.UNSURE)
    assert ids(store, Chosen(states=(DeliveryState.SENDING,)), now=late) == []
    assert store.outbox.counts(edition)[DeliveryState.SENDING] == 1


def test_what_a_dead_sender_left_is_unsure_at_once_and_a_look_settles_nothing(tmp_path):
    edition = frozen_file(tmp_path, 4)
    with open_store(url(tmp_path)) as store:
        start(store, edition, 2, fence=7)
        store.outbox._holders.drop(7)  # as if it were another process's
        seen = []
        die_holding(store.path, 7, lambda: seen.append(ids(store, Chosen(states=UNSURE))))
        assert seen == [[]]
        for _ in range(2):
            assert ids(store, Chosen(states=UNSURE)) == [1, 2]
        known = store.deliveries.known(1, now=NOW)
        assert (known.delivery.state, known.held_until) == (DeliveryState.UNSURE, None)
        assert store.outbox.recover(edition, now=NOW, policy="hold") == 2


def test_all_that_is_known_of_one(store):
    edition = frozen(store, 2)
    (one,) = start(store, edition, 1)
    held = store.deliveries.known(one, now=NOW)
    assert (held.held_until, held.changed, held.first_try) == (NOW + LEASE, NOW, None)
    later = NOW + timedelta(minutes=1)
    store.outbox.commit([(one, LATER)], [], now=later, fence=1)
    known = store.deliveries.known(one, now=later)
    assert (known.changed, known.first_try, known.crashes) == (later, later, 0)
    assert known.held_until is None
    assert known.delivery == store.outbox.list(edition)[0]
    assert store.deliveries.known(99, now=NOW) is None


def test_a_lost_answer_is_counted_as_a_crash(store):
    edition = frozen(store, 1)
    (one,) = start(store, edition, 1)
    lost = replace(LATER, kind=OutcomeKind.UNSURE, code=0, text="connection lost")
    store.outbox.commit([(one, lost)], [], now=NOW, fence=1)
    known = store.deliveries.known(one, now=NOW)
    assert (known.delivery.state, known.crashes) == (DeliveryState.UNSURE, 1)


def test_copies_of_a_reader_are_theirs_alone_latest_first(store, two):
    first, second = two
    copies = store.deliveries.of_reader(2, now=NOW)
    found = [(one.delivery.edition, one.delivery.subscriber, one.changed) for one in copies]
    assert found == [(second, 2, NOW), (first, 2, NOW)]
    assert store.deliveries.of_reader(99, now=NOW) == ()


def hold(store, *, after: timedelta, **readers: str) -> dict[str, object]:
    """Readers, by their number, at these domains, of which `held.example` is held so long."""
    for number, domain in readers.items():
        store._connection.raw.execute(
            "UPDATE subscribers SET email = ?1, email_key = ?1 WHERE id = ?2",
            (f"{number}@{domain}", number[1:]),
        )
    return {"held.example": NOW + after}


def put_due(store, ident: int, due: timedelta) -> None:
    store._connection.raw.execute(
        "UPDATE deliveries SET due_at = ? WHERE id = ?", (text_of(NOW + due), ident)
    )


HOUR = timedelta(hours=1)


def test_the_first_who_may_be_tried_is_of_no_held_domain_or_waits_for_it(store):
    edition = frozen(store, 3)
    held = hold(store, after=2 * HOUR, r1="held.example", r2="free.example", r3="held.example")
    put_due(store, 2, HOUR)
    assert store.deliveries.first_due(edition, held) == NOW + HOUR
    put_due(store, 2, 3 * HOUR)
    assert store.deliveries.first_due(edition, held) == NOW + 2 * HOUR
    put_due(store, 1, 4 * HOUR)
    put_due(store, 3, 5 * HOUR)
    assert store.deliveries.first_due(edition, held) == NOW + 3 * HOUR
    put_due(store, 2, 9 * HOUR)
    assert store.deliveries.first_due(edition, held) == NOW + 4 * HOUR
    assert store.deliveries.first_due("none", held) is None


def test_a_copy_of_who_was_erased_is_due_too(store):
    """The next claim takes it, and cancels it: until then the edition is not at its end."""
    edition = frozen(store, 2)
    held = hold(store, after=HOUR, r1="held.example", r2="held.example")
    assert not store.subscribers.remove(2)
    assert store.deliveries.first_due(edition, held) == NOW


def test_nobody_behind_who_may_be_tried_first_is_looked_at(store):
    """A million who wait must not be read to tell of one."""
    edition = frozen(store, 400)
    held = hold(store, after=HOUR, r1="held.example", r2="held.example")
    steps = []
    store._connection.raw.set_progress_handler(lambda: steps.append(1), 100)
    assert store.deliveries.first_due(edition, held) == NOW
    store._connection.raw.set_progress_handler(None, 0)
    assert len(steps) < 5


def test_who_waits_is_read_along_the_index(store):
    edition = frozen(store, 2)
    plan = store._connection.rows(f"EXPLAIN QUERY PLAN {room._WAITING}", (edition,))
    told = "; ".join(row[3] for row in plan)
    assert "deliveries_open (edition=?)" in told
    assert "TEMP B-TREE" not in told
