"""What a send is held to, and what was measured: one table."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from sending.contest import say


@dataclass(frozen=True)
class Target:
    """A figure that must be at least, or at most, so much; None: it could not be measured."""

    name: str
    limit: float
    measured: float | None
    at_most: bool = False
    unit: str = ""

    @property
    def verdict(self) -> str:
        """Met or not."""
        if self.measured is None:
            return "not measured"
        good = self.measured <= self.limit if self.at_most else self.measured >= self.limit
        return "met" if good else "NOT MET"

    @property
    def row(self) -> str:
        """Its line of the table."""
        sign = "<=" if self.at_most else ">="
        wanted = f"{sign} {self.limit:.3g}{self.unit}"
        found = "-" if self.measured is None else f"{self.measured:.2f}{self.unit}"
        return f"| {self.name:64} | {wanted:>9} | {found:>9} | {self.verdict:12} |"


def table(targets: list[Target]) -> None:
    """All of them."""
    say("\nTargets")
    say(f"| {'':64} | {'wanted':>9} | {'measured':>9} | {'':12} |")
    say(f"| {'-' * 64} | --------: | --------: | {'-' * 12} |")
    for target in targets:
        say(target.row)


def profiles(title: str, found: dict[str, list[dict[str, float]]]) -> None:
    """A column for each sender, a line for each part: medians of its rounds."""
    say(f"\n{title}")
    say(f"| {'':46} | {' | '.join(found)} |")
    say(f"| {'-' * 46} | {' | '.join('-' * (len(name) - 1) + ':' for name in found)} |")
    parts = dict.fromkeys(part for runs in found.values() for run in runs for part in run)
    rows = {
        part: [[run.get(part, 0.0) for run in runs] for runs in found.values()] for part in parts
    }
    rows["in all"] = [[sum(run.values()) for run in runs] for runs in found.values()]
    for part, columns in rows.items():
        cells = (
            f"{median(runs):{len(name)}.0f}" for name, runs in zip(found, columns, strict=True)
        )
        say(f"| {part:46} | {' | '.join(cells)} |")
