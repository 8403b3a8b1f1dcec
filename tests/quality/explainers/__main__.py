"""python -m tests.quality.explainers DIR: what is found behind the stories of a labelled folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.quality.explainers.score import judge
from tests.quality.labelled import OF_STORIES, asked, corpus_hash

if TYPE_CHECKING:
    from pathlib import Path


def main(folder: Path) -> None:
    found = judge(folder)
    print(f"{folder}: {found.stories} stories, corpus {corpus_hash(folder)}")  # noqa: T201 - a scorer prints
    print(f"P {found.precision:.3f}  R {found.recall:.3f}")  # noqa: T201 - a scorer prints
    for story, other in found.wrong:
        print(f"  {story} | {other}")  # noqa: T201 - a scorer prints


if __name__ == "__main__":
    main(asked(OF_STORIES))
