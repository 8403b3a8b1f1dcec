"""One edition whose sender is stopped again and again, with an account of every mail.

After each stop, before the next start, the database and the sink are held side by side: what
the sink took is `sent`, or the database calls it in doubt. A message is in doubt once for each
sender (each fence) that died in the middle of it, and never arrives more often than that, but
for the one time that made it `sent`.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fault.counting import PLAIN, ROOT, CountingSink, pause
from tests.fault.mark import START, Mark
from tests.fault.sender import CONNECTIONS
from tests.unit.store.make import frozen_file, url

if TYPE_CHECKING:
    import signal

SECONDS = 120  # that a sender may take to its end
START_UP = 0.5  # seconds in which a sender's start is struck
PATIENCE = 700  # mails until what is waited for is given up: more than a page of claims
GLANCES = 2000  # looks at the mark between two looks at the sender
CRASHES = 2  # the next one parks a message as poison
_ROWS = "SELECT message_id, state, fence FROM deliveries WHERE edition = ?"
_OPEN = ("queued", "deferred", "sending", "unsure")
_DOUBTFUL = ("sending", "unsure")


@dataclass
class Account:
    """What the database says after a stop, and what the sink took."""

    states: dict[str, str]
    counts: Counter[str]

    def of(self, *states: str) -> set[str]:
        return {ident for ident, state in self.states.items() if state in states}

    @property
    def repeated(self) -> int:
        return self.counts.total() - len(self.counts)


@dataclass
class Campaign:
    folder: Path
    sink: CountingSink
    readers: int
    window: int = 1
    policy: str = "resend"
    struck: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.edition = frozen_file(self.folder, self.readers)
        self.dice = random.Random(2026)
        self._mark = Mark(self.folder / "mark")
        self._seen: set[tuple[str, int]] = set()

    def moments(self, number: int) -> list[int]:
        """So many points of the whole run, as mails that the sink has taken."""
        return sorted(self.dice.randrange(self.readers) for _ in range(number))

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
            pause(sender, self.dice.uniform(0, START_UP))
        else:
            self._until_it_sends(sender)
            self.sink.wait_for(moment, sender)
            self._spare_the_poisoned(sender)
            self._until_in(step, sender)
        sender.send_signal(number)
        code = sender.wait(SECONDS)
        if code == -number:
            self.struck[self._mark.step] += 1
        return code

    def finish(self) -> None:
        assert self.start().wait(SECONDS) == 0

    def account(self) -> Account:
        """Hold both sides together; fails when a mail went out that the database denies."""
        rows = self._rows()
        self._doubt({(ident, fence) for ident, state, fence in rows if state in _DOUBTFUL})
        found = Account({ident: state for ident, state, _ in rows}, Counter(self.sink.counts()))
        strange = set(found.counts) - set(found.states)
        assert not strange, f"mails of no delivery: {strange}"
        denied = [ident for ident in found.states if not self._agrees(found, ident)]
        assert not denied, [
            (found.states[one], found.counts[one], self.doubts[one], one) for one in denied
        ]
        return found

    def _doubt(self, found: set[tuple[str, int]]) -> None:
        """Whoever recovers a message takes its fence away: then it is no new doubt."""
        fresh = {(ident, fence) for ident, fence in found if fence} - self._seen
        assert len(fresh) <= CONNECTIONS * self.window, f"{len(fresh)} in doubt at once"
        self._seen |= fresh
        self.doubts.update(ident for ident, _ in fresh)

    def _agrees(self, found: Account, ident: str) -> bool:
        sent = found.states[ident] == "sent"
        return sent <= found.counts[ident] <= self.doubts[ident] + sent

    def _rows(self) -> list[tuple[str, str, int]]:
        path = self.folder / "digest.db"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return database.execute(_ROWS, (self.edition,)).fetchall()

    def _until_it_sends(self, sender: subprocess.Popen) -> None:
        while self._mark.step == START and sender.poll() is None:
            pause(sender, 0.001)

    def _until_in(self, step: str, sender: subprocess.Popen) -> None:
        end = self.sink.total() + PATIENCE
        while step and sender.poll() is None and self.sink.total() < end:
            if any(self._mark.step == step for _ in range(GLANCES)):
                return

    def _spare_the_poisoned(self, sender: subprocess.Popen) -> None:
        """Let go through what two senders died of: a third time it is parked, by design."""
        often = {ident for ident, times in self.doubts.items() if times >= CRASHES}
        while often and sender.poll() is None:
            often &= {ident for ident, state, _ in self._rows() if state in _OPEN}
