"""What each build chose and why, as it said then: nothing is worked out again.

Kept are the stories and articles that were looked at and left out; what was placed stands in
the edition itself. It never judges a choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from digest.store.rows import clean, decoded, json_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.model import Story
    from digest.store.connection import Connection

_SELECT = "SELECT edition, kind, id, reason, about, story FROM edition_choices"


class ChoiceKind(StrEnum):
    """What a Choice speaks of; a WINDOW's `id` and `about` are its first and last instant."""

    WINDOW = "window"
    ARTICLE = "article"
    DUPLICATE = "duplicate"
    STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story that was not placed: what it would have been. `articles` are ids, lead first."""

    id: str
    headline: str
    topic: str
    score: float
    reasons: tuple[str, ...]
    articles: tuple[str, ...]

    @classmethod
    def of(cls, story: Story) -> Candidate:
        """The candidate that a story is."""
        return cls(
            id=story.id,
            headline=story.lead.title,
            topic=story.topic,
            score=story.score,
            reasons=story.reasons,
            articles=tuple(one.id for one in (story.lead, *story.coverage)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that a build left out. `about` is the copy or story that the reason names."""

    kind: ChoiceKind
    id: str
    reason: str = ""
    about: str = ""
    story: Candidate | None = None


class Choices:
    """The table `edition_choices`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, edition: str, choices: Iterable[Choice]) -> None:
        """Keep the choices of an edition's build in place of those of the build before.

        Raises:
            StoreError: there is no such edition.
        """
        self._replace(edition, choices, "")

    def save_stories(self, edition: str, choices: Iterable[Choice]) -> None:
        """Keep other stories, with their articles, as those that were left out."""
        self._replace(edition, choices, " AND (kind = 'story' OR kind = 'article' AND about <> '')")

    def _replace(self, edition: str, choices: Iterable[Choice], which: str) -> None:
        rows = [_row(edition, clean(choice)) for choice in choices]
        with self._connection.write() as raw:
            raw.execute(f"DELETE FROM edition_choices WHERE edition = ?{which}", (edition,))
            raw.executemany("INSERT OR IGNORE INTO edition_choices VALUES (?, ?, ?, ?, ?, ?)", rows)

    def of(self, ident: str) -> tuple[tuple[str, Choice], ...]:
        """Every choice about an article or a story, with its edition's id."""
        return _choices(self._connection.rows(f"{_SELECT} WHERE id = ? ORDER BY edition", (ident,)))

    def window(self, edition: str) -> Choice | None:
        """The span of time that the edition took its articles from."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE edition = ? AND kind = ?", (edition, ChoiceKind.WINDOW)
        )
        found = _choices(rows)
        return found[0][1] if found else None


def _row(edition: str, choice: Choice) -> tuple[object, ...]:
    story = json_of(choice.story) if choice.story else None
    return edition, choice.kind, choice.id, choice.reason, choice.about, story


def _choices(rows: Sequence[tuple[Any, ...]]) -> tuple[tuple[str, Choice], ...]:
    return tuple((edition, _choice(*rest)) for edition, *rest in rows)


def _choice(kind: str, ident: str, reason: str, about: str, story: str | None) -> Choice:
    return Choice(
        kind=ChoiceKind(kind),
        id=ident,
        reason=reason,
        about=about,
        story=decoded(story, Candidate, what=f"the choice about {ident}") if story else None,
    )
