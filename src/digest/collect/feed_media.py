"""What a feed attaches to an article: pictures, sound and film.

Media RSS (media:content, media:group, media:thumbnail, media:credit), enclosures of RSS and
Atom, and what podcasts say. Pure: it reads what feedparser found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.collect import htmltext
from digest.collect.media import is_picture, media

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Image, Media

_Raw = dict[str, Any]


def images(raw: _Raw, markup: str, base: str) -> Iterator[tuple[str, Image | None]]:
    """The pictures of an article, the best first, each with where it was found.

    The widest that is attached, then thumbnail and enclosure, the first of the text, and last
    the podcast's own.
    """
    attached = [("media:content", one) for one in _widest_first(raw)]
    attached += [("media:thumbnail", one) for one in raw.get("media_thumbnail", ())]
    attached += [("enclosure", one) for one in _enclosures(raw) if _pictures(one)]
    credit = _credit(raw) if attached else ""
    for origin, one in attached:
        size = (one.get("width"), one.get("height"))
        yield (
            origin,
            htmltext.image(_link(one), base, width=size[0], height=size[1], credit=credit),
        )
    yield "picture in the text", htmltext.first_image(markup, base)
    yield "itunes:image", htmltext.image((raw.get("image") or {}).get("href"), base)


def attached(raw: _Raw, base: str) -> tuple[Media, ...]:
    """The sound and film of an article, each address once, in the feed's order."""
    told = raw.get("itunes_duration")
    found: dict[str, Media] = {}
    for one in (*_enclosures(raw), *raw.get("media_content", ())):
        if _pictures(one):
            continue
        seconds = one.get("duration") or told
        size = one.get("length") or one.get("filesize")
        made = media(
            _link(one),
            base,
            kind=str(one.get("type") or _medium(one)),
            size=size,
            seconds=seconds,
            title=str(one.get("title") or ""),
        )
        if made:
            found.setdefault(made.url, made)
    return tuple(found.values())


def has_picture(raw: _Raw) -> bool:
    """Whether a picture is attached, so that a description beside it is its caption."""
    return any(map(_pictures, raw.get("media_content", ())))


def _credit(raw: _Raw) -> str:
    return next((c.get("content") or "" for c in raw.get("media_credit", ())), "")


def _widest_first(raw: _Raw) -> list[_Raw]:
    pictures = [one for one in raw.get("media_content", ()) if _pictures(one)]
    return sorted(pictures, key=_width, reverse=True)


def _width(one: _Raw) -> int:
    said = str(one.get("width") or "")
    return int(said[:6]) if said.isascii() and said.isdecimal() else 0


def _enclosures(raw: _Raw) -> list[_Raw]:
    return [one for one in raw.get("links", ()) if one.get("rel") == "enclosure"]


def _link(one: _Raw) -> str | None:
    return one.get("url") or one.get("href")


def _pictures(one: _Raw) -> bool:
    kind = str(one.get("type") or "")
    named = one.get("medium") == "image"
    return named or (not one.get("medium") and is_picture(kind, str(_link(one) or "")))


def _medium(one: _Raw) -> str:
    """A type for what names only its medium: the general one of its kind."""
    return {"audio": "audio/mpeg", "video": "video/mp4"}.get(str(one.get("medium")), "")
