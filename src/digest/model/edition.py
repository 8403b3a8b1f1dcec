"""What is composed and rendered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime

from digest.model.enums import BlockKind, Cadence, EditionState, Length, PartKind, Tier
from digest.model.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A dated part of an Edition that is no story; past `expires` it is left out.

    Behind `url` a subscription is asked for where it is `paywalled`.
    """

    id: str
    kind: BlockKind
    text: str
    title: str = ""
    source: str = ""
    url: str | None = None
    time: datetime | None = None
    expires: datetime | None = None
    paywalled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum:
    """A sentence of another source, word for word, that goes on from a summary."""

    sentence: str
    source: str
    url: str | None = None
    paywalled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A Story placed in a Section. `id` is the story's; an essential one reaches everyone.

    `subject` is the subject of a mail that it heads, `preheader` what goes on from that where it
    is alone, `teaser` how a mail that another heads names it; where they are "" its headline and
    its summary's first sentence are to stand there.
    A short one is told in a sentence, to whoever reads it; one that an editor `kept` is not
    shortened. `blocks` belong to the story, and stand where it stands. `summary_by` names the
    language model that wrote the summary, where one did. `addendum` is what another source adds
    to a summary that is the articles' own.
    """

    id: str
    story: Story
    headline: str
    summary: str
    essential: bool = False
    short: bool = False
    kept: bool = False
    blocks: tuple[Block, ...] = ()
    summary_by: str = ""
    addendum: Addendum | None = None
    subject: str = ""
    preheader: str = ""
    teaser: str = ""

    @property
    def unlabelled(self) -> str:
        """Its summary for a place where no label can stand: no language model's words."""
        return self.story.lifted if self.summary_by else self.summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A Topic inside an Edition, its slots best first."""

    topic: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One dated issue, unique by (newsletter, cadence, date).

    `lead` is the id of the slot that opens it; `left_out` says what was not placed and why.
    Where its mails had to be shortened, `full` holds the sections as they were composed.
    """

    id: str
    newsletter: str
    cadence: Cadence
    date: date
    state: EditionState
    subject: str
    preheader: str
    language: str
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...] = ()
    lead: str | None = None
    built: datetime | None = None
    left_out: tuple[str, ...] = ()
    full: tuple[Section, ...] = ()
    hash: str | None = None
    approved_hash: str | None = None

    def tier(self, slot: Slot) -> Tier:
        """How one of its slots is told; who does not get the lead has another first story."""
        if slot.id == self.lead:
            return Tier.LEAD
        return Tier.BRIEF if slot.short else Tier.MAIN


@dataclass(frozen=True, slots=True)
class Selection:
    """What one reader gets of an Edition: slot ids in the edition's order, and a length."""

    slots: tuple[str, ...]
    length: Length = Length.FULL


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as its URL gave it; width and height in pixels as it is shown.

    `weight` counts its bytes; `body` is empty where only its measures were kept.
    """

    url: str
    type: str
    width: int
    height: int
    weight: int
    body: bytes = b""

    @property
    def cid(self) -> str:
        """Its Content-ID (RFC 2392), without brackets: the same bytes, the same name."""
        return f"{hashlib.sha256(self.body).hexdigest()[:32]}@picture"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a rendered page, quoted-printable, from soft break to soft break.

    `fields` are (offset into body, field name), ascending. A part with a slot belongs to
    the selections that hold the slot; one with a topic only, to those that hold any of it.
    `pictures` are the Content-IDs that it shows.
    """

    kind: PartKind
    body: bytes
    topic: str | None = None
    slot: str | None = None
    length: Length | None = None
    fields: tuple[tuple[int, str], ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotLine:
    """What a slot gives to a mail that it heads (subject, preheader) or is in (headline, words)."""

    slot: str
    topic: str
    subject: str
    preheader: str
    words: int
    brief_words: int = 0
    headline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebVersion:
    """An edition as a page for everyone: `html` to stand in the site's frame, `text` to search.

    `image` is the URL of the lead's picture, for cards that other sites show; "" without one.
    """

    html: str = ""
    text: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An Edition rendered once in one language, cut into Parts. `hash` covers all of it.

    `subject` and `preheader` are the edition's own, for those who get all of its stories: they may
    name any. `web` is for everyone. `pictures` come with the mails whose parts show them.
    """

    edition: str
    language: str
    hash: str
    html: tuple[Part, ...]
    text: tuple[Part, ...]
    lines: tuple[SlotLine, ...] = ()
    subject: str = ""
    preheader: str = ""
    web: WebVersion = WebVersion()
    pictures: tuple[Picture, ...] = ()

    @property
    def openings(self) -> tuple[SlotLine, ...]:
        """What mails open with: the one of all stories first, then one for each story that may."""
        if not self.lines:
            return ()
        first, *others = self.lines
        subject = self.subject or first.subject
        whole = replace(first, subject=subject, preheader=self.preheader or first.preheader)
        return (whole, *([first] if subject != first.subject else []), *others)
