"""Stories: which one each article tells, what came before it, what it was merged into.

It never decides which articles belong together.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import msgspec

from digest.store.article_rows import SELECT, article_of
from digest.store.editions import WENT_OUT
from digest.store.readings import packed, unpacked
from digest.store.rows import json_of, moment_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime, timedelta

    from digest.curate.reading import Reading
    from digest.curate.settle import Settled
    from digest.model import Article, Cadence
    from digest.store.connection import Connection

_LONGEST: Final = 30
"""Stories that a thread is followed back."""

_MOST: Final = 400
"""Articles of a thread that are looked at."""

_LINEAGE: Final = (
    "WITH RECURSIVE line (id, step) AS (SELECT ?, 0 UNION"
    " SELECT s.before, step + 1 FROM stories s JOIN line USING (id)"
    f" WHERE s.before IS NOT NULL AND step < {_LONGEST} UNION"
    " SELECT s.merged, step FROM stories s JOIN line USING (id) WHERE s.merged IS NOT NULL UNION"
    " SELECT s.id, step FROM stories s JOIN line ON s.merged = line.id) "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Where a story stands among others: ids, "" for none."""

    id: str
    before: str = ""
    after: tuple[str, ...] = ()
    merged: str = ""


class Stories:
    """The tables `stories` and `story_articles`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unread(self, since: datetime, until: datetime) -> tuple[Article, ...]:
        """Articles published after `since`, up to and with `until`, that have no story yet."""
        rows = self._connection.rows(
            f"{SELECT} WHERE published > ? AND published <= ?"
            " AND id NOT IN (SELECT article FROM story_articles) ORDER BY published, id",
            (text_of(since), text_of(until)),
        )
        return tuple(map(article_of, rows))

    def stale(self) -> tuple[Article, ...]:
        """Articles that have to be read again: an earlier version read them, or other words."""
        rows = self._connection.rows(
            f"{SELECT} WHERE id IN (SELECT article FROM story_articles WHERE reading = x'')"
        )
        return tuple(map(article_of, rows))

    def renew(self, readings: Iterable[Reading]) -> None:
        """Keep what was read of articles that have their story."""
        with self._connection.write() as raw:
            raw.executemany(
                "UPDATE story_articles SET reading = ? WHERE article = ?",
                [(packed(reading), reading.id) for reading in readings],
            )

    def around(
        self, first: datetime, last: datetime, *, reach: timedelta, most: int = -1
    ) -> tuple[tuple[Reading, str], ...]:
        """What was read of articles from `first` to `last` and around, each with its story.

        Args:
            first: when the earliest of some articles was published.
            last: when the latest was.
            reach: how much further to look back, and ahead.
            most: readings before `first` and behind `last`, the nearest of each; below 0 all.
        """
        since, begun, ended, until = map(text_of, (first - reach, first, last, last + reach))
        rows = chain(
            self._read(
                "published >= ? AND published < ? ORDER BY published DESC", since, begun, most
            ),
            self._read("published >= ? AND published <= ?", begun, ended, -1),
            self._read("published > ? AND published <= ? ORDER BY published", ended, until, most),
        )
        return unpacked(rows, what="a reading")

    def told_between(
        self, since: datetime, until: datetime, *, most: int
    ) -> tuple[tuple[Reading, str], ...]:
        """What was read of articles that an edition went out with, each with its story.

        They were published from `since` on, but before `until`; the latest of them.
        """
        rows = self._read(
            "published >= ? AND published < ? AND EXISTS (SELECT 1 FROM edition_articles ea"
            " JOIN editions e ON e.id = ea.edition"
            f" WHERE ea.article = story_articles.article AND {WENT_OUT}) ORDER BY published DESC",
            text_of(since),
            text_of(until),
            most,
        )
        return unpacked(rows, what="a reading")

    def _read(self, wanted: str, since: str, until: str, most: int) -> list[tuple[bytes, str]]:
        return self._connection.rows(
            "SELECT reading, story FROM story_articles WHERE reading IS NOT NULL"
            f" AND {wanted} LIMIT ?",
            (since, until, most),
        )

    def taken(self, stories: Iterable[str]) -> frozenset[str]:
        """Those of the ids that a story has."""
        rows = self._connection.rows(
            "SELECT id FROM stories WHERE id IN (SELECT value FROM json_each(?))",
            (json_of(sorted(stories)),),
        )
        return frozenset(story for (story,) in rows)

    def save(self, settled: Settled, articles: Sequence[Article], *, forget: datetime) -> None:
        """Keep what changed; what was read of articles published before `forget` goes."""
        with self._connection.write() as raw:
            raw.executemany(
                "INSERT OR IGNORE INTO stories (id) VALUES (?)",
                [(story,) for story in sorted(set(settled.story_of.values()))],
            )
            _write_articles(raw, settled, articles)
            _write_threads(raw, settled)
            raw.execute(
                "UPDATE story_articles SET reading = NULL"
                " WHERE reading IS NOT NULL AND published < ?",
                (text_of(forget),),
            )

    def of(self, articles: Collection[str]) -> Mapping[str, str]:
        """The story of each article that has one."""
        rows = self._connection.rows(
            "SELECT article, story FROM story_articles"
            " WHERE article IN (SELECT value FROM json_each(?))",
            (json_of(sorted(articles)),),
        )
        return dict(rows)

    def articles(self, story: str) -> tuple[str, ...]:
        """Ids of its articles, oldest first."""
        rows = self._connection.rows(
            "SELECT article FROM story_articles WHERE story = ? ORDER BY published, article",
            (story,),
        )
        return tuple(article for (article,) in rows)

    def thread(self, story: str) -> Thread:
        """What it goes on from, what goes on from it, and what took it up."""
        row = self._connection.row("SELECT before, merged FROM stories WHERE id = ?", (story,))
        before, merged = row or (None, None)
        rows = self._connection.rows(
            "SELECT id FROM stories WHERE before = ? ORDER BY id", (story,)
        )
        after = tuple(one for (one,) in rows)
        return Thread(id=story, before=before or "", after=after, merged=merged or "")

    def past(
        self, story: str, until: datetime, *, known: datetime
    ) -> tuple[tuple[str, str, datetime], ...]:
        """Articles of it and of what it goes on from, published before `until`, the latest first.

        Each with its source and when it was published; none that came in after `known`, and no
        more than the latest few hundred.
        """
        rows = self._connection.rows(
            f"{_LINEAGE} SELECT DISTINCT a.id, a.source, a.published FROM line"
            " JOIN story_articles sa ON sa.story = line.id JOIN articles a ON a.id = sa.article"
            " WHERE sa.published < ? AND a.first_seen <= ?"
            f" ORDER BY a.published DESC, a.id LIMIT {_MOST}",
            (story, text_of(until), text_of(known)),
        )
        return tuple((article, source, moment_of(when)) for article, source, when in rows)

    def told(
        self, story: str, newsletter: str, cadence: Cadence, before: date
    ) -> tuple[tuple[str, frozenset[str]], ...]:
        """Earlier editions that went out with it or a story it goes on from, the latest first.

        Each with the ids of the articles by which they told it.
        """
        rows = self._connection.rows(
            f"{_LINEAGE} SELECT e.id, json_group_array(ea.article) FROM line"
            " JOIN story_articles sa ON sa.story = line.id"
            " JOIN edition_articles ea ON ea.article = sa.article JOIN editions e ON e.id = edition"
            f" WHERE newsletter = ? AND cadence = ? AND date < ? AND {WENT_OUT}"
            " GROUP BY e.id ORDER BY date DESC",
            (story, newsletter, cadence, before.isoformat()),
        )
        return tuple((edition, frozenset(msgspec.json.decode(ids))) for edition, ids in rows)


def _write_articles(raw: sqlite3.Connection, settled: Settled, articles: Sequence[Article]) -> None:
    published = {article.id: text_of(article.published) for article in articles}
    raw.executemany(
        "INSERT INTO story_articles (article, story, published, reading) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [
            (
                reading.id,
                settled.story_of[reading.id],
                published[reading.id],
                packed(reading),
            )
            for reading in settled.kept
        ],
    )
    raw.executemany(
        "UPDATE story_articles SET story = ? WHERE article = ? AND story <> ?",
        [
            (story, article, story)
            for article, story in settled.story_of.items()
            if article not in published
        ],
    )


def _write_threads(raw: sqlite3.Connection, settled: Settled) -> None:
    """What is new; the articles of a merged story that are read no more go along with it."""
    raw.executemany(
        "UPDATE stories SET before = ? WHERE id = ? AND before IS NULL",
        [(before, story) for story, before in settled.before.items()],
    )
    merged = [(into, story) for story, into in settled.merged.items()]
    raw.executemany("UPDATE story_articles SET story = ? WHERE story = ?", merged)
    raw.executemany("UPDATE stories SET merged = ? WHERE id = ?", merged)


def read_again(raw: sqlite3.Connection, article: Article) -> None:
    """Have an article read again that has other words now; it stays in its story."""
    raw.execute(
        "UPDATE story_articles SET reading = x'', published = ?"
        " WHERE article = ? AND reading IS NOT NULL",
        (text_of(article.published), article.id),
    )
