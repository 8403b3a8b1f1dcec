"""Addresses that mail comes back to: the envelope sender of a Delivery, and leaving by mail.

Both are plus-addresses of a newsletter's `bounces` address and carry a signed token: whose bounce
it is stands in the address it comes to, whatever a server writes into it. A token holds numbers
and hexadecimal digits only, for servers on the way may change the case of an address. Pure.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import TYPE_CHECKING, Final, Literal

from digest.audience.tokens import TokenClaims
from digest.errors import AudienceError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MAX_LOCAL", "ReturnAddress", "read_leave", "read_sender"]

MAX_LOCAL: Final = 64
"""Octets of an address before its "@" (RFC 5321, section 4.5.3.1.1)."""

_MAC_BYTES: Final = 10
"""80 bits, the least that RFC 2104, section 5, asks to keep: a guess costs a mail, not a hash."""

_NUMBER = "(0|[1-9a-f][0-9a-f]{0,15})"  # one spelling each
_MAC = f"([0-9a-f]{{{_MAC_BYTES * 2}}})"
_SENDER: Final = re.compile(f"{_NUMBER}-{_MAC}")
_LEAVE: Final = re.compile(f"leave-{_NUMBER}-{_NUMBER}-{_MAC}")

_Purpose = Literal["verp", "leave"]


class ReturnAddress:
    """A newsletter's `bounces` address, and the plus-addresses of it.

    Args:
        address: The address, without a "+".
        key: The subkey for VERP, 32 bytes.
    """

    def __init__(self, address: str, key: bytes) -> None:
        self._local, _, domain = address.rpartition("@")
        self._domain = f"@{domain}"
        self._verp, self._leave = _keyed(key, "verp"), _keyed(key, "leave")

    def sender(self, delivery: int) -> str:
        """The envelope sender of a Delivery (VERP), the same at each attempt.

        Raises:
            AudienceError: The part before the "@" gets longer than a server has to take.
        """
        claim = f"{delivery:x}"
        return self._address(f"{claim}-{_mac(self._verp, claim)}")

    def leave(self, newsletter: str, subscriber: int, generation: int) -> str:
        """The address under which a mail ends the subscription.

        Raises:
            AudienceError: The part before the "@" gets longer than a server has to take.
        """
        claim = f"{subscriber:x}-{generation:x}"
        return self._address(f"leave-{claim}-{_mac(self._leave, f'{newsletter} {claim}')}")

    def _address(self, token: str) -> str:
        local = f"{self._local}+{token}"
        if len(local) > MAX_LOCAL:
            raise AudienceError(
                f"The address {local}{self._domain} has more than {MAX_LOCAL} characters before"
                ' its "@".',
                "Give `bounces` a shorter address.",
            )
        return local + self._domain


def read_sender(key: bytes, address: str) -> int | None:
    """The Delivery whose envelope sender this was, None if we never made it.

    A bounce comes to an address that servers may have put in other case, or sent on under
    another domain or before another "+": the token alone is looked at.
    """
    found = _SENDER.fullmatch(_token(address))
    if found is None or not hmac.compare_digest(found[2], _mac(_keyed(key, "verp"), found[1])):
        return None
    return int(found[1], 16)


def read_leave(key: bytes, newsletters: Iterable[str], address: str) -> TokenClaims | None:
    """Who leaves what with a mail to this address, None if we never made it.

    Args:
        key: The subkey for VERP, 32 bytes.
        newsletters: The ids of all newsletters; the token doesn't spell its own, to stay short.
        address: Where the mail came to.
    """
    found = _LEAVE.fullmatch(_token(address))
    if found is None:
        return None
    state, claim = _keyed(key, "leave"), f"{found[1]}-{found[2]}"
    for newsletter in newsletters:
        if hmac.compare_digest(found[3], _mac(state, f"{newsletter} {claim}")):
            return TokenClaims(newsletter, int(found[1], 16), int(found[2], 16))
    return None


def _token(address: str) -> str:
    """What stands between the last "+" and the last "@", in lower case; "" for other scripts."""
    if not address.isascii():
        return ""  # some of their letters have an ASCII one as lower case
    return address.lower().rpartition("@")[0].rpartition("+")[2]


def _keyed(key: bytes, purpose: _Purpose) -> hashlib.blake2b:
    """BLAKE2 with a key (RFC 7693, section 2.9), so that no other purpose's token fits."""
    return hashlib.blake2b(key=key, digest_size=_MAC_BYTES, person=purpose.encode())


def _mac(keyed: hashlib.blake2b, claim: str) -> str:
    state = keyed.copy()
    state.update(claim.encode())
    return state.hexdigest()
