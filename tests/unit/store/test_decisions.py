from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.store.make import LEASE, NOW, frozen, frozen_file, url
from tests.unit.store.test_deliveries import start
from tests.unit.store.test_holders import die_holding

from digest.errors import StoreError
from digest.model import DeliveryState, EditionState, Outcome, OutcomeKind
from digest.store import Chosen, Decided, Decision, Refused, open_store
from digest.store import decisions as room
from digest.store.decisions import CANCELLED, IN_DOUBT, QUEUED_AGAIN, SETTLED, UNKNOWN

RETRY, CANCEL, SETTLE = Decision.RETRY, Decision.CANCEL, Decision.SETTLE
SENT = Outcome(kind=OutcomeKind.SENT, code=250)
LATER = Outcome(kind=OutcomeKind.DEFERRED, code=451, enhanced="4.7.1", text="greylisted")
REFUSED = Outcome(kind=OutcomeKind.REJECTED, code=554, enhanced="5.2.1", text="disabled")
LOST = Outcome(kind=OutcomeKind.UNSURE, text="connection lost")
LATE = NOW + timedelta(hours=1)


def ended(store, *outcomes) -> str:
    """An edition whose readers' deliveries have come to these outcomes, in their order."""
    edition = frozen(store, len(outcomes))
    taken = start(store, edition, len(outcomes))
    results = [pair for pair in zip(taken, outcomes, strict=True) if pair[1] is not None]
    store.outbox.commit(results, [], now=NOW, fence=1)
    store.outbox.release(1)
    store.outbox.finish(edition)
    return edition


def row(store, ident, *columns):
    (found,) = store._connection.db["deliveries"].rows_where("id = ?", [ident])
    return tuple(found[column] for column in columns)


def decide(store, decision, chosen, refuse=lambda _: "", *, now=LATE, dry_run=False):
    return store.decisions.decide(decision, chosen, refuse=refuse, now=now, dry_run=dry_run)


# --- what each does


@pytest.mark.parametrize("outcome", [LATER, REFUSED, LOST])
def test_a_retry_is_due_now_as_if_it_had_never_been_tried(store, outcome):
    edition = ended(store, outcome)
    before = row(store, 1, "message_id", "attempts")
    assert decide(store, RETRY, Chosen(ids=(1,))).changed == 1
    found = row(store, 1, "state", "due_at", "changed", "first_try", "crashes", "lease", "fence")
    assert found == ("queued", "2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z", None, 0, 0, 0)
    assert row(store, 1, "message_id", "attempts") == before
    page = store.outbox.claim(edition, now=LATE, limit=9, lease=LEASE, fence=2)
    assert [one.id for one in page] == [1]


def test_a_servers_answer_stays_the_last_one_and_other_words_give_way(store):
    ended(store, LATER, LOST, LATER)
    decide(store, CANCEL, Chosen(ids=(3,)))
    decide(store, RETRY, Chosen(ids=(1, 2, 3)))
    answer = ("code", "enhanced", "detail")
    assert row(store, 1, *answer) == (451, "4.7.1", "greylisted")
    assert row(store, 2, *answer) == row(store, 3, *answer) == (0, "", QUEUED_AGAIN)


def test_an_answer_to_an_earlier_try_is_not_the_answer_to_the_last(store):
    """Deferred first, then left in the middle by a crash, or cancelled as its reader left."""
    ended(store, LATER, LATER)
    store._connection.raw.execute("UPDATE deliveries SET state = 'unsure' WHERE id = 1")
    store._connection.raw.execute("UPDATE deliveries SET state = 'cancelled' WHERE id = 2")
    decide(store, SETTLE, Chosen(ids=(1,)))
    decide(store, RETRY, Chosen(ids=(2,)))
    assert row(store, 1, "code", "enhanced", "detail") == (0, "", SETTLED)
    assert row(store, 2, "code", "enhanced", "detail") == (0, "", QUEUED_AGAIN)


def test_a_sent_edition_goes_back_to_sending_and_no_other_does(store):
    edition = ended(store, SENT, REFUSED)
    assert store.editions.get(edition).state is EditionState.SENT
    decided = decide(store, RETRY, Chosen(ids=(2,)))
    assert decided == Decided(changed=1, refused=(), editions=(edition,))
    assert store.editions.get(edition).state is EditionState.SENDING
    assert store.outbox.unfinished(now=LATE, policy="resend") == (edition,)
    assert store.check() == ()


def test_a_retry_of_nothing_leaves_the_edition_sent(store):
    edition = ended(store, SENT, REFUSED)
    decide(store, RETRY, Chosen(edition=edition), lambda _: "no")
    assert store.editions.get(edition).state is EditionState.SENT


