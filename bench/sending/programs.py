"""The sinks and the senders as processes, each run started and ended here."""

from __future__ import annotations

import contextlib
import json
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

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
CLIENTS = HERE / "clients.py"
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
CONNECTIONS = 10


@dataclass(frozen=True)
class Run:
    """What one sender took: messages, seconds, seconds of CPU, largest size in MiB or 0."""

    count: int
    seconds: float
    cpu: float
    size: float

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.count / self.seconds


def found(program: str) -> str | None:
    """Where a program is, Debian's places for daemons included."""
    return shutil.which(program, path=PATH)


@contextmanager
def postfix_sink() -> Iterator[int]:
    """Postfix' smtp-sink; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = [found("smtp-sink"), *user, f"127.0.0.1:{port}", "1000"]
    with subprocess.Popen(command) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


@contextmanager
def own_sink(trip: int = 0, work: int = 0) -> Iterator[int]:
    """The sink of sink.py; its port. Milliseconds."""
    command = [sys.executable, HERE / "sink.py", f"--trip={trip}", f"--work={work}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield int(process.stdout.readline())
        process.stdin.close()


def client(kind: str, port: int, count: int, folder: Path, scratch: Path) -> Run:
    """One of clients.py, on a copy of the folder."""
    copy = scratch / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    command = [sys.executable, CLIENTS, kind, str(port), str(count), copy]
    return _report(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def smtp_source(port: int, count: int, size: int) -> Run:
    """Postfix' smtp-source, its connections kept (-d), as many as ours."""
    command = [
        found("smtp-source"), "-d", "-s", str(CONNECTIONS), "-m", str(count), "-l", str(size),
        "-f", "briefing@news.example", "-t", "reader@example.com", f"127.0.0.1:{port}",
    ]  # fmt: skip
    began = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    seconds = time.perf_counter() - began
    return Run(count, seconds, usage.ru_utime + usage.ru_stime, 0)


def install_nodemailer(scratch: Path) -> Path | None:
    """A folder that has nodemailer, if npm can make one."""
    if not (found("node") and found("npm")):
        return None
    folder = scratch / "node"
    folder.mkdir()
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "nodemailer"]
    with contextlib.suppress(subprocess.SubprocessError):
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        return folder
    return None


def nodemailer(port: int, count: int, message: Path, installed: Path) -> Run:
    """The pool of nodemailer, from the folder that has it."""
    command = ["node", HERE / "nodemailer.mjs", str(port), str(count), message]
    done = subprocess.run(command, cwd=installed, check=True, capture_output=True, text=True)
    return _report(done.stdout)


def _report(text: str) -> Run:
    return Run(**json.loads(text))


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise TimeoutError("smtp-sink does not answer")
