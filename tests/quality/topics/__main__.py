"""python -m tests.quality.topics DIR [MODEL] [--taught-by OTHER]: how well topics are found.

DIR is a labelled folder. MODEL is the folder of a sentence model: then the same by meaning and
words together. OTHER is a labelled folder of other publishers, whose articles teach.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.quality.labelled import OF_TOPICS, asked, corpus_hash, fit, read
from tests.quality.topics.score import judge, judge_stories, judge_taught, opened

if TYPE_CHECKING:
    from tests.quality.topics.score import Found

    from digest.pipeline.embedder import Embedder

TAUGHT_BY = "--taught-by"


def main(folder: Path, model: Embedder | None = None, teacher: Path | None = None) -> None:
    labelled = read(folder)
    topics = sorted({one.topic for one in labelled})
    print(f"{folder}: {len(labelled)} articles, {', '.join(topics)}, corpus {corpus_hash(folder)}")  # noqa: T201 - a scorer prints
    _say(folder, "shipped words")
    count, right, named = judge_stories(folder)
    print(f"{count:,} stories, by shipped words: accuracy {right:.3f}  named {named:.3f}")  # noqa: T201 - a scorer prints
    _say(folder, "after lessons", taught=True)
    for language in sorted({one.article.language for one in labelled}):
        _say(folder, f"shipped words {language}", language=language)
        _say(folder, f"after lessons {language}", language=language, taught=True)
    if teacher:
        found = judge_taught(folder, teacher)
        _line(f"taught by {teacher}, corpus {corpus_hash(teacher)}:", found)
    if model:
        _say(folder, "by meaning too", model=model)
        _say(folder, "after lessons", model=model, taught=True)


def _say(folder: Path, name: str, **how: object) -> None:
    _line(f"{name:18}", judge(folder, **how))


def _line(name: str, found: Found) -> None:
    print(  # noqa: T201 - a scorer prints
        f"{name} accuracy {found.accuracy:.3f}  macro F1 {found.macro_f1:.3f}  "
        f"named {found.named:.3f}  right of these {found.sure:.3f}"
    )


def _given() -> tuple[Embedder | None, Path | None]:
    """What stands behind DIR: the model, and the folder that teaches."""
    words = sys.argv[2:]
    teacher = None
    if TAUGHT_BY in words:
        at = words.index(TAUGHT_BY)
        if not words[at + 1 :]:
            sys.exit(f"{TAUGHT_BY} needs a labelled folder")
        teacher = fit(Path(words[at + 1]), OF_TOPICS)
        del words[at : at + 2]
    return (opened(words[0]) if words else None), teacher


if __name__ == "__main__":
    main(asked(OF_TOPICS), *_given())
