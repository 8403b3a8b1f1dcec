"""What is collected: articles, and what stands in their place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

DATE_ONLY: Final = "the source gives a day, no time"
"""The note of an Article whose `published` is right to the day, not to the hour."""

SHARED_LINK: Final = "other articles of its source have the same link: not known by it"
"""The note of an Article whose `url` names it no more than it names others."""


FILE: Final = "file:"
"""How the `guid` of an Article begins that is known by its file's path within its source."""

ADDED: Final = "added by hand"
"""The source of Articles that came through `digest articles add`; every newsletter takes it."""

PAYWALL: Final = "its source asks for a subscription: the link says so"
"""The note of an Article that not every reader can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture; width and height in CSS pixels where known, `weight` in bytes once it was seen."""

    url: str
    alt: str = ""
    width: int | None = None
    height: int | None = None
    credit: str = ""
    weight: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Sound or film that comes with an article: a podcast's episode, a video.

    `type` is a media type (RFC 6838) or "", `bytes` and `seconds` as its source says.
    """

    url: str
    type: str = ""
    bytes: int | None = None
    seconds: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One document at one canonical URL (or one file), with its text.

    `text` is plain paragraphs parted by blank lines; a heading stands as its own
    paragraph behind "## " and again in `headings`. `url` is canonical, or None; `url_key` is
    what it has in common with the page's other addresses. `origins` says of a field where
    its value came from, such as ("byline", "feed: author").
    """

    id: str
    url: str | None
    title: str
    source: str
    publisher: str
    published: datetime
    summary: str = ""
    text: str = ""
    headings: tuple[str, ...] = ()
    language: str = "und"
    byline: str = ""
    categories: tuple[str, ...] = ()
    image: Image | None = None
    guid: str | None = None
    first_seen: datetime | None = None
    notes: tuple[str, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
    url_key: str = ""
    media: tuple[Media, ...] = ()

    @property
    def tongue(self) -> str:
        """Its language without script and region: "en" for "en-GB"."""
        return self.language.partition("-")[0].lower()

    @property
    def outlet(self) -> str:
        """Who published it, in one line: its publisher, else its source."""
        return " ".join((self.publisher or self.source).split())

    @property
    def day_only(self) -> bool:
        """Whether its source gives no time of day."""
        return DATE_ONLY in self.notes

    @property
    def is_file(self) -> bool:
        """Whether it is known by its file's path: what it holds may be another article later."""
        return (self.guid or "").startswith(FILE)

    @property
    def paywalled(self) -> bool:
        """Whether its source asks for a subscription."""
        return PAYWALL in self.notes

    @property
    def shares_link(self) -> bool:
        """Whether other articles stand at its URL, too."""
        return SHARED_LINK in self.notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an Article said until `replaced`, when its source changed it.

    `source` told that, where another one's words took its place; else it is "".
    """

    replaced: datetime
    title: str
    summary: str = ""
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """Input that was not taken: where it stood, why, and its raw form."""

    place: str
    reason: str
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPage:
    """What is remembered of a page that a list, feed or sitemap names, or of a sitemap's part.

    `said` is what was said of it there, for its reader alone; validators are kept as they came.
    `failures` counts those in a row; `published` is its article's date. `next` is when to ask
    again, None for no more.
    """

    source: str
    url: str
    first: datetime
    checked: datetime
    said: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    failures: int = 0
    published: datetime | None = None
    next: datetime | None = None
