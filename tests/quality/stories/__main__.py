"""python -m tests.quality.stories DIR: BCubed of our stories against a labelled folder."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.quality.stories.score import corpus_hash, read, score


def main(folder: Path) -> None:
    labelled = read(folder)
    if not labelled:
        sys.exit(f"{folder} holds no *.tsv with labelled articles")
    events = len({event for event, _ in labelled})
    print(f"{folder}: {len(labelled)} articles, {events} events, corpus {corpus_hash(folder)}")  # noqa: T201 - a scorer prints
    for name, titles_only in (("texts", False), ("titles", True)):
        found = score(folder, titles_only=titles_only)
        print(f"{name:7} P {found.precision:.3f}  R {found.recall:.3f}  F1 {found.f1:.3f}")  # noqa: T201 - a scorer prints


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent))
