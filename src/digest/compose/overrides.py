"""Editors' Overrides, applied to what the rules chose: the last word in composing.

A decision is bound to the articles of its story, so it holds when a new collection gave the
story another id, more coverage, or made one of two. Of two that speak of the same thing the
later one stands. Judges nothing: what an editor said is done, or said to be adrift.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.model import ABOUT_EDITION, OverrideKind, Story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Override

__all__ = ["BACK", "Amended", "Told", "adrift", "amend", "holder", "phrase_of"]

BACK = frozenset({OverrideKind.PIN, OverrideKind.LEAD, OverrideKind.ESSENTIAL})
"""Decisions that put a story into the edition: they end a HIDE before, and it ends them."""

Told = Mapping[OverrideKind, "Override"]
"""The decisions that stand about one story, or about the edition, by kind."""

_DONE = {
    OverrideKind.PIN: "pinned",
    OverrideKind.HIDE: "hidden",
    OverrideKind.LEAD: "made the lead",
    OverrideKind.ESSENTIAL: "made essential",
    OverrideKind.MOVE: "moved to place {value}",
    OverrideKind.TOPIC: "put under {value}",
    OverrideKind.RETITLE: "headline rewritten",
    OverrideKind.SUMMARY: "summary rewritten",
    OverrideKind.WHY: "why it matters, in the words of {writer}, put in",
    OverrideKind.NOTE: "note “{value}”",
    OverrideKind.GREETING: "greeting written",
    OverrideKind.SUBJECT: "subject written",
    OverrideKind.PREHEADER: "preheader written",
}


@dataclass(frozen=True, slots=True)
class Amended:
    """Stories as the editors want them, best first, and what is still to be done to slots.

    `kept` are ids of stories that have to stand; `hidden` gives the reason of those taken
    out; `told` holds the decisions by story id, `whole` those about the edition. `moved` gives
    places from 1 by story id, the latest decision last; `lead` is the latest lead's id.
    """

    stories: tuple[Story, ...]
    kept: frozenset[str] = frozenset()
    hidden: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)
    whole: Told = field(default_factory=dict)
    moved: Mapping[str, int] = field(default_factory=dict)
    lead: str = ""
    left_out: tuple[str, ...] = ()

    def says(self, story: str, kind: OverrideKind) -> Override | None:
        """The decision of that kind that stands about a story."""
        return self.told.get(story, {}).get(kind)


def amend(stories: Sequence[Story], overrides: Sequence[Override]) -> Amended:
    """Bind each decision that stands to its story, and do to the stories what is to be done.

    Args:
        stories: best first.
        overrides: in the order in which they were made; those undone are passed over.
    """
    standing = [one for one in overrides if one.stands]
    bound, lost = _bound(stories, standing)
    struck = _struck(bound)
    told: dict[str, dict[OverrideKind, Override]] = {}
    moved: dict[str, int] = {}
    lead = ""
    for found, one in bound:
        story = found.id
        if one.story in struck.get(story, {}):
            continue  # what was said of a story that is hidden is not said of what took it up
        _note(told.setdefault(story, {}), one)
        match one.kind:
            case OverrideKind.MOVE:
                moved.pop(story, None)
                moved[story] = int(one.value)
            case OverrideKind.LEAD:
                lead = story
            case OverrideKind.HIDE if lead == story:
                lead = ""
    made = {
        story.id: _amended(_without(story, struck.get(story.id, {})), told.get(story.id, {}))
        for story in stories
    }
    return Amended(
        stories=tuple(kept for kept in made.values() if kept),
        kept=frozenset(name for name, said in told.items() if BACK & said.keys()),
        hidden={
            name: phrase_of(told[name][OverrideKind.HIDE])
            for name, kept in made.items()
            if kept is None
        },
        told=told,
        whole={one.kind: one for one in standing if one.kind in ABOUT_EDITION},
        moved=moved,
        lead=lead,
        left_out=(*lost, *_taken_out(stories, struck)),
    )


def _struck(bound: Sequence[tuple[Story, Override]]) -> dict[str, dict[str, Override]]:
    """By a story's id the hidden ones that were merged into it, each by the id that it had."""
    struck: dict[str, dict[str, Override]] = {}
    for story, one in bound:
        if not _is_part(story, one):
            continue
        if one.kind is OverrideKind.HIDE:
            struck.setdefault(story.id, {})[one.story] = one
        elif one.kind in BACK:
            struck.get(story.id, {}).pop(one.story, None)
    return struck


