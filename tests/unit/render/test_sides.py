"""Where lines start: on the side that their direction starts on, in every block."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.render.pages import PageReader, whole
from tests.unit.render.sample import NEWSLETTER, block, edition, slot, templates

from digest.model import BlockKind, Section
from digest.render import inliner, render

_SHIPPED = templates()
_TEXTS = {
    BlockKind.AGENDA: "9:30 Parliament sits in Port Ellis",
    BlockKind.VOICES: "Harbour Post\tCalm after the storm\thttps://harbour.example/1",
    BlockKind.SO_FAR: "2026-11-20\tHarbour Post\tCalm after the storm\thttps://harbour.example/1",
    BlockKind.BACKGROUND: "2020-11-20\tHarbour Post\tCalm after the storm\t",
    BlockKind.LEFT_OUT: "Harbour Post\tCalm after the storm\thttps://harbour.example/1",
}


def _page(*blocks, story=None):
    """A page in Arabic with one story, in Arabic if none is given."""
    story = story or slot(1)
    sections = (Section(topic="World", slots=(story,)),)
    made = replace(edition(blocks), language="ar", sections=sections, lead=story.id)
    rendered = render(made, NEWSLETTER, templates=_SHIPPED, inliner=inliner("premailer"))
    return whole(rendered, made), rendered.web.html


@pytest.mark.parametrize("kind", set(BlockKind) - {BlockKind.DATA})
def test_a_block_that_runs_against_the_page_starts_on_its_own_side(kind):
    text = _TEXTS.get(kind, "Bread, as it was baked in 1911.\n\nEvery morning.")
    made = block(kind, "Harbour Bakery", text)
    mail, web = _page(made)
    for html in (mail.html, web):
        found = [
            tag
            for name, tag in PageReader(html).tags
            if name in {"h2", "p", "td"} and tag.get("dir") == "ltr"
        ]
        assert found
        assert {tag.get("align") for tag in found if "val" not in tag.get("class", "")} == {"left"}


def _left(html):
    styles = (tag.get("style", "").replace(" ", "") for _, tag in PageReader(html).tags)
    return sum("text-align:left" in style for style in styles)


@pytest.mark.parametrize("headline", ["iPhone 17 يصل إلى الأسواق", "iPhone 17 Pro Max"])
def test_a_story_that_a_latin_name_opens_stands_on_the_side_of_its_language(headline):
    arabic, english = slot(1), slot(0)
    mail, _ = _page(story=replace(arabic, headline=headline))
    assert _left(mail.html) == _left(_page(story=arabic)[0].html)
    assert _left(mail.html) < _left(_page(story=english)[0].html)
    turned = any(tag.get("dir") == "ltr" for tag in PageReader(mail.html).all("h2"))
    assert turned == headline.isascii()


@pytest.mark.parametrize(("language", "side"), [("en", "left"), ("ar", "right")])
def test_a_value_keeps_its_distance_from_a_long_name(language, side):
    data = block(BlockKind.DATA, "", "Rents for a square metre in the middle of the town: 12.40")
    made = replace(edition((data,)), language=language)
    rendered = render(made, NEWSLETTER, templates=_SHIPPED, inliner=inliner("premailer"))
    html = whole(rendered, made).html
    [value] = [tag for tag in PageReader(html).all("td") if "val" in tag.get("class", "")]
    assert f"padding-{side}:16px" in value["style"].replace(" ", "")
