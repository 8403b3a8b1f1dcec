from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.store.make import NOW, frozen, readers, url
from tests.unit.store.noticed import GONE, LATER, LEASE, SENT, UNSURE, notice, queued, states, take

from digest.errors import NoticeError
from digest.model import (
    DeliveryState,
    NoticeKind,
    Scope,
)
from digest.store import open_store
from digest.store.results import FIRST_RETRY, MAX_AGE, MAX_CRASHES


def test_a_notice_comes_back_as_it_was_told(store):
    told = notice(html="<p>Something</p>", name="The desk", edition="briefing-daily-2026-11-23")
    queued(store, told)
    (kept,) = store.notices.list()
    assert kept == replace(told, id=1)
    assert store.notices.get(1) == store.notices.find("key 1") == kept
    assert store.notices.get(2) is store.notices.find("key 2") is None


def test_a_key_is_told_once_and_the_first_stands(store):
    queued(store, notice())
    again = notice(subject="Another", message_id="<other@news.example>")
    assert not store.notices.enqueue(again, now=NOW)
    assert [one.subject for one in store.notices.list()] == ["Subject 1"]
    assert store.notices.record(take(store).id, SENT, now=NOW, fence=1) is DeliveryState.SENT
    assert not store.notices.enqueue(again, now=NOW)
    assert take(store) is None


def test_what_is_taken_is_sending_and_nobody_elses(store):
    queued(store, notice(1), notice(2))
    first = take(store, fence=1)
    assert (first.key, first.state) == ("key 1", DeliveryState.SENDING)
    assert take(store, fence=2).key == "key 2"
    assert take(store, fence=3) is None


def test_two_processes_at_one_database_share_them(tmp_path):
    with open_store(url(tmp_path)) as mine, open_store(url(tmp_path)) as other:
        assert mine.notices.enqueue(notice(), now=NOW)
        assert not other.notices.enqueue(notice(), now=NOW)
        assert other.notices.enqueue(notice(2), now=NOW)
        taken = [take(mine, fence=1), take(other, fence=2), take(mine, fence=1)]
    assert [one and one.key for one in taken] == ["key 1", "key 2", None]


def test_the_oldest_due_goes_first_and_none_before_its_time(store):
    late, early = notice(1, due_at=NOW + LEASE), notice(2, due_at=NOW - LEASE)
    queued(store, late, early)
    assert [one.key for one in store.notices.due(now=NOW)] == ["key 2"]
    assert take(store).key == "key 2"
    assert take(store) is None
    assert take(store, now=NOW + LEASE).key == "key 1"


def test_one_that_is_held_waits_for_its_holder(store):
    assert store.notices.enqueue(notice(), now=NOW, lease=LEASE, fence=7)
    assert store.notices.due(now=NOW) == ()
    assert take(store, fence=8) is None
    assert take(store, fence=7, only="key 2") is None
    assert take(store, fence=7, only="key 1").key == "key 1"


def test_one_whose_holder_died_is_free_when_its_lease_is_over(store):
    assert store.notices.enqueue(notice(), now=NOW, lease=LEASE, fence=7)
    assert take(store, fence=8, now=NOW + LEASE).key == "key 1"


@pytest.mark.parametrize(
    ("outcome", "state", "attempts"),
    [
        (SENT, "sent", 1),
        (LATER, "deferred", 1),
        (GONE, "failed", 1),
        (UNSURE, "deferred", 1),
        (replace(LATER, scope=Scope.RELAY), "deferred", 0),
        (replace(GONE, enhanced="5.7.1", scope=Scope.DOMAIN), "deferred", 1),
    ],
)
def test_each_outcome_leaves_its_state(store, outcome, state, attempts):
    queued(store, notice())
    assert store.notices.record(take(store).id, outcome, now=NOW, fence=1) == state
    (kept,) = store.notices.list()
    assert (kept.state, kept.attempts) == (state, attempts)
    assert (kept.code, kept.enhanced, kept.detail) == (
        outcome.code,
        outcome.enhanced,
        outcome.text,
    )
    assert (kept.relay, kept.remote_id) == (outcome.relay, outcome.remote_id)


@pytest.mark.parametrize("outcome", [LATER, UNSURE])
def test_what_was_deferred_comes_back_by_the_rules_of_deliveries(store, outcome):
    queued(store, notice())
    first = take(store)
    store.notices.record(first.id, outcome, now=NOW, fence=1)
    (kept,) = store.notices.list()
    assert NOW + FIRST_RETRY <= kept.due_at <= NOW + 1.25 * FIRST_RETRY
    assert take(store, fence=2) is None
    again = take(store, fence=2, now=kept.due_at)
    assert again.message_id == first.message_id


