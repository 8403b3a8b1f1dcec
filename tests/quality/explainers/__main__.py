"""python -m tests.quality.explainers DIR: what is found behind the stories of a labelled folder."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.quality.explainers.score import judge
from tests.quality.labelled import NEWS, corpus_hash


def main(folder: Path) -> None:
    found = judge(folder)
    if not found.stories:
        sys.exit(f"{folder} holds no *.tsv with labelled articles")
    print(f"{folder}: {found.stories} stories, corpus {corpus_hash(folder)}")  # noqa: T201 - a scorer prints
    print(f"P {found.precision:.3f}  R {found.recall:.3f}")  # noqa: T201 - a scorer prints
    for story, other in found.wrong:
        print(f"  {story} | {other}")  # noqa: T201 - a scorer prints


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else NEWS)
