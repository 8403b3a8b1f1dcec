"""What a fetch brings. It knows no client, so that a parser's process needs none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.collect.identity import body_hash
from digest.collect.urls import shown
from digest.errors import SourceError

if TYPE_CHECKING:
    from digest.model import Fetched, LinkedPage

NOT_MODIFIED: Final = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer: `url` after redirects, `status` 200 or 304, `body` unpacked.

    `etag` and `last_modified` are opaque: sent back as they came (RFC 9110, section 8.8).
    `received` counts the bytes on the wire. `fresh` is how long it says that it holds, `link`
    the Link header; `permanent` is where the URL has moved for good, as far as the redirects
    say so (RFC 9110, sections 15.4.2 and 15.4.9).
    """

    url: str
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    received: int = 0
    fresh: timedelta | None = None
    permanent: str = ""
    link: str = ""


@dataclass(slots=True)
class Heard:
    """What came of an answer so far, also of one that failed: its status, bytes on the wire."""

    status: int = 0
    received: int = 0


def validators(answer: Response, before: Fetched | LinkedPage) -> tuple[str, str, str]:
    """ETag and Last-Modified to be remembered, and a name for the body that they stand for.

    A 304 need not repeat them (RFC 9110, section 15.4.5).

    Raises:
        SourceError: it is a 304, and nothing was known that may be the same.
    """
    etag, modified = answer.etag, answer.last_modified
    if answer.status == NOT_MODIFIED:
        if not (before.etag or before.last_modified or before.body_hash):
            words = f"{shown(answer.url)} answered 304, as if it had been read before"
            raise SourceError(words, "Tell the site.", status=NOT_MODIFIED)
        return etag or before.etag, modified or before.last_modified, before.body_hash
    return etag, modified, body_hash(answer.body)