def test_a_sender_does_not_get_again_what_it_has_deferred(store):
    queued(store, notice())
    at_once = replace(LATER, retry_after=timedelta(0))
    store.notices.record(take(store).id, at_once, now=NOW, fence=1)
    assert take(store, fence=1) is None
    assert take(store, fence=2) is not None


def test_it_is_given_up_after_as_long_as_a_delivery(store):
    queued(store, notice())
    store.notices.record(take(store).id, LATER, now=NOW, fence=1)
    late = NOW + MAX_AGE
    again = take(store, fence=2, now=late)
    assert store.notices.record(again.id, LATER, now=late, fence=2) is DeliveryState.FAILED


def test_the_relays_trouble_is_no_time_in_which_a_notice_waited_for_its_reader(store):
    """As for a delivery: a relay that was away for days has tried nobody."""
    queued(store, notice())
    away = replace(LATER, code=0, scope=Scope.RELAY, retry_after=timedelta(0))
    store.notices.record(take(store).id, away, now=NOW, fence=1)
    late = NOW + MAX_AGE
    again = take(store, fence=2, now=late)
    assert store.notices.record(again.id, LATER, now=late, fence=2) is DeliveryState.DEFERRED
    later = late + MAX_AGE
    last = take(store, fence=3, now=later)
    assert store.notices.record(last.id, LATER, now=later, fence=3) is DeliveryState.FAILED


def test_a_dead_senders_notice_is_sent_again_under_its_message_id(store):
    queued(store, notice())
    first = take(store)
    assert store.notices.recover(now=NOW) == 0
    assert store.notices.due(now=NOW) == ()
    late = NOW + LEASE
    assert [one.id for one in store.notices.due(now=late)] == [first.id]
    assert store.notices.recover(now=late) == 1
    again = take(store, fence=2, now=late)
    assert (again.id, again.message_id) == (first.id, first.message_id)


def test_a_result_under_an_old_fence_is_not_applied(store):
    queued(store, notice())
    first = take(store)
    store.notices.recover(now=NOW + LEASE)
    take(store, fence=2, now=NOW + LEASE)
    assert store.notices.record(first.id, GONE, now=NOW + LEASE, fence=1) is None
    assert states(store) == ["sending"]


def test_one_in_whose_middle_several_senders_died_is_parked(store):
    queued(store, notice())
    now = NOW
    for fence in range(1, MAX_CRASHES + 1):
        assert take(store, fence=fence, now=now) is not None
        now += LEASE
        assert store.notices.recover(now=now) == 1
    (kept,) = store.notices.list()
    assert kept.state is DeliveryState.FAILED
    assert kept.detail.startswith("poison")


def test_one_that_is_unsure_again_and_again_is_parked(store):
    queued(store, notice())
    now, ends = NOW, []
    for fence in range(1, MAX_CRASHES + 1):
        ident = take(store, fence=fence, now=now).id
        ends.append(store.notices.record(ident, UNSURE, now=now, fence=fence))
        now += timedelta(days=1)
    assert ends == ["deferred"] * (MAX_CRASHES - 1) + ["failed"]


def test_sent_is_final(store):
    queued(store, notice())
    ident = take(store).id
    store.notices.record(ident, SENT, now=NOW, fence=1)
    assert store.notices.record(ident, GONE, now=NOW, fence=1) is None
    assert store.notices.recover(now=NOW + LEASE) == 0
    with pytest.raises(sqlite3.IntegrityError, match="final"):
        store._connection.raw.execute("UPDATE notices SET state = 'queued'")
    assert states(store) == ["sent"]


def test_what_was_not_sent_can_be_taken_back(store):
    queued(store, notice(1), notice(2))
    store.notices.record(take(store).id, LATER, now=NOW, fence=1)
    for ident in (1, 2):
        done = store.notices.cancel(ident, now=NOW, reason="by hand")
        assert (done.state, done.detail) == (DeliveryState.CANCELLED, "by hand")
    assert take(store, fence=2, now=NOW + MAX_AGE) is None
    assert not store.notices.enqueue(notice(1), now=NOW)


