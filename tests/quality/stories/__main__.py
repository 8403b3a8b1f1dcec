"""python -m tests.quality.stories DIR: BCubed of our stories against a labelled folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.quality.labelled import OF_STORIES, asked, corpus_hash, read
from tests.quality.stories.score import WAYS, judge

if TYPE_CHECKING:
    from pathlib import Path


def main(folder: Path) -> None:
    labelled = read(folder)
    stories = len({one.story for one in labelled})
    print(f"{folder}: {len(labelled)} articles, {stories} stories, corpus {corpus_hash(folder)}")  # noqa: T201 - a scorer prints
    for way in WAYS:
        for name, titles_only in (("texts", False), ("titles", True)):
            _say(folder, f"{way} {name}", way=way, titles_only=titles_only)
    for language in sorted({one.article.language for one in labelled}):
        _say(folder, f"ours texts {language}", language=language)


def _say(folder: Path, name: str, **how: object) -> None:
    found = judge(folder, **how)
    score = found.score
    merged = f"look-alikes merged {len(found.merged)} of {found.pairs}" if found.pairs else ""
    said = f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}  {merged}"
    print(f"{name:16} {said}".rstrip())  # noqa: T201 - a scorer prints


if __name__ == "__main__":
    main(asked(OF_STORIES))
