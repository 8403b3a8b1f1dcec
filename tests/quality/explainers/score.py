"""How well articles are found that stand behind a story, on a labelled folder.

Each story's fullest article is held against all other articles of the folder, as if each of these
explained something. Right is one of the same story: what stands behind one event stands near it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.quality.labelled import read

from digest.curate.explain import behind
from digest.curate.near import rarities
from digest.curate.reading import read as reading_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.quality.labelled import Labelled


@dataclass(frozen=True, slots=True)
class Found:
    """Of all that was found the share that is right, and of all that is right what was found."""

    stories: int
    precision: float
    recall: float
    wrong: tuple[tuple[str, str], ...]


def judge(folder: Path) -> Found:
    labelled = read(folder)
    readings = {one.article.id: reading_of(one.article) for one in labelled}
    stories: defaultdict[str, list[Labelled]] = defaultdict(list)
    for one in labelled:
        stories[one.story].append(one)
    leads = [max(told, key=lambda one: len(one.article.text)) for told in stories.values()]
    rarity = rarities(readings[lead.article.id] for lead in leads)
    named = {one.article.id: one for one in labelled}
    found = [
        (lead, named[name])
        for lead in leads
        for name in behind(
            readings[lead.article.id],
            [(readings[one.article.id], one.article.title) for one in labelled if one != lead],
            rarity,
        )
    ]
    right = sum(lead.story == one.story for lead, one in found)
    there = len(labelled) - len(leads)
    wrong = [
        (lead.article.title, one.article.title) for lead, one in found if lead.story != one.story
    ]
    return Found(len(leads), right / (len(found) or 1), right / (there or 1), tuple(wrong))
