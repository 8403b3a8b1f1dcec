"""python -m tests.quality.feeds DIR: how many of a folder's test feeds are read as they expect."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
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


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.quality.feeds", description=__doc__)
    own = Path(__file__).parent / "own"
    about = "where files end in .xml, each with an Expect: comment; default: the repository's own"
    parser.add_argument("folder", nargs="?", type=Path, default=own, metavar="DIR", help=about)
    parser.add_argument("--tell", action="store_true", help="name each that is read otherwise")
    return parser.parse_args()


if __name__ == "__main__":
    asked = _asked()
    main(asked.folder, tell=asked.tell)
