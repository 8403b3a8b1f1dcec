"""python -m tests.quality.thirty [DAYS] [SEED]: a table of simulated mornings, for an editor."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.quality.thirty.month import simulate

HEAD = f"{'edition':28}{'stories':>8}{'updates':>8}{'told':>6}{'repeated':>9}{'missed':>7}  lead"


def main(days: int = 30, seed: int = 7) -> None:
    print(HEAD)  # noqa: T201 - a scorer prints
    with tempfile.TemporaryDirectory() as folder:
        for one in simulate(Path(folder), days=days, seed=seed):
            wrong = len(one.repeated), len(one.missed) + len(one.silenced)
            told = f"{one.edition:28}{one.stories:8}{one.updates:8}{one.told:6}"
            print(f"{told}{wrong[0]:9}{wrong[1]:7}  {one.lead}")  # noqa: T201 - likewise


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
