"""The signed values in readers' links: what they allow, for which newsletter, to whom.

A token is `key.newsletter.subscriber.generation.signature`; it holds nothing personal, and no
secret. `key` names the key that signed it, so that keys can be rotated. Whether the generation is
still the reader's is for the caller to compare. Nothing here reads a clock: a token lives until
the reader's generation goes up.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from itsdangerous import BadSignature, Signer
from itsdangerous.signer import HMACAlgorithm

from digest.errors import AudienceError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["TokenClaims", "longest", "sign", "verify"]

# Eighteen bytes are 24 characters of Base64 with no bits to spare: each token has one
# spelling only. Half of SHA-256 or more is what RFC 2104, section 5, asks to keep.
_SIGNATURE_BYTES: Final = 18
_NEWSLETTER: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
_KEY_ID_BYTES: Final = 3
_TOKEN: Final = re.compile(
    r"([A-Za-z0-9_-]{4})\.([A-Za-z0-9_-]{1,40})\.([0-9]{1,19})\.([0-9]{1,10})\.[A-Za-z0-9_-]{24}"
)


@dataclass(frozen=True, slots=True)
class TokenClaims:
    """What a token says, once its signature holds."""

    newsletter: str
    subscriber: int
    generation: int


class _ShortHmac(HMACAlgorithm):
    """HMAC-SHA256 with one key, truncated; itsdangerous compares it in constant time."""

    def __init__(self, key: bytes) -> None:
        super().__init__(hashlib.sha256)
        self._keyed = hmac.new(key, digestmod=hashlib.sha256)

    def get_signature(self, _key: bytes, value: bytes) -> bytes:
        keyed = self._keyed.copy()
        keyed.update(value)
        return keyed.digest()[:_SIGNATURE_BYTES]


def sign(key: bytes, purpose: str, newsletter: str, subscriber: int, generation: int) -> str:
    """A token for one purpose, as `leave`; safe in any part of a URL.

    Args:
        key: The subkey for links, 32 bytes.
        purpose: What the token allows; signed, but not spelled out in it.
        newsletter: The newsletter's id.
        subscriber: The subscriber's id.
        generation: The subscriber's generation; when it goes up, all their old links die.

    Raises:
        AudienceError: The newsletter's id can't stand in a link.
    """
    claims = f"{_head(key, newsletter)}.{subscriber}.{generation}"
    # As the Signer would, whose way there is three times as long: each mail has two of them.
    signature = _hmac(key, purpose).get_signature(b"", claims.encode())
    return f"{claims}.{base64.urlsafe_b64encode(signature).decode()}"


def longest(newsletter: str) -> int:
    """The characters of the longest token that a reader of this newsletter can ever have."""
    return len(f"keys.{newsletter}.{2**63 - 1}.{10**10 - 1}.") + _SIGNATURE_BYTES * 4 // 3


def verify(keys: Sequence[bytes], purpose: str, token: str) -> TokenClaims:
    """What the token says, if it was signed with one of these keys for this purpose.

    Args:
        keys: The subkeys for links: the current one, and those before it that still hold.
        purpose: What the token has to allow.
        token: As it came, from anybody.

    Raises:
        AudienceError: It was not; the message is the same whatever is wrong.
    """
    found = _TOKEN.fullmatch(token)
    if found is not None:
        for key in keys:
            if _key_id(key) == found[1] and _holds(key, purpose, token):
                return TokenClaims(found[2], int(found[3]), int(found[4]))
    raise AudienceError(
        "This link is not valid.", "It may be cut off; take it whole from the latest mail."
    )


def _holds(key: bytes, purpose: str, token: str) -> bool:
    try:
        Signer(key, key_derivation="none", algorithm=_hmac(key, purpose)).unsign(token)
    except BadSignature:
        return False
    return True


@lru_cache(maxsize=64)
def _head(key: bytes, newsletter: str) -> str:
    """What all tokens of a newsletter begin with."""
    if not _NEWSLETTER.fullmatch(newsletter):
        raise AudienceError(
            f"The newsletter id {newsletter!r} can't stand in a link.",
            "Use 1 to 40 of a-z, 0-9 and hyphens.",
        )
    return f"{_key_id(key)}.{newsletter}"


@lru_cache(maxsize=16)
def _key_id(key: bytes) -> str:
    """Four letters that tell which key it is, and nothing of the key."""
    made = hmac.digest(key, b"digest key id", "sha256")[:_KEY_ID_BYTES]
    return base64.urlsafe_b64encode(made).decode()


@lru_cache(maxsize=64)
def _hmac(key: bytes, purpose: str) -> _ShortHmac:
    """With a key that is derived for the purpose, so that no other purpose's token fits."""
    return _ShortHmac(hmac.digest(key, b"digest." + purpose.encode(), "sha256"))
