"""The operator's colours, logo and faces on the page, and the pages of other scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from tests.unit.render.pages import PageReader, whole
from tests.unit.render.sample import NEWSLETTER, READER, SHIPPED, all_slots, edition, templates

from digest.model import Cadence, Logo, Look, Selection, Typeface
from digest.render import Templates, inliner, render, selection_fields, subject
from digest.render.frame import page_view

_SHIPPED = templates()
LOGO = Logo(url="https://meridian.example/logo.png", width=240, height=48)
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")
FOREIGN = {
    "ar": ("rtl", "Noto Naskh Arabic", "Noto Sans Arabic"),
    "he": ("rtl", "Noto Serif Hebrew", "Noto Sans Hebrew"),
    "hi": ("ltr", "Noto Serif Devanagari", "Noto Sans Devanagari"),
    "ja": ("ltr", "Noto Serif CJK JP", "Noto Sans CJK JP"),
    "zh": ("ltr", "Noto Serif CJK SC", "Noto Sans CJK SC"),
    "zh-Hant": ("ltr", "Noto Serif CJK TC", "Noto Sans CJK TC"),
    "ko": ("ltr", "Noto Serif CJK KR", "Noto Sans CJK KR"),
    "th": ("ltr", "Georgia", "Helvetica Neue"),
}

NO_WORDS = ("zh", "zh-Hant", "ko", "th")
"""Languages whose pages speak English around the stories."""


def _page(letter=NEWSLETTER, made=None, template="daily"):
    made = made or edition()
    letter = replace(letter, template=template)
    rendered = render(made, letter, templates=_SHIPPED, inliner=inliner("css-inline"))
    return whole(rendered, made)


def _html(**look: object) -> str:
    return _page(replace(NEWSLETTER, look=Look(**look))).html


def test_colours_sizes_faces_and_space_stand_in_tokens_alone():
    for path in (*SHIPPED.glob("*.css"), *SHIPPED.glob("**/*.mjml.j2")):
        said = re.sub(r"&#[0-9]+;", "", path.read_text("utf-8"))
        assert HEX.findall(said) == [], path
        assert "Georgia" not in said, path
        assert re.findall(r"(?:font-size|line-height)[:=][ \"]?[0-9]", said) == [], path
    for path in SHIPPED.glob("**/*.mjml.j2"):
        assert re.findall(r"[1-9][0-9]*px", path.read_text("utf-8")) == [], path


def test_the_operators_accent_by_day_and_by_night():
    made = _html(accent="#00567a", accent_dark="#7cc4e8")
    assert "#00567a" in made
    assert "#7cc4e8" in made
    assert "#a3161f" not in made
    assert "#f08f80" not in made


def test_a_face_for_headlines_and_one_for_text():
    made = PageReader(_html(heading_font=Typeface.PALATINO, text_font=Typeface.VERDANA))
    [name] = made.all("h1")
    assert "Palatino" in name["style"]
    assert "Verdana" in _page(replace(NEWSLETTER, look=Look(text_font=Typeface.VERDANA))).html
    assert all("Palatino" in story["style"] for story in made.all("h3") if "lang" not in story)


@pytest.mark.parametrize("face", list(Typeface))
def test_each_face_has_a_stack(face):
    assert "Noto Naskh Arabic" in _html(text_font=face)


@pytest.mark.parametrize("template", ["daily", "brief"])
def test_a_logo_stands_for_the_name_and_says_it(template):
    made = PageReader(_page(replace(NEWSLETTER, look=Look(logo=LOGO)), template=template).html)
    [logo] = [image for image in made.all("img") if image["src"] == LOGO.url]
    assert (logo["width"], logo["height"], logo["alt"]) == ("240", "48", "Morning Briefing")
    assert "max-width: 240px" in logo["style"].replace("max-width:240", "max-width: 240")
    assert "width: 100%" in logo["style"]  # no wider than a phone, were it drawn or not
    assert len(made.all("h1")) == 1
    own = replace(NEWSLETTER, look=Look(logo=replace(LOGO, alt="The Briefing")))
    assert 'alt="The Briefing"' in _page(own).html


def test_a_logo_that_is_no_web_address_is_left_out():
    bad = replace(NEWSLETTER, look=Look(logo=replace(LOGO, url="javascript:x")))
    assert PageReader(_page(bad).html).texts("h1") == ["Morning Briefing"]


def test_the_archive_is_linked_where_there_is_one():
    archive = replace(NEWSLETTER, archive_url="https://meridian.example/old")
    for template in ("daily", "brief"):
        made = _page(archive, template=template)
        assert "Earlier editions" in PageReader(made.html).texts("a")
        assert "Earlier editions:\nhttps://meridian.example/old\n" in made.text
    ours = "https://meridian.example/archive/briefing/"
    assert f"Earlier editions:\n{ours}\n" in _page().text
    bare = _page(replace(NEWSLETTER, archive=False))
    assert "Earlier editions" not in bare.html + bare.text
    assert "Change what you receive" in PageReader(bare.html).texts("a")
    assert f"Change what you receive:\n{READER['preferences_url'].decode()}\n" in bare.text


@pytest.mark.parametrize("template", ["daily", "brief", "weekly"])
@pytest.mark.parametrize("language", FOREIGN)
def test_a_page_in_another_script_runs_and_looks_as_that_does(language, template):
    dir_, serif, sans = FOREIGN[language]
    made = _page(made=replace(edition(), language=language), template=template).html
    html = PageReader(made).all("html")[0]
    assert (html["lang"], html["dir"]) == (language, dir_)
    assert serif in made
    assert sans in made
    other = "ltr" if dir_ == "rtl" else "rtl"
    assert f"direction:{other}" not in made
    assert "letter-spacing: -" not in made
    assert "letter-spacing: 1px" not in made
    assert ("Unsubscribe" in made) == (language in NO_WORDS)
    styles = " ".join(tag.get("style", "") for _, tag in PageReader(made).tags)
    assert not re.search(r"letter-spacing: *-", styles)
    assert "italic" not in styles


def test_a_page_in_letters_with_capitals_may_slant_and_space_them():
    for language in ("en", "ru", "el"):
        made = _page(made=replace(edition(), language=language)).html
        assert "letter-spacing: -" in made
        assert "letter-spacing: 1px" in made
        assert "font-style: italic" in made


def test_what_is_foreign_on_a_page_says_its_language_and_gets_its_letters():
    found = PageReader(_page(made=replace(edition(), language="ar")).html)
    english = [tag for tag in found.all("h3") if tag.get("lang") == "en"]
    hindi = [tag for tag in found.all("h3") if tag.get("lang") == "hi"]
    assert {tag["dir"] for tag in (*english, *hindi)} == {"ltr"}
    assert all("Noto Serif Devanagari" in tag["style"] for tag in hindi)
    own = [tag for tag in found.all("h3") if "lang" not in tag]
    assert own
    assert not any("dir" in tag for tag in own)


def test_a_subject_that_runs_against_the_newsletter_is_isolated():
    made = edition()
    rendered = render(made, NEWSLETTER, templates=_SHIPPED, inliner=inliner("css-inline"))
    slots = all_slots(made)
    assert subject(rendered, Selection(slots[1:])).startswith("\u2068وزراء")
    assert subject(rendered, Selection(slots[1:])).endswith("\u2069")
    assert subject(rendered, Selection(slots)) == made.subject
    beside = replace(made, preheader="Ferry returns \u00b7 وزراء المياه \u00b7 Prices")
    whole = render(beside, NEWSLETTER, templates=_SHIPPED, inliner=inliner("css-inline"))
    assert whole.preheader == "Ferry returns \u00b7 \u2068وزراء المياه\u2069 \u00b7 Prices"
    said = selection_fields(rendered, Selection(slots[:3]))["preheader"].decode()
    first, second = said.split(" \u00b7 ")
    assert (first[0], first[-1]) == ("\u2068", "\u2069")
    assert second == "Border ferry returns after nine winters"


def test_a_week_is_dated_by_its_days_and_marks_them():
    made = replace(edition(), cadence=Cadence.WEEKLY)
    shown = _page(made=made, template="daily")
    for part in (unescape(shown.html), shown.text):
        assert "Nov 17 \u2013 23, 2026" in part
        assert "Monday" in part
    assert "The best of seven days" in shown.html


def test_tokens_need_the_page_to_be_handed_on():
    assert "with context" in Templates().source("inline.css")[0]
    assert page_view("ar").end == "left"
