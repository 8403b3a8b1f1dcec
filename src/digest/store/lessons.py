"""Lessons: what a newsletter's own history taught of its topics. Kept, never worked out here."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec

from digest.model import Lessons
from digest.store.rows import clean, decoded, moment_of, text_of

if TYPE_CHECKING:
    from datetime import datetime

    from digest.store.connection import Connection


class LessonsKept:
    """The table `lessons`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, newsletter: str) -> tuple[Lessons, datetime] | None:
        """The latest lessons and when they were learned; None where nothing was."""
        row = self._connection.row(
            "SELECT document, at FROM lessons WHERE newsletter = ?", (newsletter,)
        )
        if row is None:
            return None
        what = f"what was learned of {newsletter}'s topics"
        return decoded(zlib.decompress(row[0]), Lessons, what=what), moment_of(row[1])

    def save(self, newsletter: str, lessons: Lessons, *, now: datetime) -> None:
        """Keep them in place of those before."""
        document = zlib.compress(msgspec.msgpack.encode(_clean(lessons)), 1)
        with self._connection.write() as raw:
            raw.execute(
                "INSERT INTO lessons (newsletter, at, document) VALUES (?, ?, ?)"
                " ON CONFLICT (newsletter) DO UPDATE SET at = excluded.at,"
                " document = excluded.document",
                (newsletter, text_of(now), document),
            )


def _clean(lessons: Lessons) -> Lessons:
    return Lessons(
        {
            topic: {clean(term): n for term, n in words.items()}
            for topic, words in lessons.words.items()
        },
        dict(lessons.taught),
        dict(lessons.meant),
        lessons.model,
    )
