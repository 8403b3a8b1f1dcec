"""A finding tells where it is: part and line, story, and the template's file and line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.render.checked import (
    EDITION,
    HTML,
    ONE,
    SLOT,
    TEXT,
    broken,
    found,
    mail,
)
from tests.unit.render.sample import NEWSLETTER, templates

from digest.model import Section
from digest.render import PremailerInliner, render
from digest.render.check import Against, Answer, Finding, addresses, check
from digest.render.shelf import replaced, sources
from digest.render.support import support_table


def test_a_finding_names_the_lines_of_mail_and_template():
    sources = {"a.css": "h1 { }", "parts/b.j2": 'x\n<a href="#">&amp; y</a>\n<p>BBB &amp; co</p>'}
    made = mail(html=broken("<h1>", '<h1>\n<i style="color:#bbb">BBB &amp; co</i>'))
    [finding] = check(ONE, NEWSLETTER, made, Against(sources=sources))
    assert (finding.line, finding.source) == (2, "parts/b.j2:3")
    assert finding.excerpt == "BBB & co"


FAINT = mail(html=broken("<h1>", '<h1><i style="color:#bbbbbb">in</i>'))


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"t.j2": 'x\n{% set soft = "#bbbbbb" %}'}, "t.j2:2"),
        ({"t.j2": "i { color: #BBB }"}, "t.j2:1"),
        ({"t.j2": "#bbbbbb7 {# #bbb #}\n<p>in</p>"}, "t.j2:2"),
        ({"shipped.j2": "#bbb", "t.j2": "\n\n#bbb"}, "t.j2:3"),
        ({"shipped.j2": "#bbb", "t.j2": "paper: #fff"}, "t.j2:1"),
        ({"shipped.j2": "#bbb #fff"}, "shipped.j2:1"),
        ({"shipped.j2": "#fff"}, ""),
    ],
)
def test_words_too_faint_are_placed_where_their_colour_is_set(files, place):
    against = Against(sources=files, shipped=frozenset({"shipped.j2"}))
    found = check(ONE, NEWSLETTER, FAINT, against)
    [finding] = [one for one in found if one.code == "DG033"]
    assert (finding.source, finding.line, finding.excerpt) == (place, 1, "in")


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


def test_of_a_copy_only_the_lines_that_it_adds_are_told(tmp_path):
    own = tmp_path / "email" / "head.css"
    own.parent.mkdir()
    shipped, _ = templates().source("head.css")
    own.write_text(f"p {{ hyphens: auto }}\r\n{shipped}", newline="")
    mine = templates(tmp_path)
    made = render(EDITION, NEWSLETTER, templates=mine, inliner=PremailerInliner())
    files = sources(tmp_path, "daily", [block.kind.value for block in EDITION.blocks])
    against = Against(
        support=support_table(),
        sources=files,
        shipped=frozenset(files) - {str(own)},
        replaced=replaced(tmp_path, files),
    )
    told = [one for one in check(EDITION, NEWSLETTER, made, against) if one.code == "DG060"]
    assert [(one.excerpt, one.source) for one in told] == [("hyphens:", f"{own}:1")]
    assert replaced(tmp_path, ()) == {}


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
