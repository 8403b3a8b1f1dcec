"""Preflight rules about form: what filters and readers take for spam, whatever it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.prose.capitals import shouts
from digest.render.check_sheet import Finding, Severity, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.render.check_sheet import Sheet

LOUD = 12  # letters from which capitals alone are shouting
_MARKS = re.compile(r"[!?\uff01\uff1f]{2,}|[!\uff01].*[!\uff01]")
_REPLY = re.compile(r"\s*(re|fwd?|aw|wg|tr|rv)\s*:", re.IGNORECASE)
_MONEY = re.compile(r"[$\u20ac\u00a3]{2,}|100\s?%\s*(free|gratis|gratuit)", re.IGNORECASE)
_SPREAD = re.compile(r"\b(?:\w[ .*_-]){3,}\w\b")


def spam_subjects(sheet: Sheet) -> Iterator[Finding]:
    """DG070 to DG073: the form of subjects."""
    for line in sheet.rendered.openings:
        for code, pattern, message, hint in _FORMS:
            if found := pattern.search(line.subject):
                yield Finding(
                    code=code,
                    severity=Severity.WARNING,
                    message=message.format(found[0][:40]),
                    hint=hint,
                    part="subject",
                    slot=line.slot,
                    excerpt=found[0][:40],
                )


_FORMS = (
    ("DG070", _MARKS, "the subject shouts: “{}”", "one mark at the end is enough"),
    (
        "DG071",
        re.compile(rf"\A{_REPLY.pattern}", re.IGNORECASE),
        "the subject begins with “{}”, as if it were an answer",
        "leave it out: the law of some countries forbids it",
    ),
    ("DG072", _MONEY, "the subject holds “{}”, as spam does", "say it in words"),
    ("DG073", _SPREAD, "letters of the subject are parted: “{}”", "write words as words"),
)


def loud_headlines(sheet: Sheet) -> Iterator[Finding]:
    """DG074: headlines in capitals alone, all but the one that is the subject."""
    for section in sheet.edition.sections:
        for slot in section.slots:
            said = visible(slot.headline)
            if shouts(said, LOUD) and " " in said:
                yield Finding(
                    code="DG074",
                    severity=Severity.INFO,
                    message=f"the headline “{said[:60]}” is in capitals alone",
                    hint="write it as a sentence",
                    part="html",
                    slot=slot.id,
                    excerpt=slot.headline,
                )
