"""Tokens against forged forms, where there is no session and no cookie to ride on.

A page with a form carries a token, signed for what the form does and for whom, and good for a
while; the answer must bring it back, and the browser must not say that another site sent it.
What a mailbox posts by itself (RFC 8058) needs none: the link is what allows that.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner

from digest.errors import AudienceError, StaleFormError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

__all__ = ["FIELD", "Forms", "from_elsewhere"]

FIELD: Final = "form_token"
"""Name of the hidden field."""

HOLDS: Final = 4 * 3600
"""Seconds that a page may lie open before its form is sent."""

_OLD: Final = "This page lay open for too long."
_FORGED: Final = "This form did not come from our page."
_AGAIN: Final = "Open the page again and send it from there."


class Forms:
    """Makes and judges the tokens; `key` is the subkey for forms."""

    def __init__(self, key: bytes, clock: Callable[[], datetime]) -> None:
        self._signer = _Signer(key, clock)

    def token(self, action: str, about: str = "") -> str:
        """A token for a form that does `action` for `about`, such as a reader's link."""
        return self._signer.sign(_value(action, about)).decode()

    def check(self, token: str, action: str, about: str = "") -> None:
        """Judge what came back.

        Raises:
            StaleFormError: it was the token of such a form.
            AudienceError: it never was.
        """
        stale = False
        try:
            value = self._signer.unsign(token, max_age=HOLDS)
        except SignatureExpired as error:
            value, stale = error.payload or b"", True
        except BadSignature:
            raise AudienceError(_FORGED, _AGAIN) from None
        if value.decode() != _value(action, about):
            raise AudienceError(_FORGED, _AGAIN)
        if stale:
            raise StaleFormError(_OLD, _AGAIN)


class _Signer(TimestampSigner):
    """With a clock of our own; the times in it are seconds."""

    def __init__(self, key: bytes, clock: Callable[[], datetime]) -> None:
        super().__init__(key, salt="digest.form", digest_method=hashlib.sha256)
        self._clock = clock

    def get_timestamp(self) -> int:
        """Give the time of now."""
        return int(self._clock().timestamp())


def from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether the browser says that another site's page sent this (Fetch Metadata, section 2.3).

    A client that says nothing is no browser, or an old one: then the token alone decides.
    """
    if site := headers.get("sec-fetch-site"):
        return site not in {"same-origin", "none"}
    origin = headers.get("origin", "")
    return bool(origin) and origin.partition("://")[2] != headers.get("host", "")


def _value(action: str, about: str) -> str:
    return hashlib.sha256(f"{action}\0{about}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
