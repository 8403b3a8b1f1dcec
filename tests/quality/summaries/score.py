"""How well summaries do on a labelled folder, beside the first three sentences (lead-3).

Faithful is a summary of which every sentence stands in its article. What a summary catches is
measured by ROUGE-L (Lin, 2004) against how the other articles of its story tell the event, in the
same language; a folder with a column `abstract` is measured against that.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.quality.labelled import abstracts, read

from digest.curate import summarise
from digest.curate.sentences import sentences
from digest.curate.summarise import dangles
from digest.curate.text import words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.quality.labelled import Labelled

    from digest.model import Article

LONGEST = 60  # words
SHORTEST = 20
REFERENCES = 3
CJK = ("ja", "zh", "ko")


@dataclass(frozen=True, slots=True)
class Found:
    """Shares of all summaries, and mean ROUGE-L F1 of those with something to compare to."""

    articles: int
    faithful: float
    sized: float
    standing: float
    compared: int
    ours: float
    lead_3: float


def judge(folder: Path) -> Found:
    labelled = read(folder)
    made = {one.article.id: summarise(one.article) for one in labelled}
    pairs = [
        (made[one.article.id], _lead_3(one.article), told)
        for one, references in _references(folder, labelled)
        for told in references
    ]
    count, compared = len(labelled) or 1, len(pairs) or 1
    return Found(
        articles=len(labelled),
        faithful=sum(_faithful(made[one.article.id], one.article) for one in labelled) / count,
        sized=sum(_sized(made[one.article.id], one.article) for one in labelled) / count,
        standing=sum(not dangles(made[one.article.id]) for one in labelled) / count,
        compared=len(pairs),
        ours=sum(rouge_l(ours, told) for ours, _, told in pairs) / compared,
        lead_3=sum(rouge_l(lead, told) for _, lead, told in pairs) / compared,
    )


def rouge_l(made: str, told: str) -> float:
    """F1 of the longest common subsequence of words."""
    left, right = words(made), words(told)
    row = [0] * (len(right) + 1)
    for word in left:
        above, row = row, [0] * (len(right) + 1)
        for at, other in enumerate(right, 1):
            row[at] = above[at - 1] + 1 if word == other else max(above[at], row[at - 1])
    common = row[-1]
    return 2 * common / (len(left) + len(right)) if common else 0.0


def _references(folder: Path, labelled: list[Labelled]) -> list[tuple[Labelled, list[str]]]:
    given = abstracts(folder)
    if any(given):
        return [(one, [told] if told else []) for one, told in zip(labelled, given, strict=True)]
    stories: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
    for one in labelled:
        stories[one.story, one.article.language].append(one.article)
    return [
        (one, _others(one.article, stories[one.story, one.article.language])) for one in labelled
    ]


def _others(article: Article, told: list[Article]) -> list[str]:
    """Texts of the others, copies of its own left out."""
    return [other.text for other in told if other.text[:60] != article.text[:60]][:REFERENCES]


def _lead_3(article: Article) -> str:
    return " ".join(sentences(" ".join(article.text.split()))[:3])


def _faithful(made: str, article: Article) -> bool:
    told = " ".join(f"{article.summary} {article.text}".split())
    return all(part.removesuffix("…") in told for part in sentences(made))


def _sized(made: str, article: Article) -> bool:
    whole = len(words(article.text))
    count = len(words(made))
    limit = LONGEST * (2 if article.language in CJK else 1)
    return count <= limit and (count >= SHORTEST or whole < 2 * SHORTEST)
