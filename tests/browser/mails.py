"""The mails that are looked at in a browser, and what mail clients do to them.

Pages as strings, and scripts that change them. Nothing here opens a browser.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from tests.png import png
from tests.unit.render.foreign import LANGUAGES, foreign_edition, foreign_newsletter
from tests.unit.render.sample import (
    GREETING,
    NEWSLETTER,
    READER,
    all_slots,
    edition,
    templates,
)

from digest.model import (
    Addendum,
    Block,
    BlockKind,
    Cadence,
    Edition,
    Length,
    Newsletter,
    Selection,
    Topic,
)
from digest.render import SystemKind, inliner, page, render, render_system

if TYPE_CHECKING:
    from digest.render import Inliner

_SHIPPED = templates()
_AT = datetime(2026, 11, 23, 5, tzinfo=UTC)
_PICTURE = re.compile(r'src="https://images\.example/[^"]*"')
_URL = "https://meridian.example/c/" + "abc_DEF-12" * 9
PICTURE = png(29, 16)
"""What stands where the sample has a photograph."""

BROKEN = "data:image/png;base64,AAAA"

TEMPLATES = ("daily", "brief", "weekly")
SYSTEM = tuple(f"system/{kind}" for kind in SystemKind)
FOREIGN = tuple(f"daily.{language}" for language in LANGUAGES)
QUICK = tuple(f"quick/{name}" for name in (*TEMPLATES, "daily.ar"))
"""Mails with links that leave out a topic or a source."""

MAILS = (*TEMPLATES, *FOREIGN, *SYSTEM, *QUICK)
"""Names of all mails that `mail` can make."""

BLOCKS = (
    GREETING,
    Block(
        id="why",
        kind=BlockKind.WHY,
        title="What the treaty changes",
        text="Quotas used to follow borders. From next spring they follow the fish, which have "
        "moved north by 70 km in ten years.",
        source="Mara Lind, fisheries editor",
    ),
    Block(
        id="figure",
        kind=BlockKind.FIGURE,
        title="2.1 %",
        text="The rise in prices in the year to October, the least since 2021.",
        source="Statistics Office",
        url="https://stat.example/prices",
        time=_AT,
    ),
    Block(
        id="quote",
        kind=BlockKind.FIGURE,
        text="We did not find the villages. We found the people who had lived there, and asked.",
        source="Ilse Oravec, archivist",
    ),
    Block(
        id="agenda",
        kind=BlockKind.AGENDA,
        text="09:30 The harbour authority presents its figures for the quarter\n"
        "14:00-16:00 Parliament debates the ferry bill\n20:15 Ellis Rovers play Ostra\n"
        "2026-11-24 10:00 The court hears the tunnel's builders",
        source="City calendar",
    ),
    Block(
        id="data",
        kind=BlockKind.DATA,
        title="Prices",
        text="Rents: 0.0 %\nFood and drink\t3.4 %\t+0.3\nEnergy\t-1.2 %\t-0.8",
        source="Statistics Office",
        time=_AT,
    ),
    Block(
        id="sponsor",
        kind=BlockKind.SPONSOR,
        title="The night train is back",
        text="From Lunde to Port Ellis in eleven hours, with breakfast.",
        source="Nordbahn",
        url="https://nordbahn.example/",
    ),
    Block(
        id="correction",
        kind=BlockKind.CORRECTION,
        text="On Friday we gave the bridge's age as 90. It is 93.",
    ),
)

_READ = "https://nordlys.example/1"
_DATED = (
    f"2026-11-20\tNordlys Avis\tTalks on the treaty go into the night\t{_READ}\n"
    "2026-11-22\tHarbour Post\tFishing fleets wait for a word from Port Ellis\t"
)
_QUOTED = "https://stat.example/prices"
_UNDATED = (
    f"Nordlys Avis\tEleven flags over one sea\t{_READ}\nHarbour Post\tWho gets the mackerel now?"
)
MATTERS = Block(
    id="why-lead",
    kind=BlockKind.WHY,
    text="The fleets of Port Ellis and its neighbours land a third of the cod; for the first time "
    "they are counted together.",
    source="Mara Lind",
)
ADDED = (
    Block(id="so", kind=BlockKind.SO_FAR, text=_DATED),
    Block(id="vo", kind=BlockKind.VOICES, text=_UNDATED),
    Block(
        id="qu",
        kind=BlockKind.FIGURE,
        text="The fish do not read maps.",
        source="Ilse Oravec",
        url=_QUOTED,
    ),
    Block(id="ba", kind=BlockKind.BACKGROUND, text=_DATED),
    Block(id="le", kind=BlockKind.LEFT_OUT, text=_UNDATED),
)
"""Blocks that are drawn from the stories; the last stands at the end."""

_TURNED = """(() => {
  const turn = (value) => {
    const [r, g, b, a = 1] = value.match(/[0-9.]+/g).map(Number);
    if (!a) return value;
    const fit = part => Math.min(255, Math.max(0, part));
    return `rgb(${[r, g, b].map(part => fit(TURN)).join(' ')})`;
  };
  const found = [...document.querySelectorAll('html, body, body *')].map(e => {
    const style = getComputedStyle(e);
    const border = ['Top', 'Bottom'].map(side => turn(style[`border${side}Color`]));
    return [e, turn(style.color), turn(style.backgroundColor), border];
  });
  for (const [element, ink, paper, [above, below]] of found) {
    element.style.setProperty('color', ink, 'important');
    element.style.setProperty('background-color', paper, 'important');
    element.style.setProperty('border-top-color', above, 'important');
    element.style.setProperty('border-bottom-color', below, 'important');
  }
})()"""
INVERTED = _TURNED.replace("TURN", "255 - part")
"""What a client does that turns all colours around."""

SOFTENED = _TURNED.replace("TURN", "part + 255 - Math.max(r, g, b) - Math.min(r, g, b)")
"""What a client does that turns light papers dark and dark inks light, and keeps hues."""

DOUBLED = """(() => {
  const found = [...document.querySelectorAll('body *')].map(element => {
    const style = getComputedStyle(element);
    return [element, parseFloat(style.fontSize), parseFloat(style.lineHeight)];
  });
  for (const [element, size, line] of found) {
    element.style.setProperty('font-size', `${2 * size}px`, 'important');
    if (line) element.style.setProperty('line-height', `${2 * line}px`, 'important');
  }
})()"""
"""What a reader does who sets text to 200 %."""


class NotInlined:
    """Leaves our CSS in a sheet, behind MJML's own: how the page is meant to look."""

    def inline(self, html: str, css: str) -> str:
        page = re.sub(r"\A\s*<!doctype html>", "<!DOCTYPE html>", html, flags=re.IGNORECASE)
        return page.replace("</head>", f"<style>{css}</style></head>", 1)


