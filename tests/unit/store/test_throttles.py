from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.store.make import LEASE, NOW, frozen, url
from tests.unit.store.test_holders import die_holding
from tests.unit.store.test_notices import notice

from digest.model import Outcome, OutcomeKind, Scope, Throttle
from digest.store import open_store
from digest.store.holders import Holders
from digest.store.throttles import SHARE_SECONDS

SECONDS = NOW.timestamp()
SHUT = Throttle(
    scope=Scope.DOMAIN,
    name="example.com",
    width=2.5,
    failures=3,
    until=NOW,
    reason="450 4.7.1 \ud800",
    doubted=NOW - timedelta(hours=3),
)


def reserve(store, seconds, *, now=SECONDS, name="main"):
    return store.throttles.reserve(Scope.RELAY, name, now=now, seconds=seconds)


def test_what_was_learned_comes_back(store):
    store.throttles.save([SHUT])
    (found,) = store.throttles.all()
    assert found == Throttle(
        scope=SHUT.scope,
        name=SHUT.name,
        width=2.5,
        failures=3,
        until=NOW,
        reason="450 4.7.1 ?",
        doubted=NOW - timedelta(hours=3),
    )


def test_who_is_treated_plainly_is_not_listed(store):
    store.throttles.save([SHUT])
    store.throttles.save([Throttle(scope=Scope.DOMAIN, name="example.com")])
    assert store.throttles.all() == ()


def test_reservations_stand_one_behind_another(store):
    assert [reserve(store, 1.0) for _ in range(3)] == [SECONDS, SECONDS + 1, SECONDS + 2]
    assert reserve(store, 1.0, name="other") == SECONDS
    assert reserve(store, 1.0, now=SECONDS + 60) == SECONDS + 60


def test_a_clock_that_was_set_back_does_not_stop_a_rate(store):
    reserve(store, 1.0, now=SECONDS + 86400)
    assert reserve(store, 1.0) <= SECONDS + 20


def test_a_rest_and_a_rate_do_not_disturb_each_other(store):
    reserve(store, 5.0)
    rest = Throttle(scope=Scope.RELAY, name="main", until=NOW + timedelta(hours=1), reason="454")
    store.throttles.save([rest])
    assert store.throttles.all() == (rest,)
    assert reserve(store, 1.0) == SECONDS + 5


def test_reset_forgets(store):
    store.throttles.save([SHUT])
    assert store.throttles.reset(Scope.DOMAIN, "example.com", now=NOW) == (True, 0)
    assert store.throttles.reset(Scope.DOMAIN, "example.com", now=NOW) == (False, 0)
    assert store.throttles.all() == ()


HOUR = timedelta(hours=1)
HURRY = Outcome(kind=OutcomeKind.DEFERRED, code=454, scope=Scope.RELAY, relay="main")
BUSY = Outcome(kind=OutcomeKind.DEFERRED, code=451, scope=Scope.DOMAIN, relay="main")
REFUSED = Outcome(kind=OutcomeKind.REJECTED, code=554, scope=Scope.DOMAIN, relay="main")
GREYLISTED = Outcome(kind=OutcomeKind.DEFERRED, code=450, scope=Scope.ADDRESS, relay="main")


def answered(store, edition: str, *outcomes: Outcome) -> None:
    """The first reader had the first of these answers, and so on; others wait for their turn."""
    page = store.outbox.claim(edition, now=NOW, limit=len(outcomes), lease=LEASE, fence=5)
    ids = [one.id for one in page]
    store.outbox.commit([], ids, now=NOW, fence=5)
    store.outbox.commit(list(zip(ids, outcomes, strict=True)), [], now=NOW, fence=5)


@pytest.mark.parametrize(
    ("scope", "name", "freed"),
    [
        (Scope.DOMAIN, "example.com", [3, 7, 8]),
        (Scope.DOMAIN, "other.example", []),
        (Scope.RELAY, "main", [1]),
        (Scope.RELAY, "eu", [2]),
        (Scope.RELAY, "example.com", []),
    ],
)
def test_the_end_of_a_pause_brings_those_forward_whom_it_put_off(store, scope, name, freed):
    edition = frozen(store, 9)
    answered(
        store,
        edition,
        replace(HURRY, retry_after=HOUR),
        replace(HURRY, retry_after=HOUR, relay="eu"),
        replace(BUSY, retry_after=HOUR),
        BUSY,  # what it has met itself has a next try of its own
        replace(GREYLISTED, retry_after=HOUR),
        replace(HURRY, retry_after=timedelta(0)),
        REFUSED,  # its domain was shut for it
    )
    store.outbox.claim(edition, now=NOW, limit=9, lease=LEASE, fence=6)
    store.outbox.postpone([8], NOW + HOUR, fence=6)  # its domain was shut
    store.outbox.postpone([6, 9], NOW, fence=6)  # there was no time for them
    before = [one.due_at for one in store.outbox.list(edition)]
    assert store.throttles.reset(scope, name, now=NOW) == (False, len(freed))
    after = [one.due_at for one in store.outbox.list(edition)]
    changed = [n for n, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new]
    assert changed == freed
    assert {after[number - 1] for number in freed} <= {NOW}
    assert store.throttles.reset(scope, name, now=NOW) == (False, 0)


