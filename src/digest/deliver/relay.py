"""The relay's settings and the message handed to it: values, no behaviour.

Nothing here is read from a file; pipeline fills it from the configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from digest.model import RelayKind

Security = Literal["none", "starttls", "tls"]
Login = Literal["password", "xoauth2"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Deadlines in seconds (RFC 5321, section 4.5.3.2, shortened to what a lease allows).

    `command` is for one reply, `final` for the reply to a message, `total` for a whole
    transaction, `settle` for what is left of a pipeline after a refusal.
    """

    connect: float = 30.0
    command: float = 60.0
    final: float = 180.0
    total: float = 240.0
    settle: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """The server that takes our mail.

    `ca` is a file of certificates to trust instead of the system's; `headers` are added
    to every message; `rate` is messages a second, `daily_limit` messages in a UTC day, None for
    no limit; `password` may be a function, which is asked for each login. `kind` says whose
    server it is, `stream` names the configuration set of SES or the message stream of Postmark;
    `sign` says whether our own DKIM keys sign, None as `kind` has it.
    `weight` is its share of the mails beside other relays, 0 where it only stands in for them.
    `window` is how many messages are under way on a connection with CHUNKING, 1 for DATA.
    `warm_up` holds daily limits of its first days.
    """

    name: str = "main"
    kind: RelayKind = RelayKind.PLAIN
    stream: str = ""
    sign: bool | None = None
    weight: int = 1
    window: int = 1
    login: Login = "password"
    warm_up: tuple[int, ...] = ()
    host: str = "127.0.0.1"
    port: int = 1025
    security: Security = "none"
    user: str | None = None
    password: str | Callable[[], str] | None = field(default=None, repr=False)
    connections: int = 10
    rate: float | None = None
    daily_limit: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    timeouts: Timeouts = field(default_factory=Timeouts)
    ca: Path | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    def limit_of_day(self, days_before: int) -> int | None:
        """Messages that one UTC day may have, after so many days on which it took some."""
        limits = [] if self.daily_limit is None else [self.daily_limit]
        return min([*limits, *self.warm_up[days_before : days_before + 1]], default=None)

    def secret(self) -> str:
        """The password or token as it is now: a token's file may have a new one."""
        return self.password() if callable(self.password) else self.password or ""


@dataclass(frozen=True, slots=True)
class Message:
    """What goes over the wire: envelope addresses (RFC 5321) and the mail's bytes, in pieces.

    Most pieces are the same objects for many readers, so nothing is copied before the kernel
    takes them. `framed`: its maker knows that each line ends with CRLF and none starts with a
    dot, so nobody needs to look through it once more.
    """

    sender: str
    recipient: str
    pieces: Sequence[bytes]
    framed: bool = False

    @property
    def data(self) -> bytes:
        """All of the mail, in one."""
        return b"".join(self.pieces)

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(map(len, self.pieces))

    @property
    def needs_utf8(self) -> bool:
        """Whether only a server with SMTPUTF8 can take it (RFC 6531)."""
        return not (self.sender.isascii() and self.recipient.isascii())
