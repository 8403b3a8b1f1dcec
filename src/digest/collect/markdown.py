"""A Markdown file with front matter: PyYAML or TOML for the front, markdown-it-py for the rest.

HTML in the Markdown is read as that of feeds is: its words stay, and nothing of it runs. A row of a
table is a paragraph, its cells parted as those of a page's tables. Pure.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import yaml
from markdown_it import MarkdownIt

from digest.collect import htmltext, language
from digest.collect.clean import HEADING
from digest.collect.dates import PLAIN, DateStyle, parse_date
from digest.collect.draft import Draft
from digest.collect.origins import told
from digest.collect.titles import letters
from digest.collect.urls import web_link
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FRONT = re.compile(
    r"\A(?:---[ \t]*\n(?P<yaml>.{0,65536}?)^(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\n(?P<toml>.{0,65536}?)^\+\+\+)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_MAX_VALUES = 20
_YES, _NO = frozenset(("true", "yes")), frozenset(("false", "no"))  # of Hugo and of Jekyll


def parse_markdown(text: str, *, name: str, dates: DateStyle = PLAIN) -> Draft:
    """Read an article written in Markdown; `name` is the file's, for errors.

    Front matter may hold title, date, author, url, summary, topic, categories or tags, language
    and image; it is YAML between --- lines, or TOML between +++ lines. Without a title the
    first heading is it; one that repeats it is left out.

    Raises:
        SourceError: the front matter is not YAML, or TOML, of names and values, or says that it
            is a draft.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    match = _FRONT.match(text)
    front = _front(match, name) if match else {}
    if _one(front, "draft").lower() in _YES or _one(front, "published").lower() in _NO:
        raise SourceError(f"{name} says that it is a draft", "Take that line out to print it.")
    body = htmltext.paragraphs(_html(text[match.end() :] if match else text))
    title, titled = _one(front, "title"), "front matter, title"
    if body.startswith(HEADING):
        heading, _, rest = body.partition("\n\n")
        said = heading.removeprefix(HEADING)
        if not title:
            title, titled, body = said, "first heading", rest
        elif letters(said) == letters(title):
            body = rest
    draft = _draft(front, title, body)
    date = parse_date(_one(front, "date"), dates)
    return replace(draft, date=date, origins=_origins(front, titled))


def _html(text: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))


def _origins(front: Mapping[str, tuple[str, ...]], titled: str) -> Mapping[str, str]:
    known = {
        "published": ("date",),
        "summary": ("summary", "description"),
        "image": ("image",),
        "byline": ("author", "authors"),
        "language": ("language", "lang"),
        "publisher": ("publisher",),
        "url": ("url",),
        "categories": ("topic", "categories", "tags"),
    }
    given = {
        field: f"front matter, {name}"
        for field, names in known.items()
        for name in reversed(names)
        if _one(front, name)
    }
    return told("file", title=titled, text="body", **given)


def _draft(front: Mapping[str, tuple[str, ...]], title: str, body: str) -> Draft:
    link = web_link(_one(front, "url"))
    return Draft(
        title=title,
        text=body,
        summary=_one(front, "summary") or _one(front, "description"),
        url=link,
        link_dropped=bool(_one(front, "url")) and not link,
        language=language.tag(_one(front, "language") or _one(front, "lang")),
        publisher=_one(front, "publisher"),
        byline=", ".join(front.get("author", ()) or front.get("authors", ())),
        categories=(
            *front.get("topic", ()),
            *front.get("categories", ()),
            *_parted(front.get("tags", ())),
        ),
        image=htmltext.image(_one(front, "image"), ""),
    )


def _front(match: re.Match[str], name: str) -> dict[str, tuple[str, ...]]:
    yaml_text, toml_text = match["yaml"], match["toml"]
    try:
        found = yaml.safe_load(yaml_text) if toml_text is None else tomllib.loads(toml_text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _bad(name, toml=toml_text is not None) from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise _bad(name, toml=False)
    return {str(key).lower(): _values(value) for key, value in found.items() if key is not None}


def _values(value: object) -> tuple[str, ...]:
    """Give scalars as strings; what is nested deeper says nothing here."""
    values = value[:_MAX_VALUES] if isinstance(value, list) else [value]
    return tuple(_scalar(one) for one in values if isinstance(one, str | int | float | dt.date))


def _scalar(value: str | float | dt.date) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _parted(values: tuple[str, ...]) -> Iterator[str]:
    """Several names, of which some stand in one line between commas."""
    for value in values:
        yield from filter(None, map(str.strip, value.split(",")))


def _one(front: Mapping[str, tuple[str, ...]], key: str) -> str:
    return next(iter(front.get(key, ())), "")


def _bad(name: str, *, toml: bool) -> SourceError:
    if toml:
        return SourceError(
            f"{name}: what stands between the +++ lines is not TOML",
            'Write one "name = value" a line, with words in quotes.',
        )
    return SourceError(
        f"{name}: what stands between the --- lines is not YAML",
        'Write one "name: value" a line, and quote values that hold a colon.',
    )
