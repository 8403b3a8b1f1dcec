"""One article of a feed as feedparser gives it, made a Draft.

Dublin Core, content:encoded, Media RSS and iTunes beside what RSS and Atom say themselves. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from digest.collect import feed_media, htmltext, language
from digest.collect.bylines import written_by
from digest.collect.clean import HEADING, SUMMARY_CHARS, clean_line
from digest.collect.dates import DateStyle, agrees, first_moment, parse_date
from digest.collect.draft import Draft
from digest.collect.origins import first, told
from digest.collect.urls import web_link

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from datetime import date

_LIMITED = 600  # characters up to which a lone description may be a standfirst
_DATED = ("published", "created", "updated")

_Raw = dict[str, Any]  # plain: feedparser's own type answers for other names, with warnings


@dataclass(frozen=True, slots=True)
class About:
    """What a feed says for all its articles; `authors` are Atom's, who wrote what names none."""

    url: str
    language: str = ""
    atom: bool = False
    authors: tuple[_Raw, ...] = ()
    dates: DateStyle = field(default_factory=DateStyle)

    @classmethod
    def of(cls, feed: Any, url: str, dates: DateStyle) -> About:  # noqa: ANN401 - feedparser is untyped
        """What matters of a parsed feed that came from `url`."""
        atom = feed.version.startswith("atom")
        # RFC 4287, section 4.2.1; RSS has an editor there, who wrote nothing
        authors = tuple(map(dict, feed.feed.get("authors", ()))) if atom else ()
        return cls(url, feed.feed.get("language") or "", atom, authors, dates)


def latest(entries: Sequence[_Raw], dates: DateStyle) -> list[_Raw]:
    """The articles of an Atom feed, of each that it tells several times what it says now.

    One `id` is one article (RFC 4287, section 4.1.1): the later `updated` wins, in the place of
    the first; with another link and another title it is another's.
    """
    kept: dict[Hashable, _Raw] = {}
    for place, raw in enumerate(map(dict, entries)):
        ident, said = raw.get("id"), ("link", "title")
        names: list[Hashable] = [
            (ident, name, raw[name]) for name in said if ident and raw.get(name)
        ] or [place]
        before = next((kept[name] for name in names if name in kept), None)
        if before is None:
            kept |= dict.fromkeys(names, raw)
        elif _changed(raw, dates) > _changed(before, dates):
            kept |= {name: raw for name, one in kept.items() if one is before}
            kept |= dict.fromkeys(names, raw)
    return list({id(raw): raw for raw in kept.values()}.values())


def _changed(raw: _Raw, dates: DateStyle) -> datetime:
    """When it says that it was changed; long ago where it says nothing that can be read."""
    day = parse_date(str(raw.get("updated") or ""), dates)
    return first_moment(day) if day else datetime.min.replace(tzinfo=UTC)


def draft(raw: _Raw, about: About) -> Draft:
    """Read one article; what parsing libraries raise on hostile input is not caught here."""
    full, short = _contents(raw)
    link = next(filter(None, (web_link(one, about.url) for one in _links(raw))), None)
    base = link or about.url
    dated, date = first(_dates(raw, about.dates))
    known = date is not None or not any(map(raw.get, _DATED))
    if not known:
        dated, date = first(_nearest(raw, about.dates))
    pictured, image = first(feed_media.images(raw, full or short, base))
    speaks, spoken = first(_tongues(raw, about.language))
    wrote, byline = first(_bylines(raw, about))
    text = htmltext.paragraphs(full or short)
    worded = "content" if any(map(_markup, raw.get("content", ()))) else "description"
    return Draft(
        title=_title(raw, atom=about.atom),
        text=text,
        summary=_summary(full, short, text),
        url=link,
        link_dropped=any(_links(raw)) and not link,
        guid=str(raw.get("id") or ""),
        date=date,
        date_unread=next((str(raw[name]) for name in _DATED if raw.get(name)), ""),
        nearest=date is not None and not known,
        language=spoken or language.UNKNOWN,
        publisher=_publisher(raw) if raw.get("source") else "",
        byline=byline or "",
        categories=tuple(t.get("label") or t.get("term") or "" for t in raw.get("tags", ())),
        image=image,
        media=feed_media.attached(raw, base),
        origins=told(
            "feed",
            title="title",
            published=dated,
            text=worded,
            summary="description" if full else worded,
            image=pictured,
            publisher="source",
            byline=wrote,
            language=speaks,
            url="origLink" if web_link(_links(raw)[0], about.url) else "link",
            guid="id" if about.atom else "guid",
            categories="category",
            media="enclosure or media:content",
        ),
    )


