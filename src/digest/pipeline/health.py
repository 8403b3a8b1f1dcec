"""How a source stands, by what is remembered of its visits, and the mail about one that is dead.

The judgement is pure; only `tell_operator` reaches for the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from digest.collect import is_dead, is_silent, known_of
from digest.pipeline.notify import alarm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.config import Settings
    from digest.model import Collected, Fetched, Source
    from digest.store import Store

__all__ = ["Health", "State", "health", "standing", "tell_operator"]


class State(StrEnum):
    """How a source stands."""

    NEW = "new"
    OK = "ok"
    MOVED = "moved"
    RESTING = "resting"
    FAILING = "failing"
    SILENT = "silent"
    DEAD = "dead"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A state, since when, and in words what is to be done or waited for; "" for nothing."""

    state: State
    since: datetime | None = None
    words: str = ""

    @property
    def is_trouble(self) -> bool:
        """Whether a person should look at the source."""
        return self.state in {State.DEAD, State.GONE, State.SILENT}


def health(source: Source, fetched: Fetched | None, *, now: datetime) -> Health:
    """Judge a source; the worst that is true of it."""
    known = known_of(fetched, source)
    if known is None:
        return Health(state=State.NEW)
    if known.gone:
        return Health(state=State.GONE, since=known.failing, words=_words("gone for good", known))
    if known.failures:
        return _failing(known, now)
    return _working(source, known, now)


def _working(source: Source, known: Fetched, now: datetime) -> Health:
    if known.wait and known.wait > now:
        return Health(state=State.RESTING, words=_peace(known.wait))
    if known.checked is None:
        return Health(state=State.NEW)
    if is_silent(known, source, now=now):
        to_do = f"its site offers {known.offer}" if known.offer else "look at its site"
        words = f"nothing new since {known.changed:%Y-%m-%d}: {to_do}"
        return Health(state=State.SILENT, since=known.changed, words=words)
    if known.moved:
        words = f"redirects for good to {known.moved}: set its url to that"
        return Health(state=State.MOVED, since=known.moved_since, words=words)
    return Health(state=State.OK)


def standing(
    sources: Iterable[Source], fetched: Iterable[Fetched], *, now: datetime
) -> tuple[tuple[Source, Fetched | None, Health], ...]:
    """Each source in its order, what is remembered of its last visit, and how it stands."""
    known = {one.source: one for one in fetched}
    visits = ((source, known.get(source.name)) for source in sources)
    return tuple((source, visit, health(source, visit, now=now)) for source, visit in visits)


def _failing(known: Fetched, now: datetime) -> Health:
    since = known.failing or known.checked
    if is_dead(known, now=now):
        return Health(state=State.DEAD, since=since, words=_words("no answer", known))
    if known.wait and known.wait > now:
        words = f"{_peace(known.wait)}; {known.error}"
        return Health(state=State.RESTING, since=since, words=words)
    return Health(state=State.FAILING, since=since, words=known.error)


def _peace(until: datetime) -> str:
    return f"its server asks for peace until {until:%Y-%m-%d %H:%M}Z"


def _words(what: str, known: Fetched) -> str:
    since = f" since {known.failing:%Y-%m-%d}" if known.failing else ""
    offer = f"; its site offers {known.offer}" if known.offer else ""
    return f"{what}{since}: {known.error}{offer}"


def tell_operator(
    settings: Settings, store: Store, visits: Iterable[Collected], *, now: datetime
) -> int:
    """Mail the operator about sources dead, gone or silent, each once; how many are new."""
    told, sources = 0, {one.name: one for one in settings.sources}
    for visit in visits:
        found = health(sources[visit.source], visit.fetched, now=now)
        if found.is_trouble and found.since:
            told += alarm(
                settings,
                store,
                key=f"alarm source {visit.source} {found.state} {found.since:%Y-%m-%d}",
                subject=f"digest: the source {visit.source} is {found.state}",
                text=_text(visit.source, found),
                now=now,
            )
    return told


def _text(source: str, found: Health) -> str:
    return (
        f"{source}: {found.words}\n\n"
        f"digest sources test {source!r} visits it now. If it is not coming back, give its new\n"
        "url in digest.toml, or take it out. This is mailed once.\n"
    )
