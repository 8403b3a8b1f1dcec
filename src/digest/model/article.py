"""What is collected and curated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

OTHER: Final = "Other"
"""The topic of a Story that fits none of the newsletter's."""

DATE_ONLY: Final = "the source gives a day, no time"
"""The note of an Article whose `published` is right to the day, not to the hour."""

SHARED_LINK: Final = "other articles of its source have the same link: not known by it"
"""The note of an Article whose `url` names it no more than it names others."""


FILE: Final = "file:"
"""How the `guid` of an Article begins that is known by its file's path within its source."""

TURN: Final = timedelta(hours=6)
"""How long after another an Article has to come for its Story's state to have changed since."""

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
class Development:
    """What is new in a Story since an earlier Edition told it.

    `headline` and `url` are those under which it was told; `sentence` is the new fact, from
    an article of `source`.
    """

    edition: str
    date: date
    headline: str
    url: str | None
    sentence: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event: a lead Article and its coverage, placed in a topic and scored.

    `summary` is drawn from the articles' own sentences; `reasons` says why the story is
    here, one sentence each. `update` marks one that an earlier edition told. `independent`
    counts voices that don't belong together; 0 where nobody counted them. `summary_by` names the
    language model that wrote the summary, where one did; `lifted` then keeps the articles' own
    sentences.
    """

    id: str
    lead: Article
    coverage: tuple[Article, ...] = ()
    topic: str = OTHER
    score: float = 0.0
    summary: str = ""
    reasons: tuple[str, ...] = ()
    update: Development | None = None
    independent: int = 0
    summary_by: str = ""
    lifted: str = ""

    @property
    def current(self) -> tuple[Article, ...]:
        """Its coverage, less what came hours before its lead and may be false by now."""
        led = self.lead.published
        return tuple(one for one in self.coverage if led - one.published < TURN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """Input that was not taken: where it stood, why, and its raw form."""

    place: str
    reason: str
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What a source says of when to come again, and of its hub (WebSub), if it has one.

    `skip_hours` are hours of the UTC day, `skip_days` days of the week, Monday is 0. `topic` is
    the name under which the hub knows the source.
    """

    period: timedelta | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    hub: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What is remembered of a source between two visits, validators as they came (RFC 9110).

    `url` is what digest.toml named then; `moved` is where it has permanently redirected to
    since `moved_since`. `articles` counts those that it gave when it last changed, `weekly`
    those a week, None where they bear no dates. `next` is when to ask again, `wait` until when
    the server wants no visit; `gone` says that it is gone for good. `failing` is since when
    no visit succeeded, `offer` the feed that its site then offers in its place. `status` and
    `bytes` are those of the last visit, as Collected has them.
    """

    source: str
    url: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    checked: datetime | None = None
    changed: datetime | None = None
    failures: int = 0
    error: str = ""
    articles: int = 0
    weekly: int | None = None
    failing: datetime | None = None
    next: datetime | None = None
    wait: datetime | None = None
    gone: bool = False
    moved: str = ""
    moved_since: datetime | None = None
    offer: str = ""
    status: int = 0
    bytes: int = 0
    rhythm: Rhythm = Rhythm()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPage:
    """What is remembered of a page that a list page or sitemap names, or of a sitemap's part.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The robots.txt of a site (scheme, host and port): `rules` as it stood when `checked`."""

    site: str
    rules: str
    checked: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Where the newsroom's own front page showed an article: its best place, 1 at the top.

    `since` is when it was first seen there, `last` when last.
    """

    article: str
    place: int
    since: datetime
    last: datetime

    @property
    def held(self) -> timedelta:
        """How long it is known to have stood there."""
        return self.last - self.since


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """One visit to one source: what came, what was refused, what to remember.

    `status` is the HTTP status, 200 for files read, 0 where no answer came; `bytes` what came of
    it, also where it failed. `front` holds the
    links of the front page of an own source, from the top; `notes` what else is to be said.
    `pages` are those that it names and that were asked, or are to be. `came` and `refused` count
    its articles, whether they are still held or not; `new` and `changed` what was stored of it.
    `waits` says that it was not asked, as its host wanted peace.
    """

    source: str
    articles: tuple[Article, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    fetched: Fetched | None = None
    status: int = 0
    bytes: int = 0
    seconds: float = 0.0
    error: str = ""
    came: int = 0
    refused: int = 0
    new: int = 0
    changed: int = 0
    front: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    pages: tuple[LinkedPage, ...] = ()
    waits: bool = False
