"""The demo newsroom's desk: a folder of articles as .txt, .md and .html files.

It writes into the folder it is given, and overwrites only files of the same names. Dates
in the files and the files' own times move with `now`.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import yaml

from digest.demo import catalogue, pages

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from digest.demo.catalogue import DemoArticle


def write_desk(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Write the desk's articles as of `now` (UTC) and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(folder, article, now) for article in catalogue.of("desk", catalogue.load()))


def _write(folder: Path, article: DemoArticle, now: datetime) -> Path:
    path = folder / f"{article.slug}.{article.format}"
    published = article.published(now) or now
    path.write_text(_WRITERS[article.format](article, published), encoding="utf-8")
    # A page of text carries a day without an hour; the file's own time knows the hour.
    os.utime(path, (published.timestamp(), published.timestamp()))
    return path


def _txt(article: DemoArticle, published: datetime) -> str:
    """A page as a reader copies it from a news site: masthead, repeats, teaser, footer."""
    site, inner = "HARBOUR EVENING POST", article.inner or article.title
    day = f"{published.month}/{published.day}/{published.year}"
    text = article.text.replace("## ", "")
    about = (
        "Harbourevening.example is an independent paper that brings the news of the coast and"
        " the islands quickly and fairly. We collect the most important developments from near"
        " and far with accuracy and care. Stay informed with us!"
    )
    return (
        f"{site}\n\n{article.title}\n\n{day}\n{article.summary}\n{article.title}\n"
        f"{article.teaser}\n{inner}\n\n{inner}\n\n{text}\n\n{about}\n"
        f"© Copyright {published.year} Harbour Evening Post. All rights reserved."
    )


def _md(article: DemoArticle, published: datetime) -> str:
    """Markdown under YAML front matter, as an editor's tool saves it."""
    matter = {
        "title": article.title,
        "date": published.isoformat(),
        "author": article.byline,
        "summary": article.summary,
        "categories": list(article.categories),
        "language": article.language,
    }
    head = yaml.safe_dump(matter, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{head}---\n\n{article.text}\n"


def _html(article: DemoArticle, published: datetime) -> str:
    """The page that the newsroom's own site would show."""
    age = timedelta(hours=article.hours_ago or 0)
    return pages.article_page(article, published + age)


_WRITERS = {"txt": _txt, "md": _md, "html": _html}
