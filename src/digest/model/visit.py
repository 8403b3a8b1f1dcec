"""What a visit to a source brings, and what is remembered of sources and sites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.model.article import Article, LinkedPage, Quarantined


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
