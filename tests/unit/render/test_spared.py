from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mjml import mjml2html
from tests.unit.render.sample import NEWSLETTER, edition, templates

from digest.render import edition as chain
from digest.render import inliner, mjml, render
from digest.render.mjml import MjmlError, compile_mjml, cure
from digest.render.spared import apart, together


def document(body: str) -> str:
    return (
        "<mjml><mj-head><mj-attributes><mj-text padding='0' /></mj-attributes></mj-head><mj-body>"
        f"<mj-section><mj-column>{body}</mj-column></mj-section></mj-body></mjml>"
    )


def whole(source: str) -> str:
    """What the compiler makes of a document when it sees all of it."""
    return mjml._of_all(source, cure(source))


@pytest.mark.parametrize("name", ["daily", "brief", "weekly"])
def test_a_page_is_what_the_compiler_makes_of_the_whole_and_it_sees_no_words(name, monkeypatch):
    sources, seen = [], []
    monkeypatch.setattr(
        chain, "compile_mjml", lambda source: sources.append(source) or compile_mjml(source)
    )
    monkeypatch.setattr(
        mjml, "_compiled", lambda frame: seen.append(frame) or mjml2html(frame, fonts={})
    )
    letter = replace(NEWSLETTER, template=name)
    render(edition(), letter, templates=templates(), inliner=inliner("css-inline"))
    assert compile_mjml(sources[0]) == whole(sources[0])
    headlines = [slot.headline for one in edition().sections for slot in one.slots]
    assert headlines
    assert not [said for said in headlines for frame in seen if said in frame]


_PIECES = (
    "words",
    " ",
    "\n",
    "\n\n\n",
    "&lt;mj-text&gt;",
    "—",
    "<b>bold</b>",
    '<a href="https://a.example/?q=1&amp;r=2">link</a>',
    "<br />",
    "<!-- note -->",
    "<!--[if mso]><i>x</i><![endif]-->",
    '<mj-text padding="0 20px">',
    "<mj-text>",
    "<mj-text />",
    "</mj-text>",
    "<mj-divider />",
    "<!-- <mj-text> -->",
    "<!-- </mj-text> -->",
    '<mj-text css-class="a>b">',
    "\ufdd2",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=12))
@example(["<mj-text>", "\n", "<b>bold</b>", "\n\n\n", "<br />", "\n", "</mj-text>"])
@example(["<mj-text>", "a", "<!-- </mj-text> -->", "b", "</mj-text>"])
@example(["<mj-text>", "a", "<!-- <mj-text> -->", "b", "</mj-text>"])
@example(["<!-- <mj-text> -->", "<mj-text>", "a", "</mj-text>", "<!-- </mj-text> -->"])
@example(['<mj-text css-class="a>b">', "a", "</mj-text>", "<mj-text>", "b", "</mj-text>"])
@example(["<!-- <mj-text> -->", "words", "<!-- </mj-text> -->"])
@example(["<mj-text>", "</mj-text>", "<mj-text />", "<mj-text>", "\ufdd2", "</mj-text>"])
def test_whatever_stands_there_comes_out_as_from_the_whole(pieces):
    source = document("".join(pieces))
    try:
        expected = whole(source)
    except (MjmlError, ValueError):
        with pytest.raises(MjmlError):
            compile_mjml(source)
        return
    assert squeezed(compile_mjml(source)) == squeezed(expected)


def squeezed(page: str) -> str:
    """A page without the line breaks at the edges of words, which no client shows."""
    return page.replace("\n", "")


def test_words_without_a_tag_that_holds_them_stay_where_they_are():
    assert apart("<mj-raw>words</mj-raw>") == ("<mj-raw>words</mj-raw>", ())


def test_a_lost_place_is_noticed():
    frame, held = apart("<mj-text>one</mj-text><mj-text>two</mj-text>")
    assert together(frame, held) == "<mj-text>one</mj-text><mj-text>two</mj-text>"
    assert together(frame.replace("\ufdd2", "", 1), held) is None
