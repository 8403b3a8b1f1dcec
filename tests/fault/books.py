"""What the database says and what the sink took, held side by side after each stop.

What the sink took is `sent`, or the database calls it in doubt. A message is in doubt once for
each sender (each fence) that ended in the middle of it, and never arrives more often than
that, but for the one time that made it `sent`. One that was in doubt often enough is given up,
and listed as such.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.fault.counting import CountingSink

from digest.store.outbox import POISON
from digest.store.results import MAX_CRASHES

CONNECTIONS = 10  # the default of [smtp]
_DOUBTFUL = ("sending", "unsure")
_ROWS = "SELECT message_id, state, fence, detail FROM deliveries"


@dataclass
class Account:
    """States and numbers of mails, by Message-ID; `parked` are given up as poison."""

    states: dict[str, str]
    counts: Counter[str]
    parked: set[str]

    def of(self, *states: str) -> set[str]:
        return {ident for ident, state in self.states.items() if state in states}

    @property
    def repeated(self) -> set[str]:
        return {ident for ident, times in self.counts.items() if times > 1}

    @property
    def surplus(self) -> int:
        """How many mails too many the sink took."""
        return self.counts.total() - len(self.counts)

    @property
    def all_sent(self) -> bool:
        return self.none_lost and not self.parked

    @property
    def none_lost(self) -> bool:
        """Whether each is sent, and did arrive, or is given up; that may have arrived too."""
        sent = self.of("sent")
        return sent | self.parked == set(self.states) and sent <= set(self.counts)


@dataclass
class Books:
    """One edition's; `doubts` counts how often each of its messages was in doubt."""

    folder: Path
    sink: CountingSink
    window: int = 1
    doubts: Counter[str] = field(default_factory=Counter)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def account(self) -> Account:
        """Hold both sides together; fails when a mail went out that the database denies."""
        rows = self.rows()
        self._doubt({(ident, fence) for ident, state, fence, _ in rows if state in _DOUBTFUL})
        states = {ident: state for ident, state, _, _ in rows}
        parked = {ident for ident, state, _, why in rows if (state, why) == ("failed", POISON)}
        found = Account(states, Counter(self.sink.counts()), parked)
        strange = set(found.counts) - set(found.states)
        assert not strange, f"mails of no delivery: {strange}"
        denied = [ident for ident in found.states if not self._agrees(found, ident)]
        assert not denied, [
            (found.states[one], found.counts[one], self.doubts[one], one) for one in denied
        ]
        return found

    def rows(self) -> list[tuple[str, str, int, str]]:
        path = self.folder / "digest.db"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return database.execute(_ROWS).fetchall()

    def _doubt(self, found: set[tuple[str, int]]) -> None:
        """Whoever recovers a message takes its fence away: then it is no new doubt."""
        fresh = {(ident, fence) for ident, fence in found if fence} - self._seen
        assert len(fresh) <= CONNECTIONS * self.window, f"{len(fresh)} in doubt at once"
        self._seen |= fresh
        self.doubts.update(ident for ident, _ in fresh)

    def _agrees(self, found: Account, ident: str) -> bool:
        sent = found.states[ident] == "sent"
        given_up = self.doubts[ident] >= MAX_CRASHES
        if found.states[ident] == "failed" and not (ident in found.parked and given_up):
            return False  # no server refused it
        return sent <= found.counts[ident] <= self.doubts[ident] + sent
