"""A small mail as it should be, for the rules of `digest check` to be tried on."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.render.sample import NEWSLETTER, edition

from digest.model import Newsletter, PartKind, Rendered, Section, SlotLine
from digest.render.check import Against, Severity, check
from digest.render.parts import Mark, make_part

EDITION = edition()
SLOT = EDITION.sections[0].slots[0]
ONE = replace(EDITION, sections=(Section(topic="World", slots=(SLOT,)),), blocks=())
TOP = (
    '<!DOCTYPE html><html lang="en"><head><title>Briefing</title></head><body>'
    "<h1>Morning Briefing</h1>"
)
STORY = (
    f'<h2><a href="https://news.example/1">{SLOT.headline}</a></h2>'
    '<img src="https://news.example/1.jpg" alt="" width="580" height="320">'
)
END = (
    f"<p>{NEWSLETTER.postal_address}</p>"
    '<p><a href="__DIGEST_UNSUBSCRIBE_URL__">Leave</a></p></body></html>'
)
HTML = (TOP, STORY, END)
TEXT = (
    "Morning Briefing\n\n",
    f"{SLOT.headline}\nhttps://news.example/1\n\n",
    f"{NEWSLETTER.postal_address}\n__DIGEST_UNSUBSCRIBE_URL__\n",
)
LINE = SlotLine(SLOT.id, "World", SLOT.headline, "Eleven governments agreed.", 30)
MARKS = (
    Mark(PartKind.FRAME),
    Mark(PartKind.SLOT, "World", SLOT.id),
    Mark(PartKind.FRAME),
)


def mail(html=HTML, text=TEXT, line: SlotLine = LINE, preheader: str = "") -> Rendered:
    return Rendered(
        edition=ONE.id,
        language="en",
        hash="",
        html=tuple(map(make_part, MARKS, html)),
        text=tuple(map(make_part, MARKS, text)),
        lines=(line,),
        preheader=preheader,
    )


def found(made: Rendered, of=ONE, letter: Newsletter = NEWSLETTER) -> dict[str, Severity]:
    return {one.code: one.severity for one in check(of, letter, made)}


def broken(old: str, new: str, parts: tuple[str, ...] = HTML) -> tuple[str, ...]:
    assert any(old in part for part in parts)
    return tuple(part.replace(old, new) for part in parts)


def against(made: Rendered, **what: object) -> list[tuple[str, str]]:
    found = check(ONE, NEWSLETTER, made, Against(**what))
    return [(one.code, one.severity.value) for one in found]
