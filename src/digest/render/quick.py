"""Quick links: from a mail to a page whose one button leaves out a topic, or a source.

A link is the reader's own to their choices, with what it is about behind it: nothing of the
reader but the token. It never decides what a reader gets.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.render.safe import clean
from digest.render.views import FewerView

if TYPE_CHECKING:
    from collections.abc import Collection

    from digest.model import Edition, Newsletter
    from digest.render.views import EditionView, SlotView


def with_quick_links(
    view: EditionView, edition: Edition, newsletter: Newsletter, sources: Collection[str]
) -> EditionView:
    """Add what the edition's topics and `sources` are left out by, where the newsletter has it.

    Topics get none where one of them can't be left out: it is the only one, or no choice.
    """
    if not newsletter.quick_links:
        return view
    mutes = {
        slot.id: quote(slot.story.lead.source, safe="")
        for section in edition.sections
        for slot in section.slots
        if slot.story.lead.source in sources
    }

    def linked(slots: tuple[SlotView, ...]) -> tuple[SlotView, ...]:
        return tuple(replace(slot, mute=mutes.get(slot.id, "")) for slot in slots)

    return replace(
        view,
        fewer=_fewer(edition, newsletter),
        leads=linked(view.leads),
        sections=tuple(replace(one, slots=linked(one.slots)) for one in view.sections),
    )


def _fewer(edition: Edition, newsletter: Newsletter) -> tuple[FewerView, ...]:
    known = {topic.name for topic in newsletter.topics}
    topics = [section.topic for section in edition.sections]
    if len(known) == 1 or not known.issuperset(topics):
        return ()
    return tuple(FewerView(clean(topic), quote(topic, safe="")) for topic in topics)
