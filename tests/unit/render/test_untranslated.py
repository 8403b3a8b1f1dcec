"""Pages in a language that digest has no words in: its English says that it is English."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from tests.unit.render.pages import PageReader, whole
from tests.unit.render.sample import NEWSLETTER, all_slots, block, edition, templates

from digest.model import OTHER, Block, BlockKind, Newsletter, Topic
from digest.render import SystemKind, inliner, render, render_system
from digest.render.messages import Words

_SHIPPED = templates()
_SPAN = re.compile(r'<span lang="en"(?: dir="ltr")?>([^<]*)')
_BDI = re.compile(r'<bdi( lang="[a-z]+")?(?: style="[^"]*")?>([^<]*)</bdi>')
_LEAVE = "Unsubscribe from صبح"


def _made(language: str, letter: Newsletter = NEWSLETTER):
    made = replace(edition(), language=language)
    letter = replace(letter, title="صبح", language=language)
    rendered = render(made, letter, templates=_SHIPPED, inliner=inliner("css-inline"))
    return whole(rendered, made), rendered.web.html


def _rendered(language: str, part: Block):
    made = replace(edition((part,)), language=language)
    return render(made, NEWSLETTER, templates=_SHIPPED, inliner=inliner("css-inline"))


@pytest.mark.parametrize(
    ("language", "mark"), [("ur", '<span lang="en" dir="ltr">'), ("tr", '<span lang="en">')]
)
@pytest.mark.parametrize("template", ["daily", "brief", "weekly"])
def test_english_chrome_says_so_and_keeps_its_own_order(language, mark, template):
    mail, web = _made(language, replace(NEWSLETTER, template=template))
    assert f"{mark}{_LEAVE}</span>" in mail.html
    assert f"{mark}You receive صبح because you subscribed at <a " in mail.html
    assert "</a>.</span>" in mail.html
    assert mail.html.count("<span") == mail.html.count("</span>")
    assert mark in web
    assert _LEAVE in mail.text
    assert "<span" not in mail.text


@pytest.mark.parametrize("template", ["daily", "brief", "weekly"])
def test_counts_and_the_topic_of_what_fits_none_say_so_too(template):
    letter = replace(NEWSLETTER, template=template, language="tr")
    other = replace(edition().sections[1], topic=OTHER)
    made = replace(edition(), language="tr", sections=(other,), lead=None)
    rendered = render(made, letter, templates=_SHIPPED, inliner=inliner("css-inline"))
    mail = whole(rendered, made)
    count = f"{len(all_slots(made))} stories"
    assert _BDI.findall(mail.html) == [(' lang="en"', count), (' lang="en"', "1 min read")]
    assert '<span lang="en">Other</span>' in mail.html
    assert "OTHER" in mail.text if template != "brief" else "Other" in mail.text
    assert "<" not in mail.text


@pytest.mark.parametrize("language", ["en", "ar", "ja"])
def test_who_has_words_of_its_own_needs_no_mark(language):
    mail, web = _made(language)
    assert not _SPAN.findall(mail.html + web)
    assert [lang for lang, _ in _BDI.findall(mail.html)] == ["", ""]


def test_attributes_hold_the_words_alone():
    _, web = _made("ur")
    labels = [tag["aria-label"] for _, tag in PageReader(web).tags if "aria-label" in tag]
    assert "Sections" in labels
    assert "<" not in "".join(labels)


@pytest.mark.parametrize("kind", [SystemKind.CONFIRM, SystemKind.WELCOME, SystemKind.GOODBYE])
def test_a_system_mail_is_marked_and_its_subject_is_not(kind):
    letter = replace(NEWSLETTER, language="fa", title="بامداد")
    mail = render_system(
        kind,
        letter,
        {"url": "https://x.example/c"},
        templates=_SHIPPED,
        inliner=inliner("premailer"),
    )
    assert len(_SPAN.findall(mail.html)) > 3
    assert PageReader(mail.html).texts("title") == [mail.subject]
    assert "<" not in mail.subject + mail.text


def test_a_postal_address_keeps_the_order_of_its_own_letters():
    letter = replace(NEWSLETTER, postal_address="1 Quay Street, Port Ellis")
    mail, _ = _made("ar", letter)
    assert '<span dir="ltr">1 Quay Street, Port Ellis</span>' in mail.html
    mail, _ = _made("en", letter)
    assert "<p style" in mail.html
    assert ">1 Quay Street, Port Ellis</p>" in mail.html


def test_the_colon_behind_an_english_word_runs_as_the_page_does():
    mail, _ = _made("ur", NEWSLETTER)
    assert re.search(r">Photo</span>: \S", mail.html)


def _ways(html: str) -> list[str]:
    """The direction of each value: figures turn where they stand, in their cell."""
    cells = re.findall(r'<td class="val[^>]*>(?:<span([^>]*)>)?', html)
    return ["".join(re.findall(r'dir="(\w+)"', cell)) for cell in cells]


def test_a_unit_stands_behind_its_figure_on_a_page_from_the_right():
    figure = block(BlockKind.FIGURE, "2.1 %", "ارتفاع الأسعار")
    mail = whole(_rendered("ar", figure), edition())
    assert '<span dir="ltr">2.1\u00a0%</span></h2>' in unescape(mail.html)
    [big] = [tag for tag in PageReader(mail.html).all("h2") if tag.get("class") == "big cased"]
    assert "align" not in big
    assert "\u20682.1\u00a0%\u2069" in mail.text


def test_a_sign_stands_before_its_number_on_a_page_from_the_right():
    data = block(BlockKind.DATA, "السوق", "النفط\t-78,2\t-1,1\nالذهب\t12,40 €\t2-1")
    mail = whole(_rendered("ar", data), edition())
    assert _ways(mail.html) == ["ltr", "ltr"]
    assert "\u2068\u221278,2\u2069 (\u2068\u22121,1\u2069)" in mail.text


@pytest.mark.parametrize(
    ("figures", "ways"),
    [
        ("0.0 %|3.4 %|-1.2 %", ["ltr", "ltr", "ltr"]),
        ("0.0 %|3.4 %|1.2 %", ["ltr", "ltr", "ltr"]),
        ("0.0%|3.4%|1.2", ["", "", ""]),
        ("-1.2 %|مغلق|closed", ["ltr", "", "ltr"]),
    ],
)
def test_figures_below_one_another_run_one_way(figures, ways):
    lines = [f"النفط\t{figure}" for figure in figures.split("|")]
    data = block(BlockKind.DATA, "السوق", "\n".join(lines))
    mail = whole(_rendered("ar", data), edition())
    assert _ways(mail.html) == ways


def test_a_span_of_time_in_latin_letters_keeps_its_order_on_a_page_from_the_right():
    agenda = block(BlockKind.AGENDA, "Today", "10:30-12:00 Parliament meets\n09:15 Ships")
    shown = whole(_rendered("ur", agenda), edition())
    for part in (shown.html, shown.text):
        assert "\u206810:30\u00a0AM\u00a0– 12:00\u00a0PM\u2069" in unescape(part)
        assert "\u20689:15\u00a0AM\u2069" in unescape(part)
    shown = whole(_rendered("ar", agenda), edition())
    assert "\u2068" not in "".join(PageReader(shown.html).texts("th"))


def test_headings_of_the_text_part_have_the_capitals_of_the_language():
    mail, _ = _made("tr", replace(NEWSLETTER, topics=(Topic(name="World"),)))
    assert "WORLD" in mail.text
    words = Words("tr")
    assert words.capitals("Ekonomi") == "EKONOMİ"
    assert words.capitals(words("figure")) == "THE FIGURE"
    assert "THE FIGURE" in mail.text
