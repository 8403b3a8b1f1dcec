"""python -m tests.quality.developments [FILE ...]: which later sentences are taken for news."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.quality.developments.score import AGAIN, BARE, PAIRS, develops, pairs


def main(paths: list[Path]) -> None:
    for path in paths:
        judged = [(pair, develops(pair)) for pair in pairs(path)]
        print(path.name)  # noqa: T201 - a scorer prints
        for language in sorted({pair.language for pair, _ in judged}):
            mine = [(pair.develops, found) for pair, found in judged if pair.language == language]
            right = sum(wanted == found for wanted, found in mine)
            print(f"{language}  {right} of {len(mine)}")  # noqa: T201 - likewise
        for pair, found in judged:
            if found != pair.develops:
                what = "taken for news" if found else "not seen"
                print(f"{pair.language}  {what}: {pair.later}")  # noqa: T201 - likewise


if __name__ == "__main__":
    main([Path(path) for path in sys.argv[1:]] or [PAIRS, AGAIN, BARE])
