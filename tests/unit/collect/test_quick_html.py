"""The short way reads what lxml reads, letter for letter, or leaves it to lxml."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.collect import clean, htmltext, quick_html

WORDS = ["one two ", "three", " ", "&amp;", "&nbsp;", "&#8217;s", "é – ü", "\n\n", "# x", "> 1"]
EMPTY = ["<br>", "<br />", "<img src='a.jpg' alt=\"b &amp; c\"/>"]
INLINE = sorted(quick_html._INLINE)
BLOCKS = ["p", "div", "section", "article", "blockquote", "figure", "ul", "ol", "li", "figcaption"]
HEADINGS = sorted(quick_html._HEADINGS)
ODD = [
    "<hr>",
    "<td>",
    "<script>x</script>",
    "<!-- x -->",
    "&copy;",
    "&lt",
    "&",
    "<",
    "\x0b",
    "</p>",
]


def by_lxml(source: str) -> str:
    root = htmltext.parse_html(source)
    return clean.join(htmltext._Reader().read(root)) if root is not None else ""


def agrees(source: str) -> bool:
    """Whether the short way was taken; if so, both ways gave the same."""
    found = quick_html.paragraphs(source)
    if found is not None:
        assert clean.join(found) == by_lxml(source)
    return found is not None


def element(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name}>"


def inside(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=4).map("".join)
    return st.builds(element, st.sampled_from([*INLINE, *BLOCKS, *HEADINGS]), several)


leaf = st.sampled_from([*WORDS, *EMPTY])
documents = st.lists(st.recursive(leaf, inside, max_leaves=12), max_size=5).map("".join)
soup = st.lists(
    st.sampled_from(
        [*WORDS, *EMPTY, *ODD]
        + [f"<{name}>" for name in [*INLINE, *BLOCKS, *HEADINGS]]
        + [f"</{name}>" for name in [*INLINE, *BLOCKS, *HEADINGS]]
    ),
    max_size=8,
).map("".join)


@given(documents)
@settings(max_examples=400, deadline=None)
def test_what_is_well_nested_is_read_as_lxml_reads_it(source):
    agrees(source)


@given(soup)
@settings(max_examples=400, deadline=None)
def test_what_is_not_is_read_the_same_or_left_alone(source):
    agrees(source)


@pytest.mark.parametrize(
    "source",
    [
        "<p>One <a href='https://a.example/?b=1&amp;c'>two</a>.</p>\n<p>Three<br/>four &amp; 5</p>",
        "before <em>it</em><h2>Head <b>bold</b></h2><p>after</p> tail",
        "<ul>\n<li>a</li><li><p>b</p></li></ul>",
        '<figure class="x"><img src="a.jpg"><figcaption>A boat</figcaption></figure><p>x</p>',
        "<blockquote><p>&ldquo;Yes&rdquo; &#8211; &hellip;</p></blockquote>",
    ],
)
def test_what_feeds_mostly_hold_is_read_the_short_way(source):
    assert agrees(source)


@pytest.mark.parametrize(
    "source",
    [
        "<p style='display:none'>x</p>",
        '<p hidden="">x</p>',
        "<p hidden>x</p>",
        "<script>x</script>",
        "<iframe src='x'>y</iframe>",
        "<p>a<p>b",
        "<b>a<p>b</b>c</p>",
        "<p>a<div>b</div>c</p>",
        "<li>a<li>b</li></li>",
        "<h2>a<h3>b</h3></h2>",
        "<p/>x",
        "<P>x</P>",
        "<p>&copy; &#150; &amp</p>",
        "<p>a\x00b\x0bc</p>",
        "<p>1 < 2</p>",
        "<!-- x --><p>y</p>",
        "<div>" * 60 + "x" + "</div>" * 60,
    ],
)
def test_what_parsers_read_in_ways_of_their_own_is_left_to_lxml(source):
    assert quick_html.paragraphs(source) is None
