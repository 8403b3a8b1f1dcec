"""The demo newsroom's web pages: an article, and a front page that lists them.

Pure but for the two templates beside it, which are read once.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from digest.demo.catalogue import FOLDER, DemoArticle, of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

NAMES: Final = {
    "meridian": "The Meridian",
    "harbour": "Harbour Wire",
    "northline": "Northline",
    "desk": "Desk",
}


def body(article: DemoArticle) -> str:
    """The text as HTML: paragraphs, and headings where a paragraph begins with "## "."""
    return "\n".join(_block(block) for block in article.text.split("\n\n") if block.strip())


def _block(block: str) -> str:
    line = " ".join(block.split())
    if line.startswith("## "):
        return f"<h2>{escape(line[3:], quote=False)}</h2>"
    return f"<p>{escape(line, quote=False)}</p>"


def article_page(article: DemoArticle, now: datetime) -> str:
    """The article as the newsroom's site shows it."""
    return (
        _environment()
        .get_template("article.html")
        .render(
            article=article,
            direction="rtl" if article.language == "ar" else "ltr",
            site=NAMES[article.source],
            published=article.published(now),
            body=Markup(body(article)),  # noqa: S704 - body() escapes all of it
        )
    )


def front_page(articles: Iterable[DemoArticle], now: datetime) -> str:
    """All that the server holds, by source."""
    everything = tuple(article for article in articles if not article.broken)
    sources = [(NAMES[name], of(name, everything)) for name in NAMES if name != "desk"]
    return _environment().get_template("front.html").render(sources=sources, now=now)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER / "pages"), autoescape=True, undefined=StrictUndefined
    )
