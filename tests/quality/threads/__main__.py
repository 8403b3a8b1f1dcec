"""python -m tests.quality.threads [FILE]: which later articles are taken for the same matter."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.quality.threads.score import PAIRS, Pair, alone, as_one, pairs, silent, tied

WAYS = {"among others": tied, "alone": alone, "four days later": silent, "as one story": as_one}


def main(path: Path) -> None:
    labelled = pairs(path)
    for name, way in WAYS.items():
        _say(f"{name}:", list(zip(labelled, way(labelled), strict=True)))


def _say(name: str, judged: list[tuple[Pair, bool]]) -> None:
    for label in (True, False):
        mine = [found == label for pair, found in judged if pair.same == label]
        print(name, "same" if label else "others", f"{sum(mine)} of {len(mine)}")  # noqa: T201 - a scorer prints
    for pair, found in judged:
        if found != pair.same:
            what = "tied" if found else "not tied"
            print(f"  {pair.language}  {what}: {pair.earlier.title} / {pair.later.title}")  # noqa: T201 - likewise


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
