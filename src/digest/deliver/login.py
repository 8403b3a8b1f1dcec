"""Logging in: AUTH PLAIN, LOGIN (RFC 4954) and XOAUTH2, over a connection that may be trusted.

Whether it may be is for the caller to judge. A password is in no message and no repr.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final

from digest.deliver.busy import refused
from digest.errors import DeliveryError, DigestError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from digest.deliver.relay import Relay
    from digest.deliver.replies import Reply

    Ask = Callable[[str], Awaitable[Reply]]

GO_ON: Final = 334
DONE: Final = 2


async def log_in(relay: Relay, offered: str, ask: Ask) -> None:
    """Log in by a way that the server offers; `ask` sends a line and gives the answer.

    Raises:
        DeliveryError: no way in common, or the login was refused.
    """
    ways = offered.upper().split()
    if relay.login == "xoauth2":
        reply = await _xoauth2(relay, ways, ask)
    elif "PLAIN" in ways:
        user, password = _credentials(relay)
        reply = await ask(f"AUTH PLAIN {_b64(chr(0).join(('', user, password)))}")
    elif "LOGIN" in ways:
        reply = await _login(relay, ask)
    else:
        raise _no_way(relay, "PLAIN, LOGIN")
    if reply.code // 100 != DONE:
        wrong = DeliveryError(f"relay {relay} refused the login: {reply}", _hint(relay))
        raise refused(relay, reply, wrong)


async def _login(relay: Relay, ask: Ask) -> Reply:
    reply = await ask("AUTH LOGIN")
    for answer in _credentials(relay):
        if reply.code == GO_ON:
            reply = await ask(_b64(answer))
    return reply


async def _xoauth2(relay: Relay, ways: list[str], ask: Ask) -> Reply:
    """As Google and Microsoft define it: the token in one line, an error in a challenge."""
    if "XOAUTH2" not in ways:
        raise _no_way(relay, "XOAUTH2")
    user, token = _credentials(relay)
    reply = await ask(
        f"AUTH XOAUTH2 {_b64(f'user={user}{chr(1)}auth=Bearer {token}{chr(1)}{chr(1)}')}"
    )
    if reply.code != GO_ON:
        return reply
    why = _decoded(reply.text)
    raise DeliveryError(f"relay {relay} refused the token: {await ask('')} {why}", _hint(relay))


def _credentials(relay: Relay) -> tuple[str, str]:
    try:
        return relay.user or "", relay.secret()
    except DigestError as error:
        raise DeliveryError(error.message, error.hint) from None


def _hint(relay: Relay) -> str:
    if relay.login == "xoauth2":
        return "smtp.password must hold an access token that is still valid; get a new one"
    return "check smtp.user and smtp.password"


def _no_way(relay: Relay, wanted: str) -> DeliveryError:
    return DeliveryError(
        f"relay {relay} offers no login that digest may use ({wanted})",
        "check the port, smtp.security and smtp.login, or take smtp.user out",
    )


def _decoded(text: str) -> str:
    """The server's explanation; what it can't be is left as it is."""
    try:
        plain = base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return text
    return " ".join(plain.split())


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
