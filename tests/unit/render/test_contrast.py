"""Colours as a client works them out: cascade, inheritance, day and night."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.render.sample import NEWSLETTER, edition, templates

from digest.render import inliner, render
from digest.render.check import check
from digest.render.check_sheet import sheet, tree
from digest.render.contrast import parse_colour, texts


def seen(body: str, head: str = "", *, night: bool = False) -> dict[str, tuple[object, object]]:
    page = tree(f"<html><head>{head}</head><body>{body}</body></html>")
    return {one.words: (one.colour, one.paper) for one in texts(page, night=night)}


SLOT = edition().sections[0].slots[0]
BLACK, WHITE, RED = (0, 0, 0), (255, 255, 255), (255, 0, 0)


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        ("#f00", RED),
        ("#FF0000", RED),
        ("rgb(255, 0, 0)", RED),
        ("rgb(255 0 0)", RED),
        ("Red", RED),
        ("1px solid #ff0000", RED),
        ("rgba(255,0,0,.5)", None),
        ("#ff000080", None),
        ("var(--ink)", None),
        ("hotpinkish", None),
        ("", None),
    ],
)
def test_colours_are_read_where_they_are_opaque(value, colour):
    assert parse_colour(value) == colour


def test_ratio_is_that_of_wcag():
    [text] = texts(tree("<p style='color:#767676'>x</p>"), night=False)
    assert text.ratio == pytest.approx(4.54, abs=0.01)
    [text] = texts(tree("<p>x</p>"), night=False)
    assert text.ratio == pytest.approx(21)


def test_colours_are_inherited_and_links_have_their_own():
    found = seen(
        "<div style='color:red;background:black'>a<p>b<a href='#'>c</a><a>d</a></p>e</div>f"
    )
    assert found["a"] == found["b"] == found["d"] == found["e"] == (RED, BLACK)
    assert found["c"] == ((0, 0, 238), BLACK)
    assert found["f"] == (BLACK, WHITE)


@pytest.mark.parametrize(
    ("style", "colour"),
    [
        ("p { color: red }", RED),
        ("p { color: red } #x { color: black }", BLACK),
        ("#x { color: red } .y { color: black } p { color: black }", RED),
        (".y.y { color: red } .y { color: black }", RED),
        ("p { color: red !important } #x { color: black }", RED),
        ("p { color: black } p { color: red }", RED),
        ("/* p { color: black } */ p { content: '}'; color: red }", RED),
        ("@media print { p { color: black !important } } p { color: red }", RED),
        ("p:hover { color: black !important } p { color: red }", RED),
        ("p::after, ] { color: black !important } p { color: red }", RED),
        ("@media screen { p { color: red } }", RED),
    ],
)
def test_the_cascade(style, colour):
    found = seen("<p id='x' class='y'>a</p>", f"<style>{style}</style>")
    assert found["a"] == (colour, WHITE)


def test_a_style_attribute_yields_to_what_is_important_alone():
    body = "<p style='color: red'>a</p>"
    assert seen(body, "<style>p { color: black }</style>")["a"] == (RED, WHITE)
    assert seen(body, "<style>p { color: black !important }</style>")["a"] == (BLACK, WHITE)


def test_night_has_rules_of_its_own():
    head = (
        "<style>@media (prefers-color-scheme: dark) { p { color: red; background: black } }</style>"
    )
    assert seen("<p>a</p>", head)["a"] == (BLACK, WHITE)
    assert seen("<p>a</p>", head, night=True)["a"] == (RED, BLACK)


def test_a_page_that_knows_the_night_is_dark_where_it_says_nothing():
    meta = '<meta name="color-scheme" content="light dark">'
    assert seen("<p>a</p>", meta, night=True)["a"] == (WHITE, (18, 18, 18))
    assert seen("<p>a</p>", night=True)["a"] == (BLACK, WHITE)


@pytest.mark.parametrize(
    "body",
    [
        "<p style='display:none'>a</p>",
        "<div style='display: none !important'><p>a</p></div>",
        "<p style='font-size:0'>a</p>",
        "<p style='visibility:hidden'>a</p>",
        "<p style='background:url(x.png)'>a</p>",
        "<p style='background:linear-gradient(#fff,#000)'>a</p>",
        "<p style='opacity:.5'>a</p>",
        "<p style='opacity:50%'>a</p>",
        "<p style='opacity:odd'>a</p>",
        "<p style='color:rgba(0,0,0,.5)'>a</p>",
        "<p> ... </p>",
        "<script>a</script>",
        "<!-- a -->",
    ],
)
def test_what_is_not_seen_or_not_known_is_passed_over(body):
    assert seen(body) == {}


@pytest.mark.parametrize(
    ("style", "large"),
    [
        ("font-size:24px", True),
        ("font-size:23px", False),
        ("font-size:19px;font-weight:700", True),
        ("font-size:19px", False),
        ("font:bold 19px/22px serif", True),
        ("font-size:18pt", True),
        ("font-size:1em", False),
    ],
)
def test_large_text(style, large):
    [text] = texts(tree(f"<p style='{style}'>a</p>"), night=False)
    assert text.large is large


def test_an_attribute_gives_a_paper():
    assert seen("<table bgcolor='#ff0000'><tr><td>a</td></tr></table>")["a"] == (BLACK, RED)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("font-size:0px", "font-size:17px"),
        ("font-size:0", "font-size:1rem"),
        ("font-size:0", "font:13pt serif"),
        ("visibility:hidden", "visibility:visible"),
    ],
)
def test_words_with_a_size_of_their_own_are_seen_in_a_cell_without_one(outer, inner):
    found = seen(f"<div style='{outer}'>a<p style='{inner};color:red'>b</p>c<p>d</p></div>e")
    assert set(found) == {"b", "e"}
    assert found["b"] == (RED, WHITE)


@pytest.mark.parametrize("outer", ["display:none", "opacity:0", "opacity:.5"])
def test_no_style_inside_brings_back_what_is_gone(outer):
    assert seen(f"<div style='{outer}'><p style='font-size:17px;color:red'>b</p></div>") == {}


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("name", ["daily", "brief", "weekly"])
@pytest.mark.parametrize("inline", ["premailer", "css-inline"])
def test_a_compiled_mail_is_judged_and_the_shipped_ones_are_clear(name, inline, night):
    made = edition()
    letter = replace(NEWSLETTER, template=name)
    rendered = render(made, letter, templates=templates(), inliner=inliner(inline))
    page = sheet(made, letter, rendered).html
    found = list(texts(page.root, night=night))
    said = " ".join(one.words for one in found)
    for words in (SLOT.headline, NEWSLETTER.postal_address, "Unsubscribe from"):
        assert words in said
    assert "\u034f" not in said
    assert [one for one in found if one.ratio < 4.5] == []


def test_faint_ink_of_an_operators_own_is_found(tmp_path):
    shipped, _ = templates().source("tokens.j2")
    (tmp_path / "email").mkdir()
    tokens = shipped.replace('ink = "#1b1916"', 'ink = "#eeeeee"', 1)
    assert tokens != shipped
    (tmp_path / "email" / "tokens.j2").write_text(tokens)
    made = edition()
    rendered = render(
        made, NEWSLETTER, templates=templates(tmp_path), inliner=inliner("css-inline")
    )
    faint = [one for one in check(made, NEWSLETTER, rendered) if one.code == "DG033"]
    assert any("#eeeeee on #fcfaf5" in one.message for one in faint)
