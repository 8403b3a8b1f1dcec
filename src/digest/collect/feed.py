"""RSS, RDF and Atom through feedparser, the one module that knows it; JSON Feed beside it.

feedparser neither cleans nor resolves here: htmltext and urls do. Never fetches: feedparser
is given bytes alone, for a string it would take as an address.
"""

from __future__ import annotations

import io
import json
import re
from functools import partial
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

import feedparser  # type: ignore[import-untyped]  # ships no types

from digest.collect import htmltext, jsonfeed, language
from digest.collect.clean import SUMMARY_CHARS
from digest.collect.dates import parse_date
from digest.collect.draft import PARSER_FAULTS, RAW_CHARS, Draft, Harvest, finish, sort_out
from digest.collect.origins import first, told
from digest.collect.urls import web_link
from digest.errors import SourceError
from digest.model import Article, Quarantined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from digest.model import Image

MAX_ARTICLES = 500  # of one feed, the first it names
_LIMITED = 600  # characters up to which a lone description may be a standfirst
_MAIL = re.compile(r"\s*[\w.+-]+@[\w.-]+\s*")
_ENTITIES = re.compile(rb"<!ENTITY[^>]{0,2000}?(?:&\w+;|%\w+;|\sSYSTEM\s|\sPUBLIC\s)")
_OPENS = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_CAPTION = re.compile(rb"(</?media:)description\b")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_CLOSES = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_PROLOGUE = 100_000  # bytes in which entities are declared

_Raw = dict[str, Any]  # plain: feedparser's own type answers for other names, with warnings


def parse(body: bytes, *, url: str, content_type: str, source: str, now: datetime) -> Harvest:
    """Read a feed of any format: its articles, and those that could not be taken.

    Raises:
        SourceError: the body is not a feed, or declares entities that grow.
    """
    if jsonfeed.looks_like(body):
        return jsonfeed.parse(body, url=url, source=source, now=now)
    if _ENTITIES.search(body[:_PROLOGUE]):
        raise SourceError(f"{url} declares XML entities made of others", "No feed needs them.")
    feed = _feedparser(body, url, content_type)
    tongue = feed.feed.get("language") or ""
    atom = feed.version.startswith("atom")
    read = partial(_article, url=url, tongue=tongue, atom=atom, source=source, now=now)
    return sort_out(read(dict(raw)) for raw in feed.entries[:MAX_ARTICLES])


def _feedparser(body: bytes, url: str, content_type: str) -> Any:  # noqa: ANN401 - untyped
    headers = {"content-location": url, "content-type": content_type}
    options = {"sanitize_html": False, "resolve_relative_uris": False}
    try:
        feed = feedparser.parse(
            io.BytesIO(_captioned(_first_articles(body))), response_headers=headers, **options
        )
    except PARSER_FAULTS as error:
        raise SourceError(f"{url} is too broken to read", "Tell the site.") from error
    if not feed.entries and (not feed.get("version") or _breaks_off(body, feed)):
        raise SourceError(f"{url} is not a feed: {_looks(body)}", "Look for the feed's address.")
    return feed


def _breaks_off(body: bytes, feed: Any) -> bool:  # noqa: ANN401 - untyped
    """Whether it opens as a feed and is cut before its end; one without articles is whole."""
    return bool(feed.bozo) and not _CLOSES.search(body)


def _looks(body: bytes) -> str:
    """What it is instead; said in full, for only an error's first line is remembered."""
    if not body.strip():
        return "it is empty"
    if _PAGE.search(body[:_PROLOGUE]):
        return 'it looks like a web page; use kind = "page" or its feed\'s address'
    opens = _FEED.search(body[:_PROLOGUE])
    return "it breaks off" if opens else "it is neither RSS, Atom nor JSON Feed"


def _first_articles(body: bytes) -> bytes:
    """Cut a feed behind the articles that are read: feedparser takes 0.3 ms for each."""
    opening = next(islice(_OPENS.finditer(body), MAX_ARTICLES, None), None)
    return body[: opening.start()] if opening else body


def _captioned(body: bytes) -> bytes:
    """Rename what describes a picture: feedparser takes it for the article's description."""
    return _CAPTION.sub(rb"\1caption", body)


def _article(
    raw: _Raw, *, url: str, tongue: str, atom: bool, source: str, now: datetime
) -> Article | Quarantined:
    shown = _excerpt(raw)
    try:
        draft = _draft(raw, url, tongue, _title(raw, atom=atom))
    except PARSER_FAULTS as error:
        reason = f"it can't be read: {type(error).__name__}"
        return Quarantined(place=str(raw.get("id") or url), reason=reason, raw=shown)
    return finish(draft, source=source, now=now, raw=shown)