def test_a_cancellation_says_who_and_keeps_the_doubt(store):
    edition = ended(store, LATER, LOST)
    decided = decide(store, CANCEL, Chosen(edition=edition))
    assert decided == Decided(changed=2, refused=(), editions=(edition,), finished=(edition,))
    assert row(store, 1, "state", "code", "detail") == ("cancelled", 0, CANCELLED)
    assert row(store, 2, "state", "detail") == ("cancelled", IN_DOUBT)
    assert store.editions.get(edition).state is EditionState.SENT


def test_an_edition_with_something_open_is_not_finished(store):
    edition = ended(store, LATER, LOST)
    assert decide(store, CANCEL, Chosen(ids=(1,))).finished == ()
    decided = decide(store, SETTLE, Chosen(ids=(2,)))
    assert decided.finished == (edition,)
    assert row(store, 2, "state", "code", "detail") == ("sent", 0, SETTLED)


def test_what_a_dead_sender_left_is_decided_about_as_unsure(tmp_path):
    frozen_file(tmp_path, 4)
    with open_store(url(tmp_path)) as store:
        edition = store.outbox.list()[0].edition
        start(store, edition, 2, fence=7)
        store.outbox._holders.drop(7)  # as if it were another process's
        seen = []
        look = lambda one: seen.append((one.state.value, one.held)) or "look"  # noqa: E731 - a def would say no more
        chosen = Chosen(ids=(1, 3))
        die_holding(store.path, 7, lambda: decide(store, RETRY, chosen, look, now=NOW))
        decide(store, RETRY, chosen, look, now=NOW)
        free = ("queued", False)
        assert seen == [("sending", True), free, ("unsure", False), free]
        decide(store, RETRY, Chosen(edition=edition, states=(DeliveryState.UNSURE,)), now=NOW)
        assert row(store, 1, "state", "lease", "fence") == ("queued", 0, 0)
        free = store.outbox.claim(edition, now=NOW, limit=9, lease=LEASE, fence=8)
        assert [one.id for one in free] == [1, 2, 3, 4]


def test_claimed_deliveries_are_in_a_hand(store):
    edition = frozen(store, 2)
    store.outbox.claim(edition, now=NOW, limit=1, lease=LEASE, fence=1)
    held = {}
    look = lambda one: held.update({one.id: one.held}) or "look"  # noqa: E731 - a def would say no more
    decide(store, CANCEL, Chosen(edition=edition), look, now=NOW)
    assert held == {1: True, 2: False}
    decide(store, CANCEL, Chosen(edition=edition), look, now=NOW + LEASE)
    assert held == {1: False, 2: False}


# --- what is counted, and that it is one step


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_refusals_are_counted_by_reason_with_the_first_ids(store, monkeypatch, size):
    monkeypatch.setattr(room, "PAGE", size)
    monkeypatch.setattr(room, "SHOWN", 2)
    ended(store, *[LATER] * 6)
    decided = decide(
        store, RETRY, Chosen(ids=(6, 5, 4, 3, 2, 1, 99)), lambda one: "odd" if one.id % 2 else ""
    )
    assert decided.changed == 3
    assert decided.refused == (
        Refused(reason="odd", count=3, ids=(1, 3)),
        Refused(reason=UNKNOWN, count=1, ids=(99,)),
    )
    assert [row(store, ident, "state")[0] for ident in (1, 2)] == ["deferred", "queued"]


def test_a_dry_run_counts_the_same_and_writes_nothing(store):
    edition = ended(store, LATER, SENT, REFUSED)
    chosen, before = Chosen(edition=edition), store._connection.rows("SELECT * FROM deliveries")
    refuse = lambda one: "no" if one.state is DeliveryState.SENT else ""  # noqa: E731 - a def would say no more
    asked = []
    store._connection.raw.set_trace_callback(asked.append)
    dry = decide(store, RETRY, chosen, refuse, dry_run=True)
    store._connection.raw.set_trace_callback(None)
    assert not [sql for sql in asked if not sql.startswith("SELECT")]
    assert store._connection.rows("SELECT * FROM deliveries") == before
    assert replace(dry, finished=()) == decide(store, RETRY, chosen, refuse)


def test_one_transaction_or_nothing(store, monkeypatch):
    monkeypatch.setattr(room, "PAGE", 1)
    edition = ended(store, SENT, REFUSED, REFUSED)

    def refuse(one):
        if one.id == 3:
            raise StoreError("the disk is full")
        return "sent" if one.state is DeliveryState.SENT else ""

    with pytest.raises(StoreError, match="full"):
        decide(store, RETRY, Chosen(edition=edition), refuse)
    assert store.outbox.counts(edition) == {DeliveryState.SENT: 1, DeliveryState.FAILED: 2}
    assert store.editions.get(edition).state is EditionState.SENT


def test_the_database_moves_no_sent_row_whatever_the_rule_says(store):
    ended(store, SENT)
    with pytest.raises(StoreError, match="final"):
        decide(store, RETRY, Chosen(ids=(1,)))
    assert row(store, 1, "state") == ("sent",)
