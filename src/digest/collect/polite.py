"""When a source is asked again. Pure: from what is known to the next instant.

The time is an argument, chance is drawn from the source's name; nothing is fetched here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from digest.collect.headers import wait_of
from digest.model import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from digest.model import Fetched, Rhythm, Source

OWN: Final = timedelta(minutes=5)
"""The pace of the newsroom's own sources and of its folders."""

LONGEST: Final = timedelta(hours=24)
"""A source that works is asked so often at least."""

SHORTEST: Final = timedelta(minutes=5)
"""No source is asked more often, whatever it says of itself."""

FIRST_BACKOFF: Final = timedelta(hours=1)
LAST_BACKOFF: Final = timedelta(hours=72)
"""A source that fails is asked so often at least: none is given up, unless it is gone (410)."""

FORBIDDEN_WAIT: Final = timedelta(hours=4)
"""A server that answered 403 has peace for so long at least."""

LONGEST_WAIT: Final = timedelta(days=7)
"""A server that asks for more time gets no more than this."""

MOVED_AFTER: Final = timedelta(days=7)
"""A permanent redirect that held for so long is believed."""

DEAD: Final = timedelta(days=3)
"""A source that failed for so long is dead, not stumbling."""

SILENT: Final = timedelta(days=14)
"""A source that answers, and brought nothing new for longer, is silent."""

WEEK: Final = timedelta(days=7)
_OWN_BACKOFF: Final = timedelta(hours=1)
_JITTER: Final = 0.25
_MOST_DOUBLINGS: Final = 20
_FORBIDDEN, _GONE = 403, 410
_ASK_LATER: Final = frozenset((429, 503))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one visit told of when to come again: HTTP status (0: none), freshness, Retry-After."""

    status: int = 0
    fresh: timedelta | None = None
    retry_after: str = ""


def plan(
    after: Fetched, answer: Answer, *, source: Source, floor: timedelta, now: datetime
) -> Fetched:
    """Set when the source is to be asked again, and until when it is not to be.

    Args:
        after: what is remembered behind this visit.
        answer: what the server told.
        source: as configured.
        floor: the shortest pace where neither operator nor source names one.
        now: aware UTC.
    """
    if answer.status == _GONE:
        return replace(after, gone=True, next=None, wait=None)
    if after.failures:
        asked = _asked(answer, now)
        pause = max(_backoff(after, source), asked or timedelta())
        return replace(after, next=now + pause, wait=now + asked if asked else None)
    pace = _pace(after, answer, source, floor)
    return replace(after, next=_outside(now + pace, after.rhythm), wait=None, gone=False)


def put_off(before: Fetched, answer: Answer, *, source: Source, now: datetime) -> Fetched:
    """Set when a source is asked whose host wanted peace before its turn came.

    Args:
        before: what is remembered of it: it was not asked, so it did not fail.
        answer: what the host told another.
        source: as configured.
        now: aware UTC.
    """
    asked = _asked(answer, now)
    pause = max(_backoff(replace(before, failures=1), source), asked or timedelta())
    soonest = max(now + pause, before.next or now)
    return replace(before, next=soonest, wait=now + asked if asked else None)


def is_due(fetched: Fetched | None, source: Source, *, now: datetime) -> bool:
    """Whether the plan says that the source is to be asked now.

    A visit that lies ahead says that the clock was set back: it is due.
    """
    if _unknown(fetched, source) or fetched is None:
        return True
    if fetched.gone:
        return False
    set_back = fetched.checked is not None and fetched.checked > now
    return fetched.next is None or fetched.next <= now or set_back


def may_ask(fetched: Fetched | None, source: Source, *, now: datetime) -> bool:
    """Whether its server lets it be asked before its plan says so."""
    if _unknown(fetched, source) or fetched is None:
        return True
    return not fetched.gone and (fetched.wait is None or fetched.wait <= now)


def is_stale(fetched: Fetched | None, source: Source, *, floor: timedelta, now: datetime) -> bool:
    """Whether it should be asked before an edition is built: it works, and was not just asked."""
    if _unknown(fetched, source) or fetched is None or fetched.checked is None:
        return is_due(fetched, source, now=now)
    rested = now - fetched.checked >= min(source.every or floor, floor)
    return rested and not fetched.failures and may_ask(fetched, source, now=now)


def is_dead(fetched: Fetched, *, now: datetime) -> bool:
    """Whether it is gone for good, or did not answer for days."""
    since = fetched.failing
    return since is not None and (fetched.gone or now - since >= DEAD)


def is_silent(fetched: Fetched, source: Source, *, now: datetime) -> bool:
    """Whether it answers, and brought nothing new for weeks; folders and mailboxes owe no news."""
    if fetched.failures or source.kind in {SourceKind.FILES, SourceKind.MAILBOX}:
        return False
    return fetched.changed is not None and now - fetched.changed > SILENT


def known_of(fetched: Fetched | None, source: Source) -> Fetched | None:
    """What is remembered, unless it is of another address than digest.toml names now."""
    return None if _unknown(fetched, source) else fetched


def address_of(fetched: Fetched | None, source: Source, *, now: datetime) -> str:
    """The URL to ask: a permanent redirect (301, 308) that held for a week is believed."""
    if fetched and fetched.moved_since and now - fetched.moved_since >= MOVED_AFTER:
        return fetched.moved
    return source.url or ""


def weekly(published: Iterable[datetime], *, now: datetime) -> int | None:
    """How many articles a week a source brings, by the dates of those it tells; None for none.

    A source that tells of less than a week is taken to go on at that pace.
    """
    dates = [date for date in published if date < now]
    if not dates:
        return None
    recent = [date for date in dates if now - date <= WEEK]
    told = now - min(dates)
    if told >= WEEK:
        return len(recent)
    return round(len(recent) * (WEEK / max(told, timedelta(hours=1))))


def _unknown(fetched: Fetched | None, source: Source) -> bool:
    """Whether nothing is remembered of the address that digest.toml names now."""
    return fetched is None or bool(fetched.url and fetched.url != (source.url or ""))


def _pace(after: Fetched, answer: Answer, source: Source, floor: timedelta) -> timedelta:
    if source.every:
        return source.every
    if _at_home(source):
        return min(OWN, floor)
    said = after.rhythm.period
    shortest = min(max(said, SHORTEST), LONGEST) if said else floor
    usual = WEEK / after.weekly if after.weekly else (shortest if after.weekly is None else LONGEST)
    fresh = min(answer.fresh or timedelta(), LONGEST)
    pace = max(min(usual, LONGEST), shortest, fresh)
    return pace * (1 + _JITTER * _chance(after))


def _at_home(source: Source) -> bool:
    """Whether nobody else's server is asked."""
    return source.own or source.kind in {SourceKind.FILES, SourceKind.MAILBOX}


