"""What a template may see of the page itself and of its newsletter, made fit to print.

Shared by editions and system mails. Nothing here is HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.render.safe import (
    Phrase,
    clean,
    image_url,
    language_direction,
    language_script,
    link,
    phrase,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model import Logo, Newsletter, Picture

    Sources = Mapping[str, Picture] | None


@dataclass(frozen=True, slots=True)
class PageView:
    """The page's language, and what follows from it.

    `align` is the side where lines start, `end` where they end; `script` names its letters, ""
    for those that have capitals: Latin, Greek, Cyrillic.
    """

    language: str
    dir: str
    align: str
    end: str
    script: str


@dataclass(frozen=True, slots=True)
class LogoView:
    """The operator's logo; `alt` stands in its place where pictures are off."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class NewsletterView:
    """The newsletter: what it is called, who sends it, where it lives.

    `archive` is "" where it has no such page.
    """

    id: str
    title: str
    sender: str
    url: str
    host: str
    postal_address: Phrase
    logo: LogoView | None = None
    archive: str = ""


def page_view(language: str) -> PageView:
    """Say how a page in that language runs."""
    dir_ = language_direction(language)
    start, end = ("right", "left") if dir_ == "rtl" else ("left", "right")
    return PageView(language, dir_, start, end, language_script(language))


def newsletter_view(
    newsletter: Newsletter, language: str, pictures: Sources = None
) -> NewsletterView:
    """Make a newsletter fit to print on a page in a language.

    Of `pictures` that come with the mail, its logo is one.
    """
    url, logo = link(newsletter.public_url), newsletter.look.logo
    return NewsletterView(
        id=newsletter.id,
        title=clean(newsletter.title),
        sender=clean(newsletter.sender.name or newsletter.sender.address),
        url=url,
        host=(urlsplit(url).hostname or "").removeprefix("www."),
        postal_address=phrase(newsletter.postal_address, "und", language),
        logo=_logo_view(logo, newsletter.title, pictures) if logo else None,
        archive=link(newsletter.archive_page),
    )


def source_of(url: str, pictures: Sources) -> str:
    """What stands in `src`: the address, or the Content-ID (RFC 2392); "" for no picture."""
    address = image_url(url)
    if pictures is None or not address:
        return address
    return f"cid:{pictures[address].cid}" if address in pictures else ""


def _logo_view(logo: Logo, title: str, pictures: Sources) -> LogoView | None:
    url = source_of(logo.url, pictures)
    return LogoView(url, logo.width, logo.height, clean(logo.alt or title)) if url else None
