"""What a tool can honestly add to an edition: others' words as they stand, each with its source.

How others headline the lead, a quotation or a figure lifted whole, how a story came to this, what
explained it before, and what there was no room for. Nothing is put in words of our own. Each can
be asked for, and none is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.compose.dated import Dated, dated_block, row
from digest.compose.headline import headline_of
from digest.compose.place import plays
from digest.model import Addendum, Addition, Article, Block, BlockKind, Story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Edition, Newsletter, Slot

__all__ = ["Gathered", "with_additions"]

VOICES = 3  # other headlines that stand beside each other, and at least two
LEFT = 5  # stories that are named as left out
_NO_ROOM = "over "
"""How a reason begins that speaks of limits, not of the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What stands in articles and in the archive, for who composes.

    `quote` gives a sentence of an article that quotes somebody, other than what is told; `figure`
    a figure of an article and its sentence, likewise, where texts of other articles may bear it
    out, and nothing printed had it; `addendum` a sentence that goes on from a story's summary;
    `so_far` and `background` hold dated headlines by slot id, `printed` what earlier editions
    told of a story.
    """

    quote: Callable[[Article, str], str]
    figure: Callable[[Article, str, Sequence[str], str], tuple[str, str] | None]
    addendum: Callable[[Story, str], Addendum | None]
    so_far: Mapping[str, Sequence[Dated]] = field(default_factory=dict)
    background: Mapping[str, Sequence[Dated]] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)


def with_additions(
    edition: Edition,
    newsletter: Newsletter,
    stories: Sequence[Story],
    reasons: Mapping[str, str],
    gathered: Gathered,
) -> Edition:
    """The edition with what its newsletter wants added.

    Args:
        edition: as composed.
        newsletter: says what to add.
        stories: all that there was to choose from, best first.
        reasons: by story id, why one does not stand.
        gathered: what to add.
    """
    wanted = newsletter.adds
    two = newsletter.second_source

    def told(slot: Slot) -> Slot:
        ended = _ended(slot, gathered.addendum) if two else slot
        return _told(ended, wanted, gathered, leads=slot.id == edition.lead)

    sections = tuple(
        replace(section, slots=tuple(map(told, section.slots))) for section in edition.sections
    )
    left = _left_out(stories, reasons) if Addition.LEFT_OUT in wanted and edition.sections else ()
    return replace(edition, sections=sections, blocks=(*edition.blocks, *left))


def _ended(slot: Slot, addendum: Callable[[Story, str], Addendum | None]) -> Slot:
    """With what another source adds, where its summary is the articles' own and no update."""
    story = slot.story
    edited = bool(slot.summary_by) or slot.summary != story.summary
    return (
        slot
        if slot.short or edited or story.update
        else replace(slot, addendum=addendum(story, slot.summary))
    )


def _told(slot: Slot, wanted: Sequence[Addition], gathered: Gathered, *, leads: bool) -> Slot:
    added = list(_of_lead(slot, wanted, gathered)) if leads else []
    if Addition.SO_FAR in wanted:
        added += dated_block(BlockKind.SO_FAR, slot.id, gathered.so_far.get(slot.id, ()))
    if Addition.VOICES in wanted and leads:
        added += _voices(slot)
    if Addition.BACKGROUND in wanted:
        told = gathered.so_far.get(slot.id, ()) if Addition.SO_FAR in wanted else ()
        more = [one for one in gathered.background.get(slot.id, ()) if one not in told]
        added += dated_block(BlockKind.BACKGROUND, slot.id, more)
    return replace(slot, blocks=(*slot.blocks, *added)) if added else slot


def _of_lead(slot: Slot, wanted: Sequence[Addition], gathered: Gathered) -> Iterator[Block]:
    told = f"{slot.summary} {slot.addendum.sentence}" if slot.addendum else slot.summary
    printed = gathered.printed.get(slot.id, "")
    if Addition.QUOTATION in wanted:
        for block in _quotation(slot, f"{told} {printed}".strip(), gathered.quote):
            told = f"{told} {block.text}"
            yield block
    if Addition.FIGURE in wanted:
        yield from _figure(slot, told, printed, gathered.figure)


def _quotation(slot: Slot, told: str, quote: Callable[[Article, str], str]) -> Iterator[Block]:
    """A quotation of the lead article, else of the first that has one."""
    for article in _readable(slot):
        if said := quote(article, told):
            yield _lifted(f"quotation-{slot.id}", article, said)
            return


def _readable(slot: Slot) -> list[Article]:
    """Its articles, the lead first, in the language of the lead."""
    lead = slot.story.lead
    return [one for one in (lead, *slot.story.current) if one.tongue == lead.tongue]


def _figure(
    slot: Slot,
    told: str,
    printed: str,
    figure: Callable[[Article, str, Sequence[str], str], tuple[str, str] | None],
) -> Iterator[Block]:
    """A figure of the lead article, else of the first that has one, in its sentence."""
    articles = _readable(slot)
    for article in articles:
        others = [one.text for one in articles if one.publisher != article.publisher]
        if found := figure(article, told, others, printed):
            title, sentence = found
            yield _lifted(f"figure-{slot.id}", article, sentence, title)
            return


def _lifted(name: str, article: Article, text: str, title: str = "") -> Block:
    """A sentence of an article as it stands there; a figure has a title, a quotation has none."""
    return Block(
        id=name,
        kind=BlockKind.FIGURE,
        title=title,
        text=text,
        source=article.outlet,
        url=article.url,
        time=article.published,
        paywalled=article.paywalled,
    )


def _voices(slot: Slot) -> Iterator[Block]:
    """How other publishers headline it, word for word; those that say the same once."""
    seen = {slot.headline.casefold(), headline_of(slot.story.lead).casefold()}
    names = {slot.story.lead.outlet.casefold()}
    lines = []
    for article in slot.story.current:
        headline, name = headline_of(article), article.outlet
        if headline.casefold() not in seen and name.casefold() not in names:
            seen.add(headline.casefold())
            names.add(name.casefold())
            lines.append(_line(article))
    if len(lines) > 1:
        text = "\n".join(lines[:VOICES])
        yield Block(id=f"voices-{slot.id}", kind=BlockKind.VOICES, text=text)


def _left_out(stories: Sequence[Story], reasons: Mapping[str, str]) -> tuple[Block, ...]:
    """The best stories for which there was no room, but no pastime and not what an editor hid."""
    news = [one for one in stories if not plays(one)]
    left = [one for one in news if reasons.get(one.id, "").startswith(_NO_ROOM)]
    lines = [_line(one.lead) for one in left if one.lead.url]
    text = "\n".join(lines[:LEFT])
    return (Block(id="left-out", kind=BlockKind.LEFT_OUT, text=text),) if text else ()


def _line(article: Article) -> str:
    cells = (article.outlet, headline_of(article), article.url or "")
    return row(*cells, paywalled=article.paywalled)
