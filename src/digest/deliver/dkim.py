"""Signs mails (DKIM, RFC 6376; Ed25519 by RFC 8463), relaxed/relaxed. Pure.

What all mails of an edition share is relaxed and hashed once; per mail that hash goes on with
the reader's own fields. It signs no length (l=), for what is added behind one is unsigned, and
each name in TWICE once more than it stands there, so that nobody can put a second one in front.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final

from digest.deliver import header
from digest.deliver.canonical import relaxed_field

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import datetime

    from digest.model import Dkim, DkimKey

TWICE: Final = (
    "from",
    "to",
    "subject",
    "date",
    "reply-to",
    "mime-version",
    "content-type",
    "list-unsubscribe",
    "list-unsubscribe-post",
)
"""Names of which a mail must not get another: what a reader sees, and what a click does."""

_FOLD: Final = b"\r\n "
_WORD: Final = 72  # characters of base64 on one line


class Signer:
    """Signs mails that share fields.

    Args:
        dkim: the domain and its keys; a mail gets a signature of each.
        shared: the fields that each mail has, each with its CRLF.
        own: the names of the fields that each mail has besides, in the order of signing.
        at: when they are signed, aware.
        without: names, in lower case, of fields that somebody on the way writes anew.
    """

    def __init__(
        self,
        dkim: Dkim,
        shared: Sequence[bytes],
        own: Sequence[str],
        at: datetime,
        without: Container[str] = (),
    ) -> None:
        shared = [field for field in shared if _name(field) not in without]
        self._common = hashlib.sha256(b"".join(map(relaxed_field, shared)))
        mine = [(place, name.lower()) for place, name in enumerate(own)]
        mine = [(place, name) for place, name in mine if name not in without]
        self._own = [(place, f"{name}:".encode(), len(name) + 2) for place, name in mine]
        names = [_name(field) for field in shared] + [name for _, name in mine]
        signed = _in_words([*names, *(name for name in TWICE if name not in without)])
        self._keys = [(key, *_tags(dkim.domain, key, signed, at)) for key in dkim.keys]

    def sign(self, own: Sequence[bytes], body_hash: bytes) -> bytes:
        """The DKIM-Signature fields, to stand in front of the mail.

        Args:
            own: this mail's own fields as header.py makes them, in the order of their names:
                one space behind the colon and between words, folded before a space.
            body_hash: SHA-256 of the relaxed body (RFC 6376, 3.7).
        """
        fields = self._common.copy()
        fields.update(
            b"".join(
                [name + own[place][start:].replace(_FOLD, b" ") for place, name, start in self._own]
            )
        )
        shown = base64.b64encode(body_hash)
        made = []
        for key, tags, relaxed in self._keys:
            # The hash covers the field without its own signature (RFC 6376, 3.7).
            covered = fields.copy()
            covered.update(b"%b bh=%b; b=" % (relaxed, shown))
            signature = base64.b64encode(key.sign(covered.digest()))
            words = [signature[at : at + _WORD] for at in range(0, len(signature), _WORD)]
            made.append(b"%b\r\n bh=%b;\r\n b=%b\r\n" % (tags, shown, b"\r\n ".join(words)))
        return b"".join(made)


def _tags(domain: str, key: DkimKey, signed: str, at: datetime) -> tuple[bytes, bytes]:
    """How every signature of a key begins: folded, and relaxed; without CRLF."""
    algorithm = f"{key.algorithm.value}-sha256"
    said = (
        f"v=1; a={algorithm}; c=relaxed/relaxed; d={domain}; s={key.selector}; "
        f"t={int(at.timestamp())}; h={signed};"
    )
    folded = header.raw("DKIM-Signature", said)
    return folded[:-2], relaxed_field(folded)[:-2]


def _in_words(names: Sequence[str]) -> str:
    """The names parted by colons, with a space wherever the line may be folded."""
    words = list(names[:1])
    for name in names[1:]:
        if len(words[-1]) + len(name) < _WORD:
            words[-1] += f":{name}"
        else:
            words.append(f":{name}")
    return " ".join(words)


def _name(field: bytes) -> str:
    return field.partition(b":")[0].decode().lower()
