"""Each rule fires on what it is for, and is silent on a mail that is as it should be."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.render.sample import NEWSLETTER, edition, templates

from digest.compose import BUDGET
from digest.model import (
    Image,
    Logo,
    Look,
    Newsletter,
    PartKind,
    Picture,
    Rendered,
    Section,
    SlotLine,
)
from digest.render import PremailerInliner, join, render
from digest.render.check import CODES, Against, Answer, Finding, Former, Severity, addresses, check
from digest.render.check_mail import CLIPPED, LARGE
from digest.render.check_page import HEAVY
from digest.render.check_sheet import sheet
from digest.render.parts import Mark, make_part
from digest.render.shelf import sources
from digest.render.support import support_table

DOCS = Path(__file__).parents[3] / "docs" / "check.md"
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


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("", {"DG002": "error"}),
        ("\u200b", {"DG002": "error"}),
        ("x" * 70, {}),
        ("x" * 71, {"DG003": "info"}),
        ("x" * 101, {"DG003": "warning"}),
        ("BUY THIS NOW", {"DG004": "warning"}),
        ("Buy now!! Today", {"DG070": "warning"}),
        ("Now! And now!", {"DG070": "warning"}),
        ("Win! Rovers take the cup", {}),
        ("Re: your order", {"DG071": "warning"}),
        ("Rebels: who they are", {}),
        ("Get rich $$$", {"DG072": "warning"}),
        ("100% free of charge", {"DG072": "warning"}),
        ("Taxes of $5 or €9", {}),
        ("F r e e money", {"DG073": "warning"}),
        ("A B C of Brexit", {}),
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


def against(made: Rendered, **what: object) -> list[tuple[str, str]]:
    found = check(ONE, NEWSLETTER, made, Against(**what))
    return [(one.code, one.severity.value) for one in found]


def test_a_subject_or_preheader_of_an_earlier_edition_is_found():
    former = Former("briefing-daily-2026-11-20", SLOT.headline.upper(), "Another one.")
    assert against(mail(), former=(former,)) == [("DG007", "warning")]
    former = replace(former, subject="Another", preheader=LINE.preheader)
    assert against(mail(), former=(former,)) == [("DG008", "warning")]
    assert against(mail(), former=(replace(former, preheader=""),)) == []


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


def test_a_headline_in_capitals_is_found():
    loud = replace(SLOT, headline="COASTAL STATES SIGN A TREATY")
    section = replace(ONE, sections=(Section(topic="World", slots=(loud,)),))
    html, text = (broken(SLOT.headline, loud.headline, part) for part in (HTML, TEXT))
    assert found(mail(html, text), section) == {"DG074": "info"}


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


def test_a_finding_names_the_lines_of_mail_and_template():
    sources = {"a.css": "h1 { }", "parts/b.j2": 'x\n<a href="#">&amp; y</a>\n<p>BBB &amp; co</p>'}
    made = mail(html=broken("<h1>", '<h1>\n<i style="color:#bbb">BBB &amp; co</i>'))
    [finding] = check(ONE, NEWSLETTER, made, Against(sources=sources))
    assert (finding.line, finding.source) == (2, "parts/b.j2:3")
    assert finding.excerpt == "BBB & co"


def test_addresses_are_those_of_links_and_images_without_the_readers_own():
    html = broken("</h2>", '</h2><a href="mailto:a@b.example">Write</a>')
    assert addresses(ONE, NEWSLETTER, mail(html)) == (
        "https://news.example/1",
        "https://news.example/1.jpg",
    )


def shipped_findings(**more: object) -> dict[str, Finding]:
    made = render(EDITION, NEWSLETTER, templates=templates(), inliner=PremailerInliner())
    kinds = [block.kind.value for block in EDITION.blocks]
    files = sources(Path("nowhere"), "daily", kinds)
    clients = Against(support=support_table(), sources=files, **more)
    return {one.excerpt: one for one in check(EDITION, NEWSLETTER, made, clients)}


def test_of_many_templates_with_the_words_the_one_that_wrote_them_is_named():
    assert Path(shipped_findings()["<bdi"].source.partition(":")[0]).name == "macros.j2"


def test_of_templates_that_ship_only_what_a_mail_falls_apart_without_is_told():
    shipped = frozenset(sources(Path("nowhere"), "daily", []))
    assert any(one.code == "DG060" for one in shipped_findings().values())
    assert not any(one.code == "DG060" for one in shipped_findings(shipped=shipped).values())
    styled = broken("<h1>", '<h1 style="display: flex">')
    made = Against(
        support=support_table(), sources={"a.j2": "display: flex"}, shipped=frozenset({"a.j2"})
    )
    [finding] = check(ONE, NEWSLETTER, mail(styled), made)
    assert (finding.code, finding.severity) == ("DG060", "warning")


def test_a_source_s_name_may_lead_to_each_of_its_articles():
    other = replace(SLOT.story.lead, publisher="Harbour Wire", url="https://b.example/1")
    story = replace(SLOT.story, coverage=(other,))
    section = Section(topic="World", slots=(replace(SLOT, story=story),))
    names = [("Harbour Wire", n) for n in (1, 2)] + [
        ("Harbour Wire (for subscribers)", n) for n in (3, 4)
    ]
    links = "".join(f'<a href="https://b.example/{n}">{name}</a>' for name, n in names)
    html = broken("</h2>", f"</h2>{links}")
    assert "DG014" not in found(mail(html), replace(ONE, sections=(section,)))
    assert "DG014" in found(mail(html))


def test_a_link_to_this_machine_is_a_trial():
    html, text = (
        broken("https://news.example/1", "http://127.0.0.1:8/1", part) for part in (HTML, TEXT)
    )
    assert "DG013" not in found(mail(html, text))


def test_a_finding_names_the_story_that_has_the_picture():
    image = "https://news.example/1.jpg"
    heavy = Against(answers={image: Answer(200, size=2_000_000)})
    [one] = [one for one in check(ONE, NEWSLETTER, mail(), heavy) if one.link == image]
    assert (one.slot, one.story) == (SLOT.id, SLOT.headline)


def test_a_mail_is_made_of_what_its_template_names_and_of_its_own_blocks(tmp_path):
    (tmp_path / "email" / "parts").mkdir(parents=True)
    own = tmp_path / "email" / "daily.mjml.j2"
    own.write_text('{% extends "shipped/daily.mjml.j2" %}{% set x = "parts/ours.mjml.j2" %}')
    (tmp_path / "email" / "parts" / "ours.mjml.j2").write_text("{% broken")
    used = [Path(one) for one in sources(tmp_path, "daily", ["figure"])]
    names = {one.name for one in used}
    assert used[0] == own
    assert {"ours.mjml.j2", "masthead.mjml.j2", "figure.mjml.j2", "tokens.j2"} <= names
    assert {"inline.css", "head.css", "daily.txt.j2", "footer.txt.j2"} <= names
    assert not {"data.mjml.j2", "masthead_brief.mjml.j2", "confirm.mjml.j2"} & names
    assert [one.parent.name for one in used if one.name == "daily.mjml.j2"] == [
        "email",
        "email",
    ]


def test_plain_links_name_story_and_template_whatever_tags_they_were_given():
    html, text = (
        broken("https://news.example/1", "http://news.example/1?x=1", part) for part in (HTML, TEXT)
    )
    files = {"a.j2": '<p>Leave</p>\n<h2><a href="http://news.example/1">{{ y }}</a></h2>'}
    [finding] = check(ONE, NEWSLETTER, mail(html, text), Against(sources=files))
    assert (finding.code, finding.slot, finding.source) == ("DG013", SLOT.id, "a.j2:2")
    assert finding.message == "1 link to news.example without encryption"


def test_the_same_words_for_two_places_name_the_story_and_the_line_of_the_words():
    twice = broken("</h2>", '</h2><a href="https://news.example/0">Leave</a>')
    files = {"a.j2": "<p>Leave</p>", "b.j2": "<h2>{{ x }}</h2>\n<a href='{{ y }}'>Leave</a><img>"}
    [finding] = check(ONE, NEWSLETTER, mail(twice), Against(sources=files))
    assert (finding.code, finding.slot, finding.source) == ("DG014", SLOT.id, "b.j2:2")


def test_a_readers_own_link_is_looked_for_by_its_field():
    letter = replace(NEWSLETTER, public_url="http://meridian.example")
    files = {"a.j2": "", "b.j2": '<p>\n<a href="__DIGEST_UNSUBSCRIBE_URL__">Leave</a></p>'}
    [finding] = check(ONE, letter, mail(), Against(sources=files))
    assert (finding.code, finding.source) == ("DG013", "b.j2:2")


FOOTER = "{# a comment\n   of two lines #}\n<p style='color:#333'>\n<a HREF>x</a></p>"


@pytest.mark.parametrize("written", ['href="#"', "href='#'", 'href=""', 'href="#nowhere"'])
def test_a_link_that_leads_nowhere_is_told_of_the_line_that_writes_it(written):
    other = '{# nowhere # #}\n{% set paper = "#fcfaf5" %}\n<i style="color:#nowhere">{{ x }}</i>'
    files = {"a.j2": other, "b.j2": FOOTER.replace("HREF", written)}
    link = written.replace("'", '"')
    html = broken("</body>", f'<p style="color:#333">\n<a {link}>x</a></p></body>')
    made = mail(html=html)
    [finding] = check(ONE, NEWSLETTER, made, Against(sources=files))
    assert (finding.code, finding.source) == ("DG010", "b.j2:4")
    assert finding.line == "".join(html).count("\n") + 1


def test_a_heading_out_of_order_is_told_of_the_line_that_writes_it():
    made = mail(html=broken("</body>", "\n<h4>Low</h4></body>"))
    for asked in ('{{ m.title("h4", "t", slot) }}', "<h4>{{ x }}</h4>"):
        files = {"a.j2": "<h1>{{ x }}</h1>\n{# <h4> #}", "b.j2": f"x\n{asked}"}
        [finding] = check(ONE, NEWSLETTER, made, Against(sources=files))
        assert (finding.code, finding.line, finding.source) == ("DG032", 2, "b.j2:2")


def test_two_first_headings_are_told_of_a_line_and_none_of_no_line():
    files = {"a.j2": "x\n<h1>{{ x }}</h1>"}
    twice, none = (
        check(ONE, NEWSLETTER, mail(html), Against(sources=files))[0]
        for html in (broken("</h1>", "</h1><h1>B</h1>"), broken("h1>", "h2>"))
    )
    assert (twice.code, twice.line, twice.source) == ("DG032", 1, "a.j2:2")
    assert (none.code, none.line, none.source) == ("DG032", 0, "")


@pytest.mark.parametrize(("written", "source"), [("{{ n }}", ""), ("1", "b.j2:2")])
def test_words_of_a_letter_or_two_are_told_of_a_line_where_they_stand_alone(written, source):
    made = mail(html=broken("</body>", '<p><i style="color:#bbb">1</i></p></body>'))
    files = {"a.j2": "{%- set big = type(41, 15) -%}", "b.j2": f"x\n<p><i>{written}</i></p>"}
    [finding] = check(ONE, NEWSLETTER, made, Against(sources=files))
    assert (finding.code, finding.excerpt, finding.source) == ("DG033", "1", source)
