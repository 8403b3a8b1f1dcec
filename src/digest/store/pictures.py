"""Pictures that were fetched for editions, so that one that is built again shows the same.

What is kept of one that a mail only points at is its measures. It judges none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.model import Picture
from digest.store.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from digest.store.connection import Connection


class Pictures:
    """The table `pictures`: one row for each URL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, urls: Iterable[str], *, bodies: bool) -> dict[str, Picture]:
        """Those of the pictures that are kept, by URL; with `bodies` only those kept whole."""
        found = (self._get(url) for url in dict.fromkeys(urls))
        return {one.url: one for one in found if one and (one.body or not bodies)}

    def save(self, picture: Picture, now: datetime) -> None:
        """Keep a picture in place of what its URL gave before."""
        with self._connection.write() as raw:
            raw.execute(
                "INSERT OR REPLACE INTO pictures"
                " (url, type, width, height, weight, body, fetched) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    picture.url,
                    picture.type,
                    picture.width,
                    picture.height,
                    picture.weight,
                    picture.body,
                    text_of(now),
                ),
            )

    def _get(self, url: str) -> Picture | None:
        row = self._connection.row(
            "SELECT url, type, width, height, weight, body FROM pictures WHERE url = ?", (url,)
        )
        return Picture(*row) if row else None
