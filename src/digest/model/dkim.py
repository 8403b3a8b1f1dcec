"""How a newsletter's mails are signed (RFC 6376): names, and functions that sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class DkimAlgorithm(StrEnum):
    """The kinds of key, as a DNS record spells them."""

    ED25519 = "ed25519"
    RSA = "rsa"


@dataclass(frozen=True, slots=True)
class DkimKey:
    """A key under its selector; what is private stays inside `sign`.

    `public` is what a DNS record publishes; `sign` makes the signature of a SHA-256 digest.
    """

    selector: str
    algorithm: DkimAlgorithm
    public: bytes
    sign: Callable[[bytes], bytes] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Dkim:
    """The domain that vouches for a newsletter's mails, and a key for each signature."""

    domain: str
    keys: Sequence[DkimKey]
