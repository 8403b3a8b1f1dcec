"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1): our own reader; feedparser 6 has none."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from digest.collect import broken_off, clean, htmltext, language
from digest.collect.bylines import written_by
from digest.collect.dates import DateStyle, parse_date
from digest.collect.draft import RAW_CHARS, Draft, too_many
from digest.collect.long_feed import MAX_ARTICLES, ends_newest
from digest.collect.media import media
from digest.collect.origins import first, told
from digest.collect.urls import web_link
from digest.collect.yearless import nearest
from digest.errors import SourceError
from digest.model import Quarantined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.model import Image, Media

_VERSION = "jsonfeed.org/version/1"


def looks_like(body: bytes) -> bool:
    """Whether a body is JSON rather than XML."""
    return body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def drafts(
    body: str, *, url: str, dates: DateStyle
) -> Iterator[tuple[Draft | Quarantined, Callable[[], str]]]:
    """Read a JSON Feed: what it says of each article, and what gives that in the raw.

    Raises:
        SourceError: not JSON, or no JSON Feed.
    """
    feed, cut = _load(body, url)
    tongue = _text(feed.get("language"))
    authors = _names(feed)
    items = _list(feed.get("items"))
    over = max(len(items) - MAX_ARTICLES, 0)
    for raw in items[over:] if over and _ends_newest(items, dates) else items[:MAX_ARTICLES]:
        shown = partial(_excerpt, raw)
        if isinstance(raw, dict):
            yield _draft(raw, url, tongue, authors, dates), shown
        else:
            yield Quarantined(place=url, reason="it is not a JSON object", raw=shown()), shown
    if over:
        yield too_many(url, MAX_ARTICLES), str
    if cut:
        yield broken_off.told(url), str


def _ends_newest(items: list[Any], dates: DateStyle) -> bool:
    said = [_text(one.get("date_published")) for one in items if isinstance(one, dict)]
    return bool(said) and ends_newest(said, dates)


def title_of(body: str, *, url: str) -> str:
    """The title that a feed gives itself, "" where it has none.

    Raises:
        SourceError: not JSON, or no JSON Feed.
    """
    return clean.clean_line(_text(_load(body, url)[0].get("title")))


def _load(body: str, url: str) -> tuple[dict[str, Any], bool]:
    """A feed, and whether it breaks off behind the articles that are in it."""
    cut = False
    try:
        feed = json.loads(body, strict=False)  # some leave ends of lines in their strings
    except (ValueError, RecursionError) as error:
        feed, cut = broken_off.whole_json(body), True
        if feed is None:
            raise SourceError(f"{url} is broken JSON", "Tell the site.") from error
    if not isinstance(feed, dict) or _VERSION not in _text(feed.get("version")):
        raise SourceError(f"{url} is JSON, but no JSON Feed", "Look for the feed's address.")
    return feed, cut


def _draft(raw: dict[str, Any], url: str, tongue: str, authors: str, dates: DateStyle) -> Draft:
    markup = _text(raw.get("content_html"))
    summary = _text(raw.get("summary"))
    text = htmltext.paragraphs(markup) or clean.clean_text(_text(raw.get("content_text")))
    address = _text(raw.get("url")) or _text(raw.get("external_url"))
    link = web_link(address, url)
    mark = language.tag(_text(raw.get("language")))
    names = ("date_published", "date_modified")
    dated, date = first((name, parse_date(_text(raw.get(name)), dates)) for name in names)
    known = date is not None
    if not known:
        dated, date = first((name, nearest(_text(raw.get(name)), dates)) for name in names)
    pictured, image = first(_images(raw, markup, link or url))
    return Draft(
        title=_text(raw.get("title")),
        text=text or clean.clean_text(summary),
        summary=summary,
        url=link,
        link_dropped=bool(address) and not link,
        guid=_text(raw.get("id")),
        date=date,
        date_unread=next((str(raw[name]) for name in names if raw.get(name)), ""),
        nearest=date is not None and not known,
        language=mark if mark != language.UNKNOWN else language.tag(tongue),
        byline=_names(raw) or authors,
        categories=tuple(map(_text, _list(raw.get("tags")))),
        image=image,
        media=tuple(_media(raw, link or url)),
        origins=told(
            "feed",
            title="title",
            published=dated,
            text=_text_name(raw),
            summary="summary",
            image=pictured,
            byline="authors",
            language="language",
            url="url" if raw.get("url") else "external_url",
            guid="id",
            categories="tags",
            media="attachments",
        ),
    )


def _excerpt(raw: object) -> str:
    return json.dumps(raw, ensure_ascii=False)[:RAW_CHARS]


def _text_name(raw: dict[str, Any]) -> str:
    names = ("content_html", "content_text", "summary")
    return next((name for name in names if _text(raw.get(name))), "")


def _images(raw: dict[str, Any], markup: str, base: str) -> Iterator[tuple[str, Image | None]]:
    attached = [a for a in _list(raw.get("attachments")) if isinstance(a, dict)]
    pictures = [a.get("url") for a in attached if _text(a.get("mime_type")).startswith("image/")]
    named = [(name, raw.get(name)) for name in ("image", "banner_image")]
    for name, value in [*named, *(("attachments", url) for url in pictures)]:
        if link := _text(value):
            yield name, htmltext.image(link, base)
    yield "picture in content_html", htmltext.first_image(markup, base)


def _media(raw: dict[str, Any], base: str) -> Iterator[Media]:
    for one in _list(raw.get("attachments")):
        if isinstance(one, dict):
            made = media(
                _text(one.get("url")),
                base,
                kind=_text(one.get("mime_type")),
                size=_text(one.get("size_in_bytes")),
                seconds=_text(one.get("duration_in_seconds")),
                title=_text(one.get("title")),
            )
            yield from (made,) if made else ()


def _names(raw: dict[str, Any]) -> str:
    people = [*_list(raw.get("authors")), raw.get("author")]  # 1.0 has one author
    return written_by(_text(person.get("name")) for person in people if isinstance(person, dict))


def _text(value: object) -> str:
    """Give a string; ids may be numbers, and anything else is none."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
