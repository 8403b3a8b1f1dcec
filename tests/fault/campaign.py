"""One edition whose sender is stopped again and again, at moments all over its run."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fault.books import CONNECTIONS, Books
from tests.fault.counting import LOOK, PLAIN, ROOT, CountingSink, pause
from tests.fault.mark import START, Mark
from tests.unit.store.make import frozen_file, url

if TYPE_CHECKING:
    import signal

SECONDS = 120  # that a sender may take to its end
START_UP = 0.5  # seconds in which a sender's start is struck
PATIENCE = 700  # mails until what is waited for is given up: more than a page of claims
GLANCES = 2000  # looks at the mark between two looks at the sender


@dataclass
class Campaign:
    """`struck` counts the steps in which senders were killed."""

    folder: Path
    sink: CountingSink
    readers: int
    window: int = 1
    policy: str = "resend"
    struck: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.edition = frozen_file(self.folder, self.readers)
        self.books = Books(self.folder, self.sink, self.window)
        self._dice = random.Random(2026)
        self._mark = Mark(self.folder / "mark")

    def moments(self, number: int) -> list[int]:
        """So many points of the whole run, as mails that the sink has taken."""
        return sorted(self._dice.randrange(self.readers) for _ in range(number))

    def start(self) -> subprocess.Popen:
        self._mark.step = START
        command = [sys.executable, "-m", "tests.fault.sender", url(self.folder), self.edition]
        more = [str(self.sink.port), str(self.folder / "mark"), "--policy", self.policy]
        return subprocess.Popen(
            [*command, *more, "--window", str(self.window)],
            cwd=ROOT,
            env=PLAIN,
            stdout=subprocess.DEVNULL,
        )

    def strike(self, number: signal.Signals, moment: int, step: str = "") -> int:
        """Start a sender and send it a signal then, in that step if one is named; its code."""
        sender = self.start()
        if step == START:
            pause(sender, self._dice.uniform(0, START_UP))
        else:
            self._until_it_sends(sender)
            self.sink.wait_for(moment, sender)
            self._until_in(step, sender)
        sender.send_signal(number)
        code = sender.wait(SECONDS)
        if code == -number:
            self.struck[self._mark.step] += 1
        return code

    def strike_all_in_flight(self, number: signal.Signals) -> None:
        """Likewise when each connection of it waits for what is said to its mail."""
        self.sink.stall()
        before = self._in_flight()
        sender = self.start()
        while len(self._in_flight() - before) < CONNECTIONS and sender.poll() is None:
            pause(sender, LOOK)
        sender.send_signal(number)
        assert sender.wait(SECONDS) == -number
        self.sink.go()

    def _in_flight(self) -> set[tuple[str, int]]:
        """Message-IDs, and whose they are."""
        rows = self.books.rows()
        return {(ident, fence) for ident, state, fence, _ in rows if fence and state == "sending"}

    def finish(self) -> None:
        assert self.start().wait(SECONDS) == 0

    def _until_it_sends(self, sender: subprocess.Popen) -> None:
        while self._mark.step == START and sender.poll() is None:
            pause(sender, 0.001)

    def _until_in(self, step: str, sender: subprocess.Popen) -> None:
        end = self.sink.total() + PATIENCE
        while step and sender.poll() is None and self.sink.total() < end:
            if any(self._mark.step == step for _ in range(GLANCES)):
                return
