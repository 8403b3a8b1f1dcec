"""Edit: what an editor decides about an edition, kept, applied at once, and taken back again.

The command line and the desk both go through here. An approval of the edition goes with the
first change; what went out is never changed.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from digest.compose import Change, Outline, difference, outline
from digest.compose.overrides import phrase_of
from digest.errors import EditionError
from digest.model import ABOUT_EDITION, Edition, EditionState, Override, OverrideKind
from digest.pipeline.choices import story_choices
from digest.pipeline.draft import settle
from digest.pipeline.wish import Wish, granted
from digest.store.editions import OPEN_TO_CHANGE

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Draft, Story
    from digest.store import Store

__all__ = ["Edited", "Wish", "changes", "edit", "log", "undo"]

logger = logging.getLogger(__name__)

_EDITABLE = OPEN_TO_CHANGE | {EditionState.APPROVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The edition after a decision, and what that changed in it. `withdrawn`: an approval went."""

    edition: Edition
    override: Override
    changes: tuple[Change, ...]
    withdrawn: bool = False


def edit(
    settings: Settings, store: Store, edition_id: str, wish: Wish, *, who: str, now: datetime
) -> Edited:
    """Do what an editor wants of an edition, and keep it for every build that comes.

    A note is for the colleagues alone: it changes nothing, so it may be made at any time.

    Raises:
        EditionError: there is no such edition or story, it went out already, or the wish is
            none that can be done; says why.
        RenderError: the edition would not fit, or can't be rendered; nothing is kept.
    """
    edition = store.editions.get(edition_id)
    draft = _draft(store, edition)
    story = _story(draft, wish, edition)
    override = granted(
        wish, edition, story, settings.newsletter(edition.newsletter), who=who, now=now
    )
    if override.kind is OverrideKind.NOTE:
        store.overrides.add(override)
        return Edited(edition=edition, override=override, changes=())
    return _settled(settings, store, edition, draft, override, now=now)


def undo(
    settings: Settings,
    store: Store,
    edition_id: str,
    number: int | None = None,
    *,
    who: str,
    now: datetime,
) -> Edited:
    """Take back one decision: the one of that number, else the latest that stands.

    Raises:
        EditionError: there is none, or it was undone already; or the edition went out.
    """
    edition = store.editions.get(edition_id)
    found = [one for one in store.overrides.of(edition.id) if number is None or one.id == number]
    if not any(one.stands for one in found):
        known = found and number is not None
        gone = f"number {number} was undone already" if known else "there is nothing to undo"
        raise EditionError(f"edition {edition.id}: {gone}", f"see `digest edit {edition.id} log`")
    last = [one for one in found if one.stands][-1]
    undone = replace(last, undone_by=who, undone_at=now)
    if undone.kind is OverrideKind.NOTE:
        store.overrides.add(undone)
        return Edited(edition=edition, override=undone, changes=())
    return _settled(settings, store, edition, _draft(store, edition), undone, now=now)


def log(store: Store, edition_id: str) -> tuple[Override, ...]:
    """All decisions about an edition, the first first.

    Raises:
        EditionError: there is no such edition.
    """
    return store.overrides.of(store.editions.get(edition_id).id)


def changes(
    store: Store, edition_id: str, since: int | None = None, until: int | None = None
) -> tuple[Change, ...]:
    """What draft number `until` (the latest) changes in draft `since` (the one before it).

    Raises:
        EditionError: there is no such edition, or no draft of that number.
    """
    edition = store.editions.get(edition_id)
    known = {one.number: one.document for one in store.drafts.versions(edition.id)}
    after = until if until is not None else max(known, default=0)
    before = since if since is not None else after - 1
    if since is None and before == 0 and after in known:
        return ()  # the first draft has none before it
    for number in (after, before):
        if number not in known:
            raise EditionError(
                f"edition {edition.id} has no draft number {number}",
                f"it has {', '.join(map(str, known)) or 'none'}",
            )
    old, new = (msgspec.json.decode(known[number], type=Outline) for number in (before, after))
    return difference(old, new)


def _settled(
    settings: Settings,
    store: Store,
    edition: Edition,
    draft: Draft,
    override: Override,
    *,
    now: datetime,
) -> Edited:
    _refuse_gone(edition)
    settled = settle(
        settings,
        store,
        settings.newsletter(edition.newsletter),
        draft,
        cause=f"undone by {override.undone_by}: {override.kind}"
        if override.undone_by
        else phrase_of(override),
        now=now,
        withdraw=True,
        decision=override,
    )
    store.choices.save_stories(edition.id, story_choices(draft.stories, settled.made))
    logger.info("edited %s: %s", edition.id, override.kind)
    return Edited(
        edition=settled.edition,
        override=override if override.id else store.overrides.of(edition.id)[-1],
        changes=difference(outline(edition), outline(settled.edition)),
        withdrawn=settled.withdrawn,
    )


def _refuse_gone(edition: Edition) -> None:
    if edition.state not in _EDITABLE:
        raise EditionError(
            f"edition {edition.id} is {edition.state} and can't be changed",
            "what readers are to get stays as it is",
        )


def _draft(store: Store, edition: Edition) -> Draft:
    draft = store.drafts.get(edition.id)
    if draft is None:
        _refuse_gone(edition)
        raise EditionError(
            f"nothing is kept of what edition {edition.id} was built from",
            f"build it again: `digest build --newsletter {edition.newsletter}"
            f" --date {edition.date} --cadence {edition.cadence}`",
        )
    return draft


def _story(draft: Draft, wish: Wish, edition: Edition) -> Story | None:
    """The story that the wish names by its id, or by that of one of its articles."""
    if wish.kind in ABOUT_EDITION or not wish.story:
        return None
    known = {
        ident: story
        for story in reversed(draft.stories)
        for ident in (story.id, story.lead.id, *(one.id for one in story.coverage))
    }
    founder = f"a{wish.story[1:]}"  # the article that a story which is another's now was founded by
    if found := known.get(wish.story) or known.get(founder):
        return found
    raise EditionError(
        f"edition {edition.id} knows no story {wish.story}",
        f"see `digest editions show {edition.id}`; one that came in later needs a new build",
    )
