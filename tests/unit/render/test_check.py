"""Each rule fires on what it is for, and is silent on a mail that is as it should be."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.render.sample import NEWSLETTER, edition, templates

from digest.model import Newsletter, PartKind, Rendered, Section, SlotLine
from digest.render import PremailerInliner, join, render
from digest.render.check import CODES, Severity, check
from digest.render.check_mail import CLIPPED, LARGE
from digest.render.check_sheet import sheet
from digest.render.parts import Mark, make_part

DOCS = Path(__file__).parents[3] / "docs" / "cli.md"
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


def test_a_mail_as_it_should_be_has_no_finding():
    assert check(ONE, NEWSLETTER, mail()) == ()


@pytest.mark.parametrize(
    ("code", "severity", "old", "new"),
    [
        ("DG010", "error", 'href="https://news.example/1"', 'href="#"'),
        ("DG010", "error", 'href="https://news.example/1"', 'href=" "'),
        ("DG011", "error", 'https://news.example/1"', 'javascript:alert(1)"'),
        ("DG011", "error", 'https://news.example/1"', '/1"'),
        ("DG011", "error", 'https://news.example/1"', 'data:text/html,x"'),
        ("DG012", "error", 'https://news.example/1"', 'https://news.example/{{ id }}"'),
        ("DG012", "error", 'https://news.example/1"', 'https://news.example/%7B%7Bid%7D%7D"'),
        ("DG013", "info", 'href="https:', 'href="http:'),
        ("DG014", "info", "</h2>", f'</h2><a href="https://b.example/">{SLOT.headline}</a>'),
        ("DG015", "warning", f">{SLOT.headline}</a>", f"></a>{SLOT.headline}"),
        ("DG020", "warning", ' alt=""', ""),
        ("DG021", "warning", ' height="320"', ""),
        ("DG021", "warning", ' width="580"', ' width=""'),
        ("DG022", "error", "https://news.example/1.jpg", "file:///etc/passwd"),
        ("DG022", "error", "https://news.example/1.jpg", ""),
        ("DG030", "error", ' lang="en"', ""),
        ("DG030", "error", 'lang="en"', 'lang=" "'),
        ("DG031", "warning", "Briefing</title>", "</title>"),
        ("DG032", "warning", "h1>", "p>"),
        ("DG032", "warning", "h2>", "h3>"),
        ("DG032", "warning", "h2>", "h1>"),
        ("DG040", "error", "</h2>", "</h2>__DIGEST_name__"),
        ("DG041", "error", "__DIGEST_UNSUBSCRIBE_URL__", "https://meridian.example/leave"),
        ("DG042", "error", "1 Harbour Street", "Harbour"),
        ("DG051", "error", SLOT.headline, "Another story"),
    ],
)
def test_a_rule_of_the_page_fires(code, severity, old, new):
    rules = found(mail(html=broken(old, new)))
    assert rules == {code: Severity(severity)}


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("DG040", "Morning Briefing", "__DIGEST_ISSUE"),
        ("DG041", "__DIGEST_UNSUBSCRIBE_URL__", "write to us"),
        ("DG042", "1 Harbour Street", "Harbour"),
        ("DG051", SLOT.headline, "Another story"),
    ],
)
def test_a_rule_of_the_text_fires(code, old, new):
    made = mail(text=broken(old, new, TEXT))
    [finding] = check(ONE, NEWSLETTER, made)
    assert (finding.code, finding.part) == (code, "text")


def test_an_empty_text_part_is_found():
    assert found(mail(text=("", " \n", "")))["DG050"] is Severity.ERROR


def padded(count: int) -> Rendered:
    return mail(html=broken("</h2>", f"</h2><p>{'x' * count}</p>"))


def encoded(made: Rendered) -> int:
    looked_at = sheet(ONE, NEWSLETTER, made)
    return len(join(made.html, made, looked_at.selection, looked_at.fields, html=True))


@pytest.mark.parametrize(
    ("size", "severity"),
    [(LARGE - 2_000, None), (LARGE + 1_000, "warning"), (CLIPPED + 1_000, "error")],
)
def test_size_is_that_of_the_encoded_page(size, severity):
    empty, probed = (encoded(padded(count)) for count in (0, 75_000))
    count = int((size - empty) * 75_000 / (probed - empty))
    assert abs(encoded(padded(count)) - size) < 100
    assert found(padded(count)).get("DG001") == severity


def test_size_is_that_of_the_largest_mail_of_any_reader():
    """A reader without the lead has the next story in its larger form."""
    other = EDITION.sections[0].slots[1]
    two = replace(ONE, sections=(Section(topic="World", slots=(SLOT, other)),))
    marks = [
        (Mark(PartKind.LEAD, "World", SLOT.id), SLOT.headline),
        (Mark(PartKind.LEAD, "World", other.id), f"{other.headline} {'x' * CLIPPED}"),
        (Mark(PartKind.SLOT, "World", SLOT.id), SLOT.headline),
        (Mark(PartKind.SLOT, "World", other.id), other.headline),
    ]
    lines = (LINE, replace(LINE, slot=other.id))
    parts = tuple(make_part(*pair) for pair in marks)
    made = replace(mail(), html=parts, text=parts, lines=lines)
    assert found(made, two)["DG001"] is Severity.ERROR


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("", {"DG002": "error"}),
        ("\u200b", {"DG002": "error"}),
        ("x" * 70, {}),
        ("x" * 71, {"DG003": "info"}),
        ("x" * 101, {"DG003": "warning"}),
        ("BUY THIS NOW", {"DG004": "warning"}),
        ("NATO", {}),
        ("条約が署名されました、海の国々で", {}),
    ],
)
def test_subjects(subject, codes):
    assert found(mail(line=replace(LINE, subject=subject))) == codes


def test_an_edition_without_lines_has_no_subject():
    empty = replace(mail(), lines=())
    assert "DG002" in found(empty)


@pytest.mark.parametrize(
    ("line", "whole", "codes"),
    [
        ("", "", {"DG005": "warning"}),
        ("", "Eleven governments agreed.", {}),
        ("x" * 151, "", {"DG005": "info"}),
        (SLOT.headline.upper(), "", {"DG006": "warning"}),
    ],
)
def test_preheaders(line, whole, codes):
    assert found(mail(line=replace(LINE, preheader=line), preheader=whole)) == codes


def test_an_empty_section_is_found():
    empty = replace(ONE, sections=(*ONE.sections, Section(topic="Sport", slots=())))
    assert found(mail(), empty) == {"DG052": "warning"}


def test_a_newsletter_without_an_address_is_found():
    assert found(mail(), letter=replace(NEWSLETTER, postal_address=" ")) == {"DG042": "error"}


def test_a_finding_says_where_and_what_to_do():
    [finding] = check(ONE, NEWSLETTER, mail(html=broken('https://news.example/1"', 'ftp://x"')))
    assert (finding.part, finding.slot, finding.link) == ("html", SLOT.id, "ftp://x")
    assert finding.hint


def test_what_an_image_says_is_a_links_name():
    image = '<img src="https://n.example/1.jpg" alt="A ship" width="9" height="9">'
    assert found(mail(html=broken("</h2>", f'</h2><a href="https://n.example/">{image}</a>'))) == {}


def test_a_headline_may_be_wrapped_and_shaped():
    """Line ends, hard spaces and joiners are no other words."""
    shaped = SLOT.headline.replace(" ", "\n", 1).replace(" ", "\xa0", 1)
    assert found(mail(text=broken(SLOT.headline, f"\u2068{shaped}\u2069", TEXT))) == {}


def test_errors_come_first_and_each_finding_once():
    html = broken('href="https://news.example/1"', 'href="#"', broken(' alt=""', ""))
    twice = (html[0], html[1] * 2, html[2])
    assert [one.code for one in check(ONE, NEWSLETTER, mail(html=twice))] == ["DG010", "DG020"]


def test_the_shipped_template_has_neither_error_nor_warning():
    made = render(EDITION, NEWSLETTER, templates=templates(), inliner=PremailerInliner())
    severities = {one.severity for one in check(EDITION, NEWSLETTER, made)}
    assert severities <= {Severity.INFO}


def test_every_code_is_documented_and_no_other():
    table = re.findall(r"^\| `(DG[0-9]{3})` \|", DOCS.read_text("utf-8"), re.MULTILINE)
    assert table == list(CODES)


def test_hostile_pages_are_read_all_the_same():
    for page in ("<", "<!--", "<a href='http://[x'>y</a>", "<p>\x00</p>", "&#0;", "<svg><a>"):
        check(ONE, NEWSLETTER, mail(html=(page, page, page)))
