"""The short way reads what feedparser reads, letter for letter, or leaves it to feedparser."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.collect import feed, feed_article, quick_feed
from digest.collect.dates import DateStyle
from digest.errors import SourceError

if TYPE_CHECKING:
    from digest.collect.draft import Draft

URL = "https://news.example/rss.xml"
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
STYLE = DateStyle(day_first=False, now=NOW)
OWN = Path(__file__).parents[2] / "quality" / "feeds" / "own"
NAMESPACES = (
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/' "
    "xmlns:slash='http://purl.org/rss/1.0/modules/slash/'"
)
ALL = """<title>Storm &amp; sea — über</title><link>https://news.example/a?b=1&amp;c=2</link>
<guid isPermaLink="false">tag:1</guid><pubDate>Mon, 23 Nov 2026 06:00:00 +0100</pubDate>
<dc:creator>A. Writer</dc:creator><dc:creator>B. Writer</dc:creator><category>World</category>
<category>World</category><category> Sea </category><slash:comments>3</slash:comments>
<description>Short &lt;b&gt;words&lt;/b&gt;.</description>
<content:encoded><![CDATA[<p>Long.</p><img src="/a.jpg" width="600">]]></content:encoded>
<enclosure url="https://news.example/a.mp3" type="AUDIO/mpeg" length="100"/>
<media:content url="https://news.example/b.jpg" medium="image" width="900" height="600"/>
<media:thumbnail url="https://news.example/c.jpg"/>"""


def rss(items: str, head: str = "<title>F</title><language>en</language>") -> bytes:
    opening = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0' {NAMESPACES}>"
    return f"{opening}<channel>{head}{items}</channel></rss>".encode()


def quick(body: bytes) -> quick_feed.QuickFeed | None:
    return quick_feed.read(body, url=URL, content_type="application/rss+xml", most=500)


def drafts(parsed) -> list[Draft]:
    about = feed_article.About.of(parsed, URL, STYLE)
    return [feed_article.draft(dict(one), about) for one in parsed.entries]


def slow(body: bytes) -> list[Draft] | None:
    try:
        return drafts(feed._feedparser(body, URL, "application/rss+xml"))
    except SourceError:
        return None


def agrees(body: bytes) -> bool:
    """Whether the short way was taken; if so, both ways gave the same."""
    found = quick(body)
    if found is not None:
        assert drafts(found) == slow(body)
    return found is not None


def item(*parts: str) -> bytes:
    return rss(f"<item>{''.join(parts)}</item>")


def test_all_that_it_knows_is_read_as_feedparser_reads_it():
    assert agrees(item(ALL))
    assert agrees(rss(f"<item>{ALL}</item>" * 3))
    assert agrees(rss(f"<item>{ALL}</item>", head="<title>F</title>"))


PARTS = [line for line in ALL.replace("</guid><", "</guid>\n<").split("\n") if line]


@given(st.permutations(PARTS), st.integers(0, len(PARTS)))
@settings(max_examples=60, deadline=None)
def test_in_any_order_and_with_anything_missing(parts, count):
    assert agrees(
        item(*parts[:count], "<title>T</title>" if "<title" not in str(parts[:count]) else "")
    )


@pytest.mark.parametrize(
    "name",
    [
        "not a link",
        "e1",
        "tag:a.example,2026:1",
        "urn:uuid:1",
        " 12 ",
        "https://news.example/1",
        "",
    ],
)
def test_a_guid_is_a_link_only_where_it_is_an_address(name):
    assert agrees(item("<title>T</title>", f"<guid>{name}</guid>"))
    assert agrees(item("<title>T</title>", f"<guid isPermaLink='true'>{name}</guid>"))


UNSURE = [
    "<title>T</title><author>a@b.example (A)</author>",
    "<title>T</title><dc:creator>a@b.example</dc:creator>",
    "<title>AT&amp;amp;T</title>",
    "<title>&lt;b&gt;T&lt;/b&gt;</title>",
    "<title>T</title><title>U</title>",
    "<title type='html'>T</title>",
    "<title>T</title><link>/relative</link>",
    "<title>T</title><link>https://news.example/../a</link>",
    "<title>T</title><link>https://news.example/a#b</link>",
    "<title>T</title><guid>/a</guid>",
    "<title>T</title><guid>https://news.example/a b</guid>",
    "<title>T</title><pubDate>yesterday</pubDate>",
    "<title>T</title><pubDate>Mon, 30 Feb 2026 06:00:00 GMT</pubDate>",
    "<title>T</title><category domain='x'>World</category>",
    "<title>T</title><source url='https://a.example/'>A</source>",
    "<title>T</title><media:group><media:content url='https://a/b.jpg'/></media:group>",
    "<title>T</title><media:content url='https://a/b.jpg'><media:title>x</media:title></media:content>",
    "<title>T</title><description>a<b>c</b></description>",
    "<title>T<!-- a --></title>",
    "<title>caf\u00c3\u00a9</title>",
    "<title>a\u0092s</title>",
    "<title>a&#146;s</title>",
    "<title>T</title><description>3 &#x20ac; &#150; 4 &#x80;</description>",
    "<title>caf&#xc3;&#169;</title>",
    "<title>T</title><dc:creator>Jos&#195;&#xA9;</dc:creator>",
    "<title>T</title><guid>&lt;b&gt;a&lt;/b&gt;</guid>",
    "<title xml:lang='fr'>T</title>",
]


@pytest.mark.parametrize("words", UNSURE)
def test_what_feedparser_takes_in_a_way_of_its_own_is_left_to_it(words):
    assert quick(item(words)) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html></html>",
        rss("")[:-20],
        rss("<item><title>T</title></item>").replace(b"utf-8", b"latin-1"),
        rss("<item><title>T</title></item>").replace(b"2.0'", b"0.92'"),
        rss("<item><title>T</title></item>", head="<dc:language>de</dc:language>"),
        rss("<item><title>T</title></item>").replace(b"<rss ", b"<!DOCTYPE rss><rss "),
        rss("<item><title>T</title></item>").replace(b"<channel>", b"<channel xml:base='/a'>"),
        rss("<item rdf='a'><title>T</title></item>"),
        rss("<item><title>&a;</title></item>"),
    ],
)
def test_so_is_a_feed_that_is_another(body):
    assert quick(body) is None


@pytest.mark.parametrize(
    "beside",
    [
        "<Item><title>U</title></Item>",
        "<item xmlns='https://a.example/ns'><title>U</title></item>",
        "<a:entry xmlns:a='http://www.w3.org/2005/Atom'><a:title>U</a:title></a:entry>",
        "<entry><title>U</title></entry>",
        "<items><item><title>U</title></item></items>",
        "<Language>fr</Language>",
        "<image><language>fr</language></image>",
        "<language>&#146;</language>",
        "<feed xmlns='http://www.w3.org/2005/Atom'/><language>fr</language>",
    ],
)
def test_what_feedparser_heeds_beside_the_plain_articles_is_left_to_it(beside):
    body = rss("<item><title>T</title></item>" + beside, head="<title>F</title>")
    assert quick(body) is None
    assert slow(body)


def test_letters_that_only_look_repaired_are_no_reason():
    assert agrees(item("<title>a &#8217; &#160; &#233; ’ é</title>"))


def test_a_comment_beside_the_articles_is_of_no_matter():
    body = rss("<!-- a --><item><title>T</title></item><?b c?>") + b"<!-- from a cache -->"
    assert agrees(body)
    assert quick(body.replace(b"<title>T", b"<!-- a --><title>T")) is None


def test_what_stands_behind_the_most_that_is_read_is_not_looked_at():
    body = rss("<item><title>T</title></item>" * 2 + "<item><b><i>U</i></b></item>")
    found = quick_feed.read(body, url=URL, content_type="application/rss+xml", most=2)
    assert found is not None
    assert [one["title"] for one in found.entries] == ["T", "T"]
    assert quick(body) is None


@pytest.mark.parametrize("path", sorted(OWN.iterdir()), ids=lambda path: path.name)
def test_both_ways_agree_on_our_own_feeds(path):
    agrees(path.read_bytes())


def test_both_ways_agree_on_feeds_that_were_spoilt():
    dice, base = random.Random(6), rss(f"<item>{ALL}</item>")
    taken = 0
    for _ in range(1500):
        body = bytearray(base)
        for _ in range(dice.randrange(1, 4)):
            body[dice.randrange(len(body))] = dice.choice(b" <>&;/aZ09'\"\xc3\xa9=:")
        taken += agrees(bytes(body))
    assert taken > 80
