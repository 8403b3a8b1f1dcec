"""Senders against each other into one sink: how many mails each, in turns, and what came out."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from sending.programs import CONNECTIONS, Run

REFERENCE = "smtp-source -s 10"  # a connection for each mail
KEPT = "smtp-source -d -s 10"  # likewise, its connections kept: as all the others do it
BOTH = (REFERENCE, KEPT)
FIRST = 100  # mails of the first try
GROWTH = 4  # what a try may be multiplied with


def say(words: str) -> None:
    """A line at once: a bench takes minutes."""
    print(words, flush=True)


@dataclass
class Contest:
    """Senders of one table. Each row takes about `seconds`, and no more than `most` mails.

    `settle` waits until the sink is idle again; `silent` are rows that send nothing.
    """

    title: str
    seconds: float
    most: int
    settle: Callable[[], None] = lambda: None
    senders: dict[str, Callable[[int], Run]] = field(default_factory=dict)
    runs: dict[str, list[Run]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    _counts: dict[str, int] = field(default_factory=dict)

    def hold(self, rounds: int) -> None:
        """All rounds, and the table."""
        say(f"\n{self.title}; load {os.getloadavg()[0]:.1f}")
        for name in self.senders:
            self._counts[name] = self._size(name)
        names = list(self.senders)
        for turn in range(rounds):
            # Who comes first changes: what others do on the machine meets each in turn.
            for name in names[turn % len(names) :] + names[: turn % len(names)]:
                self.runs.setdefault(name, []).append(self._run(name, self._counts[name]))
        self._table()

    def _size(self, name: str) -> int:
        """How many mails take so many seconds: tried with ever more, until that is no wild guess.

        A short try is mostly a start, and of two processes the second one's.
        """
        count = wanted = min(FIRST, self.most)
        while count < self.most:
            rate = self._run(name, count).rate
            wanted = min(int(rate * self.seconds) // CONNECTIONS * CONNECTIONS, self.most)
            if wanted <= count * GROWTH:
                break
            count = min(count * GROWTH, self.most)
        return max(wanted, 2 * CONNECTIONS)

    def _run(self, name: str, count: int) -> Run:
        run = self.senders[name](count)
        self.settle()
        return run

    # --- what came out ----------------------------------------------------------------

    def ratio(self, name: str, to: str = REFERENCE) -> float | None:
        """The median of the ratios of rates, each within its round."""
        return self._median(name, to, lambda run, other: run.rate / other.rate)

    def cost_ratio(self, name: str, to: str) -> float | None:
        """Likewise of the CPU time a mail."""
        return self._median(name, to, lambda run, other: run.cost / other.cost)

    def added_cost_ratio(self, name: str, without: str, to: str) -> float | None:
        """Of what a mail costs more than `without`, to what `to` costs."""
        if not {name, without, to} <= self.runs.keys():
            return None
        rows = zip(self.runs[name], self.runs[without], self.runs[to], strict=True)
        return median((run.cost - plain.cost) / other.cost for run, plain, other in rows)

    def _median(self, name: str, to: str, what: Callable[[Run, Run], float]) -> float | None:
        if name not in self.runs or to not in self.runs:
            return None
        return median(map(what, self.runs[name], self.runs[to]))

    def _table(self) -> None:
        say(f"| {'sender':36} | mails | seconds | mails/s | ratio | to -d | us CPU |  MiB |")
        say(f"| {'-' * 36} | ----: | ------: | ------: | ----: | ----: | -----: | ---: |")
        for name, runs in self.runs.items():
            seconds, rate = median(run.seconds for run in runs), median(run.rate for run in runs)
            ratios = [None if name in self.silent else self.ratio(name, to) for to in BOTH]
            cpu, size = median(run.cost for run in runs) * 1e6, max(run.size for run in runs)
            say(
                f"| {name:36} | {runs[0].count:5} | {seconds:7.1f} | {rate:7.0f} |"
                f" {_cell(ratios[0], '.2f'):>5} | {_cell(ratios[1], '.2f'):>5} |"
                f" {cpu:6.0f} | {_cell(size, '.0f'):>4} |"
            )


def _cell(value: float | None, form: str) -> str:
    return format(value, form) if value else "-"
