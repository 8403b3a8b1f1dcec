"""Feeds that write what no parser reads: their words arrive as they were meant."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.feed import parse
from digest.collect.htmltext import paragraphs
from digest.collect.references import mended, mended_xml
from digest.errors import SourceError

if TYPE_CHECKING:
    from digest.model import Article

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def read(inside: str, before: str = "") -> Article:
    body = f"""{before}<rss version="2.0"><channel><title>F</title><item><guid>1</guid>{inside}
    </item></channel></rss>"""
    harvest = parse(body.encode(), url="https://f.example/", content_type="", source="F", now=NOW)
    (article,) = harvest.articles
    return article


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Go &#55357;&#56832; on", "Go 😀 on"),
        ("Go &#xD83D;&#xDE00; on", "Go 😀 on"),
        ("Go &#55357; on", "Go \ufffd on"),
        ("Go &#56832;&#55357; on", "Go \ufffd\ufffd on"),
        ("Go &#99999999999999999999; on", "Go \ufffd on"),
        ("Go &#x110000; on", "Go \ufffd on"),
        ("Go &#128512; on", "Go 😀 on"),
        ("AT&T buys Q&A site", "AT&T buys Q&A site"),
        ("AT&amp;T &amp; Q&A", "AT&T & Q&A"),
        ("Caf&eacute; & bar", "Café & bar"),
        ("<![CDATA[AT&T buys Q&A]]>", "AT&T buys Q&A"),
        ("<![CDATA[Go &#55357;&#56832; on]]>", "Go 😀 on"),
    ],
)
def test_titles(written: str, meant: str):
    assert read(f"<title>{written}</title>").title == meant


def test_bare_ampersands_of_addresses_begin_no_entity():
    article = read(
        "<title>A</title><link>https://f.example/s?a=1&b=2&copy=3</link>"
        "<description>See ?a=1&b=2 there</description>"
    )

    assert article.url == "https://f.example/s?a=1&b=2&copy=3"
    assert article.text == "See ?a=1&b=2 there"


@pytest.mark.parametrize("markup", ["{}", "<p>{}</p>"])
def test_pairs_in_html(markup: str):
    assert paragraphs(markup.format("x &#55357;&#56832; y")) == "x 😀 y"


@given(st.text("a&#x;D83E0 \u20ac", max_size=40))
def test_what_is_mended_stays(text: str):
    once = mended(text)

    assert mended(once) == once
    assert mended_xml(mended_xml(text.encode())) == mended_xml(text.encode())


@given(st.text())
def test_any_words_come_back_from_references_to_their_utf_16(words: str):
    units = words.encode("utf-16-be", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    text = "".join(f"&#{high * 256 + low};" for high, low in pairs)

    assert html.unescape(mended(text)) == html.unescape("".join(f"&#{ord(one)};" for one in words))


def test_wide_letters_are_left_alone():
    body = "<rss>AT&T</rss>".encode("utf-16")
    assert mended_xml(body) == body


ENTITIES = '<!ENTITY a "b"><!ENTITY c "&a;&a;">'


def test_an_article_may_quote_entities():
    assert "ENTITY" in read(f"<title>A</title><description><![CDATA[<p>In XML</p><pre>{ENTITIES}"
                            "</pre> &lt;!ENTITY is written]]></description>").text  # fmt: skip


@pytest.mark.parametrize(
    "before",
    [
        "<!DOCTYPE rss",
        "\ufeff<?xml version='1.0'?>\n<!-- <![CDATA[ <!DOCTYPE rss> --> <!DOCTYPE rss",
        "<!doctype rss PUBLIC '-//x' \"<rss> <![CDATA[ \"" + " " * 3_000,
    ],
)
def test_a_feed_may_not_declare_them(before: str):
    with pytest.raises(SourceError, match="XML entities made of others"):
        read("<title>&c;</title>", f"{before} [{ENTITIES}]>")


def test_a_feed_of_the_old_kind_may_quote_them():
    quoting = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "https://x.example/rss.dtd">'
    quoted = f"<title>A</title><description><![CDATA[x {ENTITIES}]]></description>"
    assert read(quoted, quoting).title == "A"