@pytest.mark.parametrize(
    ("outcome", "words"), [(None, "is being sent"), (SENT, "is sent"), (GONE, "is failed")]
)
def test_what_is_on_its_way_or_ended_can_not_be_taken_back(store, outcome, words):
    queued(store, notice())
    ident = take(store).id
    if outcome:
        store.notices.record(ident, outcome, now=NOW, fence=1)
    with pytest.raises(NoticeError, match=words):
        store.notices.cancel(ident, now=NOW)


def test_an_unknown_notice_can_not_be_taken_back(store):
    with pytest.raises(NoticeError, match="no notice 7"):
        store.notices.cancel(7, now=NOW)


def test_the_list_is_of_a_state_and_a_kind_newest_first(store):
    queued(store, notice(1), notice(2, kind=NoticeKind.TEST), notice(3))
    store.notices.record(take(store).id, SENT, now=NOW, fence=1)
    assert [one.id for one in store.notices.list()] == [3, 2, 1]
    assert [one.id for one in store.notices.list(limit=1)] == [3]
    assert [one.id for one in store.notices.list(kind=NoticeKind.TEST)] == [2]
    assert [one.id for one in store.notices.list(state=DeliveryState.QUEUED)] == [3, 2]


def test_whatever_a_notice_says_is_kept(store):
    hostile = "\udcff'; DROP TABLE notices --\x00\u2028\r\nBcc: x"
    queued(store, notice(1, key=hostile, subject=hostile, text=hostile, name=hostile))
    (kept,) = store.notices.list()
    expected = hostile.replace("\udcff", "?")
    assert (kept.subject, kept.text, kept.name) == (expected, expected, expected)
    assert store.notices.find(hostile) == kept
    assert not store.notices.enqueue(notice(2, key=hostile), now=NOW)


def test_notices_are_no_deliveries_and_count_for_no_day(store):
    edition = frozen(store, 1)
    queued(store, notice())
    before = store.outbox.counts(edition), store.outbox.list()
    store.notices.record(take(store).id, SENT, now=NOW, fence=1)
    assert (store.outbox.counts(edition), store.outbox.list()) == before
    assert store.throttles.sent_on(NOW, "main") == 0


def test_a_deliveries_sender_frees_no_notice(store):
    edition = frozen(store, 1)
    queued(store, notice())
    take(store, fence=9)
    store.outbox.recover(edition, now=NOW + LEASE, policy="resend")
    store.outbox.release(9)
    assert states(store) == ["sending"]


# --- care


def test_prune_drops_ended_notices_only(store):
    queued(store, *(notice(number) for number in range(1, 6)))
    store.notices.record(take(store).id, SENT, now=NOW, fence=1)
    store.notices.record(take(store).id, GONE, now=NOW, fence=1)
    store.notices.record(take(store).id, LATER, now=NOW, fence=1)
    store.notices.cancel(4, now=NOW)
    keep = timedelta(days=90)
    assert store.prune(keep, NOW + keep).notices == 0
    assert store.prune(keep, NOW + keep + LEASE).notices == 3
    assert [one.state for one in store.notices.list()] == ["queued", "deferred"]


def test_an_unknown_state_is_found(store):
    queued(store, notice())
    store._connection.raw.execute("UPDATE notices SET state = 'lost'")
    assert "notices are in an unknown state 'lost'" in " ".join(store.check())


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(GONE, "bounced"), (LATER, "active"), (replace(GONE, enhanced="5.7.1"), "active")],
)
def test_a_notice_that_no_mailbox_takes_bars_its_reader(store, outcome, state):
    readers(store, 2)
    queued(store, notice(kind=NoticeKind.WELCOME, email="Reader1@example.com"))
    store.notices.record(take(store).id, outcome, now=NOW, fence=1)
    assert store.subscribers.get("reader1@example.com").state.value == state
    assert store.subscribers.get("reader2@example.com").state.value == "active"


def test_a_notice_bars_nobody_who_complained(store):
    readers(store, 1)
    store._connection.raw.execute("UPDATE subscribers SET state = 'complained'")
    queued(store, notice(email="reader1@example.com"))
    store.notices.record(take(store).id, GONE, now=NOW, fence=1)
    assert store.subscribers.get("reader1@example.com").state.value == "complained"


def test_the_notices_of_one_address_are_listed_alone(store):
    mine = {"email": "Reader@news.example"}
    queued(store, notice(1), notice(2, **mine), notice(3, kind=NoticeKind.WELCOME, **mine))
    assert [one.id for one in store.notices.list(email="reader@NEWS.example")] == [3, 2]
    found = store.notices.list(kind=NoticeKind.WELCOME, email="reader@news.example")
    assert [one.id for one in found] == [3]
