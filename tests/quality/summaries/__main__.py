"""python -m tests.quality.summaries DIR: summaries of a labelled folder beside lead-3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.quality.labelled import OF_SUMMARIES, asked, corpus_hash
from tests.quality.summaries.score import judge

if TYPE_CHECKING:
    from pathlib import Path


def main(folder: Path) -> None:
    found = judge(folder)
    print(f"{folder}: {found.articles} articles, corpus {corpus_hash(folder)}")  # noqa: T201 - a scorer prints
    print(  # noqa: T201 - a scorer prints
        f"faithful {found.faithful:.3f}  of 20 to 60 words {found.sized:.3f}  "
        f"without a loose pronoun {found.standing:.3f}"
    )
    print(  # noqa: T201 - a scorer prints
        f"another source adds to {found.added} of {found.stories} stories  "
        f"faithful {found.added_faithful:.3f}  of at most 60 words, without a loose pronoun "
        f"{found.added_alone:.3f}"
    )
    print(  # noqa: T201 - a scorer prints
        f"ROUGE-L F1 over {found.compared}: ours {found.ours:.3f}, lead-3 {found.lead_3:.3f}"
    )


if __name__ == "__main__":
    main(asked(OF_SUMMARIES))
