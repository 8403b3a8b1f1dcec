"""Runs: one claim for a slot, a lease for who works on it."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from multiprocessing import get_context

from tests.unit.store.make import NOW, frozen, url

from digest.model import Cadence, DeliveryState, EditionState, Outcome, OutcomeKind, RunState
from digest.store import open_store

LEASE = timedelta(minutes=2)
SLOT = NOW
HOUR = timedelta(hours=1)


def claim(store, *, slot=SLOT, now=NOW, fence=7, newsletter="briefing"):
    return store.runs.claim(newsletter, slot, now=now, lease=LEASE, fence=fence)


def take(store, run, *, now, fence=8):
    return store.runs.take(run.id, now=now, lease=LEASE, fence=fence)


def test_a_slot_is_claimed_once(store):
    run = claim(store)
    assert (run.newsletter, run.slot, run.state) == ("briefing", SLOT, RunState.CLAIMED)
    assert claim(store, fence=8) is None
    assert claim(store, newsletter="weekend") is not None
    assert claim(store, slot=SLOT + HOUR) is not None
    assert store.check() == ()


def _claim(where: str, fence: int) -> bool:
    with open_store(where) as store:
        return claim(store, fence=fence) is not None


def test_of_processes_that_claim_at_once_one_gets_it(tmp_path):
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        assert sum(pool.map(_claim, [url(tmp_path)] * 8, range(1, 9))) == 1


def test_a_held_run_is_nobody_elses_until_its_lease_is_over(store):
    run = claim(store)
    late = NOW + LEASE
    before = late - timedelta(seconds=1)
    assert store.runs.free("briefing", now=before) == ()
    assert take(store, run, now=before) is None
    assert store.runs.free("briefing", now=late) == (run,)
    assert take(store, run, now=late) == run
    assert take(store, run, now=late, fence=9) is None


def test_a_renewed_lease_runs_from_then_on(store):
    run = claim(store)
    assert store.runs.renew(run.id, now=NOW + LEASE / 2, lease=LEASE, fence=7)
    assert take(store, run, now=NOW + LEASE) is None


def test_who_lost_a_run_can_change_nothing_in_it(store):
    run = claim(store)
    assert take(store, run, now=NOW + LEASE)
    sent = replace(run, state=RunState.SENT)
    assert not store.runs.renew(run.id, now=NOW, lease=LEASE, fence=7)
    assert not store.runs.record(sent, now=NOW, fence=7)
    store.runs.release(run.id, fence=7)
    assert store.runs.get(run.id).state is RunState.CLAIMED
    assert take(store, run, now=NOW + LEASE, fence=9) is None


def test_a_released_run_can_be_taken_at_once(store):
    run = claim(store)
    store.runs.release(run.id, fence=7)
    assert take(store, run, now=NOW)


def test_a_failed_run_waits_for_its_next_try(store):
    run = claim(store)
    again = NOW + timedelta(minutes=5)
    failed = replace(run, state=RunState.FAILED, detail="no relay\ud800", tries=1, retry_at=again)
    assert store.runs.record(failed, now=NOW, fence=7)
    store.runs.release(run.id, fence=7)
    assert store.runs.free("briefing", now=again - timedelta(seconds=1)) == ()
    (free,) = store.runs.free("briefing", now=again)
    assert (free.detail, free.tries, free.retry_at) == ("no relay?", 1, again)


def test_an_ended_run_is_not_free(store):
    for hours, state in enumerate((RunState.SENT, RunState.SKIPPED, RunState.LATE)):
        run = claim(store, slot=SLOT + hours * HOUR)
        store.runs.record(replace(run, state=state), now=NOW, fence=7)
        store.runs.release(run.id, fence=7)
    given_up = claim(store, slot=SLOT - HOUR)
    store.runs.record(replace(given_up, state=RunState.FAILED), now=NOW, fence=7)
    store.runs.release(given_up.id, fence=7)
    assert store.runs.free("briefing", now=NOW + 24 * HOUR) == ()


def test_missed_slots_are_recorded_once_and_named(store):
    slots = [SLOT, SLOT + HOUR]
    assert store.runs.miss("briefing", slots, now=NOW) == 2
    assert store.runs.miss("briefing", slots, now=NOW) == 0
    assert [run.state for run in store.runs.list()] == [RunState.LATE] * 2
    assert "not sent" in store.runs.list()[0].detail


def test_a_missed_slot_does_not_undo_a_run(store):
    claim(store)
    assert store.runs.miss("briefing", [SLOT], now=NOW) == 0
    assert store.runs.list()[0].state is RunState.CLAIMED


def test_a_slot_missed_by_a_clock_that_ran_ahead_can_still_be_claimed(store):
    store.runs.miss("briefing", [SLOT], now=NOW + timedelta(days=400))
    assert store.runs.begun("briefing", since=SLOT) == frozenset()
    run = claim(store)
    assert (run.state, run.detail) == (RunState.CLAIMED, "")
    assert store.runs.begun("briefing", since=SLOT) == {SLOT}
    assert claim(store, fence=8) is None


def test_a_run_that_ended_late_can_not_be_claimed_again(store):
    run = claim(store)
    store.runs.record(replace(run, state=RunState.LATE), now=NOW, fence=7)
    assert claim(store, fence=8) is None
    assert store.runs.begun("briefing", since=SLOT) == {SLOT}


def test_the_last_slot_is_none_of_the_future(store):
    assert store.runs.last_slot("briefing", until=NOW) is None
    store.runs.miss("briefing", [SLOT, SLOT + 5000 * HOUR], now=NOW)
    assert store.runs.last_slot("briefing", until=NOW) == SLOT
    assert store.runs.last_slot("weekend", until=NOW) is None


def test_a_newsletter_is_known_since_it_was_first_seen(store):
    assert store.runs.known_since("briefing", now=NOW) == NOW
    assert store.runs.known_since("briefing", now=NOW + HOUR) == NOW


def test_runs_are_listed_newest_first(store):
    for hours in range(3):
        claim(store, slot=SLOT + hours * HOUR)
    claim(store, newsletter="weekend")
    latest = store.runs.list("briefing", limit=2)
    assert [run.slot for run in latest] == [SLOT + 2 * HOUR, SLOT + HOUR]
    assert len(store.runs.list()) == 4


def test_an_edition_leads_to_its_run(store):
    run = replace(claim(store), state=RunState.BUILT, edition="briefing-daily-2026-11-23")
    store.runs.record(run, now=NOW, fence=7)
    assert store.runs.of_edition("briefing-daily-2026-11-23").id == run.id
    assert store.runs.of_edition("another") is None


def sending(store, count=2):
    edition = frozen(store, count)
    expected = {EditionState.APPROVED}
    store.editions.set_state(edition, EditionState.SENDING, expect=expected)
    return edition


def test_a_sending_that_nobody_is_at_is_unfinished(store):
    edition = sending(store)
    assert store.outbox.unfinished(now=NOW, policy="resend") == (edition,)
    store.outbox.claim(edition, now=NOW, limit=1, lease=LEASE, fence=1)
    assert store.outbox.unfinished(now=NOW, policy="resend") == ()
    assert store.outbox.unfinished(now=NOW + LEASE, policy="resend") == (edition,)


def test_a_deferred_reader_is_unfinished_when_due(store):
    edition = sending(store, 1)
    (one,) = store.outbox.claim(edition, now=NOW, limit=1, lease=LEASE, fence=1)
    later = Outcome(kind=OutcomeKind.DEFERRED, code=451, retry_after=HOUR)
    store.outbox.commit([(one.id, later)], [], now=NOW, fence=1)
    assert store.outbox.unfinished(now=NOW + HOUR - timedelta(seconds=1), policy="resend") == ()
    assert store.outbox.unfinished(now=NOW + HOUR, policy="resend") == (edition,)


def test_what_is_unsure_and_held_for_a_person_is_nothing_to_do(store):
    edition = sending(store, 2)
    one, _ = store.outbox.claim(edition, now=NOW, limit=2, lease=LEASE, fence=1)
    store.outbox.commit([], [one.id], now=NOW, fence=1)
    later = NOW + LEASE
    store.outbox._holders.drop(1)  # that sender died
    assert store.outbox.unfinished(now=later, policy="hold") == (edition,)
    store.outbox.recover(edition, now=later, policy="hold")
    assert store.outbox.unfinished(now=later, policy="hold") == (edition,)  # the other one is due
    (other,) = store.outbox.claim(edition, now=later, limit=2, lease=LEASE, fence=2)
    store.outbox.commit([(other.id, Outcome(kind=OutcomeKind.SENT))], [], now=later, fence=2)
    assert store.outbox.counts(edition)[DeliveryState.UNSURE] == 1
    assert store.outbox.unfinished(now=later, policy="hold") == ()
    assert store.outbox.unfinished(now=later, policy="resend") == (edition,)


def test_a_sending_that_was_never_marked_sent_is_unfinished(store):
    edition = sending(store, 1)
    (one,) = store.outbox.claim(edition, now=NOW, limit=1, lease=LEASE, fence=1)
    store.outbox.commit([(one.id, Outcome(kind=OutcomeKind.SENT))], [], now=NOW, fence=1)
    assert store.outbox.unfinished(now=NOW, policy="resend") == (edition,)
    assert store.outbox.finish(edition)
    assert store.outbox.unfinished(now=NOW, policy="resend") == ()


def test_the_days_and_the_weeks_slot_of_one_moment_are_two(store):
    weekly, when = Cadence.WEEKLY, {"now": NOW, "lease": LEASE, "fence": 7}
    daily = claim(store)
    run = store.runs.claim("briefing", SLOT, weekly, **when)
    assert (run.cadence, run.slot, run.id) == (weekly, SLOT, daily.id + 1)
    assert store.runs.claim("briefing", SLOT, weekly, **when) is None
    assert store.runs.record(replace(run, state=RunState.SENT), now=NOW, fence=7)
    assert store.runs.get(daily.id).state is RunState.CLAIMED
    store.runs.release(daily.id, fence=7)
    assert store.runs.free("briefing", now=NOW) == (daily,)
    assert store.runs.free("briefing", weekly, now=NOW) == ()
    assert store.runs.last_slot("briefing", weekly, until=NOW) == SLOT
    assert store.runs.begun("briefing", weekly, since=SLOT) == {SLOT}


def test_a_cadence_is_known_from_its_own_day_on(store):
    assert store.runs.known_since("briefing", now=NOW) == NOW
    assert store.runs.known_since("briefing", Cadence.WEEKLY, now=NOW + HOUR) == NOW + HOUR
    assert store.runs.known_since("briefing", Cadence.WEEKLY, now=NOW + 2 * HOUR) == NOW + HOUR
    assert store.runs.last_slot("briefing", Cadence.WEEKLY, until=NOW) is None
