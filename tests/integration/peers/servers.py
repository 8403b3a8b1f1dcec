"""The relay and the mailboxes behind it, as one thing that a test can send to and read from."""

from __future__ import annotations

import shutil
import ssl
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.integration.peers import mailbox
from tests.integration.peers.authority import certificate
from tests.integration.peers.daemon import HOST, pause
from tests.integration.peers.dovecot import Dovecot, dovecot
from tests.integration.peers.postfix import Postfix, postfix
from tests.peers import require, require_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


USER, PASSWORD = "digest", "correct-horse"
ARRIVAL = 90.0  # seconds that mails may take from the relay to their mailboxes


@dataclass(frozen=True)
class MailServers:
    """`authority` is the file that a client of both must trust."""

    relay: Postfix
    boxes: Dovecot
    authority: Path

    def smtp(self, **changes: object) -> str:
        """The `[smtp]` keys of an operator who uses this relay; None leaves one out."""
        return smtp_keys(self.authority, **{"port": self.relay.port, **changes})

    def trusting(self) -> ssl.SSLContext:
        """A client's context that knows the authority."""
        return ssl.create_default_context(cafile=str(self.authority))

    def mails(self, addresses: Iterable[str]) -> list[bytes]:
        """All mails in these readers' mailboxes, once each reader has one."""
        wanted = Counter(map(mailbox.name_of, addresses))
        return [mail for name, number in wanted.items() for mail in self._box(name, number)]

    def _box(self, name: str, number: int) -> list[bytes]:
        deadline = time.monotonic() + ARRIVAL
        with mailbox.opened(self.boxes.port, self.authority, name, PASSWORD) as session:
            while mailbox.count(session) < number:
                assert time.monotonic() < deadline, self.relay.log.read_text()[-3000:]
                pause(self.relay.process)
            return mailbox.read(session)


def smtp_keys(authority: Path, **changes: object) -> str:
    """The `[smtp]` keys for a relay of these tests; None leaves one out."""
    keys = {"host": HOST, "security": "starttls"}
    keys |= {"ca": str(authority), "user": USER, "connections": 4} | changes
    lines = [f"{key} = {_toml(value)}" for key, value in keys.items() if value is not None]
    login = ['password = { file = "smtp.password" }'] if keys["user"] else []
    return "\n".join((*lines, *login))


def _toml(value: object) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'


@contextmanager
def mail_servers() -> Iterator[MailServers]:
    """Start both, or leave the test out where they are missing or nobody may start them."""
    relay, boxes = require("postfix", "dovecot")
    require_root("Postfix and Dovecot start as root and change to users of their own")
    # Not under pytest's folder, which is closed to those users.
    folder = Path(tempfile.mkdtemp(prefix="digest-mail-"))
    folder.chmod(0o755)
    try:
        shown = certificate(folder)
        with (
            dovecot(boxes, folder / "dovecot", shown, PASSWORD) as behind,
            postfix(relay, folder / "postfix", shown, behind) as running,
        ):
            yield MailServers(running, behind, shown.authority)
    finally:
        shutil.rmtree(folder)
