"""The edition as a page for everyone: all of it, nobody's, and harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from markupsafe import escape
from tests.unit.render.foreign import foreign_edition, foreign_newsletter
from tests.unit.render.naughty import NAUGHTY
from tests.unit.render.pages import whole
from tests.unit.render.sample import NEWSLETTER, edition, templates

from digest.model import Block, BlockKind, Cadence, Image
from digest.render import PremailerInliner, render
from digest.render.bare import bare
from digest.render.messages import Words
from digest.render.web import web_version

SHIPPED = templates()
PAGE = "https://meridian.example/archive/briefing/daily-2026-11-23.html"
SITE = Path(__file__).parents[3] / "templates" / "web" / "site"
PLAIN = {"do", "next", "short", *BlockKind}
"""Classes that only mails need, and names that other classes need not."""

KINDS = tuple(
    Block(id=kind, kind=kind, text=f"12:00 What {kind} says\n\nMore of it", title=f"Title {kind}")
    for kind in BlockKind
)


def made(issue, letter=NEWSLETTER, shipped=SHIPPED):
    return web_version(issue, letter, Words(issue.language, "Europe/Paris"), shipped)


class Reader(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def headings(html):
    return [tag for tag, _ in Reader(html).tags if tag in {"h1", "h2", "h3", "h4"}]


@pytest.mark.parametrize("template", ["daily", "brief", "weekly", "our-own"])
def test_every_story_stands_there_once_with_its_link(template):
    issue = edition()
    html = made(issue, replace(NEWSLETTER, template=template)).html
    text = Reader(html).text
    for section in issue.sections:
        for slot in section.slots:
            assert text.count(slot.headline) == 1
    assert text.count(issue.sections[0].slots[1].headline) == 1


def test_whole_stories_even_where_the_mails_were_shortened():
    issue = edition()
    less = tuple(
        replace(one, slots=tuple(replace(slot, short=True) for slot in one.slots[:1]))
        for one in issue.sections[:2]
    )
    cut = replace(issue, sections=less, full=issue.sections)
    rendered = render(cut, NEWSLETTER, templates=SHIPPED, inliner=PremailerInliner())
    mail = whole(rendered, cut)

    assert rendered.web == made(issue)
    for body in (mail.html, mail.text):
        assert "This mail was cut short" in " ".join(body.split())
        assert PAGE in body
    assert "cut short" not in rendered.web.html


def test_the_mail_links_to_the_page_and_says_nothing_more():
    rendered = render(edition(), NEWSLETTER, templates=SHIPPED, inliner=PremailerInliner())
    mail = whole(rendered, edition())

    assert ">Read on the web</a>" in mail.html
    assert f"Read on the web:\n{PAGE}" in mail.text
    assert "cut short" not in mail.html


def test_without_an_archive_no_mail_links_there():
    letter = replace(NEWSLETTER, archive=False)
    rendered = render(edition(), letter, templates=SHIPPED, inliner=PremailerInliner())
    mail = whole(rendered, edition())

    assert "Read on the web" not in mail.html + mail.text
    assert "/archive/" not in mail.html + mail.text


def test_the_approval_covers_the_page():
    issue = edition()
    one = render(issue, NEWSLETTER, templates=SHIPPED, inliner=PremailerInliner())
    cut = replace(issue, full=issue.sections[:1])
    other = render(cut, replace(NEWSLETTER), templates=SHIPPED, inliner=PremailerInliner())

    assert one.hash != other.hash


@pytest.mark.parametrize("template", ["daily", "brief", "weekly"])
def test_the_sheet_has_a_rule_for_each_class_of_the_page(template):
    data = Block(id="d", kind=BlockKind.DATA, text="Rents\t3 %\t+1\nFood\t2 %\t0", title="Prices")
    days = Block(id="a", kind=BlockKind.AGENDA, text="2026-12-01 12:00 Ferries\n2026-12-02 Market")
    issue = replace(edition(), blocks=(*KINDS, data, days))
    html = made(issue, replace(NEWSLETTER, template=template)).html
    used = {name for _, tag in Reader(html).tags for name in (tag.get("class") or "").split()}
    sheets = "".join(path.read_text() for path in sorted(SITE.glob("*.css")))
    assert used - set(re.findall(r"\.([a-z][a-z_-]*)", sheets)) <= PLAIN


@pytest.mark.parametrize("template", ["daily", "brief"])
def test_nothing_of_a_mail_and_of_a_reader_is_left(template, tmp_path):
    own = tmp_path / "email" / "blocks" / "greeting.mjml.j2"
    own.parent.mkdir(parents=True)
    own.write_text(
        '<mj-text padding="0">Dear __DIGEST_NAME__, __DIGEST_UNSUBSCRIBE_URL__</mj-text>'
    )
    issue = replace(edition(), blocks=KINDS)
    html = made(issue, replace(NEWSLETTER, template=template), templates(tmp_path)).html

    assert "Dear , " in html
    assert "DIGEST_" not in html
    assert "mj-" not in html
    assert not [attrs for _, attrs in Reader(html).tags if "style" in attrs]


@pytest.mark.parametrize("template", ["daily", "brief", "weekly"])
def test_headings_go_down_a_step_at_a_time(template):
    letter = replace(NEWSLETTER, template=template)
    levels = headings(made(replace(edition(), blocks=KINDS), letter).html)

    assert levels[0] == "h1"
    assert levels.count("h1") == 1
    assert max(int(b[1]) - int(a[1]) for a, b in pairwise(levels)) == 1


def test_every_block_stands_there_with_its_name():
    html = made(replace(edition(), blocks=KINDS)).html
    for kind in BlockKind:
        assert f"Title {kind}" in Reader(html).text
        assert f'<section class="block {kind}"' in html


def test_a_weekly_edition_opens_with_its_cover():
    html = made(replace(edition(), cadence=Cadence.WEEKLY)).html

    assert "The best of seven days" in html
    assert 'class="cover"' in html
    assert html.index("<img") < html.index('class="cover"')


@pytest.mark.parametrize("language", ["ar", "he", "hi", "ja"])
def test_it_runs_as_its_language_does(language):
    issue, letter = foreign_edition(language), foreign_newsletter(language)
    first, attrs = Reader(made(issue, letter).html).tags[0]

    assert (first, attrs["lang"]) == ("article", language)
    assert attrs["dir"] == ("rtl" if language in {"ar", "he"} else "ltr")


def test_an_edition_without_a_lead_opens_with_its_first_story():
    issue = replace(edition(), lead=None)
    html = made(issue).html

    assert 'class="lead' in html
    assert html.index(issue.sections[0].slots[0].headline) < html.index('class="part"')


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_strings_stand_as_they_were_typed_and_do_nothing(text):
    issue = edition()
    section = issue.sections[0]
    slot = replace(section.slots[0], headline=text, summary=text)
    block = Block(id="b", kind=BlockKind.WHY, text=text, title=text, source=text)
    hostile = replace(
        issue, sections=(replace(section, slots=(slot,)),), blocks=(block,), lead=slot.id
    )
    plain = Reader(made(issue).html)
    found = Reader(made(hostile).html)
    known = {tag for tag, _ in plain.tags} | {"section", "p", "h2"}

    assert {tag for tag, _ in found.tags} <= known
    assert not [attrs for _, attrs in found.tags if any(name.startswith("on") for name in attrs)]
    links = [attrs["href"] for _, attrs in found.tags if "href" in attrs]
    assert all(link.startswith(("#", "http://", "https://", "mailto:")) for link in links)


@given(...)
@settings(max_examples=100)
def test_what_a_value_says_is_never_taken_for_markup(text: str):
    inner = str(escape(f'<mj-text style="x">{text}'))
    assert bare(f'<mj-text align="left"><p class="m" style="color:red">{inner}</p></mj-text>') == (
        f'<p class="m">{inner}</p>'
    )


@pytest.mark.parametrize(
    ("picture", "site", "shown"),
    [
        ("http://n.example/1.jpg", "https://n.example", False),
        ("http://n.example/1.jpg", "http://n.example", True),
        ("https://n.example/1.jpg", "https://n.example", True),
        ("https://n.example/1.jpg", "http://n.example", True),
    ],
)
def test_a_picture_without_encryption_stands_only_on_a_site_without(picture, site, shown):
    issue = edition()
    first = issue.sections[0].slots[0]
    image = Image(url=picture, alt="The sea", width=600, height=300, credit="A. Name")
    lead = replace(first.story.lead, image=image)
    slot = replace(first, story=replace(first.story, lead=lead))
    section = replace(issue.sections[0], slots=(slot, *issue.sections[0].slots[1:]))
    issue = replace(issue, sections=(section, *issue.sections[1:]))
    page_ = web_version(issue, replace(NEWSLETTER, public_url=site), Words("en"), SHIPPED)
    assert page_.image == (picture if shown else "")
    assert ("<img" in page_.html, "A. Name" in page_.html) == (shown, shown)
