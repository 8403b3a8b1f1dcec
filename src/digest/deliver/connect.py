"""From settings to an open session: connect, greet, encrypt, log in.

Whatever stops the relay from being used is a DeliveryError with a hint; a password never
crosses a network in the clear.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import re
import socket
import ssl
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from digest.deliver.busy import refused
from digest.deliver.chunks import ChunkSession
from digest.deliver.login import log_in
from digest.deliver.outcomes import REFUSED
from digest.deliver.session import Session
from digest.deliver.talk import Features
from digest.deliver.wire import LostError, Wire
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from digest.deliver.relay import Relay
    from digest.deliver.replies import Reply

_NUMBER = re.compile(r"\[Errno (\d+)\]")


async def connect(relay: Relay, *, lockstep: bool = False) -> Session:
    """Open a session; with `lockstep` PIPELINING is not used even if offered.

    Raises:
        DeliveryError: no connection, no greeting, no TLS or no login.
    """
    wire, said = await greet(relay)
    return Session(wire, _usable(said, lockstep=lockstep), relay)


async def connect_wide(relay: Relay) -> Session | ChunkSession:
    """Likewise; with CHUNKING where it is offered and the relay's `window` asks for it.

    Raises:
        DeliveryError: no connection, no greeting, no TLS or no login.
    """
    wire, said = await greet(relay)
    features = _usable(said, lockstep=False)
    wide = relay.window > 1 and features.chunking and features.pipelining
    return (ChunkSession if wide else Session)(wire, features, relay)


async def greet(relay: Relay) -> tuple[Wire, Mapping[str, str]]:
    """Connect, greet, encrypt and log in; also what EHLO said last, parameters by keyword.

    Raises:
        DeliveryError: no connection, no greeting, no TLS or no login.
    """
    wire = await _reach(relay)
    try:
        features = await _Opening(wire, relay).run()
    except BaseException:
        wire.abort("closed")
        await wire.close()
        raise
    return wire, features


async def _reach(relay: Relay) -> Wire:
    loop = asyncio.get_running_loop()
    tls = _context(relay) if relay.security == "tls" else None
    try:
        async with asyncio.timeout(relay.timeouts.connect):
            _, wire = await loop.create_connection(
                lambda: Wire(loop), relay.host, relay.port, ssl=tls
            )
    except ssl.SSLError as error:
        raise _tls_trouble(relay, error) from None
    except (OSError, UnicodeError) as error:  # TimeoutError is an OSError
        raise _trouble(relay, _why(error), _TRIAL if _nobody_here(relay, error) else "") from None
    return wire


class _Opening:
    """The talk before the first envelope."""

    def __init__(self, wire: Wire, relay: Relay) -> None:
        self._wire = wire
        self._relay = relay

    async def run(self) -> Mapping[str, str]:
        """Returns what EHLO said last."""
        try:
            await self._expect("the greeting")
            features = await self._ehlo()
            if self._relay.security == "starttls":
                features = await self._starttls(features)
            if self._relay.user is not None:
                await self._login(features)
        except LostError as error:
            raise _trouble(self._relay, error.reason) from None
        return features

    async def _ehlo(self) -> Mapping[str, str]:
        name = _own_name(self._wire)
        reply = await self._ask(f"EHLO {name}")
        if reply.code < REFUSED:
            return _features(reply)
        if reply.code < 500:  # noqa: PLR2004 - 4yz: it knows EHLO, and wants nobody now
            raise self._refused("EHLO", reply)
        await self._expect("HELO", f"HELO {name}")
        return {}

    async def _starttls(self, features: Mapping[str, str]) -> Mapping[str, str]:
        if "STARTTLS" not in features:
            raise _stripped(self._relay)
        await self._expect("STARTTLS", "STARTTLS")
        if self._wire.unread:
            raise DeliveryError(
                f"relay {self._relay} spoke between STARTTLS and encryption",
                "someone on the way may be tampering; nothing was sent",
            )
        await self._encrypt()
        return await self._ehlo()

    async def _encrypt(self) -> None:
        wire, relay = self._wire, self._relay
        loop = asyncio.get_running_loop()
        try:
            transport = await loop.start_tls(
                wire.transport,
                wire,
                _context(relay),
                server_hostname=relay.host,
                ssl_handshake_timeout=relay.timeouts.connect,
            )
        except OSError as error:  # ssl.SSLError is an OSError
            wire.connection_lost(error)
            raise _tls_trouble(relay, error) from None
        if transport is None:
            raise _trouble(relay, "the server closed the connection at STARTTLS")
        wire.use(transport)

    async def _login(self, features: Mapping[str, str]) -> None:
        if self._relay.security == "none" and not _on_this_machine(self._wire):
            raise DeliveryError(
                f"relay {self._relay}: no login over an unencrypted connection",
                'set smtp.security = "starttls" or "tls"',
            )
        await log_in(self._relay, features.get("AUTH", ""), self._ask)

    async def _expect(self, what: str, command: str | None = None) -> None:
        reply = await (self._ask(command) if command else self._reply())
        if reply.code >= 300:  # noqa: PLR2004 - only 2yz lets us go on
            raise self._refused(what, reply)

    def _refused(self, what: str, reply: Reply) -> DeliveryError:
        trouble = _trouble(self._relay, f"{what} was answered with {reply}")
        return refused(self._relay, reply, trouble)

    async def _ask(self, command: str) -> Reply:
        self._wire.write(f"{command}\r\n".encode())
        return await self._reply()

    async def _reply(self) -> Reply:
        return await self._wire.reply(self._relay.timeouts.command)


def _features(reply: Reply) -> Mapping[str, str]:
    """EHLO's keywords and their parameters; `AUTH=PLAIN` is an old way to write it."""
    lines = (line.replace("AUTH=", "AUTH ", 1) for line in reply.lines[1:])
    return {word.upper(): rest for word, _, rest in (line.partition(" ") for line in lines)}


