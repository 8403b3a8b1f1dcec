"""From what a build chose and what editors decided to an edition, rendered and kept.

Build and edit both end here, so an edition is the same whichever came last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from digest.audience.tokens import longest
from digest.compose import Composed, composed, outline, plays
from digest.compose.additions import Gathered, with_additions
from digest.compose.edition import id_of
from digest.curate.addendum import addendum_to
from digest.curate.context import teller
from digest.curate.figure import figure
from digest.curate.quote import quotation
from digest.errors import StoreBusyError
from digest.model import Edition, EditionState
from digest.pipeline.behind import background, printed_before, so_far
from digest.pipeline.fit import fit
from digest.pipeline.permission import permitted
from digest.pipeline.pictures import pictures_for
from digest.pipeline.summaries import summarised
from digest.render import NO_PICTURES, Templates, inliner, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Draft, Newsletter, Override, Picture, Rendered
    from digest.store import Store

__all__ = ["Settled", "render_edition", "settle"]

TRIES = 5  # so many editors' decisions may come in while one edition is rendered


@dataclass(frozen=True, slots=True)
class Settled:
    """The edition as it is stored, and what it was composed of. `withdrawn`: an approval went."""

    made: Composed
    withdrawn: bool

    @property
    def edition(self) -> Edition:
        """The edition itself."""
        return self.made.edition


def settle(
    settings: Settings,
    store: Store,
    letter: Newsletter,
    draft: Draft,
    *,
    cause: str,
    now: datetime,
    withdraw: bool,
    fresh: bool = False,
    decision: Override | None = None,
) -> Settled:
    """Compose with all decisions that stand, render so that it fits, and keep it.

    Args:
        settings: for templates and inliner.
        store: knows the decisions that were made before.
        letter: the newsletter.
        draft: what there is to choose from.
        cause: who or what makes the edition, for its versions.
        now: when.
        withdraw: the edition may take the place of an approved one.
        fresh: the draft is new and takes the place of the one that was kept.
        decision: a new one, or an old one that is undone, kept in the same step.

    Raises:
        EditionError: the edition is approved (without `withdraw`) or went out already.
        RenderError: it can't be rendered, or what has to stand in it does not fit.
    """
    allowed = replace(draft, stories=permitted(draft.stories, settings.sources))
    edition_id = id_of(letter, draft)
    for _ in range(TRIES):
        seen = store.overrides.of(edition_id)
        decisions = _with(seen, decision)
        told = summarised(
            settings, store, letter, allowed, decisions, edition=edition_id, now=now, fresh=fresh
        )
        made, pictures = _pictured(settings, store, letter, told, decisions, now=now)
        made, rendered = _fitted(settings, letter, made, told, pictures)
        withdrawn = store.drafts.keep(
            made.edition,
            rendered,
            outline=msgspec.json.encode(outline(made.edition)).decode(errors="replace"),
            cause=cause,
            now=now,
            seen=seen,
            draft=draft if fresh else None,
            decision=decision,
            withdraw=withdraw,
        )
        if withdrawn is not None:
            return Settled(made, withdrawn)
    raise StoreBusyError(
        f"edition {edition_id} was edited {TRIES} times while it was composed", "try again"
    )


def render_edition(
    settings: Settings,
    newsletter: Newsletter,
    edition: Edition,
    *,
    pictures: Mapping[str, Picture] = NO_PICTURES,
) -> Rendered:
    """Render with the operator's templates folder and the configured inliner.

    `pictures` are those that come with the mails, where they are embedded.

    Raises:
        RenderError: a template can't be rendered; names file and line.
    """
    return render(
        edition,
        newsletter,
        templates=Templates(settings.root / "templates"),
        inliner=inliner(settings.build.inliner),
        pictures=pictures,
        sources={source.name for source in settings.sources},
    )


def _with(seen: Sequence[Override], decision: Override | None) -> list[Override]:
    """The decisions with a new one behind them, or with one in its new state."""
    if decision is None:
        return list(seen)
    if not decision.id:
        return [*seen, decision]
    return [decision if one.id == decision.id else one for one in seen]


def _pictured(
    settings: Settings,
    store: Store,
    letter: Newsletter,
    draft: Draft,
    decisions: Sequence[Override],
    *,
    now: datetime,
) -> tuple[Composed, Mapping[str, Picture]]:
    """The edition with pictures that can be shown, and these; what can't be is reported."""
    first = composed(draft, letter, decisions).edition
    found = pictures_for(settings, store, letter, first, now=now)
    # Composed again, because a story may lead for the picture that it has.
    made = composed(replace(draft, stories=found.seen(draft.stories)), letter, decisions)
    left_out = (*made.edition.left_out, *found.left_out(first, letter))
    owners = {source.name: source.owner for source in settings.sources if source.owner}
    gathered = Gathered(
        quote=quotation,
        figure=figure,
        addendum=partial(addendum_to, teller=partial(teller, owners=owners)),
        so_far=so_far(settings, store, letter, made.edition),
        background=background(settings, store, letter, made.edition, draft.stories),
        printed=printed_before(store, letter, made.edition),
    )
    edition = with_additions(made.edition, letter, draft.stories, made.reasons, gathered)
    return replace(made, edition=replace(edition, left_out=left_out)), found.shown


def _fitted(
    settings: Settings,
    letter: Newsletter,
    made: Composed,
    draft: Draft,
    pictures: Mapping[str, Picture],
) -> tuple[Composed, Rendered | None]:
    if made.edition.state is EditionState.SKIPPED:
        return made, None
    ranked = [story.id for story in sorted(draft.stories, key=plays)]
    again = partial(render_edition, settings, letter, pictures=pictures)
    link, room = _longest_link(letter), letter.embedded_kb * 1000
    edition, rendered = fit(made.edition, ranked, again, link=link, room=room)
    return replace(made, edition=replace(edition, hash=rendered.hash)), rendered


def _longest_link(letter: Newsletter) -> int:
    """Bytes of the longest address of a reader's own pages."""
    return len(f"{letter.public_url.rstrip('/')}/p/".encode()) + longest(letter.id)
