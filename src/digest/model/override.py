"""What an editor decided about an Edition or a Story in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from digest.model.edition import Block
from digest.model.enums import Cadence
from digest.model.newsletter import Limits
from digest.model.story import Story


class OverrideKind(StrEnum):
    """The decisions there are; ABOUT_EDITION names those that speak of no story."""

    PIN = "pin"
    HIDE = "hide"
    LEAD = "lead"
    ESSENTIAL = "essential"
    MOVE = "move"
    TOPIC = "topic"
    RETITLE = "retitle"
    SUMMARY = "summary"
    WHY = "why"
    NOTE = "note"
    GREETING = "greeting"
    SUBJECT = "subject"
    PREHEADER = "preheader"


ABOUT_EDITION = frozenset({OverrideKind.GREETING, OverrideKind.SUBJECT, OverrideKind.PREHEADER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One decision: who, when, what stood there before. `id` is 0 until it is stored.

    `story` is the story's id at that time, `articles` are its articles: these bind the
    decision to whatever story tells them later. `value` is the new words, topic or place
    (from 1), `writer` who signs printed words. One that was undone has no effect.
    """

    id: int = 0
    edition: str
    kind: OverrideKind
    who: str
    at: datetime
    story: str = ""
    articles: tuple[str, ...] = ()
    headline: str = ""
    value: str = ""
    writer: str = ""
    before: str = ""
    undone_by: str = ""
    undone_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it was not undone."""
        return self.undone_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that an Edition is composed from but for the Overrides.

    `stories` stand best first; `now` is the instant that the build stands for; `left_out`
    says what went missing before composing; `before` are the subjects of editions of late.
    """

    stories: tuple[Story, ...]
    limits: Limits
    date: date
    cadence: Cadence
    now: datetime
    blocks: tuple[Block, ...] = ()
    left_out: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