def _links(raw: _Raw) -> tuple[str, str]:
    """An article's own address where FeedBurner tells it, and that of its feed."""
    return raw.get("feedburner_origlink") or "", raw.get("link") or ""


def _publisher(raw: _Raw) -> str:
    """The source that it was taken from."""
    return htmltext.one_line(raw["source"].get("title") or "")


def _contents(raw: _Raw) -> tuple[str, str]:
    """Give full content and description; feedparser copies one to the other at times."""
    full = max((_markup(part) for part in raw.get("content", ())), key=len, default="")
    short = raw.get("summary") or _caption(raw)
    if short == full or not full:
        return "", short or full
    return full, short


def _caption(raw: _Raw) -> str:
    """What describes the attached media, where that is the article: a video, no picture."""
    return "" if feed_media.has_picture(raw) else raw.get("media_caption") or ""


def _markup(part: _Raw) -> str:
    value = part.get("value") or ""
    return value if part.get("type") != "text/plain" else value.replace("<", "&lt;")


def _summary(full: str, short: str, text: str) -> str:
    """The description as one line; where it is all there is, `text` holds its words already."""
    if full:
        return htmltext.one_line(short, SUMMARY_CHARS)
    line = clean_line(text.replace(HEADING, ""), SUMMARY_CHARS)  # what one_line makes of it
    return line if len(line) <= _LIMITED else ""


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
    """Each language that is named by a tag, the article's own first."""
    for origin, mark in _marks(raw, tongue):
        if mark and (tag := language.tag(mark)) != language.UNKNOWN:
            yield origin, tag


def _marks(raw: _Raw, tongue: str) -> Iterator[tuple[str, str | None]]:
    yield "language of the article", raw.get("language")
    for detail in (*raw.get("content", ()), raw.get("summary_detail"), raw.get("title_detail")):
        if detail:
            yield "xml:lang", detail.get("language")
    yield "language", tongue


def _dates(raw: _Raw, style: DateStyle) -> Iterator[tuple[str, date | None]]:
    for name in _DATED:
        if raw.get(name):
            told = str(raw[name])
            yield name, parse_date(told, style) or _date_of(raw.get(f"{name}_parsed"), told)


def _nearest(raw: _Raw, style: DateStyle) -> Iterator[tuple[str, date | None]]:
    from digest.collect.yearless import nearest  # noqa: PLC0415 - few feeds give such dates

    return ((name, nearest(str(raw[name]), style)) for name in _DATED if raw.get(name))


def _date_of(parsed: Any, told: str) -> date | None:  # noqa: ANN401 - feedparser's struct_time
    """What feedparser makes of a date that only it can read, where the text speaks for that."""
    if not parsed:
        return None
    found = parse_date("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6]))
    return found if found and agrees(found, told) else None


def _bylines(raw: _Raw, about: About) -> Iterator[tuple[str, str]]:
    yield "author", _names(raw.get("authors", ()))
    yield "author of the source", _names((raw.get("source") or {}).get("authors", ()))
    yield "author of the feed", _names(about.authors)


def _names(people: Iterable[_Raw]) -> str:
    return written_by(htmltext.one_line(person.get("name") or "") for person in people)
