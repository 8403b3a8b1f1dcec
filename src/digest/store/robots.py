"""What sites say in their robots.txt, between two visits. It never judges a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.model import Robots
from digest.store.rows import clean, moment_of, text_of

if TYPE_CHECKING:
    from digest.store.connection import Connection


class RobotsFiles:
    """The table `robots`: one row for each site whose pages were ever wanted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, site: str) -> Robots | None:
        """What is known of a site (scheme, host and port), None before the first look."""
        row = self._connection.row("SELECT rules, checked FROM robots WHERE site = ?", (site,))
        return Robots(site=site, rules=row[0], checked=moment_of(row[1])) if row else None

    def save(self, robots: Robots) -> None:
        """Remember a look in place of the one before."""
        row = (robots.site, clean(robots.rules), text_of(robots.checked))
        with self._connection.write() as raw:
            raw.execute(
                "INSERT OR REPLACE INTO robots (site, rules, checked) VALUES (?, ?, ?)", row
            )
