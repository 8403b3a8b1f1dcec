"""An edition as it is listed and found once it went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from digest.model.enums import Cadence


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """An edition that readers have. `published` is when the first could get it.

    `image` is the URL of its lead's picture; "" without one.
    """

    edition: str
    newsletter: str
    cadence: Cadence
    date: date
    language: str
    title: str
    description: str
    topics: tuple[str, ...]
    image: str
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An edition that a search found, and the words around: each piece, and if it was found."""

    archived: Archived
    title: tuple[tuple[str, bool], ...]
    snippet: tuple[tuple[str, bool], ...]
