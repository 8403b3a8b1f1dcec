from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import escape
from tests.unit.render.pages import PageReader
from tests.unit.render.sample import NEWSLETTER, edition, templates

from digest.render import inliner, mjml, render
from digest.render.mjml import MjmlError, compile_mjml, cure
from digest.render.safe import clean


def document(body: str, head: str = "") -> str:
    return (
        f'<mjml lang="en" dir="ltr"><mj-head>{head}</mj-head><mj-body><mj-section><mj-column>\n'
        f"{body}\n</mj-column></mj-section></mj-body></mjml>"
    )


class _Attributes(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def _alts(page: str) -> list[str | None]:
    return [attrs["alt"] for tag, attrs in _Attributes(page).found if tag == "img"]


@pytest.mark.parametrize(
    "value",
    [
        "two\nlines",
        "a\ttab",
        "C:\\news",
        "no\xa0break",
        "zero\u200dwidth",
        "हिन्दी ख़बर",
        "ข่าวเช้า",
        "חֲדָשׁוֹת",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "Zoë Ångström",
        "\u2028",
        'say "yes"',
        "it's",
    ],
)
@pytest.mark.parametrize(
    "tag",
    [
        '<mj-image src="https://news.example/a.png" alt="{}" />',
        '<mj-text><img src="a" alt="{}" /></mj-text>',
    ],
)
def test_attribute_values_come_out_as_they_went_in(value, tag):
    assert _alts(compile_mjml(document(tag.format(escape(value))))) == [value]


@given(st.text().map(clean))
def test_any_clean_value_survives(value):
    tag = '<mj-text><img src="a" alt="{}" /></mj-text>'
    assert _alts(compile_mjml(document(tag.format(escape(value))))) == [value]


def test_a_quote_in_single_quotes_does_not_break_out():
    page = compile_mjml(document("<mj-text><img src='a' alt='x\" onerror=\"y' /></mj-text>"))
    [image] = [attrs for tag, attrs in _Attributes(page).found if tag == "img"]
    assert image == {"src": "a", "alt": 'x" onerror="y'}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<mj-nope />", "<mj-nope> is no MJML tag"),
        ("<mj-txet>x</mj-txet>", 'did you mean "mj-text"?'),
        ('<mj-text colour="red">x</mj-text>', 'no attribute colour; did you mean "color"?'),
        ('<mj-image src="a" alt="" mode="fluid-height" />', "no attribute mode"),
        ('<mj-section gap="4px"></mj-section>', "no attribute gap"),
        ("<mj-social></mj-social>", "third party"),
        ("<mj-carousel></mj-carousel>", "broken"),
        ('<mj-include path="x" />', "include"),
        ("<script>x()</script>", "<script> is not used here: mail clients drop it"),
        ("<mj-text><IFRAME></IFRAME></mj-text>", "<IFRAME> is not used here"),
        ('<mj-image src="a" alt="">x</mj-image>', "words can't stand in <mj-image>"),
        ("<mj-text>a < b</mj-text>", "this '<' opens no tag"),
        ("<mj-text>a <p>b</mj-text>", "<p> is not closed before </mj-text>"),
        ("<mj-text>a</p></mj-text>", "</p> closes what was not opened"),
        ("<mj-text><![CDATA[x]]></mj-text>", "opens no tag"),
        ("<mj-raw><!-- a -- b --></mj-raw>", "a comment holds '--'"),
        ("<mj-text align=left>x</mj-text>", "opens no tag"),
        ('<mj-text align="sideways">x</mj-text>', 'align="sideways" can\'t be: it is one of left'),
        ('<mj-text padding="ten">x</mj-text>', "one to four measures"),
        ('<mj-text padding="1px 2px 3px 4px 5px">x</mj-text>', "one to four measures"),
        ('<mj-text font-size="16">x</mj-text>', 'font-size="16" can\'t be: it is a measure'),
        ('<mj-text color="#12">x</mj-text>', "a colour"),
        ("<mj-divider border-width='thick' />", "border-width"),
        ('<mj-text><p onclick="x()">x</p></mj-text>', "onclick is not used here"),
        ("<mj-raw><img src='a' alt='' ONLOAD = 'x()' /></mj-raw>", "ONLOAD is not used here"),
    ],
)
def test_what_the_compiler_would_pass_or_blur_is_refused_with_its_place(body, said):
    source = document(body)
    with pytest.raises(MjmlError) as error:
        compile_mjml(source)
    assert said in error.value.problem
    assert source.count("\n", 0, error.value.offset) == 1