def test_a_notice_that_a_pause_put_off_is_due_with_its_end(store):
    rest = replace(HURRY, retry_after=HOUR)
    for number, outcome in enumerate([rest, GREYLISTED, rest], 1):
        told = notice(number, email=f"reader{number}@example.com")
        assert store.notices.enqueue(told, now=NOW)
        assert store.notices.take(now=NOW, lease=LEASE, fence=1)
        store.notices.record(number, outcome, now=NOW, fence=1)
    store.notices.cancel(3, now=NOW)
    assert store.notices.due(now=NOW) == ()
    assert store.throttles.reset(Scope.RELAY, "main", now=NOW) == (False, 1)
    assert [one.id for one in store.notices.due(now=NOW)] == [1]


def test_mails_are_counted_by_day_and_relay(store):
    edition = frozen(store, 6)
    ids = [one.id for one in store.outbox.list(edition)]
    for ident, relay, day in zip(
        ids, ["a", "a", "b", "a", "a", "b"], [0, 0, 0, 1, 2, 2], strict=True
    ):
        now = NOW + timedelta(days=day)
        store.outbox.claim(edition, now=now, limit=10, lease=timedelta(seconds=1), fence=1)
        sent = Outcome(kind=OutcomeKind.SENT, code=250, relay=relay, remote_id=f"id-{ident}")
        store.outbox.commit([(ident, sent)], [], now=now, fence=1)
    third = NOW + timedelta(days=2)
    assert [store.throttles.sent_on(NOW, relay) for relay in "abc"] == [2, 1, 0]
    assert [store.throttles.days_before(third, relay) for relay in "abc"] == [2, 1, 0]
    first = store.outbox.list(edition)[0]
    assert (first.relay, first.remote_id) == ("a", f"id-{first.id}")


def test_what_is_postponed_is_free_and_due_later(store):
    edition = frozen(store, 3)
    claimed = store.outbox.claim(edition, now=NOW, limit=3, lease=timedelta(seconds=60), fence=5)
    later = NOW + timedelta(hours=1)
    store.outbox.postpone([claimed[0].id, claimed[1].id], later, fence=5)
    store.outbox.postpone([claimed[2].id], later, fence=6)  # not theirs
    dues = [one.due_at for one in store.outbox.list(edition)]
    assert dues == [later, later, NOW]
    assert store.outbox.soon(edition, now=NOW, within=timedelta(seconds=10)) == 1
    assert store.outbox.soon(edition, now=NOW, within=timedelta(hours=1)) == 3
    again = store.outbox.claim(edition, now=later, limit=3, lease=timedelta(seconds=60), fence=7)
    assert len(again) == 3
    assert {one.attempts for one in again} == {0}


def test_a_database_of_one_relay_keeps_its_day(tmp_path):
    """Migration 6 gives what was counted before to the relay called main."""
    with open_store(url(tmp_path)) as store:
        raw = store._connection.raw
        raw.execute("DROP TABLE throttles")
        raw.execute("ALTER TABLE deliveries DROP COLUMN relay")
        raw.execute("ALTER TABLE deliveries DROP COLUMN remote_id")
        raw.execute("DROP TABLE sent_days")
        raw.execute("CREATE TABLE sent_days (day TEXT PRIMARY KEY, sent INTEGER NOT NULL) STRICT")
        raw.execute("INSERT INTO sent_days VALUES ('2026-11-23', 12)")
        raw.execute("DELETE FROM _sqlite_migrations WHERE name = 'm006_relays'")
    with open_store(url(tmp_path)) as store:
        assert store.throttles.sent_on(NOW, "main") == 12
        assert store.check() == ()


def share(store, fence, *, now=NOW, limit=100, held=0, most=40, relay="main"):
    return store.throttles.share(relay, now=now, fence=fence, limit=limit, held=held, most=most)


def test_what_one_sender_reserved_of_a_day_no_other_gets(store):
    assert [share(store, fence) for fence in (1, 2, 3, 4)] == [40, 40, 20, 0]
    assert share(store, 4, relay="other") == 40
    assert share(store, 1, held=40) == 0
    store.throttles.unshare(2)
    assert share(store, 4) == 40


def test_a_share_is_what_is_in_hand_and_what_may_follow(store):
    assert share(store, 1) == 40
    assert share(store, 1, held=30) == 40
    assert share(store, 2) == 30
    assert share(store, 1, held=70, limit=50) == -50


def test_the_share_of_a_sender_that_died_is_free_when_its_lease_is_over(store):
    Holders(store.path).hold(2)
    share(store, 1)
    share(store, 2)
    assert share(store, 3, now=NOW + timedelta(seconds=SHARE_SECONDS - 1)) == 20
    assert share(store, 3, now=NOW + timedelta(seconds=SHARE_SECONDS)) == 40
    assert share(store, 4, now=NOW + timedelta(seconds=SHARE_SECONDS)) == 20


def test_the_share_of_a_sender_found_dead_is_free_at_once(store):
    edition = frozen(store, 1)
    die_holding(store.path, 2, lambda: share(store, 2))
    share(store, 1)
    assert share(store, 3) == 20
    store.outbox.recover(edition, now=NOW, policy="resend")
    assert share(store, 3) == 40
    assert share(store, 4) == 20


def test_a_new_day_has_its_own_shares(store):
    assert share(store, 1) == 40
    assert share(store, 2, now=NOW + timedelta(days=1), limit=30) == 30