def _draft(raw: _Raw, url: str, tongue: str, title: str) -> Draft:
    full, short = _contents(raw)
    text = htmltext.paragraphs(full or short)
    link = web_link(raw.get("link"), url)
    base = link or url
    body = "content" if full else "description"
    dated, date = first(_dates(raw))
    pictured, image = first(_images(raw, full or short, base))
    speaks, spoken = first(_tongues(raw, tongue))
    return Draft(
        title=title,
        text=text,
        summary=_summary(full, short),
        url=link,
        link_dropped=bool(raw.get("link")) and not link,
        guid=str(raw.get("id") or ""),
        date=date,
        language=spoken or language.UNKNOWN,
        byline=_byline(raw),
        categories=tuple(t.get("label") or t.get("term") or "" for t in raw.get("tags", ())),
        image=image,
        origins=told(
            "feed",
            title="title",
            published=dated,
            text=body,
            summary="description",
            image=pictured,
            byline="author",
            language=speaks,
        ),
    )


def _contents(raw: _Raw) -> tuple[str, str]:
    """Give full content and description; feedparser copies one to the other at times."""
    full = max((_markup(part) for part in raw.get("content", ())), key=len, default="")
    short = raw.get("summary") or _caption(raw)
    if short == full or not full:
        return "", short or full
    return full, short


def _caption(raw: _Raw) -> str:
    """What describes the attached media, where that is the article: a video, no picture."""
    pictured = any(map(_is_picture, raw.get("media_content", ())))
    return "" if pictured else raw.get("media_caption") or ""


def _markup(part: _Raw) -> str:
    value = part.get("value") or ""
    return value if part.get("type") != "text/plain" else value.replace("<", "&lt;")


def _summary(full: str, short: str) -> str:
    line = htmltext.one_line(short, SUMMARY_CHARS)
    return line if full or len(line) <= _LIMITED else ""


def _title(raw: _Raw, *, atom: bool) -> str:
    """Undo escapes once; Atom's plain titles have none left (RFC 4287, section 3.1.1.1).

    RSS says nothing of its titles, and feedparser takes one with an odd tag for plain.
    """
    detail = raw.get("title_detail") or {}
    title = raw.get("title") or ""
    if detail.get("type") in {"text/html", "application/xhtml+xml"}:
        return htmltext.one_line(title)
    return title if atom else unescape(title)


def _tongues(raw: _Raw, tongue: str) -> Iterator[tuple[str, str]]:
    """Each language that is named, the article's own first; empty where it is no tag."""
    marks = [("language of the article", raw.get("language"))]
    details = [raw.get("title_detail"), *raw.get("content", ()), raw.get("summary_detail")]
    marks += [("xml:lang", detail.get("language")) for detail in details if detail]
    for origin, mark in [*marks, ("language", tongue)]:
        tag = language.tag(mark)
        yield origin, "" if tag == language.UNKNOWN else tag


def _dates(raw: _Raw) -> Iterator[tuple[str, date | None]]:
    for name in ("published", "created", "updated"):
        if raw.get(name):
            yield name, parse_date(str(raw[name])) or _date_of(raw.get(f"{name}_parsed"))


def _date_of(parsed: Any) -> date | None:  # noqa: ANN401 - feedparser's struct_time
    return (
        parse_date("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6])) if parsed else None
    )


def _byline(raw: _Raw) -> str:
    names = [person.get("name") or "" for person in raw.get("authors", ())]
    plain = (_MAIL.sub("", name).strip().removeprefix("(").removesuffix(")") for name in names)
    return ", ".join(dict.fromkeys(filter(None, map(htmltext.one_line, plain))))


def _images(raw: _Raw, markup: str, base: str) -> Iterator[tuple[str, Image | None]]:
    yield from _media(raw, base)
    yield "picture in the text", htmltext.first_image(markup, base)


def _media(raw: _Raw, base: str) -> Iterator[tuple[str, Image | None]]:
    """The pictures that the feed attaches, the widest first, then thumbnail and enclosure."""
    credit = next((c.get("content") or "" for c in raw.get("media_credit", ())), "")
    pictures = [m for m in raw.get("media_content", ()) if _is_picture(m)]
    pictures.sort(key=lambda m: int(m.get("width") or 0) if _digits(m) else 0, reverse=True)
    enclosed = [e for e in raw.get("links", ()) if e.get("rel") == "enclosure" and _is_picture(e)]
    attached = [("media:content", one) for one in pictures]
    attached += [("media:thumbnail", one) for one in raw.get("media_thumbnail", ())]
    attached += [("enclosure", one) for one in enclosed]
    for origin, one in attached:
        link, size = one.get("url") or one.get("href"), (one.get("width"), one.get("height"))
        yield origin, htmltext.image(link, base, width=size[0], height=size[1], credit=credit)


def _digits(media: _Raw) -> bool:
    return str(media.get("width") or "").isdecimal()


def _is_picture(media: _Raw) -> bool:
    kind = str(media.get("type") or "")
    link = str(media.get("url") or media.get("href") or "").partition("?")[0].lower()
    named = link.endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))
    return media.get("medium") == "image" or kind.startswith("image/") or (not kind and named)


def _excerpt(raw: _Raw) -> str:
    return json.dumps(raw, default=str, ensure_ascii=False)[:RAW_CHARS]