@pytest.mark.parametrize(
    "attributes",
    [
        'align="justify" padding="0 20px" color="rgb(0, 86, 122)" line-height="1.5"',
        'padding="0" color="Teal" letter-spacing="-0.5px" font-weight="700" height=""',
        'padding-top=".5em" font-family="Papyrus, fantasy" css-class="online" line-height="26px"',
        'container-background-color="transparent" text-decoration="underline dotted"',
    ],
)
def test_values_that_mail_clients_read_are_passed(attributes):
    page = compile_mjml(document(f'<mj-text {attributes}><p title="once on=1">x</p></mj-text>'))
    assert 'title="once on=1"' in page


def test_what_the_compiler_says_has_its_place_behind_cured_values_too():
    image = '<mj-image src="a" alt=""><!-- x --></mj-image>'
    source = document(f'<mj-text><img src="a" alt="Zoë, ख़बर" />é</mj-text>\n{image}')
    with pytest.raises(MjmlError, match="MJML: unexpected ") as error:
        compile_mjml(source)
    assert source.index(image) <= error.value.offset <= source.index("</mj-image>")


@pytest.mark.parametrize(
    "title", ["सुबह का सार", 'a " b="c', "back\\slash", "شا\u200dي", "a & b < c"]
)
def test_the_title_is_said_as_it_was_written(title):
    page = compile_mjml(document("<mj-text>x</mj-text>", f"<mj-title>{escape(title)}</mj-title>"))
    found = PageReader(page)
    assert found.texts("title")[0] == title
    assert [tag["aria-label"] for _, tag in found.tags if "aria-label" in tag] == [title]


def test_a_tag_never_closed_is_named():
    with pytest.raises(MjmlError, match="<mj-body> is never closed"):
        cure("<mjml><mj-body>\n")


def test_defaults_are_checked_too():
    head = (
        '<mj-attributes>\n<mj-all font-family="Georgia" /><mj-text colr="red" />\n</mj-attributes>'
    )
    with pytest.raises(MjmlError, match="no attribute colr"):
        compile_mjml(document("<mj-text>x</mj-text>", head))


def test_language_and_direction_stand_on_the_page_and_nothing_is_fetched():
    page = compile_mjml(document('<mj-text font-family="Roboto">x</mj-text>'))
    html = next(attrs for tag, attrs in _Attributes(page).found if tag == "html")
    assert (html["lang"], html["dir"]) == ("en", "ltr")
    assert "fonts.googleapis" not in page
    assert "@import" not in page


_BITS = st.sampled_from(
    (
        *("<mj-text>", "</mj-text>", "<p>", "</p>", "<br>", "<br />", "<mj-title>", "</mj-title>"),
        *("<mj-nope>", "</mj-nope>", "<b class='x\"y'>", "</b>", "<!-- a -->", "<!-- a -- b -->"),
        *('<a href="https://x.example/?a=1&amp;b=2">', "</a>", "<img alt='नमस्ते' src=\"a\\b\" />"),
        *("a < b", "a > b", "é", "&lt;", "<", ">", "<script>", '<p title="a > b">', "<mj-all />"),
    )
)


@given(st.lists(_BITS, max_size=8).map("".join))
@example("<mj-title>é <b class='x'>é</b> é</mj-title>")
@example("<mj-title>é</mj-title><mj-title>é</mj-title>")
def test_the_quick_way_gives_what_the_slow_one_gives_or_nothing(source):
    try:
        slow = "".join(piece for piece, _ in mjml._cured_pieces(source))
    except MjmlError:
        slow = ""
    assert mjml._quickly(source) in {"", slow}


@pytest.mark.parametrize("name", ["daily", "brief", "weekly"])
def test_shipped_templates_go_the_quick_way(name, monkeypatch):
    monkeypatch.setattr(mjml, "_cured_pieces", None)
    letter = replace(NEWSLETTER, template=name)
    assert render(edition(), letter, templates=templates(), inliner=inliner("css-inline")).html
