"""Each rule fires on what it is for, and is silent on a mail that is as it should be."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.render.checked import (
    EDITION,
    LINE,
    ONE,
    SLOT,
    TEXT,
    against,
    broken,
    found,
    mail,
)
from tests.unit.render.sample import NEWSLETTER, templates

from digest.compose import BUDGET
from digest.model import (
    Image,
    Logo,
    Look,
    PartKind,
    Picture,
    Rendered,
    Section,
)
from digest.render import PremailerInliner, join, render
from digest.render.check import CODES, Against, Answer, Severity, check
from digest.render.check_mail import CLIPPED, LARGE
from digest.render.check_page import HEAVY
from digest.render.check_sheet import sheet
from digest.render.parts import Mark, make_part
from digest.render.support import support_table

DOCS = Path(__file__).parents[3] / "docs" / "check.md"


def test_a_mail_as_it_should_be_has_no_finding():
    assert check(ONE, NEWSLETTER, mail()) == ()


@pytest.mark.parametrize(
    ("code", "severity", "old", "new"),
    [
        ("DG010", "error", 'href="https://news.example/1"', 'href="#"'),
        ("DG010", "error", 'href="https://news.example/1"', 'href=" "'),
        ("DG010", "warning", 'href="https://news.example/1"', 'href="#there" id="there"'),
        ("DG011", "error", 'https://news.example/1"', 'javascript:alert(1)"'),
        ("DG011", "error", 'https://news.example/1"', '/1"'),
        ("DG011", "error", 'https://news.example/1"', 'data:text/html,x"'),
        ("DG012", "error", 'https://news.example/1"', 'https://news.example/{{ id }}"'),
        ("DG012", "error", 'https://news.example/1"', 'https://news.example/%7B%7Bid%7D%7D"'),
        ("DG013", "info", 'href="https:', 'href="http:'),
        ("DG014", "info", "</h2>", f'</h2><a href="https://b.example/">{SLOT.headline}</a>'),
        ("DG015", "warning", f">{SLOT.headline}</a>", f"></a>{SLOT.headline}"),
        ("DG017", "warning", "</h2>", '</h2><a href="https://n.example/">Read more &raquo;</a>'),
        ("DG017", "warning", "</h2>", '</h2><a href="https://n.example/">HIER KLICKEN</a>'),
        ("DG018", "warning", "</h2>", '</h2><a href="https://evil.example/">mybank.example</a>'),
        (
            "DG018",
            "warning",
            "</h2>",
            '</h2><a href="https://evil.example/">https://www.mybank.example/in?x=1</a>',
        ),
        ("DG019", "warning", "</h2>", '</h2><a href="https://192.0.2.1/">The news</a>'),
        ("DG019", "warning", "</h2>", '</h2><a href="https://[2001:db8::1]/">The news</a>'),
        ("DG020", "warning", ' alt=""', ""),
        ("DG021", "warning", ' height="320"', ""),
        ("DG021", "warning", ' width="580"', ' width=""'),
        ("DG022", "error", "https://news.example/1.jpg", "file:///etc/passwd"),
        ("DG022", "error", "https://news.example/1.jpg", ""),
        ("DG030", "error", ' lang="en"', ""),
        ("DG030", "error", 'lang="en"', 'lang=" "'),
        ("DG030", "error", 'lang="en"', 'lang="und"'),
        ("DG031", "warning", "Briefing</title>", "</title>"),
        ("DG032", "warning", "h1>", "p>"),
        ("DG032", "warning", "h2>", "h3>"),
        ("DG032", "warning", "h2>", "h1>"),
        ("DG033", "warning", "<h1>", '<h1><span style="color:#bbb">By us</span>'),
        ("DG033", "warning", "<body>", '<body style="background:#ffffff;color:#8a8a8a">'),
        ("DG040", "error", "</h2>", "</h2>__DIGEST_name__"),
        ("DG041", "error", "__DIGEST_UNSUBSCRIBE_URL__", "https://meridian.example/leave"),
        ("DG042", "error", "1 Harbour Street", "Harbour"),
        ("DG051", "error", SLOT.headline, "Another story"),
    ],
)
def test_a_rule_of_the_page_fires(code, severity, old, new):
    rules = found(mail(html=broken(old, new)))
    # What is changed in the HTML alone is out of step with the text.
    rules.pop("DG053", None)
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


@pytest.mark.parametrize("headline", ["Herons beat Ravens 3-1", "Belsat : 120 000 abonnés, 8-3"])
def test_a_headline_that_is_held_on_one_line_is_the_same_headline(headline):
    section = ONE.sections[0]
    said = (replace(section, slots=(replace(section.slots[0], headline=headline),)),)
    made = replace(ONE, sections=said)
    mails = render(made, NEWSLETTER, templates=templates(), inliner=PremailerInliner())
    assert "DG051" not in {one.code for one in check(made, NEWSLETTER, mails)}


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


def test_what_the_build_holds_a_mail_to_is_not_warned_of():
    assert LARGE == BUDGET


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


def test_a_models_words_without_their_label_are_found_in_each_part():
    own = replace(
        SLOT, summary="Ministers agreed on a\nplan for the river.", summary_by="some-model"
    )
    one = replace(ONE, sections=(Section(topic="World", slots=(own,)),))
    label = "Summary written by a machine (some-model)"
    html = broken("</h2>", "</h2><p>Ministers agreed on a plan for the river.</p>")
    text = broken("https://news", "Ministers agreed on a plan\nfor the river.\nhttps://news", TEXT)
    assert found(mail(), one) == {}
    assert found(mail(html), one) == {"DG055": "error"}
    assert found(mail(text=text), one) == {"DG055": "error"}
    marked = broken("</h2>", f"</h2><p>{label}</p>", html)
    assert found(mail(marked, broken("https", f"{label}\nhttps", text)), one) == {}
    assert found(mail(html, text), ONE) == {}


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


@pytest.mark.parametrize(
    ("answer", "severity"),
    [
        (Answer(404, words="answered 404"), "error"),
        (Answer(410, words="answered 410"), "error"),
        (Answer(403, words="answered 403"), "info"),
        (Answer(0, words="the host is unknown"), "warning"),
        (Answer(200, size=9_000_000), None),
    ],
)
def test_what_links_answer(answer, severity):
    expected = [("DG016", severity)] if severity else []
    assert against(mail(), answers={"https://news.example/1": answer}) == expected


def test_heavy_images_are_found_one_by_one_and_in_all():
    image = "https://news.example/1.jpg"
    assert against(mail(), answers={image: Answer(200, size=HEAVY)}) == []
    assert against(mail(), answers={image: Answer(200, size=HEAVY + 1)}) == [("DG023", "warning")]
    found = check(ONE, NEWSLETTER, mail(), Against(answers={image: Answer(200, size=2_000_000)}))
    assert [one.link for one in found] == [image, ""]


def test_heavy_images_are_found_without_a_network():
    image = Image(url="https://news.example/1.jpg", weight=HEAVY + 1)
    story = replace(SLOT.story, lead=replace(SLOT.story.lead, image=image))
    one = replace(ONE, sections=(Section(topic="World", slots=(replace(SLOT, story=story),)),))
    assert found(mail(), one) == {"DG023": "warning"}


def test_a_picture_that_the_web_page_cannot_show_is_found():
    image = Image(url="http://news.example/1.jpg", alt="", width=600, height=300)
    story = replace(SLOT.story, lead=replace(SLOT.story.lead, image=image))
    one = replace(ONE, sections=(Section(topic="World", slots=(replace(SLOT, story=story),)),))
    assert found(mail(), one) == {"DG026": "warning"}
    logo = Look(logo=Logo(url="http://news.example/logo.png", width=10, height=10))
    assert found(mail(), letter=replace(NEWSLETTER, look=logo)) == {"DG026": "warning"}
    for letter in (
        replace(NEWSLETTER, public_url="http://n.example"),
        replace(NEWSLETTER, archive=False),
        replace(NEWSLETTER, template="brief"),  # whose page has no pictures
    ):
        assert "DG026" not in found(mail(), one, letter=letter)


def test_heavy_images_that_come_with_the_mail_are_found():
    heavy = Picture("https://news.example/1.jpg", "image/jpeg", 600, 300, HEAVY + 1, b"x")
    made = mail(html=broken("https://news.example/1.jpg", f"cid:{heavy.cid}"))
    assert found(replace(made, pictures=(heavy,))) == {"DG023": "warning"}
    assert found(replace(made, pictures=(replace(heavy, weight=HEAVY),))) == {}


def test_a_mail_of_images_is_found():
    image = '<img src="https://n.example/1.jpg" alt="" width="9" height="9">'
    assert found(mail(html=broken("</h2>", f"</h2>{image}{image}"))) == {"DG024": "warning"}
    words = "<p>" + "word " * 100 + "</p>"
    assert found(mail(html=broken("</h2>", f"</h2>{image}{image}{words}"))) == {}


def test_an_image_of_too_many_points_is_found():
    image = Image(url="https://news.example/1.jpg", alt="", width=4000, height=3000)
    story = replace(SLOT.story, lead=replace(SLOT.story.lead, image=image))
    section = Section(topic="World", slots=(replace(SLOT, story=story),))
    assert found(mail(), replace(ONE, sections=(section,))) == {"DG025": "warning"}


def test_text_too_faint_by_night_alone_is_found():
    dark = (
        "<style>@media (prefers-color-scheme: dark) {"
        " body { background: #111111 !important } h1 { color: #eeeeee } h2 a { color: #333333 }"
        " p, p a { color: #dddddd } }</style></head>"
    )
    [finding] = check(ONE, NEWSLETTER, mail(html=broken("</head>", dark)))
    assert (finding.code, finding.severity) == ("DG034", "warning")
    assert "#333333 on #111111" in finding.message


def test_a_link_that_the_text_part_lacks_is_found():
    made = mail(text=broken("https://news.example/1", "", TEXT))
    [finding] = check(ONE, NEWSLETTER, made)
    assert (finding.code, finding.part, finding.slot) == ("DG053", "text", SLOT.id)


def test_a_wide_line_of_text_is_found_unless_it_can_not_be_broken():
    made = mail(text=broken("Morning Briefing", "word " * 16, TEXT))
    assert found(made) == {"DG054": "info"}
    for whole in ("w" * 100, f"[12] https://n.example/{'w' * 80}"):
        assert found(mail(text=broken("Morning Briefing", whole, TEXT))) == {}


@pytest.mark.parametrize(
    ("clients", "severity"),
    [
        ({"gmail": 1.0}, "info"),
        ({"apple-mail": 1.0}, None),
        ({"apple-mail": 0.96, "gmail": 0.04}, None),
        ({"apple-mail": 90, "gmail": 10}, "info"),
    ],
)
def test_what_clients_lack_is_weighted_by_who_reads(clients, severity):
    styled = broken("</head>", "<style>h1 { text-wrap: balance }</style></head>")
    found = check(ONE, NEWSLETTER, mail(styled), Against(clients=clients, support=support_table()))
    assert [(one.code, one.severity.value) for one in found] == (
        [("DG060", severity)] if severity else []
    )


def test_what_a_mail_falls_apart_without_is_a_warning():
    styled = broken("<h1>", '<h1 style="display: flex">')
    assert ("DG060", "warning") in against(mail(styled), support=support_table())
