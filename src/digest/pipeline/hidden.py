"""Stories that an editor hid from an earlier edition of late: when they come back, they say so.

Nobody hides them again; who builds the edition is told who hid them, when, and where.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.compose.overrides import BACK, phrase_of
from digest.model import OverrideKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from digest.model import Edition, Newsletter, Override, Story
    from digest.store import Store

__all__ = ["come_back", "with_hidden"]

REMEMBERED: Final = timedelta(days=14)
"""How long it is told that a story was hidden."""

_BACK: Final = "back: "


def with_hidden(
    store: Store, letter: Newsletter, stories: Sequence[Story], *, until: datetime, edition: str
) -> tuple[Story, ...]:
    """The stories, each with a reason where an edition of the newsletter, but this one, hid it.

    Of several decisions about one story the latest is told.
    """
    found = store.overrides.since(OverrideKind.HIDE, until - REMEMBERED, newsletter=letter.id)
    hidden = [one for one in reversed(found) if one.edition != edition and _holds(store, one)]
    return tuple(_said(story, hidden) for story in stories)


def _holds(store: Store, hide: Override) -> bool:
    """Whether its story was not put back into the edition after that."""
    later = (one for one in store.overrides.of(hide.edition) if one.stands and one.id > hide.id)
    return not any(one.kind in BACK and one.story == hide.story for one in later)


def _said(story: Story, hidden: Sequence[Override]) -> Story:
    articles = {one.id for one in (story.lead, *story.coverage)}
    about = (one for one in hidden if one.story == story.id or articles.intersection(one.articles))
    latest = next(about, None)
    if not latest:
        return story
    reason = f"{_BACK}{phrase_of(latest)}, in {latest.edition}"
    return replace(story, reasons=(*story.reasons, reason))


def come_back(edition: Edition) -> Iterator[tuple[str, str]]:
    """By its id each story of an edition that an earlier one hid, with the reason that says so."""
    for section in edition.sections:
        for slot in section.slots:
            yield from ((slot.id, why) for why in slot.story.reasons if why.startswith(_BACK))
