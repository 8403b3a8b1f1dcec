"""Whatever the door that a reader leaves by, the same rows are left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from digest.model import (
    Bounce,
    BounceKind,
    Consent,
    ConsentEvent,
    KnownBounce,
    SubscriberRow,
    Subscription,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)

JOINED = datetime(2026, 11, 23, 7, tzinfo=UTC)
NOW = JOINED + timedelta(days=1)
BACK = date(2026, 12, 25)
ANN = SubscriberRow(
    email="ann@example.com",
    newsletters=("briefing",),
    state=SubscriptionState.PAUSED,
    until=BACK,
)


def by_link(store, ann):
    store.subscribers.leave(ann.id, "briefing", now=NOW, source="link")


def by_mail(store, ann):
    told = Bounce(kind=BounceKind.LEAVE, reason="a mail to the leave address")
    known = KnownBounce(
        id=0,
        seen=NOW,
        origin="pipe",
        bounce=told,
        subscriber=ann.id,
        delivery=None,
        found_by="leave",
        done="left briefing",
        evidence="",
    )
    store.bounces.take(known, mark="1", leaves="briefing")


def by_language(store, ann):
    chosen = Subscription(subscriber=ann.id, newsletter="lage")
    yes = Consent(event=ConsentEvent.CONFIRMED, at=NOW, source="preferences")
    store.switches.switch("briefing", chosen, language="de", consent=yes, now=NOW)


def by_suppression(store, ann):
    del ann
    row = Suppression(hash="h", newsletter="", reason=SuppressionReason.MANUAL, source="", at=NOW)
    store.suppressions.add([(row, ANN.email)], now=NOW)


def by_import(store, ann):
    del ann
    row = replace(ANN, state=SubscriptionState.LEFT, until=None)
    store.subscribers.upsert_many([row], now=NOW)


DOORS = {
    "link": by_link,
    "by mail": by_mail,
    "language": by_language,
    "suppressed": by_suppression,
    "import": by_import,
}


@pytest.mark.parametrize("source", DOORS)
def test_every_door_leaves_the_same_rows(store, source):
    ann = store.subscribers.add(ANN, now=JOINED)
    DOORS[source](store, ann)
    chosen = store.subscriptions.get(ann.id, "briefing")
    assert (chosen.state, chosen.until) == (SubscriptionState.LEFT, BACK)
    assert store.history.chose(ann.id, "briefing") == NOW
    proofs = [proof for letter, proof in store.consents.of(ann.id) if letter == "briefing"]
    assert proofs == [Consent(event=ConsentEvent.LEFT, at=NOW, source=source)]


@pytest.mark.parametrize("source", DOORS)
def test_who_has_left_does_not_leave_again(store, source):
    ann = store.subscribers.add(ANN, now=JOINED)
    store.subscribers.leave(ann.id, "briefing", now=JOINED, source="before")
    DOORS[source](store, ann)
    left = [proof for _, proof in store.consents.of(ann.id) if proof.event is ConsentEvent.LEFT]
    assert [proof.source for proof in left] == ["before"]
    assert store.history.chose(ann.id, "briefing") == JOINED
