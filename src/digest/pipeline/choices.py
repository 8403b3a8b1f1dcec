"""What a build left out and why, in the form that the store keeps for `digest why`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from digest.compose import CUT
from digest.curate import Curated
from digest.curate.memory import Recalled
from digest.model import EditionState
from digest.store import Candidate, Choice, ChoiceKind
from digest.store.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from digest.compose import Composed
    from digest.model import Story

CARRIED = "in an earlier edition of this newsletter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a build looked at; `window` is open at its start, `carried` are article ids."""

    curated: Curated
    recalled: Recalled
    window: tuple[datetime, datetime]
    carried: frozenset[str]


def choices(seen: Seen, made: Composed) -> Iterator[Choice]:
    """Every story and article that was looked at and does not stand in the edition."""
    since, until = map(text_of, seen.window)
    yield Choice(kind=ChoiceKind.WINDOW, id=since, about=until)
    for article in sorted(seen.carried):
        yield Choice(kind=ChoiceKind.ARTICLE, id=article, reason=CARRIED)
    yield from _articles(seen.curated)
    yield from story_choices(seen.recalled.stories, made)
    for story in seen.curated.stories:
        if reason := seen.recalled.told.get(story.id):
            yield from _story(story, reason)


def story_choices(stories: Sequence[Story], made: Composed) -> Iterator[Choice]:
    """The stories among them, each with its articles."""
    reasons = _reasons(stories, made)
    for story in stories:
        if reason := reasons.get(story.id):
            yield from _story(story, reason)


def _articles(curated: Curated) -> Iterator[Choice]:
    for article, reason in curated.left_out.items():
        kept = curated.duplicates.get(article, "")
        kind = ChoiceKind.DUPLICATE if kept else ChoiceKind.ARTICLE
        yield Choice(kind=kind, id=article, reason=reason, about=kept)


def _reasons(stories: Sequence[Story], made: Composed) -> Mapping[str, str]:
    """By story id, why it was not placed; of an edition that was skipped, why there is none."""
    edition = made.edition
    if edition.state is not EditionState.SKIPPED:
        standing = {slot.id for section in edition.sections for slot in section.slots}
        gone = {story.id for story in stories} - standing
        return dict.fromkeys(gone, CUT) | dict(made.reasons)
    none = next(iter(edition.left_out), "no edition was made")
    return {story.id: made.reasons.get(story.id, none) for story in stories}


def _story(story: Story, reason: str) -> Iterator[Choice]:
    yield Choice(kind=ChoiceKind.STORY, id=story.id, reason=reason, story=Candidate.of(story))
    for article in (story.lead, *story.coverage):
        yield Choice(kind=ChoiceKind.ARTICLE, id=article.id, reason=reason, about=story.id)
