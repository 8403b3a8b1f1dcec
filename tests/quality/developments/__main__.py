"""python -m tests.quality.developments [FILE]: which later sentences are taken for news."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.quality.developments.score import PAIRS, develops, pairs


def main(path: Path) -> None:
    judged = [(pair, develops(pair)) for pair in pairs(path)]
    for language in sorted({pair.language for pair, _ in judged}):
        mine = [(pair.develops, found) for pair, found in judged if pair.language == language]
        right = sum(wanted == found for wanted, found in mine)
        print(f"{language}  {right} of {len(mine)}")  # noqa: T201 - a scorer prints
    for pair, found in judged:
        if found != pair.develops:
            what = "taken for news" if found else "not seen"
            print(f"{pair.language}  {what}: {pair.later}")  # noqa: T201 - likewise


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
