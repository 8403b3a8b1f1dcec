"""Alarms: what the daemon says went wrong is mailed to the operator, once for each cause and day.

An Event with a cause is an alarm; which events have one, those who tell them decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.pipeline.notify import alarm

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.config import Settings
    from digest.pipeline.shift import Event
    from digest.store import Store

_WHERE_TO_LOOK = (
    "`digest runs list` shows each slot and its state, `digest doctor` looks at everything.\n"
    "The same trouble is mailed once a day, however often it comes.\n"
)


def with_alarms(
    settings: Settings, store: Store, tell: Callable[[Event], None]
) -> Callable[[Event], None]:
    """Hears each event as `tell` does, and raises the alarm about those that have a cause."""

    def hear(event: Event) -> None:
        tell(event)
        if event.cause:
            alarm(
                settings,
                store,
                key=_key(event),
                subject=_subject(event),
                text=_text(event),
                now=event.at,
                newsletter=event.newsletter or None,
            )

    return hear


def _key(event: Event) -> str:
    slot = f"{event.slot:%Y-%m-%dT%H:%MZ}" if event.slot else "-"
    return f"alarm {event.at:%Y-%m-%d} {event.newsletter or '-'} {slot} {event.cause}"


def _subject(event: Event) -> str:
    return f"digest: {f'{event.newsletter} {event.what}' if event.newsletter else event.cause}"


def _text(event: Event) -> str:
    facts = {
        "newsletter": event.newsletter,
        "slot": f"{event.slot:%Y-%m-%d %H:%M}Z" if event.slot else "",
        "edition": event.edition or "",
        "at": f"{event.at:%Y-%m-%d %H:%M:%S}Z",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in facts.items() if value)
    return f"{event.words}\n\n{lines}\n{_WHERE_TO_LOOK}"