def _backoff(after: Fetched, source: Source) -> timedelta:
    """Doubled by each failure in a row, and up to a quarter longer.

    That share differs by name, so that the feeds of one host that fail together don't come
    back together.
    """
    first, last = (OWN, _OWN_BACKOFF) if _at_home(source) else (FIRST_BACKOFF, LAST_BACKOFF)
    doubled = first * (1 << min(after.failures - 1, _MOST_DOUBLINGS))
    return min(doubled, last / (1 + _JITTER)) * (1 + _JITTER * _chance(after))


def _asked(answer: Answer, now: datetime) -> timedelta | None:
    """How long the server wants no visit; None where it does not care."""
    wait = wait_of(answer.retry_after, now) if answer.status in _ASK_LATER else None
    least = FORBIDDEN_WAIT if answer.status == _FORBIDDEN else timedelta()
    return min(max(wait or timedelta(), least), LONGEST_WAIT) or None


def _outside(moment: datetime, rhythm: Rhythm) -> datetime:
    """The first moment, from this one on, that is not in an hour or day to be skipped."""
    for _ in range(24 * 8):
        if moment.hour not in rhythm.skip_hours and moment.weekday() not in rhythm.skip_days:
            return moment
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment


def _chance(after: Fetched) -> float:
    """From 0 to 1, another at each visit, the same when it is asked again."""
    name = f"{after.source}/{after.failures}/{after.checked}".encode("utf-8", "replace")
    return int.from_bytes(blake2b(name, digest_size=4).digest()) / 2**32
