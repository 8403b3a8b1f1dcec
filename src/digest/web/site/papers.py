"""The archive's pages and feeds: the front, a newsletter's editions, one edition, a topic.

They are in the newsletter's language and look, and the same for everyone; the front of several
newsletters alone follows the browser's language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from digest.render.frame import page_view
from digest.render.safe import clean, link
from digest.web.site.entries import edition_entries, heading_of, story_entries
from digest.web.site.feeds import FEEDS, Feed
from digest.web.site.made import Made
from digest.web.speech import nearest, speech

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from digest.model import Archived, Cadence, Newsletter
    from digest.web.site.house import House
    from digest.web.speech import Speech

__all__ = ["Papers"]

_ON_FRONT: Final = 5  # editions of each newsletter
_ON_INDEX: Final = 30
_IN_FEED: Final = 20
_IN_TOPIC: Final = 15  # editions that a topic's page looks back on


class Papers:
    """Makes them from what the store holds now."""

    def __init__(self, house: House, *, static: bool) -> None:
        self._house = house
        self._store = house.store
        self._static = static

    def front(self, base: str, wanted: Sequence[str] = ()) -> Made:
        """All newsletters, each with its latest editions.

        Where there are several it is in the first wanted language that the pages speak.
        """
        letters = self._house.letters
        own, spoken = [letter.language for letter in letters[:1]], len(letters) > 1
        words = speech(nearest([*wanted, *own] if spoken else own))
        latest = {one.id: self._store.archive.list(one.id, limit=_ON_FRONT) for one in letters}
        html = self._html(
            "front.html", words, "", only(letters), letters=letters, latest=latest, home=f"{base}/"
        )
        modified = _latest([one for found in latest.values() for one in found])
        return Made(html, modified=modified, spoken=spoken)

    def archive(self, letter: Newsletter) -> Made:
        """The latest editions, and the way to the others."""
        found = self._store.archive.list(letter.id, limit=_ON_INDEX)
        return self._editions(letter, letter.archive_path, found, year=None)

    def year(self, letter: Newsletter, year: int) -> Made | None:
        """All editions of a year; None if it had none."""
        found = self._store.archive.list(letter.id, year=year)
        path = f"{letter.archive_path}{year}.html"
        return self._editions(letter, path, found, year=year) if found else None

    def edition(self, letter: Newsletter, cadence: Cadence, day: date) -> Made | None:
        """One edition, as it was approved; None if no reader has it."""
        found = self._store.archive.get(letter.id, cadence, day)
        if found is None:
            return None
        archived, rendered = found
        before, after = self._store.archive.beside(archived)
        html = self._html(
            "edition.html",
            speech(letter.language),
            letter.edition_path(cadence, day),
            letter,
            archived=archived,
            heading=clean(archived.title),
            description=clean(archived.description),
            image=link(archived.image),
            url=link(letter.edition_url(cadence, day)),
            body=Markup(rendered.web.html),  # noqa: S704 - the render room escaped what it holds
            before=before,
            after=after,
        )
        return Made(html, modified=archived.published)

    def topic(self, letter: Newsletter, topic: str, folder: str) -> Made:
        """A topic's stories of the latest editions; `folder` is the path of its page."""
        found = self._store.archive.list(letter.id, topic=topic, limit=_IN_TOPIC)
        days = [(one, story_entries(self._store, letter, one, topic)) for one in found]
        html = self._html(
            "topic.html",
            speech(letter.language),
            folder,
            letter,
            topic=heading_of(letter, topic),
            days=days,
            url=link(f"{letter.public_url.rstrip('/')}/{folder}"),
        )
        return Made(html, modified=_latest(found))

    def feed(self, letter: Newsletter, topic: str | None, folder: str, name: str) -> Made:
        """A feed of the newsletter's editions, or of a topic's stories, in the page's folder."""
        home = f"{letter.public_url.rstrip('/')}/{folder}"
        title = clean(letter.title)
        if topic:
            title += f": {heading_of(letter, topic)}"
        found = self._store.archive.list(letter.id, topic=topic, limit=_IN_FEED)
        feed = Feed(
            title=title,
            publisher=clean(letter.sender.name or letter.title),
            language=letter.language,
            home=link(home),
            entries=[
                entry
                for one in found
                for entry in (
                    story_entries(self._store, letter, one, topic)
                    if topic
                    else edition_entries(self._store, letter, one)
                )
            ],
        )
        media_type, write = FEEDS[name]
        return Made(write(feed, link(home) + name), media_type, _latest(found))

    def topics(self, letter: Newsletter) -> Mapping[str, str]:
        """Topics of the newsletter by their names in paths: those it has, then those it had."""
        names = [topic.name for topic in letter.topics]
        found: dict[str, str] = {}
        for name in dict.fromkeys([*names, *self._store.archive.topics(letter.id)]):
            slug = "-".join(re.findall(r"\w+", clean(name).lower())) or "topic"
            while slug in found:
                slug += "-"
            found[slug] = name
        return found

    def _editions(
        self,
        letter: Newsletter,
        path: str,
        found: Sequence[Archived],
        *,
        year: int | None,
    ) -> Made:
        html = self._html(
            "archive.html",
            speech(letter.language),
            path,
            letter,
            editions=found,
            year=year,
            years=self._store.archive.years(letter.id),
            topics={slug: heading_of(letter, name) for slug, name in self.topics(letter).items()},
            url=link(f"{letter.public_url.rstrip('/')}/{path}"),
        )
        return Made(html, modified=_latest(found))

    def _html(
        self,
        template: str,
        words: Speech,
        path: str,
        letter: Newsletter | None,
        **values: object,
    ) -> str:
        return self._house.html(
            template,
            words,
            f"/{path}",
            letter=letter,
            view=page_view(letter.language) if letter else None,
            here=path,
            static=self._static,
            **values,
        )


def only(letters: Sequence[Newsletter]) -> Newsletter | None:
    """The one newsletter of a house that has one."""
    return letters[0] if len(letters) == 1 else None


def _latest(found: Sequence[Archived]) -> datetime | None:
    return max((one.published for one in found), default=None)
