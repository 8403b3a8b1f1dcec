"""The demo newsroom's articles, as their files tell them.

One Markdown file an article, in articles/SOURCE/. Their dates are offsets in hours, so
that the newsroom is always of today. This module reads packaged files and nothing else;
it never asks what time it is.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER: Final = Path(__file__).parent
SOURCES: Final = ("meridian", "harbour", "northline", "desk")


class DemoArticle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article of the demo; field for field the front matter of its file.

    `hours_ago` is None where no date is given, and below zero in the future. `event` names
    what several articles tell; `lookalike` what two different events could be taken for.
    `teaser` and `inner` (a second headline) are for the pages of text alone.
    `query` is what the feed's link carries behind "?"; `also` a second address of the same.
    """

    source: str
    slug: str
    text: str
    title: str = ""
    summary: str = ""
    hours_ago: float | None = None
    byline: str = ""
    categories: tuple[str, ...] = ()
    language: str = "en"
    event: str = ""
    lookalike: str = ""
    query: str = ""
    also: str = ""
    image: str = ""
    alt: str = ""
    format: str = ""
    teaser: str = ""
    inner: str = ""

    @property
    def path(self) -> str:
        """Where the article's own page stands on the demo's server."""
        return f"/{self.source}/{self.slug}"

    @property
    def broken(self) -> bool:
        """Whether there is nothing to publish: the feed's one bad apple."""
        return not (self.title or self.text)

    def published(self, now: datetime) -> datetime | None:
        """The date for a demo run at `now`, to the minute."""
        if self.hours_ago is None:
            return None
        then = now - timedelta(hours=self.hours_ago)
        return then.replace(second=0, microsecond=0)


@cache
def load() -> tuple[DemoArticle, ...]:
    """All articles, in the order of sources and file names."""
    paths = (sorted((FOLDER / "articles" / source).glob("*.md")) for source in SOURCES)
    return tuple(_read(path) for group in paths for path in group)


def of(source: str, articles: Iterable[DemoArticle]) -> tuple[DemoArticle, ...]:
    """The articles of one source, newest first, undated ones last."""
    chosen = [article for article in articles if article.source == source]
    return tuple(
        sorted(chosen, key=lambda one: float("inf") if one.hours_ago is None else one.hours_ago)
    )


def _read(path: Path) -> DemoArticle:
    _, matter, text = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.safe_load(matter) | {
        "source": path.parent.name,
        "slug": path.stem,
        "text": text.strip(),
    }
    return msgspec.convert(fields, DemoArticle)