def _taken_out(
    stories: Sequence[Story], struck: Mapping[str, Mapping[str, Override]]
) -> Iterator[str]:
    """A line for each hidden story that another one has taken up."""
    for story in stories:
        for hide in struck.get(story.id, {}).values():
            where = f"its articles were taken out of “{story.lead.title}”"
            yield f"“{hide.headline}”: {phrase_of(hide)}; {where}"


def _bound(
    stories: Sequence[Story], standing: Sequence[Override]
) -> tuple[list[tuple[Story, Override]], tuple[str, ...]]:
    """Each decision about a story with that story, and a line for each that has none."""
    by_article = {name: story for story in reversed(stories) for name in _articles(story)}
    bound: list[tuple[Story, Override]] = []
    lost: list[str] = []
    for one in standing:
        if one.kind in ABOUT_EDITION or one.kind is OverrideKind.NOTE:
            continue
        near = {
            by_article[name].id: by_article[name] for name in one.articles if name in by_article
        }
        story = holder(one, tuple(near.values()))
        if story:
            bound.append((story, one))
        else:
            lost.append(adrift(one))
    return bound, tuple(lost)


def holder(override: Override, stories: Sequence[Story]) -> Story | None:
    """The story that a decision is about: of its own id, else with most of its articles."""
    bound = set(override.articles)
    best, most = None, (0, False)
    for story in stories:
        common = len(bound & _articles(story))
        rank = (common, story.id == override.story)
        if common and (rank[1], rank[0]) > (most[1], most[0]):
            best, most = story, rank
    return best


def phrase_of(override: Override) -> str:
    """What was decided, by whom and when, as a reason."""
    done = _DONE[override.kind].format(value=override.value, writer=override.writer)
    return f"{done} by {override.who} at {override.at:%Y-%m-%d %H:%M}Z"


def adrift(override: Override) -> str:
    """The line for a decision whose story is gone."""
    return f"“{override.headline}”: {phrase_of(override)}, but no story of this edition tells it"


def _note(said: dict[OverrideKind, Override], one: Override) -> None:
    if one.kind is OverrideKind.HIDE:
        for kind in BACK:
            said.pop(kind, None)
    elif one.kind in BACK:
        said.pop(OverrideKind.HIDE, None)
    said[one.kind] = one


def _amended(story: Story, said: Told) -> Story | None:
    """The story with its topic and the reasons; None where it is not to stand."""
    if OverrideKind.HIDE in said:
        return None
    topic = said.get(OverrideKind.TOPIC)
    lines = tuple(phrase_of(one) for one in said.values())
    return replace(
        story,
        topic=topic.value if topic else story.topic,
        reasons=(*story.reasons, *lines),
    )


def _is_part(story: Story, one: Override) -> bool:
    """Whether the story of a decision was merged into a larger one; one that only grew was not."""
    told = _articles(story)
    return story.id != one.story and len(told - set(one.articles)) * 2 > len(told)


def _without(story: Story, struck: Mapping[str, Override]) -> Story:
    """A story less the articles of hidden ones; another lead is told in its own summary."""
    gone = {name for hide in struck.values() for name in hide.articles}
    rest = [one for one in (story.lead, *story.coverage) if one.id not in gone]
    if not gone or not rest:
        return story
    voices = {article.outlet for article in rest}
    left = replace(
        story,
        lead=rest[0],
        coverage=tuple(rest[1:]),
        independent=min(story.independent, len(voices)),
    )
    if left.lead.id != story.lead.id:
        own = " ".join(left.lead.summary.split())
        return replace(left, summary=own, summary_by="", lifted="")
    return left


def _articles(story: Story) -> set[str]:
    return {article.id for article in (story.lead, *story.coverage)}
