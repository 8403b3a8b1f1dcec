"""python -m tests.quality.feeds DIR: how many of a folder's test feeds are read as they expect."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.quality.feeds.score import Score, corpus_hash, feeds, score


def main(folder: Path, *, tell: bool) -> None:
    parts = score(folder)
    if not parts:
        sys.exit(f"{folder} holds no feed with an Expect: comment on a field that is kept")
    print(f"{folder}: {len(feeds(folder))} feeds, corpus {corpus_hash(folder)}")  # noqa: T201 - a scorer prints
    total = Score()
    for name, part in sorted(parts.items()):
        print(_line(name, part))  # noqa: T201 - a scorer prints
        total.concerned += part.concerned
        total.failed += part.failed
        for line in part.failed if tell else ():
            print(f"    {line}")  # noqa: T201 - a scorer prints
    print(_line("all", total))  # noqa: T201 - a scorer prints


def _line(name: str, part: Score) -> str:
    right = part.concerned - len(part.failed)
    return f"{name:24} {right:5} of {part.concerned:5}  {part.share:.3f}"


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument != "--tell"]
    main(Path(given[0]) if given else Path(__file__).parent / "own", tell="--tell" in sys.argv[1:])
