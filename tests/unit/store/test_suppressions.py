from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from tests.unit.store.make import LEASE, NOW, frozen, readers

from digest.model import (
    DeliveryState,
    SubscriberRow,
    SubscriberState,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)
from digest.store import SubscriberCount

FIRST = "reader1@example.com"


def hashes(address: str) -> tuple[str, ...]:
    """As two keys would give them, the current one first."""
    return tuple(hashlib.sha256(key + address.encode()).hexdigest() for key in (b"new", b"old"))


def suppressed(address=FIRST, *, newsletter="", reason=SuppressionReason.MANUAL, key=0):
    return Suppression(hash=hashes(address)[key], newsletter=newsletter, reason=reason, at=NOW)


def states(store, who=FIRST):
    person = store.subscribers.get(who)
    return person.state, [one.state for one in store.subscribers.subscriptions(person.id)]


@pytest.mark.parametrize("key", [0, 1])
@pytest.mark.parametrize("newsletter", ["", "briefing"])
def test_no_import_brings_back_who_is_suppressed(store, newsletter, key):
    store.suppressions.add([(suppressed(newsletter=newsletter, key=key), "")], now=NOW)
    row = SubscriberRow(email=FIRST, newsletters=("briefing",))
    assert store.subscribers.upsert_many([row], now=NOW, hashes=hashes) == SubscriberCount(kept=1)
    assert store.subscribers.get(FIRST) is None


def test_who_is_out_of_one_newsletter_may_join_another(store):
    store.suppressions.add([(suppressed(newsletter="briefing"), "")], now=NOW)
    row = SubscriberRow(email=FIRST, newsletters=("briefing", "weekly"))
    store.subscribers.upsert_many([row], now=NOW, hashes=hashes)
    (chosen,) = store.subscribers.subscriptions(store.subscribers.get(FIRST).id)
    assert chosen.newsletter == "weekly"


def test_a_suppression_survives_the_erasure(store):
    readers(store, 1)
    store.subscribers.remove(FIRST, keep=[suppressed(reason=SuppressionReason.ERASED)])
    row = SubscriberRow(email=FIRST, newsletters=("briefing",))
    assert store.subscribers.upsert_many([row], now=NOW, hashes=hashes).kept == 1


@pytest.mark.parametrize(
    ("reason", "person", "choice"),
    [
        (SuppressionReason.BOUNCED, SubscriberState.BOUNCED, SubscriptionState.ACTIVE),
        (SuppressionReason.COMPLAINED, SubscriberState.COMPLAINED, SubscriptionState.ACTIVE),
        (SuppressionReason.MANUAL, SubscriberState.ACTIVE, SubscriptionState.LEFT),
    ],
)
def test_a_known_reader_is_out_at_once(store, reason, person, choice):
    readers(store, 2)
    assert store.suppressions.add([(suppressed(reason=reason), FIRST)], now=NOW) == (1, 1)
    assert states(store) == (person, [choice])
    assert [one.email for one, _ in store.subscribers.audience("briefing")] == [
        "reader2@example.com"
    ]
    assert store.suppressions.add([(suppressed(reason=reason), FIRST)], now=NOW) == (0, 0)


@pytest.mark.parametrize("claimed", [False, True])
def test_it_holds_for_mail_that_is_queued(store, claimed):
    edition = frozen(store, 2)
    taken = ()
    if claimed:
        taken = store.outbox.claim(edition, now=NOW, limit=10, lease=LEASE, fence=1)
    store.suppressions.add([(suppressed(), FIRST)], now=NOW)
    if claimed:
        out = store.outbox.commit([], [one.id for one in taken], now=NOW, fence=1)
        assert out.refused == {taken[0].id}
    else:
        taken = store.outbox.claim(edition, now=NOW, limit=10, lease=LEASE, fence=1)
        assert [one.email for one in taken] == ["reader2@example.com"]
        assert store.outbox.counts(edition)[DeliveryState.CANCELLED] == 1


def test_hashes_alone_find_their_readers(store):
    readers(store, 3)
    store.suppressions.add([(suppressed(key=1), ""), (suppressed("x@x.example"), "")], now=NOW)
    assert store.subscribers.get(FIRST).state is SubscriberState.ACTIVE
    assert store.suppressions.put_out(hashes, now=NOW) == 1
    assert states(store)[1] == [SubscriptionState.LEFT]
    assert store.suppressions.put_out(hashes, now=NOW) == 0


def test_a_worse_reason_takes_the_place_of_a_milder_one_only(store):
    def reason():
        return store.suppressions.of(hashes(FIRST))[0].reason

    for told, stands in (("bounced", "bounced"), ("left", "bounced"), ("complained", "complained")):
        store.suppressions.add([(suppressed(reason=SuppressionReason(told)), "")], now=NOW)
        assert reason() == stands


def test_all_are_streamed_over_page_ends_and_removed_by_newsletter(store, monkeypatch):
    monkeypatch.setattr("digest.store.suppressions.PAGE", 2)
    rows = [(suppressed(f"r{n}@x.example", newsletter=w), "") for n in range(3) for w in ("", "b")]
    store.suppressions.add(rows, now=NOW)
    assert {row for row, _ in rows} == set(store.suppressions.stream())
    assert store.suppressions.remove(hashes("r1@x.example"), "b") == 1
    assert store.suppressions.remove(hashes("r2@x.example")) == 2
    assert len(list(store.suppressions.stream())) == 3


def test_when_an_import_was_killed_the_same_import_does_the_rest(store, monkeypatch):
    monkeypatch.setattr("digest.store.subscribers.CHUNK", 4)

    def rows(until):
        for n in range(until):
            yield SubscriberRow(email=f"r{n}@x.example", newsletters=("briefing",))
        if until < 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.subscribers.upsert_many(rows(6), now=NOW)
    assert len(store.subscribers.list()) == 4
    later = NOW + timedelta(hours=1)
    assert store.subscribers.upsert_many(rows(10), now=later) == SubscriberCount(new=6, same=4)
    assert store._connection.rows("PRAGMA wal_autocheckpoint") == [(1000,)]
