"""Where the newsroom's own front page showed its articles, and for how long. It never ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.model import Front
from digest.store.rows import json_of, moment_of, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from digest.store.connection import Connection

_AT = "SELECT url, id FROM articles WHERE url IN (SELECT value FROM json_each(?))"
_SEE = (
    "INSERT INTO fronts (article, place, since, last) VALUES (:article, :place, :now, :now)"
    " ON CONFLICT (article) DO UPDATE SET place = min(place, excluded.place), last = excluded.last"
)


class Fronts:
    """The table `fronts`: one row for each article that was seen on a front page."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __call__(self, ids: Collection[str]) -> Mapping[str, Front]:
        """By article id, where each of `ids` stood; those never on a front page are missing."""
        rows = self._connection.rows(
            "SELECT article, place, since, last FROM fronts"
            " WHERE article IN (SELECT value FROM json_each(?))",
            (json_of(sorted(ids)),),
        )
        return {
            article: Front(article=article, place=place, since=moment_of(since), last=moment_of(at))
            for article, place, since, at in rows
        }

    def see(self, links: Sequence[str], *, now: datetime) -> int:
        """Keep what one look at a front page showed; how many of its links are articles.

        `links` are canonical URLs from the top. Only those of stored articles take a place, so
        that menus push nothing down.
        """
        with self._connection.write() as raw:
            known = dict(raw.execute(_AT, (json_of(links),)).fetchall())
            shown = dict.fromkeys(known[link] for link in links if link in known)
            raw.executemany(
                _SEE,
                [
                    {"article": article, "place": place, "now": text_of(now)}
                    for place, article in enumerate(shown, start=1)
                ],
            )
        return len(shown)
