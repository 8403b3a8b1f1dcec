"""The tables of what comes before sending: sources, how they are visited, built from, checked."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from digest.config import values
from digest.config.tables.base import SecretTable, Table, by


class SourceTable(Table, frozen=True, kw_only=True):
    """Where articles come from."""

    name: Annotated[str, by(values.line, "Unique; printed as publisher if none is given")]
    kind: Annotated[
        str,
        by(
            values.line,
            "feed, page, sitemap, files, mailbox, or the name of an installed reader",
            "feed",
        ),
    ]
    url: Annotated[
        str | None,
        by(values.web_url, "For feed, page and sitemap", "https://news.example/rss"),
    ] = None
    path: Annotated[
        str | None,
        by(values.line, "For files: a folder beside digest.toml; or a maildir"),
    ] = None
    imap: Annotated[
        str | None,
        by(values.imap_url, "For mailbox: a folder", "imaps://desk@mail.example/Newsletters"),
    ] = None
    password: Annotated[SecretTable | None, Meta(description="Of the mailbox at imap")] = None
    topic: Annotated[
        str | None, by(values.topic_name, "Topic of all its articles, where there is one")
    ] = None
    weight: Annotated[
        float, Meta(description="How much its word counts in ranking", gt=0, le=100)
    ] = 1.0
    dates: Annotated[
        Literal["us", "european"],
        Meta(description="How it writes 3/4/2026: us is March 4, european April 3"),
    ] = "us"
    zone: Annotated[
        str | None, by(values.zone, "By which clocks it writes a time without a zone; UTC if none")
    ] = None
    use: Annotated[
        Literal["headline", "standfirst", "extract"],
        Meta(description="What may be printed: its title, its own standfirst, or sentences of it"),
    ] = "extract"
    pictures: Annotated[bool, Meta(description="Whether its pictures may be printed")] = True
    paywall: Annotated[
        bool, Meta(description="Whether it asks for a subscription; its links then say so")
    ] = False
    full_text: Annotated[
        bool, Meta(description="Whether its feed tells beginnings only, and pages are to be read")
    ] = False
    options: Annotated[
        dict[str, Any], Meta(description="What an installed reader wants to know; any keys")
    ] = {}
    every: Annotated[
        str | None, by(values.duration, "A pace agreed with its publisher, for the usual rules")
    ] = None
    own: Annotated[
        bool, Meta(description="The newsroom's own: visited every 5 minutes, its front page read")
    ] = False
    front: Annotated[
        str | None, by(values.web_url, "Its front page, by default the root of its site")
    ] = None
    owner: Annotated[
        str,
        by(values.line_or_nothing, "Whose it is: sources of one owner count as one"),
    ] = ""


class BuildTable(Table, frozen=True, kw_only=True):
    """How much goes into an edition."""

    hours: Annotated[
        int, Meta(description="Hours an edition reaches back at least", ge=1, le=8760)
    ] = 24
    max_hours: Annotated[
        int, Meta(description="Hours it reaches back at most, to the one before", ge=1, le=8760)
    ] = 96
    max_stories: Annotated[int, Meta(description="Stories in an edition", ge=1, le=1000)] = 12
    per_topic: Annotated[int, Meta(description="Stories in a section", ge=1, le=1000)] = 5
    inliner: Annotated[
        Literal["premailer", "css-inline"],
        Meta(description="What inlines CSS; css-inline is faster and an extra to install"),
    ] = "premailer"
    per_source: Annotated[
        Annotated[int, Meta(ge=1, le=1000)] | None,
        Meta(description="Stories that one source leads; no limit if not said"),
    ] = None
    preset: Annotated[
        Literal["", "newsroom", "industry", "personal"],
        Meta(description="How the rules of ranking count, where `rank` does not say it"),
    ] = ""
    half_life: Annotated[str, by(values.duration, "After it a story is half as fresh", "12h")] = (
        "12h"
    )
    marks: Annotated[
        tuple[str, ...],
        Meta(description="Categories by which your own sources mark what is important"),
    ] = ()
    rank: Annotated[
        dict[str, Annotated[float, Meta(ge=0, le=100)]],
        Meta(description="How much each rule of ranking counts, by its name; 0 turns it off"),
    ] = {}


class CollectTable(Table, frozen=True, kw_only=True):
    """How sources are visited."""

    every: Annotated[
        str, by(values.duration, "`digest run` visits a source at most so often", "1h")
    ] = "1h"
    spacing: Annotated[
        float,
        Meta(description="Seconds between two pages of one site", ge=0, le=60),
    ] = 1.0
    public_url: Annotated[
        str | None, by(values.site_url, "Where hubs reach `digest serve`: sources may push then")
    ] = None
    allow_private: Annotated[
        bool, Meta(description="Visit sources in private networks, too; off guards your own")
    ] = False
    timeout: Annotated[float, Meta(description="Seconds for one source", gt=0, le=600)] = 20.0
    max_bytes: Annotated[
        int, Meta(description="Bytes taken from one source, after decompression", ge=1024)
    ] = 10 * 1024 * 1024
    concurrency: Annotated[int, Meta(description="Sources at once", ge=1, le=200)] = 100
    contact: Annotated[
        str, by(values.line_or_nothing, "Address or URL that sites see in the User-Agent")
    ] = ""


class CheckTable(Table, frozen=True, kw_only=True):
    """What `digest check` holds editions against."""

    clients: Annotated[
        dict[str, Annotated[float, Meta(ge=0, le=100)]],
        Meta(description="Shares of readers by mail client, as gmail or outlook.windows"),
    ] = {}
