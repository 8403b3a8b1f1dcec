"""A reader's address: one normal form to keep, one masked form to show.

The only module that knows email-validator. It never asks DNS: an import of a million rows
must not, and a name server that is down says nothing about a reader.
"""

from __future__ import annotations

import re
from typing import Final

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from digest.errors import AudienceError

__all__ = ["mask", "normalise"]

_LOCAL_LIMIT: Final = 64  # RFC 5321, section 4.5.3.1
_LIMIT: Final = 254
_LABEL: Final = r"[a-z0-9](?:(?:-(?!-)|[a-z0-9]){0,61}[a-z0-9])?"
# Nothing but plain atoms and labels without "--": what the library takes as it is.
_PLAIN: Final = re.compile(
    rf"([a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*)@(?:{_LABEL}\.)+([a-z](?:(?:-(?!-)|[a-z0-9]){{0,61}}[a-z])?)"
)
_SPECIAL: Final = frozenset(name.rpartition(".")[2] for name in SPECIAL_USE_DOMAIN_NAMES)


def normalise(text: str) -> str:
    """The one form in which an address is kept, whatever form it came in.

    The domain is lower case and in ASCII (RFC 5890): it is one domain, whoever is there. So is
    an ASCII local part: servers that tell `Jane` from `jane` (RFC 5321, section 2.4) are not met
    in practice, people with two spellings of their own address are. A local part that needs
    SMTPUTF8 (RFC 6531) stays as it is, in NFC.

    Raises:
        AudienceError: It is no address that mail can reach.
    """
    lower = text.lower()
    return lower if text.isascii() and _is_plain(lower) else _judged(text)


def _is_plain(lower: str) -> bool:
    """Whether it is beyond doubt: an import can't ask the library (60 us) for each row."""
    found = _PLAIN.fullmatch(lower)
    return (
        found is not None
        and len(lower) <= _LIMIT
        and found.end(1) <= _LOCAL_LIMIT
        and found[2] not in _SPECIAL
    )


def _judged(text: str) -> str:
    try:
        found = validate_email(text, check_deliverability=False, strict=True)
    except EmailNotValidError as error:
        raise AudienceError(
            f"{text[:80]!r} is not an email address: {error}", "Write it as name@example.com."
        ) from None
    if found.ascii_email:
        return found.ascii_email.lower()
    return f"{found.local_part}@{found.ascii_domain}"


def mask(address: str) -> str:
    """`jane@example.com` as `j•••@e•••.com`: its owner knows it, a stranger learns nothing.

    The number of dots says nothing about the number of letters.
    """
    local, _, domain = address.rpartition("@")
    name, dot, rest = domain.rpartition(".")
    return f"{local[:1]}•••@{name[:1]}•••{dot}{rest}"
