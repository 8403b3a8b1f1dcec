"""A server as a child of the tests: started, waited for, and gone with all its processes."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

HOST = "127.0.0.1"
START = 30.0  # seconds a server may take to answer
STOP = 15.0  # seconds it may take to go before it is killed
PAUSE = 0.02  # seconds between two looks


def free_ports(number: int) -> tuple[int, ...]:
    """Ports that nobody listens on, below those that the kernel gives to clients."""
    found: list[int] = []
    while len(found) < number:
        port = random.randint(20000, 30000)
        with socket.socket() as tried, suppress(OSError):
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((HOST, port))
            found += [] if port in found else [port]
    return tuple(found)


@contextmanager
def running(
    command: list[str], *, stop: list[str], ready: Callable[[], object], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in the foreground, from ready to gone; `log` takes what it prints."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    try:
        _until(ready, process, log)
        yield process
    finally:
        _end(process, stop, log)


def greets(port: int, word: bytes, tls: ssl.SSLContext | None = None) -> None:
    """Raise OSError unless a server on that port opens with that word."""
    with socket.create_connection((HOST, port), timeout=5) as plain:
        line = tls.wrap_socket(plain, server_hostname=HOST) if tls else plain
        with line:
            if not line.recv(512).startswith(word):
                raise ConnectionError(f"no {word!r} from port {port}")


def pause(process: subprocess.Popen[bytes]) -> None:
    """Wait for a moment, or for the end of the server."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(PAUSE)


def family(pid: int) -> set[int]:
    """A process and all that descend from it."""
    children: dict[int, set[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # gone meanwhile
            fields = stat.read_text(errors="replace").rpartition(")")[2].split()
            children.setdefault(int(fields[1]), set()).add(int(stat.parent.name))
    found, fresh = {pid}, {pid}
    while fresh:
        fresh = set().union(*(children.get(one, set()) for one in fresh)) - found
        found |= fresh
    return found


def _until(ready: Callable[[], object], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START
    while True:
        try:
            ready()
        except OSError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                words = log.read_text(errors="replace")[-3000:]
                raise AssertionError(f"{process.args} is not ready: {error}\n{words}") from None
            pause(process)
        else:
            return


def _end(process: subprocess.Popen[bytes], stop: list[str], log: Path) -> None:
    """Ask the server to go, then see to it that nothing of it stays."""
    left = family(process.pid)
    with log.open("ab") as out:
        subprocess.run(stop, stdout=out, stderr=out, timeout=2 * STOP, check=False)
    deadline = time.monotonic() + STOP
    while process.poll() is None or any(map(_lives, left)):
        if time.monotonic() > deadline:
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        pause(process)


def _lives(pid: int) -> bool:
    """Whether it runs; one that ended and was not waited for does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}
