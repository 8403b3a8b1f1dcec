"""What a tool can honestly add to an edition: others' words as they stand, each with its source.

How others headline the lead, a quotation lifted whole, and what there was no room for. Nothing
is put in words of our own. Each can be asked for, and none is needed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.compose.headline import headline_of
from digest.model import Addition, Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from digest.model import Article, Edition, Newsletter, Slot, Story

__all__ = ["with_additions"]

VOICES = 3  # other headlines that stand beside each other, and at least two
LEFT = 5  # stories that are named as left out
_NO_ROOM = "over "
"""How a reason begins that speaks of limits, not of the story."""


def with_additions(
    edition: Edition,
    newsletter: Newsletter,
    stories: Sequence[Story],
    reasons: Mapping[str, str],
    quote: Callable[[Article, str], str],
) -> Edition:
    """The edition with what its newsletter wants added.

    Args:
        edition: as composed.
        newsletter: says what to add.
        stories: all that there was to choose from, best first.
        reasons: by story id, why one does not stand.
        quote: gives a sentence of an article that quotes somebody, other than what is told.
    """
    wanted = newsletter.adds
    sections = tuple(
        replace(
            section,
            slots=tuple(
                _told(slot, wanted, quote) if slot.id == edition.lead else slot
                for slot in section.slots
            ),
        )
        for section in edition.sections
    )
    left = _left_out(stories, reasons) if Addition.LEFT_OUT in wanted and edition.sections else ()
    return replace(edition, sections=sections, blocks=(*edition.blocks, *left))


def _told(slot: Slot, wanted: Sequence[Addition], quote: Callable[[Article, str], str]) -> Slot:
    added: list[Block] = []
    if Addition.QUOTATION in wanted:
        added += _quotation(slot, quote)
    if Addition.VOICES in wanted:
        added += _voices(slot)
    return replace(slot, blocks=(*slot.blocks, *added))


def _quotation(slot: Slot, quote: Callable[[Article, str], str]) -> Iterator[Block]:
    """A quotation of the lead article, else of the first that has one."""
    for article in (slot.story.lead, *slot.story.coverage):
        if said := quote(article, slot.summary):
            yield Block(
                id=f"quotation-{slot.id}",
                kind=BlockKind.FIGURE,
                text=said,
                source=article.publisher or article.source,
                url=article.url,
                time=article.published,
            )
            return


def _voices(slot: Slot) -> Iterator[Block]:
    """How other publishers headline it, word for word; those that say the same once."""
    seen = {slot.headline.casefold(), headline_of(slot.story.lead).casefold()}
    names = {_name(slot.story.lead).casefold()}
    lines = []
    for article in slot.story.coverage:
        headline, name = headline_of(article), _name(article)
        if headline.casefold() not in seen and name.casefold() not in names:
            seen.add(headline.casefold())
            names.add(name.casefold())
            lines.append(_line(name, headline, article.url))
    if len(lines) > 1:
        text = "\n".join(lines[:VOICES])
        yield Block(id=f"voices-{slot.id}", kind=BlockKind.VOICES, text=text)


def _left_out(stories: Sequence[Story], reasons: Mapping[str, str]) -> tuple[Block, ...]:
    """The best stories for which there was no room; what an editor hid is not told."""
    left = [one for one in stories if reasons.get(one.id, "").startswith(_NO_ROOM)]
    lines = [
        _line(_name(one.lead), headline_of(one.lead), one.lead.url) for one in left if one.lead.url
    ]
    text = "\n".join(lines[:LEFT])
    return (Block(id="left-out", kind=BlockKind.LEFT_OUT, text=text),) if text else ()


def _name(article: Article) -> str:
    return " ".join((article.publisher or article.source).split())


def _line(name: str, headline: str, url: str | None) -> str:
    return "\t".join((name, headline, url or ""))
