"""Sound and film that a source attaches: an address, a type, a size, a length. Pure."""

from __future__ import annotations

import re

from digest.collect.clean import clean_line
from digest.collect.urls import web_link
from digest.model import Media

_TYPE = re.compile(r"^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}$")
_CLOCK = re.compile(r"^(?:(\d{1,3}):)?(\d{1,4}):(\d{2})(?:\.\d*)?$")
_NUMBER = re.compile(r"^(\d{1,15})(?:\.\d*)?$")
_ENDS = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".mov": "video/quicktime",
}
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")


def media(
    url: str | None,
    base: str,
    *,
    kind: str = "",
    size: str | int | None = None,
    seconds: str | int | None = None,
    title: str = "",
) -> Media | None:
    """Make a Media of what a source says of it; None without a web URL, or for a picture."""
    link = web_link(url, base)
    told = _type(kind) or _ENDS.get(_ending(link or ""), "")
    if link is None or is_picture(told, link):
        return None
    return Media(
        url=link,
        type=told,
        bytes=_number(size) or None,
        seconds=length(seconds),
        title=clean_line(title),
    )


def is_picture(kind: str, url: str) -> bool:
    """Whether it is one by its type, or by its name where no type is given."""
    return kind.startswith("image/") or (not kind and _ending(url) in _PICTURES)


def length(value: str | int | None) -> int | None:
    """Read a length as podcasts write it, "1:02:03", "62:03" or seconds, as seconds."""
    clock = _CLOCK.match(str(value or "").strip())
    if clock:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    return _number(value) or None


def _number(value: str | int | None) -> int:
    found = _NUMBER.match(str(value or "").strip())
    return int(found[1]) if found else 0


def _type(kind: str) -> str:
    plain = kind.partition(";")[0].strip().lower()
    return plain if _TYPE.match(plain) else ""


def _ending(url: str) -> str:
    name = url.partition("?")[0].rpartition("/")[2].lower()
    return name[name.rfind(".") :] if "." in name else ""
