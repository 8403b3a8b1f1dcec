"""What is remembered of the pages that list pages and sitemaps name. It asks no server."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from digest.model import LinkedPage
from digest.store.rows import clean, moment_or_none, text_of, text_or_none

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from digest.store.connection import Connection

KEPT: Final = timedelta(days=30)
"""A page that no visit asked for so long is forgotten."""

_PLAIN = ("source", "url", "said", "etag", "last_modified", "body_hash", "failures")
_TIMES = ("first", "checked", "published", "next")
_COLUMNS = (*_PLAIN, *_TIMES)
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM linked_pages WHERE source = ?"
_SAVE = (
    f"INSERT OR REPLACE INTO linked_pages ({', '.join(_COLUMNS)})"
    f" VALUES ({', '.join('?' * len(_COLUMNS))})"
)


class LinkedPages:
    """The table `linked_pages`; fits `LinkedBook` of the collector."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, source: str) -> dict[str, LinkedPage]:
        """What is remembered of a source's pages, by URL."""
        pages = map(_page, self._connection.rows(_SELECT, (source,)))
        return {page.url: page for page in pages}

    def save(self, source: str, pages: Sequence[LinkedPage], *, now: datetime) -> None:
        """Remember these in place of what was; what nobody asked for long is forgotten."""
        with self._connection.write() as raw:
            raw.executemany(_SAVE, [_row(clean(page)) for page in pages])
            raw.execute(
                "DELETE FROM linked_pages WHERE source = ? AND checked < ?",
                (source, text_of(now - KEPT)),
            )


def _row(page: LinkedPage) -> tuple[object, ...]:
    plain = (getattr(page, name) for name in _PLAIN)
    return (*plain, *(text_or_none(getattr(page, name)) for name in _TIMES))


def _page(row: tuple[Any, ...]) -> LinkedPage:
    values: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    return LinkedPage(**(values | {name: moment_or_none(values[name]) for name in _TIMES}))
