"""Notices as the store's tests want them, and what servers said of them."""

from __future__ import annotations

from datetime import timedelta

from tests.unit.store.make import NOW

from digest.model import Notice, NoticeKind, Outcome, OutcomeKind, Scope

LEASE = timedelta(minutes=5)
SENT = Outcome(
    kind=OutcomeKind.SENT,
    code=250,
    enhanced="2.0.0",
    text="queued as ABC",
    relay="main",
    remote_id="ABC",
)
LATER = Outcome(kind=OutcomeKind.DEFERRED, code=450, enhanced="4.2.0", text="greylisted")
GONE = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.1.1", text="no such user")
UNSURE = Outcome(kind=OutcomeKind.UNSURE, text="connection lost", scope=Scope.RELAY)


def notice(number: int = 1, **changes) -> Notice:
    values = {
        "key": f"key {number}",
        "kind": NoticeKind.ALARM,
        "newsletter": "briefing",
        "email": "desk@news.example",
        "subject": f"Subject {number}",
        "text": "Something is wrong.",
        "message_id": f"<n{number}@news.example>",
        "due_at": NOW,
        "created": NOW,
    }
    return Notice(**(values | changes))


def queued(store, *several: Notice) -> None:
    for one in several:
        assert store.notices.enqueue(one, now=NOW)


def take(store, *, now=NOW, fence=1, only=None):
    return store.notices.take(now=now, lease=LEASE, fence=fence, only=only)


def states(store) -> list[str]:
    return [one.state.value for one in reversed(store.notices.list())]
