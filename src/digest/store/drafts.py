"""Drafts: what an edition is composed from, kept so that it can be composed again.

Stories are kept with the ids of their articles, and the articles of those that were placed
whole: what a new collection changes in them does not change a draft that somebody edits.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from digest.model import Article, Block, Cadence, Development, Draft, Limits, Story
from digest.store import overrides
from digest.store.editions import write_edition
from digest.store.rows import clean, decoded, moment_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping

    from digest.model import Edition, Override, Rendered
    from digest.store.articles import Articles
    from digest.store.connection import Connection


class _Told(msgspec.Struct, frozen=True, array_like=True):
    """A Story by the ids of its articles, lead first."""

    id: str
    articles: tuple[str, ...]
    topic: str
    score: float
    summary: str
    reasons: tuple[str, ...]
    independent: int
    update: Development | None = None


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """A Draft as it is stored."""

    stories: tuple[_Told, ...]
    articles: tuple[Article, ...]
    limits: Limits
    date: date
    cadence: Cadence
    now: datetime
    blocks: tuple[Block, ...]
    left_out: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One draft of an edition, in short; `number` counts from 1, `cause` says who or what."""

    number: int
    at: datetime
    cause: str
    document: str


class Drafts:
    """The tables `drafts` and `edition_versions`, and the edition and decision beside them."""

    def __init__(self, connection: Connection, articles: Articles) -> None:
        self._connection = connection
        self._articles = articles

    def get(self, edition: str) -> Draft | None:
        """What the latest build of the edition chose from; None where none is kept.

        A story none of whose articles is known any more is left out of it.
        """
        row = self._connection.row("SELECT document FROM drafts WHERE edition = ?", (edition,))
        if row is None:
            return None
        kept = decoded(zlib.decompress(row[0]), _Kept, what=f"the draft of {edition}")
        whole = {article.id: article for article in kept.articles}
        wanted = {name for told in kept.stories for name in told.articles} - whole.keys()
        whole |= {article.id: article for article in self._articles.among(wanted)}
        return Draft(
            stories=tuple(_stories(kept.stories, whole)),
            limits=kept.limits,
            date=kept.date,
            cadence=kept.cadence,
            now=kept.now,
            blocks=kept.blocks,
            left_out=kept.left_out,
            before=kept.before,
        )

    def keep(
        self,
        edition: Edition,
        rendered: Rendered | None,
        *,
        outline: str,
        cause: str,
        now: datetime,
        seen: tuple[Override, ...],
        draft: Draft | None = None,
        decision: Override | None = None,
        withdraw: bool = False,
    ) -> bool | None:
        """Keep an edition with all that led to it, in one step.

        Args:
            edition: as `Editions.save`, which says what is refused.
            rendered: what was rendered of it.
            outline: the edition in short, for its versions.
            cause: who or what made it.
            now: when.
            seen: the decisions that it was composed with.
            draft: what it was built from, in place of the one before.
            decision: a new one, or one that was undone.
            withdraw: it may take the place of an approved one that was not frozen.

        Returns:
            Whether an approval was taken back; None, and nothing is kept, where another
            decision came in between.

        Raises:
            EditionError: the edition can't be changed.
        """
        with self._connection.write() as raw:
            if overrides.age(raw, edition.id) != overrides.age_of(seen):
                return None
            withdrawn = write_edition(raw, edition, rendered, withdraw=withdraw)
            if decision:
                overrides.write(raw, decision)
            if draft:
                _write_draft(raw, edition, draft)
            _write_version(raw, edition.id, text_of(now), cause, outline)
        return withdrawn

    def versions(self, edition: str) -> tuple[Version, ...]:
        """The drafts of an edition in short, the first first."""
        rows = self._connection.rows(
            "SELECT number, at, cause, document FROM edition_versions WHERE edition = ?"
            " ORDER BY number",
            (edition,),
        )
        return tuple(
            Version(number=number, at=moment_of(at), cause=cause, document=document)
            for number, at, cause, document in rows
        )


def _stories(told: Iterable[_Told], whole: Mapping[str, Article]) -> Iterable[Story]:
    for one in told:
        found = [whole[name] for name in one.articles if name in whole]
        if found:
            yield Story(
                id=one.id,
                lead=found[0],
                coverage=tuple(found[1:]),
                topic=one.topic,
                score=one.score,
                summary=one.summary,
                reasons=one.reasons,
                independent=one.independent,
                update=one.update,
            )


def _write_draft(raw: sqlite3.Connection, edition: Edition, draft: Draft) -> None:
    placed = {slot.id for section in edition.sections for slot in section.slots}
    kept = _Kept(
        tuple(_told(story) for story in draft.stories),
        tuple(_articles_of(draft, placed)),
        draft.limits,
        draft.date,
        draft.cadence,
        draft.now,
        draft.blocks,
        draft.left_out,
        draft.before,
    )
    document = zlib.compress(msgspec.msgpack.encode(kept), 1)
    raw.execute(
        "INSERT INTO drafts (edition, document) VALUES (?, ?)"
        " ON CONFLICT (edition) DO UPDATE SET document = excluded.document",
        (edition.id, document),
    )


def _told(story: Story) -> _Told:
    names = tuple(article.id for article in (story.lead, *story.coverage))
    return _Told(
        story.id,
        names,
        clean(story.topic),
        story.score,
        clean(story.summary),
        clean(story.reasons),
        story.independent,
        clean(story.update),
    )


def _articles_of(draft: Draft, placed: Collection[str]) -> Iterable[Article]:
    seen: set[str] = set()
    for story in draft.stories:
        for article in (story.lead, *story.coverage) if story.id in placed else ():
            if article.id not in seen:
                seen.add(article.id)
                yield clean(article)


def _write_version(
    raw: sqlite3.Connection, edition: str, at: str, cause: str, document: str
) -> None:
    """A draft that changes nothing is no new version."""
    last = raw.execute(
        "SELECT number, document FROM edition_versions WHERE edition = ?"
        " ORDER BY number DESC LIMIT 1",
        (edition,),
    ).fetchone()
    if last is None or last[1] != document:
        raw.execute(
            "INSERT INTO edition_versions (edition, number, at, cause, document)"
            " VALUES (?, ?, ?, ?, ?)",
            (edition, last[0] + 1 if last else 1, at, clean(cause), document),
        )
