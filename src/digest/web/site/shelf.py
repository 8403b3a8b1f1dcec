"""Every page of the archive by its path: what the site answers with, and a folder of files gets.

It never answers for a reader and never reads a request. A path that is none of those that
`paths` gives, for newsletters that have an archive, has no page.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from digest.model import Cadence
from digest.web.site.feeds import FEEDS
from digest.web.site.papers import Papers
from digest.web.site.sitemap import robots, sitemap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from digest.model import Newsletter
    from digest.web.site.house import House
    from digest.web.site.made import Made

__all__ = ["Shelf"]

_FEED: Final = "|".join(map(re.escape, FEEDS))
_IN_LETTER: Final = re.compile(
    rf"archive/(?P<letter>[a-z0-9-]+)/(?:(?P<year>[0-9]{{4}})\.html"
    r"|(?P<cadence>daily|weekly)-(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\.html"
    rf"|(?:topics/(?P<topic>[^/]+)/)?(?P<feed>{_FEED})?)"
)


class Shelf:
    """The archive of a house. With `static` its pages link to nothing that needs a program."""

    def __init__(self, house: House, *, static: bool = False) -> None:
        self._house = house
        self._papers = Papers(house, static=static)
        self._fixed: dict[str, Callable[[str], Made]] = {
            "robots.txt": robots,
            "sitemap.xml": lambda base: sitemap(base, house.letters, house.store.archive),
        }

    def at(self, path: str, base: str, wanted: Sequence[str] = ()) -> Made | None:
        """The page at a path, which has no slash in front; None where there is none.

        Args:
            path: as in a URL, decoded.
            base: the public URL under which it was asked for, without a slash at its end.
            wanted: languages of who asks, best first.
        """
        if not path:
            return self._papers.front(base, wanted)
        if path in self._fixed:
            return self._fixed[path](base)
        found = _IN_LETTER.fullmatch(path)
        letter = self._letter(found["letter"]) if found else None
        if found is None or letter is None:
            return None
        if found["year"]:
            return self._papers.year(letter, int(found["year"]))
        if found["day"]:
            return self._edition(letter, found["cadence"], found["day"])
        return self._list(letter, found["topic"], found["feed"])

    def paths(self) -> Iterator[str]:
        """The path of every page there is; those that lead to others come after them."""
        for letter in self._house.letters:
            folder, archive = letter.archive_path, self._house.store.archive
            sent = archive.list(letter.id)
            yield from (letter.edition_path(one.cadence, one.date) for one in sent)
            yield from (f"{folder}{year}.html" for year in archive.years(letter.id))
            for slug in self._papers.topics(letter):
                yield from (f"{folder}topics/{slug}/{name}" for name in ("", *FEEDS))
            yield from (f"{folder}{name}" for name in ("", *FEEDS))
        yield from ("", *self._fixed)

    def _letter(self, name: str) -> Newsletter | None:
        return next((letter for letter in self._house.letters if letter.id == name), None)

    def _edition(self, letter: Newsletter, cadence: str, day: str) -> Made | None:
        try:
            return self._papers.edition(letter, Cadence(cadence), date.fromisoformat(day))
        except ValueError:
            return None

    def _list(self, letter: Newsletter, slug: str | None, feed: str | None) -> Made | None:
        topic = self._papers.topics(letter).get(slug) if slug else None
        if slug and topic is None:
            return None
        folder = f"{letter.archive_path}topics/{slug}/" if slug else letter.archive_path
        if feed:
            return self._papers.feed(letter, topic, folder, feed)
        return self._papers.topic(letter, topic, folder) if topic else self._papers.archive(letter)
