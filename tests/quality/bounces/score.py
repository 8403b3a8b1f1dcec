"""Scores what we make of mails that came back against a table. Reads any folder of mails.

The table has the columns file, kind and address, tab-separated, a line for each address that a
mail speaks of. `kind` is a BounceKind; where a corpus knows only hard and soft, soft stands for
all that bars nobody at once.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.deliver.bounce import judge

if TYPE_CHECKING:
    from pathlib import Path

    from digest.model import Bounce

FAILURES = frozenset({"soft", "quota", "policy"})


@dataclass(slots=True)
class Score:
    hard: int = 0
    hard_found: int = 0
    soft: int = 0
    soft_called_hard: int = 0
    addresses: int = 0
    addresses_found: int = 0
    kinds: int = 0
    kinds_right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def hard_recall(self) -> float:
        return self.hard_found / max(1, self.hard)

    @property
    def soft_as_hard(self) -> float:
        return self.soft_called_hard / max(1, self.soft)

    @property
    def address_recall(self) -> float:
        return self.addresses_found / max(1, self.addresses)

    @property
    def kind_accuracy(self) -> float:
        return self.kinds_right / max(1, self.kinds)


def score(folder: Path, table: Path) -> Score:
    """What we make of each mail that the table names, beside what it says."""
    found = Score()
    known: dict[str, tuple[Bounce, ...]] = {}
    for row in _rows(table):
        name = row["file"]
        if name not in known:
            known[name] = judge((folder / name).read_bytes())
        _compare(found, row, known[name])
    return found


def corpus_hash(folder: Path, table: Path) -> str:
    hashed = hashlib.sha256(table.read_bytes())
    for name in sorted({row["file"] for row in _rows(table)}):
        hashed.update((folder / name).read_bytes())
    return hashed.hexdigest()[:16]


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _compare(found: Score, row: dict[str, str], told: tuple[Bounce, ...]) -> None:
    wanted, address = row["kind"], row["address"].lower()
    about = [one for one in told if address in map(str.lower, one.addresses)]
    kind = (about or told)[0].kind.value
    if address:
        found.addresses += 1
        found.addresses_found += bool(about)
    found.kinds += 1
    found.kinds_right += kind == wanted
    found.hard += wanted == "hard"
    found.hard_found += wanted == kind == "hard"
    found.soft += wanted in FAILURES
    found.soft_called_hard += wanted in FAILURES and kind == "hard"
    if kind != wanted or (address and not about):
        found.wrong.append(f"{row['file']}: {wanted} {address}, found {kind} {_named(told)}")


def _named(told: tuple[Bounce, ...]) -> str:
    return ", ".join(address for one in told for address in one.addresses) or "nobody"
