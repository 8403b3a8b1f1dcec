"""A page of the archive, the same for everyone: made, and given to who lacks it.

The same bytes go out over HTTP and into a folder of files.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["Made", "answer"]

FRESH: Final = 300
"""Seconds that a browser or a proxy may show a page without asking again."""

HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Made:
    """What stands at one path; `modified` is when it changed last, where that is known.

    `spoken` says that its language is that of who asks (RFC 9110, section 12.5.5).
    """

    text: str
    media_type: str = HTML
    modified: datetime | None = None
    spoken: bool = False

    @property
    def etag(self) -> str:
        """A strong validator (RFC 9110, section 8.8.3): the same for the same bytes alone."""
        return f'"{hashlib.sha256(self.text.encode()).hexdigest()[:24]}"'


def answer(request: Request, made: Made) -> Response:
    """Give the page, or say that nothing changed (RFC 9110, section 13.1.2)."""
    headers = {
        "etag": made.etag,
        "cache-control": f"public, max-age={FRESH}",
        "x-robots-tag": "all",
    }
    if made.spoken:
        headers["vary"] = "accept-language"
    if made.modified:
        headers["last-modified"] = format_datetime(made.modified, usegmt=True)
    if _known(request.headers.get("if-none-match", ""), made.etag):
        return Response(status_code=304, headers=headers)
    return Response(made.text, media_type=made.media_type, headers=headers)


def _known(header: str, etag: str) -> bool:
    """Compare weakly, as a GET does: a proxy that packs the page marks the tag as weak."""
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return bool(tags & {etag, "*"})
