"""What an editor may ask for, and the Override that it becomes. Pure: it writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from digest.compose.place import OTHER
from digest.config.values import nearest
from digest.errors import EditionError
from digest.model import ABOUT_EDITION, Override, OverrideKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from digest.model import Edition, Newsletter, Slot, Story

LINE: Final = 200  # characters of what stands on one line: a headline, a subject, a name
WORDS: Final = 2_000  # characters of what has paragraphs
PLACES: Final = 1_000  # as many stories as an edition may have

_LINES = frozenset(
    {OverrideKind.RETITLE, OverrideKind.SUBJECT, OverrideKind.PREHEADER, OverrideKind.TOPIC}
)
_PARAGRAPHS = frozenset(
    {OverrideKind.SUMMARY, OverrideKind.WHY, OverrideKind.NOTE, OverrideKind.GREETING}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be done: to which story, with which words, topic or place, signed by whom."""

    kind: OverrideKind
    story: str = ""
    value: str = ""
    writer: str = ""


def granted(
    wish: Wish,
    edition: Edition,
    story: Story | None,
    newsletter: Newsletter,
    *,
    who: str,
    now: datetime,
) -> Override:
    """The decision that a wish becomes.

    Raises:
        EditionError: it can't be done: no words, too many, no such topic or place, nobody
            who signs.
    """
    if story is None and wish.kind not in {*ABOUT_EDITION, OverrideKind.NOTE}:
        raise _refused(edition, wish, "it needs a story", "give its id")
    slot = _slots(edition).get(story.id) if story else None
    return Override(
        edition=edition.id,
        kind=wish.kind,
        who=_line(edition, wish, who, "who decides"),
        at=now.replace(microsecond=0),
        story=story.id if story else "",
        articles=tuple(one.id for one in (story.lead, *story.coverage)) if story else (),
        headline=slot.headline if slot else story.lead.title if story else "",
        value=_value(wish, edition, newsletter),
        writer=_writer(wish, edition),
        before=_before(wish.kind, edition, story, slot),
    )


def _value(wish: Wish, edition: Edition, newsletter: Newsletter) -> str:
    if wish.kind is OverrideKind.TOPIC:
        return _topic(wish, edition, newsletter)
    if wish.kind is OverrideKind.MOVE:
        return _place(wish, edition)
    if wish.kind in _LINES:
        return _line(edition, wish, wish.value, "the new words")
    if wish.kind in _PARAGRAPHS:
        return _words(wish, edition)
    return ""


def _topic(wish: Wish, edition: Edition, newsletter: Newsletter) -> str:
    known = [*(topic.name for topic in newsletter.topics), OTHER]
    wanted = " ".join(wish.value.split())
    for name in known:
        if name.casefold() == wanted.casefold():
            return name
    hint = f"it has {', '.join(known)}{nearest(wanted, known)}"
    raise _refused(edition, wish, f"{newsletter.id} has no topic {wanted!r}", hint)


def _place(wish: Wish, edition: Edition) -> str:
    value = wish.value.strip()
    if not (value.isascii() and value.isdecimal() and 1 <= int(value) <= PLACES):
        raise _refused(edition, wish, f"{value!r} is no place", "the first of a section is 1")
    return str(int(value))


def _line(edition: Edition, wish: Wish, text: str, what: str) -> str:
    line = " ".join(text.split())
    if not line or len(line) > LINE:
        words = f"{what} take 1 to {LINE} characters, not {len(line)}"
        raise _refused(edition, wish, words, "one line, without markup")
    return line


def _words(wish: Wish, edition: Edition) -> str:
    parts = (" ".join(part.split()) for part in wish.value.split("\n\n"))
    text = "\n\n".join(filter(None, parts))
    if not text or len(text) > WORDS:
        words = f"the words take 1 to {WORDS} characters, not {len(text)}"
        raise _refused(edition, wish, words, "an empty line begins a paragraph")
    return text


def _writer(wish: Wish, edition: Edition) -> str:
    if wish.kind is OverrideKind.WHY and not wish.writer.strip():
        words = "why it matters is printed under a person's name only"
        raise _refused(edition, wish, words, "say whose words these are: --by NAME")
    named = wish.kind in {OverrideKind.WHY, OverrideKind.GREETING} and wish.writer.strip()
    return _line(edition, wish, wish.writer, "the writer's name") if named else ""


def _before(kind: OverrideKind, edition: Edition, story: Story | None, slot: Slot | None) -> str:
    match kind:
        case OverrideKind.NOTE:
            return ""
        case OverrideKind.SUBJECT:
            return edition.subject
        case OverrideKind.PREHEADER:
            return edition.preheader
        case OverrideKind.GREETING:
            return next((one.text for one in edition.blocks if one.kind == kind.value), "")
        case OverrideKind.LEAD:
            lead = _slots(edition).get(edition.lead or "")
            return lead.headline if lead else ""
        case _:
            return _before_of(kind, edition, story, slot)


def _before_of(kind: OverrideKind, edition: Edition, story: Story | None, slot: Slot | None) -> str:
    if story is None or slot is None:
        return story.topic if story and kind is OverrideKind.TOPIC else "not in the edition"
    match kind:
        case OverrideKind.RETITLE:
            return slot.headline
        case OverrideKind.SUMMARY:
            return slot.summary
        case OverrideKind.TOPIC:
            return slot.story.topic
        case OverrideKind.WHY:
            return next((one.text for one in slot.blocks if one.kind == kind.value), "")
        case _:
            return next(place for name, place in _places(edition) if name == slot.id)


def _places(edition: Edition) -> Iterator[tuple[str, str]]:
    for section in edition.sections:
        for at, slot in enumerate(section.slots, 1):
            yield slot.id, f"{section.topic}, number {at}"


def _slots(edition: Edition) -> dict[str, Slot]:
    return {slot.id: slot for section in edition.sections for slot in section.slots}


def _refused(edition: Edition, wish: Wish, words: str, hint: str) -> EditionError:
    return EditionError(f"{edition.id}: {wish.kind}: {words}", hint)
