"""Preflight rules about the mail as a whole: size, subject, preheader, what must be in it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.model import Selection
from digest.prose.capitals import shouts
from digest.render.check_sheet import TOKEN, Finding, Piece, Severity, elements, finding, visible
from digest.render.join import join, selection_fields
from digest.render.safe import SENTINEL, clean
from digest.render.wrap import columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Slot
    from digest.render.check_sheet import Sheet

CLIPPED = 102_000  # bytes of HTML behind which Gmail cuts a mail and hides the link to leave
LARGE = 100_000  # what `digest build` holds the largest mail to
LONG_SUBJECT = 70  # characters that a wide window shows
TOO_LONG_SUBJECT = 100
LOUD = 8  # letters from which capitals alone are shouting
LONG_PREHEADER = 150
WIDEST = 78  # characters on a line (RFC 5322, section 2.1.1)
_QUICK = f"{TOKEN}/quick?"  # the reader's own links, which are no story's
_WHOLE = re.compile(r"\s*(\[[0-9]+\] )?\S+\s*")  # a link, or a word, that can't be broken


def size(sheet: Sheet) -> Iterator[Finding]:
    """DG001: the encoded HTML of the largest mail that any reader may get."""
    largest = max((_bytes(sheet, first) for first in range(len(sheet.selection.slots))), default=0)
    if largest > LARGE:
        yield Finding(
            code="DG001",
            severity=Severity.ERROR if largest > CLIPPED else Severity.WARNING,
            message=f"the HTML has up to {largest:,} bytes; Gmail cuts it at {CLIPPED:,}",
            hint="lower max_stories or per_topic in [build], or shorten blocks and template",
            part="html",
        )


def _bytes(sheet: Sheet, first: int) -> int:
    """Who lacks the stories before `first` has that one in its larger form."""
    selection = Selection(sheet.selection.slots[first:])
    fields = {**sheet.fields, **selection_fields(sheet.rendered, selection)}
    return len(join(sheet.rendered.html, sheet.rendered, selection, fields, html=True))


def subjects(sheet: Sheet) -> Iterator[Finding]:
    """DG002 to DG004: each subject that a reader may get."""
    for line in sheet.rendered.openings:
        yield from _subject(line.subject, line.slot)
    if not sheet.rendered.lines:
        yield _finding("DG002", Severity.ERROR, "there is no subject", _WRITE_SUBJECT)


_WRITE_SUBJECT = "give the story a headline, or build the edition again"


def _subject(subject: str, slot: str) -> Iterator[Finding]:
    if not visible(subject):
        yield _finding("DG002", Severity.ERROR, "the subject is empty", _WRITE_SUBJECT, slot=slot)
    if len(subject) > LONG_SUBJECT:
        severity = Severity.WARNING if len(subject) > TOO_LONG_SUBJECT else Severity.INFO
        said = f"the subject has {len(subject)} characters; most windows show {LONG_SUBJECT}"
        yield _finding("DG003", severity, said, "shorten the headline", slot=slot)
    if shouts(subject, LOUD):
        said = "the subject is in capitals alone, as spam often is"
        yield _finding("DG004", Severity.WARNING, said, "write it as a sentence", slot=slot)


def _finding(
    code: str,
    severity: Severity,
    message: str,
    hint: str,
    *,
    part: str = "subject",
    slot: str = "",
) -> Finding:
    return finding(Piece(part, slot, ""), code, severity, message, hint)


def preheaders(sheet: Sheet) -> Iterator[Finding]:
    """DG005 and DG006: the line that inboxes show behind the subject."""
    for line in sheet.rendered.openings:
        yield from _preheader(line.subject, line.preheader, line.slot)


def _preheader(subject: str, preheader: str, slot: str) -> Iterator[Finding]:
    said = visible(preheader)
    if not said:
        yield _finding(
            "DG005",
            Severity.WARNING,
            "there is no preheader: inboxes show whatever stands first",
            "give the story a summary",
            part="preheader",
            slot=slot,
        )
    elif len(said) > LONG_PREHEADER:
        yield _finding(
            "DG005",
            Severity.INFO,
            f"the preheader has {len(said)} characters; none shows over {LONG_PREHEADER}",
            "shorten it",
            part="preheader",
            slot=slot,
        )
    if said and said.casefold() == visible(subject).casefold():
        yield _finding(
            "DG006",
            Severity.WARNING,
            "the preheader says what the subject says",
            "give the story a summary of its own",
            part="preheader",
            slot=slot,
        )


def repeated(sheet: Sheet) -> Iterator[Finding]:
    """DG007 and DG008: subject or preheader of an earlier edition once more."""
    line = next(iter(sheet.rendered.openings), None)
    if line is None:
        return
    for former in sheet.against.former:
        if _same(line.subject, former.subject):
            said = f"{former.edition} had the same subject: mailboxes fold the two into one"
            yield _finding("DG007", Severity.WARNING, said, "give the lead another headline")
        if _same(line.preheader, former.preheader):
            said = f"{former.edition} had the same preheader"
            hint = "give the lead another summary"
            yield _finding("DG008", Severity.WARNING, said, hint, part="preheader")


def _same(one: str, other: str) -> bool:
    return bool(visible(one)) and visible(one).casefold() == visible(other).casefold()


def fields_left(sheet: Sheet) -> Iterator[Finding]:
    """DG040: places for values that nobody filled."""
    for piece in sheet.pieces:
        if SENTINEL in piece.text:
            at = piece.text.index(SENTINEL)
            left = piece.text[at : at + 40].split()[0]
            said = f"a field was left over: {left}"
            hint = "templates/email/README.md lists the fields; write the name in capitals"
            yield finding(piece, "DG040", Severity.ERROR, said, hint, excerpt=left)


def way_out(sheet: Sheet) -> Iterator[Finding]:
    """DG041: the link to leave, in both parts."""
    root = sheet.html.root
    links = [] if root is None else [str(one.get("href")) for one in root.iter("a")]
    for part, present in (("html", sheet.url in links), ("text", sheet.url in sheet.text.text)):
        if not present:
            yield _finding(
                "DG041",
                Severity.ERROR,
                "a reader can't leave: the link is missing",
                "the template must hold __DIGEST_UNSUBSCRIBE_URL__",
                part=part,
            )


def address(sheet: Sheet) -> Iterator[Finding]:
    """DG042: the sender's postal address, in both parts."""
    wanted = visible(clean(sheet.newsletter.postal_address))
    for piece in (sheet.html, sheet.text):
        if not wanted or wanted not in piece.words():
            yield _finding(
                "DG042",
                Severity.ERROR,
                "the sender's postal address is missing; the law of most countries wants one",
                "set postal_address, and print newsletter.postal_address in the template",
                part=piece.part,
            )


