"""python -m tests.quality.folders KIND FROM TO: a public corpus, saved here, as a labelled folder.

KIND is ecb (add `even` for the half that is for acceptance), bbc, ag, gnad, cnn,
bbc-summaries, sib, masakha or uci (add how many headlines of a story, 10 by default).
Fetches nothing. docs/benchmarks.md, "Making the folders", says where each comes from.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.quality.folders.convert import KINDS, UnknownShapeError, write
from tests.quality.labelled import corpus_hash


def main(kind: str, came: Path, goes: Path, *how: str) -> None:
    if kind not in KINDS or not came.exists():
        sys.exit(f"{kind} {came}: there is no such kind or file\n\n{__doc__}")
    try:
        count = write(goes, KINDS[kind](came, *how))
    except UnknownShapeError as error:
        sys.exit(f"{came} is not what {kind} comes in: {error}")
    print(f"{goes}: {count} articles, corpus {corpus_hash(goes)}")  # noqa: T201 - a tool prints


if __name__ == "__main__":
    if len(sys.argv) < len(("", "KIND", "FROM", "TO")):
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
