"""python -m tests.quality.topics DIR [MODEL]: how well topics are found in a labelled folder.

MODEL is the folder of a sentence model: then the same by meaning and words together.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.quality.labelled import OF_TOPICS, asked, corpus_hash, read
from tests.quality.topics.score import judge, judge_stories, opened

if TYPE_CHECKING:
    from pathlib import Path

    from digest.pipeline.embedder import Embedder


def main(folder: Path, model: Embedder | None = None) -> None:
    labelled = read(folder)
    topics = sorted({one.topic for one in labelled})
    print(f"{folder}: {len(labelled)} articles, {', '.join(topics)}, corpus {corpus_hash(folder)}")  # noqa: T201 - a scorer prints
    _say(folder, "shipped words")
    count, right, named = judge_stories(folder)
    print(f"{count:,} stories, by shipped words: accuracy {right:.3f}  named {named:.3f}")  # noqa: T201 - a scorer prints
    _say(folder, "after lessons", taught=True)
    for language in sorted({one.article.language for one in labelled}):
        _say(folder, f"after lessons {language}", language=language, taught=True)
    if model:
        _say(folder, "by meaning too", model=model)
        _say(folder, "after lessons", model=model, taught=True)


def _say(folder: Path, name: str, **how: object) -> None:
    found = judge(folder, **how)
    print(  # noqa: T201 - a scorer prints
        f"{name:18} accuracy {found.accuracy:.3f}  macro F1 {found.macro_f1:.3f}  "
        f"named {found.named:.3f}  right of these {found.sure:.3f}"
    )


if __name__ == "__main__":
    main(asked(OF_TOPICS), *map(opened, sys.argv[2:3]))
