"""What is remembered of each source between two visits. It never visits one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.model import Fetched, Rhythm
from digest.store.rows import clean, decoded, json_of, moment_or_none, text_of, text_or_none

if TYPE_CHECKING:
    from datetime import datetime

    from digest.store.connection import Connection

_PLAIN = (
    *("source", "url", "etag", "last_modified", "body_hash", "failures", "error", "articles"),
    *("weekly", "moved", "offer", "status", "bytes"),
)
_TIMES = ("checked", "changed", "failing", "next", "wait", "moved_since")
_COLUMNS = (*_PLAIN, *_TIMES, "gone", "rhythm")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM fetched"
_SAVE = (
    f"INSERT OR REPLACE INTO fetched ({', '.join(_COLUMNS)})"
    f" VALUES ({', '.join('?' * len(_COLUMNS))})"
)

_HASTEN = (
    "UPDATE fetched SET next = max(:now, coalesce("
    "strftime('%Y-%m-%dT%H:%M:%SZ', checked, '+1 minute'), :now))"
    " WHERE source = :source AND NOT gone AND (next IS NULL OR next > :now)"
)


class FetchedSources:
    """The table `fetched`: one row for each source that was ever visited."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, source: str) -> Fetched | None:
        """What is remembered of the source with this name, None before its first visit."""
        row = self._connection.row(f"{_SELECT} WHERE source = ?", (source,))
        return _fetched(row) if row else None

    def all(self) -> tuple[Fetched, ...]:
        """What is remembered of every source, by name."""
        return tuple(map(_fetched, self._connection.rows(f"{_SELECT} ORDER BY source")))

    def hasten(self, source: str, *, now: datetime) -> None:
        """Let a source be asked now, or a minute after it was; one that is gone is left alone."""
        with self._connection.write() as raw:
            raw.execute(_HASTEN, {"source": source, "now": text_of(now)})

    def save(self, fetched: Fetched) -> None:
        """Remember a visit in place of the one before."""
        with self._connection.write() as raw:
            raw.execute(_SAVE, _row(clean(fetched)))


def _row(fetched: Fetched) -> tuple[object, ...]:
    plain = (getattr(fetched, name) for name in _PLAIN)
    times = (text_or_none(getattr(fetched, name)) for name in _TIMES)
    return (*plain, *times, int(fetched.gone), json_of(fetched.rhythm))


def _fetched(row: tuple[Any, ...]) -> Fetched:
    values: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    values |= {name: moment_or_none(values[name]) for name in _TIMES}
    what = f"the rhythm of {values['source']!r}"
    rhythm = decoded(values["rhythm"], Rhythm, what=what)
    return Fetched(**(values | {"gone": bool(values["gone"]), "rhythm": rhythm}))
