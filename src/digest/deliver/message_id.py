"""The Message-ID of a Delivery: known beforehand, guessed by nobody."""

from __future__ import annotations

import hashlib

from digest.deliver import header


def new_message_id(edition: str, subscriber: int, key: bytes, domain: str) -> str:
    """A Message-ID for one Delivery, the same whenever it is asked for; names nobody.

    Args:
        edition: the edition's id.
        subscriber: the subscriber's id.
        key: a secret of up to 64 bytes; without it the id can't be guessed.
        domain: our own domain.
    """
    claim = f"{edition}\0{subscriber}".encode()
    digest = hashlib.blake2b(claim, digest_size=20, key=key[:64]).hexdigest()
    return f"<{digest}@{header.address(f'x@{domain}').rpartition('@')[2]}>"
