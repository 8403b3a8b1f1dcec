"""What an installation learned of its topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lessons:
    """By topic, how often each term was read, and in how many articles.

    `meant` adds up the meanings of articles by topic, `model` is the print of what told them.
    """

    words: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    taught: Mapping[str, int] = field(default_factory=dict)
    meant: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    model: str = ""