def text_part(sheet: Sheet) -> Iterator[Finding]:
    """DG050: a text part that says something."""
    if not visible(sheet.text.text):
        yield _finding(
            "DG050",
            Severity.ERROR,
            "the text part is empty",
            "the template needs a .txt.j2 beside its .mjml.j2",
            part="text",
        )


def in_step(sheet: Sheet) -> Iterator[Finding]:
    """DG051: each story's headline stands in both parts, at each length."""
    for section in sheet.edition.sections:
        for slot in section.slots:
            yield from _headline(sheet, slot)


def _headline(sheet: Sheet, slot: Slot) -> Iterator[Finding]:
    wanted = visible(clean(slot.headline)).replace(" ", "")
    for part in ("html", "text"):
        forms = [one for one in sheet.pieces if one.part == part and one.slot == slot.id]
        lacking = [one for one in forms if wanted not in one.words().replace(" ", "")]
        if lacking or not forms:
            yield _finding(
                "DG051",
                Severity.ERROR,
                f"the headline “{slot.headline[:60]}” is missing",
                "print slot.headline in every form of the story, in both templates",
                part=part,
                slot=slot.id,
            )


def text_links(sheet: Sheet) -> Iterator[Finding]:
    """DG053: each story's own link stands in the text part, too."""
    texts: dict[tuple[object, ...], str] = {}
    for piece in (one for one in sheet.pieces if one.part == "text"):
        key = (piece.slot, piece.form)
        texts[key] = texts.get(key, "") + piece.text
    for piece in (one for one in sheet.pieces if one.part == "html" and one.slot):
        hrefs = (str(one.get("href") or "") for one in elements(piece, "a"))
        link = next((href for href in hrefs if href and _QUICK not in href), "")
        said = texts.get((piece.slot, piece.form))
        if said is not None and link.startswith("http") and link not in said:
            words = "a story's link is missing in the text part"
            hint = "print slot.url in the .txt.j2 template, on a line of its own"
            yield replace(
                finding(piece, "DG053", Severity.ERROR, words, hint, link=link), part="text"
            )


def text_lines(sheet: Sheet) -> Iterator[Finding]:
    """DG054: lines of the text part that are too wide and could be broken."""
    for number, line in enumerate(sheet.text.text.split("\n"), 1):
        if columns(line) > WIDEST and not _WHOLE.fullmatch(line):
            said = f"line {number} of the text part is {columns(line)} columns wide"
            hint = "pass it through | wrap in the .txt.j2 template"
            yield finding(sheet.text, "DG054", Severity.INFO, said, hint, excerpt=line.strip()[:60])


def sections(sheet: Sheet) -> Iterator[Finding]:
    """DG052: sections without a story."""
    empty = [section.topic for section in sheet.edition.sections if not section.slots]
    for topic in empty:
        said = f"the section {topic} holds no story"
        yield _finding("DG052", Severity.WARNING, said, "build the edition again", part="html")
