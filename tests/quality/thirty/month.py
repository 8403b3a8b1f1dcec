"""Builds an edition on each of thirty mornings, approves it, and looks at what it did."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.quality.thirty.news import Telling, Told, month

from digest.config import load
from digest.pipeline.build import build
from digest.pipeline.freeze import approve
from digest.store import ChoiceKind, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from digest.model import Edition, Slot
    from digest.store import Store

START = datetime(2026, 11, 1, tzinfo=UTC)
AT = timedelta(hours=23)  # of each day the edition is built
TOML = """
[newsletters.briefing]
title = "Morning Briefing"
from = "Morning Briefing <briefing@meridian.example>"
public_url = "https://meridian.example"
postal_address = "1 Harbour Street, Port Ellis"
topics = [{ name = "World" }]

[build]
max_stories = 12
per_topic = 12
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What an edition held, and what is wrong with it, by headlines."""

    edition: str
    lead: str
    stories: int
    updates: int
    told: int
    repeated: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    silenced: tuple[str, ...] = ()
    lead_agrees: bool = True


def simulate(folder: Path, *, days: int, seed: int) -> Iterator[Morning]:
    """Build and approve an edition for each day; yields them as they are made."""
    (folder / "digest.toml").write_text(TOML)
    settings = load(folder / "digest.toml", environ={})
    told = month(days, START, seed=seed)
    sent: dict[int, str] = {}
    with open_store(f"sqlite:///{folder / 'digest.db'}") as store:
        for day in range(days):
            now = START + timedelta(days=day) + AT
            fresh = [one for one in told if now - timedelta(days=1) < one.article.published <= now]
            store.articles.save([one.article for one in fresh], now=now)
            edition = build(settings, store, None, now=now).edition
            yield _judged(store, edition, {one.article.id: one for one in told}, sent)
            approve(settings, store, edition.id, now=now)
            for one in _standing(edition, told):
                sent[one.event] = f"{sent.get(one.event, '')} {one.article.text}"


def _judged(
    store: Store, edition: Edition, told: Mapping[str, Told], sent: Mapping[int, str]
) -> Morning:
    """`sent` is what earlier editions drew on, by event."""
    slots = [slot for section in edition.sections for slot in section.slots]
    left = _left_out(store, edition, told)
    lead = next(slot for slot in slots if slot.id == edition.lead)
    return Morning(
        edition=edition.id,
        lead=lead.headline,
        stories=len(slots),
        updates=sum(slot.story.update is not None for slot in slots),
        told=sum(reason.startswith("told in") for _, _, reason in left),
        repeated=tuple(slot.headline for slot in slots if _repeats(slot, told, sent)),
        missed=tuple(_missed(slots, left)),
        silenced=tuple(
            one.article.title
            for one, _, reason in left
            if reason.startswith("told in") and one.telling is Telling.NEW
        ),
        lead_agrees=_leads(lead, slots),
    )


def _repeats(slot: Slot, told: Mapping[str, Told], sent: Mapping[int, str]) -> bool:
    """Whether an event that was sent stands again by articles that have nothing new.

    A first article may have found no room: what it alone told is new when another says it.
    """
    held = [told[one.id] for one in (slot.story.lead, *slot.story.coverage)]
    before = sent.get(held[0].event)
    if before is None or any(one.telling is not Telling.AGAIN for one in held):
        return False
    update = slot.story.update
    return update is None or update.sentence in before


def _left_out(
    store: Store, edition: Edition, told: Mapping[str, Told]
) -> list[tuple[Told, float, str]]:
    """Each article that was left out with its story: the score of that and the reason."""
    found = []
    for one in told.values():
        for name, choice in store.choices.of(one.article.id):
            if name == edition.id and choice.kind is ChoiceKind.ARTICLE and choice.about:
                scores = [
                    story.story.score
                    for at, story in store.choices.of(choice.about)
                    if at == name and story.story
                ]
                found.append((one, max(scores, default=0.0), choice.reason))
    return found


def _missed(slots: Sequence[Slot], left: Sequence[tuple[Told, float, str]]) -> Iterator[str]:
    """Stories over a limit that outrank one that stands, and not as the best of its topic."""
    best = {slot.story.topic: slot.id for slot in sorted(slots, key=lambda one: one.story.score)}
    others = [slot.story.score for slot in slots if slot.id not in best.values()]
    least = min(others, default=math.inf)
    for one, score, reason in left:
        if reason.startswith("over ") and score > least:
            yield one.article.title


def _leads(lead: Slot, slots: Sequence[Slot]) -> bool:
    """Of the best three with a text, the first with a picture; else the best."""
    best = sorted(slots, key=lambda slot: -slot.story.score)[:3]
    pictured = [slot for slot in best if slot.story.lead.image]
    return lead.id == (pictured or best)[0].id


def _standing(edition: Edition, told: Sequence[Told]) -> list[Told]:
    held = {
        one.id
        for section in edition.sections
        for slot in section.slots
        for one in (slot.story.lead, *slot.story.coverage)
    }
    return [one for one in told if one.article.id in held]