def _usable(features: Mapping[str, str], *, lockstep: bool) -> Features:
    size = features.get("SIZE")
    return Features(
        pipelining="PIPELINING" in features and not lockstep,
        chunking="CHUNKING" in features,
        size=None if size is None else int(size) if size.isdecimal() else 0,
        utf8="SMTPUTF8" in features,
        eight_bit="8BITMIME" in features,
    )


def _context(relay: Relay) -> ssl.SSLContext:
    try:
        return _trusting(relay.ca)
    except OSError as error:  # ssl.SSLError is an OSError
        raise DeliveryError(
            f"relay {relay}: {relay.ca} can't be used: {error}",
            "smtp.ca must be a file of certificates (PEM)",
        ) from None


@lru_cache(maxsize=4)
def _trusting(ca: Path | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=None if ca is None else str(ca))


def _own_name(wire: Wire) -> str:
    """Our name for EHLO; without a full one the address literal (RFC 5321, 4.1.3)."""
    name = socket.gethostname()
    if "." in name and name.isascii():
        return name
    address = wire.transport.get_extra_info("sockname")[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _on_this_machine(wire: Wire) -> bool:
    peer = str(wire.transport.get_extra_info("peername")[0])
    return ipaddress.ip_address(peer.partition("%")[0]).is_loopback


def _why(error: OSError | UnicodeError) -> str:
    """Why there is no connection, in words: asyncio's own name addresses and error numbers."""
    match error:
        case TimeoutError():
            return "no answer in time"
        case ConnectionRefusedError():
            return "the connection was refused"
        case ConnectionResetError():
            return "the connection was cut off"
        case socket.gaierror() | UnicodeError():
            return "there is no host of that name"
        case OSError(errno=int(number)):
            return os.strerror(number)
    return _of_several(str(error))


def _of_several(text: str) -> str:
    """A name with several addresses fails with all their errors in one text."""
    numbers = dict.fromkeys(map(int, _NUMBER.findall(text)))
    return ", ".join(os.strerror(number) for number in numbers) or "no connection"


_HERE: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_TRIAL: Final = "for a trial run `digest inbox`, which takes mails at 127.0.0.1:1025; else "


def unusable(relay: Relay) -> str:
    """How an error begins that says why a relay can't be used."""
    return f"relay {relay} can't be used: "


def _trouble(relay: Relay, reason: str, trial: str = "") -> DeliveryError:
    return DeliveryError(
        f"{unusable(relay)}{reason}",
        f"{trial}check smtp.host, smtp.port and smtp.security, and that the relay runs; "
        "nothing is lost",
    )


def _nobody_here(relay: Relay, error: Exception) -> bool:
    """Whether nothing listens at an address of this machine, as where no relay was set up yet."""
    return isinstance(error, ConnectionRefusedError) and relay.host in _HERE


def _stripped(relay: Relay) -> DeliveryError:
    return DeliveryError(
        f"relay {relay} offers no STARTTLS",
        "something on the way may have taken it out; nothing was sent. "
        'Try smtp.security = "tls" with port 465',
    )


def _tls_trouble(relay: Relay, error: OSError) -> DeliveryError:
    hint = 'security "tls" is for port 465, "starttls" for 587: check smtp.port'
    if isinstance(error, ssl.SSLCertVerificationError):
        hint = (
            "smtp.host must be the name in the relay's certificate, signed by a known "
            "authority; name the file of your own in smtp.ca"
        )
    words = str(error) or _why(error)
    return DeliveryError(f"relay {relay}: no trusted encryption: {words}", hint)
