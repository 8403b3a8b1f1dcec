"""A description that is all an article has is parsed once, and gives text and summary."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.collect.clean import SUMMARY_CHARS
from digest.collect.feed_article import About, draft
from digest.collect.htmltext import one_line, paragraphs

ABOUT = About("https://news.example/rss.xml")
LIMITED = 600
PIECES = (
    "<p>",
    "</p>",
    "<h2>",
    "<br>",
    "## ",
    "#",
    "\n\n",
    "&amp;lt;b>",
    "\u202e",
    "e\u0301",
    "w ",
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join))
@example("## ## a\n\n## b")
@example("<h2>Head</h2><p>a ## b</p>")
@example("word " * 119 + "last\u200b")
@example("<p>" + "long " * 2_000 + "</p>")
@example("<script>evil()</script>")
@example("e\u0301\n\n\U0001342f")
def test_a_lone_description_is_the_line_that_its_markup_makes(short):
    found, line = draft({"summary": short}, ABOUT), one_line(short, SUMMARY_CHARS)
    assert found.text == paragraphs(short)
    assert found.summary == (line if len(line) <= LIMITED else "")


def test_a_lone_description_is_parsed_once(monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(
        "digest.collect.htmltext.paragraphs", lambda source: asked.append(source) or source
    )
    assert draft({"summary": "Boats came in."}, ABOUT).summary == "Boats came in."
    assert asked.count("Boats came in.") == 1


@pytest.mark.parametrize("words", ["Short.", "word " * 200])
def test_beside_the_full_content_a_description_is_the_summary(words):
    raw = {"summary": f"<p>{words}</p>", "content": [{"value": "<p>All of it.</p>"}]}
    assert draft(raw, ABOUT).summary == one_line(words, SUMMARY_CHARS)


CONTENT = [{"value": "<p>All of it.</p>"}]


@pytest.mark.parametrize(
    ("raw", "text", "summary"),
    [
        ({"summary": "Short.", "content": CONTENT}, "feed: content", "feed: description"),
        ({"summary": CONTENT[0]["value"], "content": CONTENT}, "feed: content", "feed: content"),
        ({"summary": "Short."}, "feed: description", "feed: description"),
    ],
)
def test_where_the_words_of_an_article_stood(raw, text, summary):
    origins = draft(raw, ABOUT).origins

    assert (origins["text"], origins["summary"]) == (text, summary)


@pytest.mark.parametrize(
    ("told", "url", "origin"),
    [
        ("https://news.example/a?utm_source=feed", "https://news.example/a", "feed: origLink"),
        ("javascript:alert(1)", "https://burner.example/~r/x/1", "feed: link"),
    ],
)
def test_behind_feedburner_an_article_has_its_own_address(told, url, origin):
    raw = {"feedburner_origlink": told, "link": "https://burner.example/~r/x/1", "title": "A"}
    found = draft(raw, ABOUT)

    assert (found.url, found.origins["url"]) == (url, origin)
