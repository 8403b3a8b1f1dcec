"""The senders as processes, each run from its start to its end."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sending.edition import sign_with, trim
from sending.sinks import found

from digest.model import DkimAlgorithm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

HERE = Path(__file__).parent
CLIENTS, PROFILE = HERE / "clients.py", HERE / "profile.py"
CONNECTIONS = 10
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


@dataclass(frozen=True)
class Run:
    """What one sender took: messages, when, seconds of CPU, largest size in MiB or 0."""

    count: int
    began: float
    ended: float
    cpu: float
    size: float

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.ended - self.began

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.count / self.seconds

    @property
    def cost(self) -> float:
        """Seconds of CPU a message."""
        return self.cpu / self.count


@dataclass(frozen=True)
class Ours:
    """A sender of clients.py: what it runs as, with what in its environment, signed or not.

    `processes` of them share one edition. `off_disk`: its database is in memory.
    """

    kind: str
    window: int = 1
    dkim: DkimAlgorithm | None = None
    processes: int = 1
    off_disk: bool = False

    def run(self, port: int, count: int, folder: Path, scratch: Path) -> Run:
        """Run it on a copy of the folder that has so many readers."""
        with self._copy(folder, count, scratch) as copy:
            children = [self._start(CLIENTS, port, count, copy) for _ in range(self.processes)]
            run = _together([_report(child) for child in children])
        assert run.count == count, run
        return run

    def profile(self, port: int, count: int, folder: Path, scratch: Path) -> dict[str, float]:
        """Likewise, once: CPU microseconds a mail, by part (see profile.py)."""
        with self._copy(folder, count, scratch) as copy:
            return _said(self._start(PROFILE, port, count, copy))

    @contextlib.contextmanager
    def _copy(self, folder: Path, count: int, scratch: Path) -> Iterator[Path]:
        place = MEMORY if self.off_disk else scratch
        with tempfile.TemporaryDirectory(prefix="digest-bench-", dir=place) as name:
            copy = Path(name)
            shutil.copytree(folder, copy, dirs_exist_ok=True)
            trim(copy, count)
            if self.dkim:
                sign_with(copy, self.dkim)
            yield copy

    def _start(self, program: Path, port: int, count: int, copy: Path) -> subprocess.Popen[str]:
        command = [sys.executable, program, self.kind, str(port), str(count), copy]
        environ = {**os.environ, "DIGEST_SMTP__WINDOW": str(self.window)}
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)


def smtp_source(port: int, count: int, size: int, *, kept: bool) -> Run:
    """Postfix' smtp-source, as many connections as ours; it opens one a mail, or keeps them."""
    command = [
        found("smtp-source"), *(["-d"] if kept else []), "-s", str(CONNECTIONS),
        "-m", str(count), "-l", str(size),
        "-f", "briefing@news.example", "-t", "reader@example.com", f"127.0.0.1:{port}",
    ]  # fmt: skip
    began = time.monotonic()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return Run(count, began, time.monotonic(), usage.ru_utime + usage.ru_stime, 0)


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
    return _report(subprocess.Popen(command, cwd=installed, stdout=subprocess.PIPE, text=True))


def _report(process: subprocess.Popen[str]) -> Run:
    return Run(**_said(process))


def _said(process: subprocess.Popen[str]) -> dict[str, Any]:
    said, _ = process.communicate()
    assert process.returncode == 0, process.args
    return json.loads(said)


def _together(runs: Sequence[Run]) -> Run:
    """From the first one's beginning to the last one's end; the size is the largest one's."""
    return Run(
        count=sum(run.count for run in runs),
        began=min(run.began for run in runs),
        ended=max(run.ended for run in runs),
        cpu=sum(run.cpu for run in runs),
        size=max(run.size for run in runs),
    )