@cache
def mail(name: str, *, by: str = "css-inline", length: Length = Length.FULL) -> str:
    """One mail as HTML; `by` names its inliner, or is "" for a page that is not inlined."""
    worker: Inliner = inliner(by) if by else NotInlined()
    if name.startswith("system/"):
        kind, _, language = name.removeprefix("system/").partition(".")
        letter = foreign_newsletter(language) if language else NEWSLETTER
        values = {"url": _URL, "name": "Zoë", "days": "3"}
        if kind == SystemKind.MOVED:
            values["moved_to"] = "z•••@n•••.example"
        made = render_system(SystemKind(kind), letter, values, templates=_SHIPPED, inliner=worker)
        return made.html
    issue, letter = _edition(name.removeprefix("quick/"))
    if name in QUICK:
        topics = tuple(Topic(name=one.topic) for one in issue.sections)
        letter = replace(letter, quick_links=True, topics=topics)
    sources = {slot.story.lead.source for one in issue.sections for slot in one.slots}
    rendered = render(issue, letter, templates=_SHIPPED, inliner=worker, sources=sources)
    html = page(rendered, Selection(all_slots(issue), length), READER).html
    return _PICTURE.sub(f'src="{PICTURE}"', html)


def _edition(name: str) -> tuple[Edition, Newsletter]:
    if name == "added/daily":
        return added(), NEWSLETTER
    if name == "added/brief":
        return _noted(), replace(NEWSLETTER, template="brief")
    template, _, language = name.partition(".")
    letter = replace(foreign_newsletter(language) if language else NEWSLETTER, template=template)
    cadence = Cadence.WEEKLY if template == "weekly" else Cadence.DAILY
    if language:
        return replace(foreign_edition(language), cadence=cadence), letter
    if template == "brief":
        return _five(), letter
    return replace(_with_briefs(), cadence=cadence), letter


def _with_briefs() -> Edition:
    """All blocks; the last story of each section of the sample stands as a brief."""
    made = edition(BLOCKS)
    sections = tuple(
        replace(one, slots=(*one.slots[:1], *(replace(n, short=True) for n in one.slots[1:])))
        for one in made.sections
    )
    return replace(made, sections=sections)


def added() -> Edition:
    """The sample with what is drawn from other sources, beside the lead and at the end."""
    made = edition((GREETING, ADDED[-1]))
    first, *others = made.sections
    lead = replace(
        first.slots[0],
        blocks=ADDED[:-1],
        addendum=Addendum(
            sentence="The north coast has two years to agree.", source="Nordlys Avis", url=_READ
        ),
    )
    return replace(made, sections=(replace(first, slots=(lead, *first.slots[1:])), *others))


def _five() -> Edition:
    made = edition((GREETING,))
    sections = tuple(replace(one, slots=one.slots[:1]) for one in made.sections[:5])
    return replace(made, sections=sections)


def _noted() -> Edition:
    """The five with all that editors may say: a greeting, why the lead matters, a note."""
    made = _five()
    first, *others = made.sections
    lead = replace(first.slots[0], blocks=(MATTERS,))
    noted = (replace(first, slots=(lead,)), *others)
    return replace(made, sections=noted, blocks=(GREETING, BLOCKS[1]))


def without_styles(html: str) -> str:
    """As a client shows it that drops every sheet."""
    return re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)


def without_pictures(html: str) -> str:
    """As a client shows it that loads none."""
    return re.sub(r'src="data:image/[^"]*"', f'src="{BROKEN}"', html)


def for_outlook(html: str) -> str:
    """With what stands in comments for Outlook, and without what is kept from it."""
    kept = re.sub(r"<!--\[if !mso[^\]]*\]><!-->.*?<!--<!\[endif\]-->", "", html, flags=re.DOTALL)
    return re.sub(r"<!--\[if [^\]]*\]>(.*?)<!\[endif\]-->", r"\1", kept, flags=re.DOTALL)
