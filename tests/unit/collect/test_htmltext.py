from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.htmltext import first_image, image, one_line, paragraphs

BASE = "https://news.example/a/"


def test_paragraphs_and_headings():
    html = "<h2>One <b>two</b></h2><p>Words &amp; more,<br>next</p><ul><li>a<li>b</ul>tail"

    assert paragraphs(html) == "## One two\n\nWords & more, next\n\na\n\nb\n\ntail"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>evil()</script>",
        "<style>evil{}</style>",
        '<iframe src="evil">evil</iframe>',
        "<noscript>evil</noscript>",
        "<svg><text>evil</text></svg>",
        "<!-- evil -->",
        "<?evil evil?>",
        '<p onclick="evil()"></p>',
        "<object>evil</object>",
        "<template>evil</template>",
        "<form><button>evil</button></form>",
        "<title>evil</title>",
    ],
)
def test_hostile_markup_leaves_nothing(hostile: str):
    assert paragraphs(f"<p>before</p>{hostile}<p>after</p>") == "before\n\nafter"


def test_text_after_a_dropped_tag_stays():
    assert paragraphs("<p>one<script>x</script> two</p>") == "one two"


def test_escaped_markup_is_words_and_escapes_are_undone_once():
    assert paragraphs("<p>&lt;b&gt; &amp;amp;</p>") == "<b> &amp;"
    assert one_line("AT&amp;T") == "AT&T"


def test_words_without_markup_keep_their_paragraphs():
    assert paragraphs("one\n\ntwo 1 < 2 &amp; so") == "one\n\ntwo 1 < 2 & so"


def test_a_paragraph_can_not_pose_as_heading():
    assert paragraphs("<p>## Fake</p>") == "Fake"


def test_deep_nesting_is_no_recursion():
    assert "deep" in paragraphs("<div>" * 200 + "deep" + "</div>" * 200)
    paragraphs("<div>" * 50_000 + "too deep")


def test_pixels_and_foreign_schemes_are_no_pictures():
    html = (
        '<img src="https://t.example/p.gif" width="1" height="1">'
        '<img src="data:image/png;base64,x"><img src="javascript:x"><img>'
        '<img src="../i.jpg" width="300px" height="200" alt="A boat">'
    )
    found = first_image(html, BASE)

    assert found is not None
    assert (found.url, found.width, found.height) == ("https://news.example/i.jpg", 300, 200)
    assert found.alt == "A boat"


def test_sizes_that_are_none():
    found = image("i.jpg", BASE, width="100%", height="-4")

    assert found is not None
    assert (found.width, found.height) == (None, None)


@given(st.text(st.sampled_from("<>/&;#! pbrdivscript\n=\"'x1é\x00"), max_size=200))
def test_any_fragment_is_read(html: str):
    text = paragraphs(html)

    assert "\x00" not in text
    assert all(len(one.splitlines()) == 1 for one in text.split("\n\n") if one)


@pytest.mark.parametrize("between", ["<br><br>", "<br />\n<br />", "<br/> <br/><br/>"])
@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", "<td>{}</td>"])
def test_two_ends_of_a_line_part_paragraphs(between: str, around: str):
    html = around.format(f"The first\none{between}The second,<br>in two lines")

    assert paragraphs(html) == "The first one\n\nThe second, in two lines"


def test_a_row_of_a_table_is_a_line():
    html = (
        "<table><caption>Votes</caption><tr><th>Party<th>Seats<tr><td>Left<td>12<td></table>"
        "<table><tr><td><img src='/a.png'><td><p>A mail's</p><p>layout</p></table>"
    )

    assert paragraphs(html).split("\n\n") == [
        "Votes",
        "Party | Seats",
        "Left | 12",
        "A mail's",
        "layout",
    ]


def test_long_cells_are_paragraphs():
    long = "What a whole column of a page set in a table says goes on for many words. " * 2

    assert paragraphs(f"<table><tr><td>{long}<td>b</table>") == f"{long.strip()}\n\nb"


@pytest.mark.parametrize("end", ["", "<hr>"])  # hr: not the short way
def test_a_picture_s_caption_is_no_paragraph_beside_others(end: str):
    figure = "<figure><img src='/a.jpg'><figcaption>Ships. Photo: Bo Ek</figcaption></figure>"
    quoted = "<figure><blockquote>So be it.</blockquote><figcaption>Ann Lee</figcaption></figure>"

    assert paragraphs(f"{figure}<p>Words.</p>{quoted}{end}") == "Words.\n\nSo be it.\n\nAnn Lee"
    assert paragraphs(figure + end) == "Ships. Photo: Bo Ek"
