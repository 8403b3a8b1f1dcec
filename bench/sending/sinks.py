"""Who takes the mails: a sink of our own, Postfix' smtp-sink, and a real Postfix.

Each is a process that is started and ended here; what is given is its port.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.integration.peers.daemon import HOST, free_ports, greets, running

if TYPE_CHECKING:
    from collections.abc import Iterator

SINK = Path(__file__).parent / "sink.py"
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
PATIENCE = 300.0  # seconds that Postfix may take to be rid of a run's mails

# Its defaults, but that it takes mail for anybody, throws it away, and asks nobody's name.
MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = relay.news.example
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_peername_lookup = no
in_flow_delay = 0
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
default_transport = discard:
relay_transport = discard:
local_transport = discard:
"""

MASTER = """\
{host}:{port} inet n - n - 50 smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Postfix:
    """Where it listens, and where its mails wait."""

    port: int
    queue: Path

    def settle(self) -> None:
        """Wait until it is rid of what it took: the next sender finds it idle."""
        until = time.monotonic() + PATIENCE
        while any(map(_files, (self.queue / "incoming", self.queue / "active"))):
            if time.monotonic() > until:
                raise TimeoutError("Postfix does not get rid of its mails")
            time.sleep(0.05)


def found(program: str) -> str | None:
    """Where a program is, Debian's places for daemons included."""
    return shutil.which(program, path=PATH)


@contextmanager
def own_sink(trip: int = 0, work: int = 0) -> Iterator[int]:
    """The sink of sink.py; its port. Milliseconds."""
    command = [sys.executable, SINK, f"--trip={trip}", f"--work={work}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield int(process.stdout.readline())
        process.stdin.close()


@contextmanager
def postfix_sink() -> Iterator[int]:
    """Postfix' smtp-sink; its port."""
    (port,) = free_ports(1)
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = [found("smtp-sink"), *user, f"{HOST}:{port}", "1000"]
    with subprocess.Popen(command) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


@contextmanager
def real_postfix(folder: Path) -> Iterator[Postfix]:
    """Postfix, in a folder that must be open to other users with all above it; needs root."""
    program = found("postfix")
    (port,) = free_ports(1)
    for name in ("queue", "data"):
        (folder / name).mkdir(parents=True)
    shutil.chown(folder / "data", "postfix")
    (folder / "main.cf").write_text(MAIN.format(folder=folder))
    (folder / "master.cf").write_text(MASTER.format(host=HOST, port=port))
    with running(
        [program, "-c", str(folder), "start-fg"],
        stop=[program, "-c", str(folder), "stop"],
        ready=lambda: greets(port, b"220 "),
        log=folder / "mail.log",
    ):
        yield Postfix(port, folder / "queue")


def _files(folder: Path) -> bool:
    """Whether any file lies below a folder from which files vanish meanwhile."""
    with contextlib.suppress(FileNotFoundError):
        return any(names for _, _, names in os.walk(folder))
    return False


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port)):
            return
        time.sleep(0.02)
    raise TimeoutError("smtp-sink does not answer")
