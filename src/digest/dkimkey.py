"""A DKIM key: made, read from PEM, and its DNS record (RFC 6376, 3.6.1; RFC 8463). Pure.

The only module that knows private keys. Elsewhere a key is a name and a function that signs.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from digest.model import DkimAlgorithm, DkimKey

if TYPE_CHECKING:
    from collections.abc import Callable

RSA_BITS: Final = 2048
"""What a new key has and any must have: verifiers may ignore shorter ones (RFC 8301, 3.2)."""

_EXPONENT: Final = 65537
_STRING: Final = 255  # bytes in one string of a TXT record (RFC 1035, section 3.3.14)


@dataclass(frozen=True, slots=True)
class DkimRecord:
    """A TXT record: its name, its value, and the value in strings of at most 255 bytes."""

    name: str
    value: str
    strings: tuple[str, ...]

    @property
    def zone(self) -> str:
        """The record as a line of a zone file (RFC 1035, section 5.1)."""
        quoted = " ".join(f'"{part}"' for part in self.strings)
        return f"{self.name}. IN TXT {f'( {quoted} )' if len(self.strings) > 1 else quoted}"


def new_pem(algorithm: DkimAlgorithm) -> bytes:
    """A new private key (PKCS #8, unencrypted)."""
    key = (
        Ed25519PrivateKey.generate()
        if algorithm is DkimAlgorithm.ED25519
        else generate_private_key(_EXPONENT, RSA_BITS)
    )
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def read_pem(pem: bytes, selector: str) -> DkimKey:
    """The key of a PEM text, to sign under a selector.

    Raises:
        ValueError: it is no private key, encrypted, of another kind, or too short.
    """
    try:
        key = load_pem_private_key(pem, None)
    except TypeError:
        raise ValueError("the key is encrypted; a key without a passphrase is needed") from None
    except (ValueError, UnsupportedAlgorithm):
        raise ValueError("holds no private key in PEM") from None
    if isinstance(key, RSAPrivateKey):
        return _rsa(key, selector)
    if isinstance(key, Ed25519PrivateKey):
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return DkimKey(selector, DkimAlgorithm.ED25519, public, key.sign)
    raise ValueError("the key is neither Ed25519 nor RSA")


def record(key: DkimKey, domain: str) -> DkimRecord:
    """What has to stand in the DNS for verifiers to find the key."""
    public = base64.b64encode(key.public).decode()
    value = f"v=DKIM1; k={key.algorithm.value}; p={public}"
    strings = (value[at : at + _STRING] for at in range(0, len(value), _STRING))
    return DkimRecord(f"{key.selector}._domainkey.{domain}", value, tuple(strings))


def _rsa(key: RSAPrivateKey, selector: str) -> DkimKey:
    if key.key_size < RSA_BITS:
        raise ValueError(f"an RSA key of {key.key_size} bits is too short; {RSA_BITS} are needed")
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return DkimKey(selector, DkimAlgorithm.RSA, public, rsa_signer(key))


def rsa_signer(key: RSAPrivateKey) -> Callable[[bytes], bytes]:
    """Signs a SHA-256 digest (RFC 8017, section 8.2)."""
    padding, prehashed = PKCS1v15(), Prehashed(SHA256())
    return lambda digest: key.sign(digest, padding, prehashed)
