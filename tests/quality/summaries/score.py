"""How well summaries do on a labelled folder, beside the first three sentences (lead-3).

Faithful is a summary of which every sentence stands in its article. A story's summary may go on
with a sentence of another source, which has to stand there, and in the lead's article must not.
What a summary catches is measured by ROUGE-L (Lin, 2004) against how the others of its story
tell the event, in the same language; a folder with a column `abstract` is measured against that.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.quality.labelled import abstracts, read

from digest.curate import summarise
from digest.curate.addendum import addendum_to
from digest.curate.dangling import dangles
from digest.curate.text import words
from digest.model import Story
from digest.prose.length import word_count
from digest.prose.sentences import sentences

if TYPE_CHECKING:
    from pathlib import Path

    from tests.quality.labelled import Labelled

    from digest.model import Addendum, Article

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
    stories: int
    added: int
    added_faithful: float
    added_alone: float


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
        standing=sum(not dangles(made[one.article.id], one.article.tongue) for one in labelled)
        / count,
        compared=len(pairs),
        ours=sum(rouge_l(ours, told) for ours, _, told in pairs) / compared,
        lead_3=sum(rouge_l(lead, told) for _, lead, told in pairs) / compared,
        **_of_stories(labelled),
    )


def _of_stories(labelled: list[Labelled]) -> dict[str, Any]:
    """How many stories of several sources there are, and what another source adds to them."""
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for one in labelled:
        groups[one.story].append(one.article)
    stories = [_story(name, told) for name, told in groups.items()]
    several = [one for one in stories if len({each.publisher for each in _all(one)}) > 1]
    found = [(one, addendum_to(one, summarise(one.lead))) for one in several]
    added = [(one, more) for one, more in found if more]
    count = len(added) or 1
    return {
        "stories": len(several),
        "added": len(added),
        "added_faithful": sum(_stands(more, one) for one, more in added) / count,
        "added_alone": sum(_fits(more, one) for one, more in added) / count,
    }


def _story(name: str, told: list[Article]) -> Story:
    """Led by the fullest article, as one that nobody weighed."""
    lead = max(told, key=lambda one: (len(one.text), one.id))
    return Story(id=name, lead=lead, coverage=tuple(one for one in told if one.id != lead.id))


def _all(story: Story) -> tuple[Article, ...]:
    return (story.lead, *story.coverage)


def _stands(more: Addendum, story: Story) -> bool:
    """Whether it stands whole in an article of the source that is named, and not in the lead's."""
    named = [one for one in story.coverage if one.publisher == more.source]
    told = [" ".join(one.text.split()) for one in (story.lead, *named)]
    return more.sentence not in told[0] and any(more.sentence in text for text in told[1:])


def _fits(more: Addendum, story: Story) -> bool:
    """Whether it needs nothing before it, and the whole is no longer than a summary may be."""
    whole = f"{summarise(story.lead)} {more.sentence}"
    return not dangles(more.sentence, story.lead.tongue) and word_count(whole) <= LONGEST


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
