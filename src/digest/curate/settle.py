"""Into which stories new articles fall, when others stand already: ids stay what they were.

Only components that a new article touches are grouped anew, and what tells the same in another
language falls to them. The rule of ids: a group takes the id of the story that most of its
articles had, of equals the one that sorts first; where two groups claim one story, the group with
more of its articles keeps it. A group without a claim is a new story, named after its oldest
article. A story that no group keeps was merged into the one that took most of it. A new story goes
on from the nearest earlier one that its articles are tied to, but too weakly to be the same; a
place that both happen in is no such tie.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.curate.cluster import components_of, joined
from digest.curate.near import THREAD_HOURS, WINDOW_HOURS, nearness_of
from digest.curate.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Collection

    from digest.curate.near import Nearness

__all__ = ["Settled", "settle"]

NO_STORIES: Mapping[str, str] = MappingProxyType({})
SURE = 2.0  # closeness of two articles more than 72 hours apart that are of one matter
NAMES = 3  # names that do for such two as words do for others: more than a place and a person
COMMON = 2  # words, but for names, that a new story has in common with the one it goes on from


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What changed: the story of each article touched; of a new story the one before; merges.

    `kept` are the new Readings, to be given again the next time.
    """

    story_of: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    kept: Sequence[Reading] = ()


def settle(
    readings: Sequence[Reading],
    known: Mapping[str, str],
    taken: Collection[str] = (),
    past: Mapping[str, str] = NO_STORIES,
) -> Settled:
    """Place each Reading without a story.

    Args:
        readings: oldest first: the new ones, those within 72 hours of them, and those of `past`.
        known: the story of each article that has one.
        taken: ids of stories that no new one may get, beside those in `known`.
        past: the story of each article that lies further back: a new story may go on from it, but
            no article joins it.
    """
    had = known.keys() | past.keys()
    fresh = [place for place, reading in enumerate(readings) if reading.id not in had]
    nearness = nearness_of(readings)
    drawn = nearness.drawn(fresh, 1.0, THREAD_HOURS)
    near = {
        pair: close
        for pair, close in drawn.items()
        if not _apart(*(readings[place] for place in pair))
    }
    components = components_of(fresh, near | _held(readings, known))
    touched = list(nearness.grouped(filter(set(fresh).intersection, components)))
    groups = _whole(touched, readings, known, nearness)
    names = _named(groups, readings, known, set(taken) | set(known.values()))
    story_of = {readings[place].id: names[at] for at, group in enumerate(groups) for place in group}
    return Settled(
        story_of=story_of,
        before=_before(
            readings, drawn, {**known, **past, **story_of}, {*known.values(), *past.values()}
        ),
        merged=_merged(known, story_of),
        kept=[readings[place] for place in fresh],
    )


def _apart(one: Reading, other: Reading) -> bool:
    """Whether they are too far apart to tell one story."""
    return abs(one.hours - other.hours) > WINDOW_HOURS


def _whole(
    touched: Sequence[Sequence[int]],
    readings: Sequence[Reading],
    known: Mapping[str, str],
    nearness: Nearness,
) -> list[list[int]]:
    """The groups touched, with the stories in other languages that tell the same event."""
    asked = frozenset(chain.from_iterable(touched))
    others: defaultdict[str, list[int]] = defaultdict(list)
    for place, reading in enumerate(readings):
        if place not in asked and (story := known.get(reading.id)):
            others[story].append(place)
    groups = joined([*touched, *others.values()], readings, asked, nearness)
    return list(filter(asked.intersection, groups))


def _held(readings: Sequence[Reading], known: Mapping[str, str]) -> dict[tuple[int, int], float]:
    """Articles of one story hold together until they are grouped anew."""
    latest: dict[str, int] = {}
    held: dict[tuple[int, int], float] = {}
    for place, reading in enumerate(readings):
        if story := known.get(reading.id):
            if story in latest:
                held[latest[story], place] = 1.0
            latest[story] = place
    return held


def _named(
    groups: Sequence[Sequence[int]],
    readings: Sequence[Reading],
    known: Mapping[str, str],
    taken: set[str],
) -> list[str]:
    claims = [
        (-count, story, at)
        for at, group in enumerate(groups)
        for story, count in _had(group, readings, known).items()
    ]
    names: dict[int, str] = {}
    given: set[str] = set()
    for _, story, at in sorted(claims):
        if at not in names and story not in given:
            names[at] = story
            given.add(story)
    for at, group in enumerate(groups):
        if at not in names:
            names[at] = _new(group, readings, taken)
            taken.add(names[at])
    return [names[at] for at in range(len(groups))]


def _had(
    group: Sequence[int], readings: Sequence[Reading], known: Mapping[str, str]
) -> Counter[str]:
    return Counter(known[readings[place].id] for place in group if readings[place].id in known)


def _new(group: Sequence[int], readings: Sequence[Reading], taken: Collection[str]) -> str:
    """Name a story after its oldest article that no other story is named after."""
    names = [f"s{readings[place].id[1:]}" for place in group]
    return next((name for name in names if name not in taken), f"{names[0]}{len(taken):x}")


def _merged(known: Mapping[str, str], story_of: Mapping[str, str]) -> dict[str, str]:
    """Stories of which nothing is left, by the one that took most of their articles."""
    went: defaultdict[str, Counter[str]] = defaultdict(Counter)
    left = set(story_of.values())
    for article, story in known.items():
        if article in story_of:
            went[story][story_of[article]] += 1
        else:
            left.add(story)
    return {
        story: min(took, key=lambda name: (-took[name], name))
        for story, took in went.items()
        if story not in left
    }


def _before(
    readings: Sequence[Reading],
    drawn: Mapping[tuple[int, int], float],
    story_of: Mapping[str, str],
    old: Collection[str],
) -> dict[str, str]:
    """For each new story the one before it that its articles were drawn to most."""
    drawn_to: defaultdict[str, Counter[str]] = defaultdict(Counter)
    begun: dict[str, int] = {}
    stories = [story_of[reading.id] for reading in readings]
    for place, story in enumerate(stories):
        begun.setdefault(story, place)
    for (left, right), close in drawn.items():
        story, earlier = stories[left], stories[right]
        if begun[story] < begun[earlier]:
            story, earlier = earlier, story
        if story != earlier and story not in old and _tied(readings[left], readings[right], close):
            drawn_to[story][earlier] += round(close * 1000)
    return {
        story: min(others, key=lambda name: (-others[name], name))
        for story, others in drawn_to.items()
    }


def _tied(one: Reading, other: Reading, close: float) -> bool:
    """Whether two articles are of one matter, by more where a silent weekend lies between them."""
    named = len(one.named() & other.named())
    if close >= SURE and named >= NAMES:
        return True
    return (close >= SURE or not _apart(one, other)) and _kin(one, other)


def _kin(one: Reading, other: Reading) -> bool:
    """Whether two articles share what happens, not only where: one of them says it twice."""
    mine, theirs = one.said(), other.said()
    plain = (mine.keys() & theirs.keys()) - one.named() - other.named()
    loud = any(mine[term] > 1 or theirs[term] > 1 for term in plain)
    return loud and len(plain) >= COMMON
