"""What the operator sets up: sources, topics, newsletters and their schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from urllib.parse import urljoin

from digest.model.dkim import Dkim
from digest.model.enums import (
    Addition,
    Approval,
    Cadence,
    Images,
    TextLinks,
    Typeface,
    Use,
    Weekday,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where articles come from. `url` for feed, page and sitemap; `path` for files.

    A mailbox has a `path`, a maildir, or an `imap` URL of a folder.

    `kind` is a SourceKind, or the name of an installed reader, which gets `options`.
    `day_first` says how it writes 3/4/2026, `zone` by which clocks where it names none; "" is UTC.
    `own` is the newsroom's own; `front` its front page, by default the root of its site. `every`
    is a pace agreed with the publisher. Sources of one `owner` are one voice.
    `full_text` says that a feed tells beginnings only, so that its articles' pages are read.
    """

    name: str
    kind: str
    url: str | None = None
    path: str | None = None
    topic: str | None = None
    weight: float = 1.0
    imap: str | None = None
    day_first: bool = False
    zone: str = ""
    use: Use = Use.EXTRACT
    pictures: bool = True
    paywall: bool = False
    full_text: bool = False
    options: Mapping[str, object] = field(default_factory=dict, hash=False)
    every: timedelta | None = None
    own: bool = False
    front: str | None = None
    owner: str = ""

    @property
    def front_page(self) -> str | None:
        """URL of the front page to look at; None where it has none."""
        if not self.own:
            return None
        return self.front or (urljoin(self.url, "/") if self.url else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A named section of a newsletter, with the words and categories that speak for it."""

    name: str
    words: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A display name and an address (RFC 5322, section 3.4)."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What follows the "@", in lower case."""
        return self.address.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a newsletter is due, in its own zone, and how late it may still go out.

    `weekly` is the day on which the week's edition is due as well; without `days` it is due alone.
    """

    at: time
    days: tuple[Weekday, ...]
    timezone: str
    max_late: timedelta = timedelta(hours=3)
    weekly: Weekday | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlan:
    """A Block that each Edition is to have: the name of its maker, and what that is told."""

    kind: str
    options: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture in the place of the newsletter's name; width and height in CSS pixels."""

    url: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The operator's own colours ("#rrggbb"), logo and faces; none is the template's.

    `accent_dark` stands for `accent` by night.
    """

    accent: str | None = None
    accent_dark: str | None = None
    logo: Logo | None = None
    heading_font: Typeface | None = None
    text_font: Typeface | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """A product: name, sender, topics, schedule, template. Empty `sources` means all.

    `weekly_template` is for editions of seven days. `bounces` takes the mail that comes back,
    for itself and for all of its plus-addresses. Without `archive` its editions are shown to
    nobody but its readers.
    Pictures that are `embedded` weigh `embedded_kb` (1000 bytes each) in a mail at most.
    With `second_source` a summary may go on with a sentence of another source.
    `quick_links` puts into a mail how its topics and sources are left out.
    `translations` are the ids of all newsletters that are the same in another language.
    `link_tags` go onto links to `own_domains`, or to the host of `public_url` where there are none.
    """

    id: str
    title: str
    sender: Mailbox
    public_url: str
    postal_address: str
    reply_to: Mailbox | None = None
    bounces: str | None = None
    archive: bool = True
    archive_url: str | None = None
    help_url: str | None = None
    language: str = "en"
    template: str = "daily"
    weekly_template: str = "weekly"
    look: Look = Look()
    topics: tuple[Topic, ...] = ()
    sources: tuple[str, ...] = ()
    approval: Approval = Approval.MANUAL
    min_stories: int = 1
    schedule: Schedule | None = None
    blocks: tuple[BlockPlan, ...] = ()
    dkim: Dkim | None = None
    link_tags: Mapping[str, str] = field(default_factory=dict)
    own_domains: tuple[str, ...] = ()
    text_links: TextLinks = TextLinks.BARE
    adds: tuple[Addition, ...] = ()
    second_source: bool = True
    images: Images = Images.HOSTED
    embedded_kb: int = 500
    quick_links: bool = False
    translations: tuple[str, ...] = ()

    @property
    def tongue(self) -> str:
        """Its language without script and region: "en" for "en-GB"."""
        return self.language.partition("-")[0].lower()

    @property
    def archive_path(self) -> str:
        """Where its sent editions stand on the readers' site, below `public_url`."""
        return f"archive/{self.id}/"

    @property
    def archive_page(self) -> str:
        """The URL of its earlier editions: the operator's own page, or the site's; "" for none."""
        ours = f"{self.public_url.rstrip('/')}/{self.archive_path}" if self.archive else ""
        return self.archive_url or ours

    def edition_path(self, cadence: Cadence, day: date) -> str:
        """Where one edition stands on the readers' site."""
        return f"{self.archive_path}{cadence}-{day.isoformat()}.html"

    def edition_url(self, cadence: Cadence, day: date) -> str:
        """The URL of one edition as a page; "" where it is shown to nobody."""
        site = self.public_url.rstrip("/")
        return f"{site}/{self.edition_path(cadence, day)}" if self.archive else ""

    @property
    def owner(self) -> Mailbox:
        """Who answers for it: the person who reads the answers, else the sender."""
        return self.reply_to or self.sender

    @property
    def timezone(self) -> str:
        """The IANA zone that says what day it is: its schedule's, else UTC."""
        return self.schedule.timezone if self.schedule else "UTC"

    @property
    def topic_names(self) -> tuple[str, ...]:
        """The names of its topics, in their order."""
        return tuple(topic.name for topic in self.topics)

    @property
    def cadences(self) -> tuple[Cadence, ...]:
        """What its readers may choose: that of which the schedule makes editions."""
        daily = self.schedule is None or bool(self.schedule.days)
        weekly = self.schedule is not None and self.schedule.weekly is not None
        return tuple(one for one in Cadence if (weekly if one is Cadence.WEEKLY else daily))

    @property
    def usual(self) -> Cadence:
        """What its readers get who chose nothing: daily, or weekly where there is nothing else."""
        return self.cadences[0]

    def template_for(self, cadence: Cadence) -> str:
        """Name of the template of an edition of that cadence."""
        return self.weekly_template if cadence is Cadence.WEEKLY else self.template


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far an Edition reaches back (hours) and how many stories it holds."""

    hours: int = 24
    max_hours: int = 96
    max_stories: int = 12
    per_topic: int = 5
    per_source: int | None = None
