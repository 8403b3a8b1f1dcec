from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.collect.dates import FUTURE_DATE, NO_DATE, ODD_DATE
from digest.collect.draft import LINK_DROPPED, Harvest
from digest.collect.feed import parse
from digest.collect.identity import SHARED_GUID
from digest.errors import SourceError

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
URL = "https://news.example/rss.xml"


def read(body: str | bytes, content_type: str = "application/xml") -> Harvest:
    raw = body.encode() if isinstance(body, str) else body
    return parse(raw, url=URL, content_type=content_type, source="Example", now=NOW)


def rss(inner: str, *, head: str = "<language>en-gb</language>") -> str:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>F</title>{head}{inner}</channel></rss>"
    )


FULL = rss(
    """<item><title>AT&amp;amp;T &lt;b&gt;wins&lt;/b&gt;</title>
    <link>/a?utm_source=rss&amp;id=5</link><guid isPermaLink="false">g1</guid>
    <description>&lt;p&gt;A short one.&lt;/p&gt;</description>
    <content:encoded><![CDATA[<h2>Head</h2><p>Long.</p><script>evil()</script>]]></content:encoded>
    <dc:creator>Zoë Šimůnek</dc:creator><category>World</category><category>World</category>
    <media:content url="/s.jpg" width="100" height="80" medium="image"/>
    <media:content url="/l.jpg" width="900" height="600" medium="image"/>
    <media:content url="/v.mp4" width="1900" type="video/mp4"/>
    <media:credit>Ada</media:credit>
    <pubDate>Mon, 02 Mar 2026 10:14:00 GMT</pubDate></item>"""
)


def test_a_full_article_of_rss():
    (article,) = read(FULL).articles

    assert article.title == "AT&T wins"
    assert article.url == "https://news.example/a?id=5"
    assert article.guid == "g1"
    assert article.summary == "A short one."
    assert article.text == "## Head\n\nLong."
    assert article.headings == ("Head",)
    assert article.byline == "Zoë Šimůnek"
    assert article.categories == ("World",)
    assert article.language == "en-GB"
    assert article.published == datetime(2026, 3, 2, 10, 14, tzinfo=UTC)
    assert article.publisher == article.source == "Example"
    assert article.first_seen == NOW
    assert article.notes == ()
    assert article.image is not None
    assert article.image.url == "https://news.example/l.jpg"
    assert (article.image.width, article.image.height) == (900, 600)
    assert article.image.credit == "Ada"


def test_the_same_feed_gives_the_same_ids():
    assert read(FULL).articles[0].id == read(FULL).articles[0].id


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://b.example/x/">
<title>F</title><entry xml:lang="de"><title>1 &lt;b&gt; &amp;amp; 2</title><id>urn:1</id>
<link href="y"/><link rel="enclosure" type="image/png" href="/e.png"/>
<author><name>Jo</name></author><author><name>Mo</name></author>
<category term="t" label="Science"/><summary>Brief.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h3>H</h3><p>q</p></div></content>
<updated>2026-03-02T11:14:00+01:00</updated></entry></feed>"""


def test_atom():
    (article,) = read(ATOM).articles

    assert article.title == "1 <b> &amp; 2"  # plain by its type: nothing to undo
    assert article.url == "https://b.example/x/y"
    assert article.text == "## H\n\nq"
    assert article.summary == "Brief."
    assert article.byline == "Jo, Mo"
    assert article.categories == ("Science",)
    assert article.language == "de"
    assert article.published == datetime(2026, 3, 2, 10, 14, tzinfo=UTC)
    assert article.image is not None
    assert article.image.url == "https://b.example/e.png"


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>F</title></channel>
<item rdf:about="https://news.example/1"><title>Old</title><link>https://news.example/1</link>
<description>d</description><dc:date>2026-03-02T10:14:00Z</dc:date><dc:language>it</dc:language>
</item></rdf:RDF>"""


def test_rdf():
    (article,) = read(RDF).articles

    assert (article.title, article.text, article.language) == ("Old", "d", "it")
    assert article.published == datetime(2026, 3, 2, 10, 14, tzinfo=UTC)


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_versions_of_rss(version: str):
    feed = f'<rss version="{version}"><channel><item><title>T</title></item></channel></rss>'

    assert [one.title for one in read(feed).articles] == ["T"]


def test_a_lone_long_description_is_the_text_and_no_standfirst():
    (article,) = read(
        rss(f"<item><title>T</title><description>{'word ' * 200}</description></item>")
    ).articles

    assert article.summary == ""
    assert len(article.text) > 900


def test_a_date_missing_or_ahead_is_first_seen_and_noted():
    missing, ahead = read(
        rss(
            "<item><title>a</title></item><item><title>b</title>"
            "<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item>"
        )
    ).articles

    assert (missing.published, missing.notes) == (NOW, (NO_DATE,))
    assert (ahead.published, ahead.notes) == (NOW, (FUTURE_DATE,))


def test_a_broken_item_is_quarantined_and_the_others_go_on():
    harvest = read(
        rss("<item><link>https://news.example/empty</link></item><item><title>Good</title></item>")
    )

    assert [one.title for one in harvest.articles] == ["Good"]
    (refused,) = harvest.quarantined
    assert refused.place == "https://news.example/empty"
    assert "neither title nor text" in refused.reason
    assert "news.example/empty" in refused.raw


def test_a_text_without_title_lends_it_its_first_words():
    (article,) = read(rss("<item><description>Boats came in.</description></item>")).articles

    assert article.title == "Boats came in."


@pytest.mark.parametrize("break_", ["&#x2028;", "&#x2029;", "&#x9;"])
def test_titles_lose_what_breaks_a_header(break_: str):
    (article,) = read(rss(f"<item><title>Storm{break_}warning</title></item>")).articles

    assert article.title == "Storm warning"


def test_non_ascii_titles_survive():
    titles = ["مجلس المدينة يصوت", "नगर परिषद का मत"]
    feed = rss("".join(f"<item><title>{title}</title></item>" for title in titles))

    assert [one.title for one in read(feed).articles] == titles


def test_a_link_that_is_no_web_address_is_dropped():
    (article,) = read(rss("<item><title>T</title><link>javascript:alert(1)</link></item>")).articles

    assert article.url is None


PAGE = 'it looks like a web page; use kind = "page" or its feed\'s address'
NEITHER = "it is neither RSS, Atom nor JSON Feed"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"<html><body>Hello</body></html>", PAGE),
        (b"\n<!-- hi --><!DOCTYPE HTML><title>Hello</title><p>there", PAGE),
        (b"just words", NEITHER),
        (b"\x00", NEITHER),
        (b"<?xml version='1.0'?><sheet/>", NEITHER),
        (b"<rss><chan", "it breaks off"),
        (b'<rss version="2.0"><channel><title>News</ti', "it breaks off"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><ent', "it breaks off"),
    ],
)
def test_what_is_no_feed(body: bytes, what: str):
    with pytest.raises(SourceError) as caught:
        read(body, "text/html")

    assert caught.value.message == f"{URL} is not a feed: {what}"


@pytest.mark.parametrize(
    "body",
    [
        "<rss version='2.0'><channel/></rss>",
        "<rss><channel><title>Tom & Jerry &nbsp; <b></title></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'/>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>News</a:title></a:feed>",
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
            "xmlns='http://purl.org/rss/1.0/'><channel><title>News</title></channel></rdf:RDF>"
        ),
        '{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}',
    ],
)
def test_a_feed_without_articles_is_a_feed(body: str):
    assert read(body) == Harvest()


def test_an_update_without_publication_is_the_date():
    feed = ATOM.replace("updated>", "modified>")
    (article,) = read(feed).articles

    assert article.published == datetime(2026, 3, 2, 10, 14, tzinfo=UTC)


def test_a_bad_date_beside_no_other_is_missing():
    for text in ("soon", "2026-02-30", "2026-02-30T10:00:00Z", "Mon, 30 Feb 2026 10:00:00 GMT"):
        (article,) = read(rss(f"<item><title>T</title><pubDate>{text}</pubDate></item>")).articles

        told = f"what stands for its date: {text}"
        assert (article.published, article.notes) == (NOW, (ODD_DATE, told))


def test_what_the_parser_itself_falls_over_is_an_error_of_the_source():
    with pytest.raises(SourceError, match="too broken"):
        read(FULL.replace('content="http', 'content="h\xa0ttp', 1))


def test_a_feed_without_end_is_read_up_to_a_limit():
    many = rss("".join(f"<item><title>{n}</title></item>" for n in range(100_000)))

    assert [one.title for one in read(many).articles] == [str(n) for n in range(500)]


def test_an_empty_feed_is_a_feed():
    assert read(rss("")) == Harvest()


def test_billion_laughs_is_refused():
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    bomb = f"<!DOCTYPE rss [{entities}]>" + rss("<item><title>&l9;</title></item>")

    with pytest.raises(SourceError, match="entities"):
        read(bomb)


def test_an_external_entity_is_refused():
    bomb = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("")

    with pytest.raises(SourceError, match="entities"):
        read(bomb)


def test_one_article_named_twice_is_one():
    item = "<item><guid>1</guid><title>T</title></item>"

    assert len(read(rss(item * 2)).articles) == 1


def test_fields_are_capped():
    (article,) = read(
        rss(f"<item><title>{'t' * 9_000}</title>" + "<category>c</category>" * 99 + "</item>")
    ).articles

    assert len(article.title) <= 500
    assert len(article.categories) <= 20


def test_a_feed_is_never_taken_for_an_address():
    with pytest.raises(SourceError, match="is not a feed"):
        read(b"http://127.0.0.1:9/rss")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(FULL)), st.integers(0, 40), st.binary(max_size=12))
def test_a_mutated_feed_is_read_or_refused(place: int, gone: int, added: bytes):
    raw = FULL.encode()
    try:
        harvest = read(raw[:place] + added + raw[place + gone :])
    except SourceError:
        return
    assert all(one.title and "\x00" not in one.text for one in harvest.articles)


def test_the_room_loads_no_parser_before_a_source_needs_it():
    heavy = ("lxml", "feedparser", "trafilatura", "yaml", "markdown_it")
    code = f"import sys, digest.collect; print([m for m in {heavy} if m in sys.modules])"

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_a_title_of_rss_with_an_odd_tag_has_its_escapes_undone():
    title = "&lt;script&gt;a()&lt;/script&gt; Border &amp;amp; law"
    body = f'<rss version="2.0"><channel><item><title>{title}</title></item></channel></rss>'

    assert read(body).articles[0].title.endswith("Border & law")


MEDIA = (
    '<media:content url="https://a.example/p.jpg" medium="image">'
    "<media:description>Three boats at a quay</media:description></media:content>"
)
WORDS = '<summary>Ferries stop at noon.</summary><content type="html">All ferries.</content>'


@pytest.mark.parametrize("parts", [MEDIA + WORDS, WORDS + MEDIA])
def test_what_describes_a_picture_is_no_summary(parts: str):
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<entry><title>Ferries</title><id>1</id>{parts}</entry></feed>"
    )
    article = read(body).articles[0]

    assert (article.summary, article.text) == ("Ferries stop at noon.", "All ferries.")


def test_what_describes_a_video_is_the_text():
    parts = "<media:group><media:description>All ferries.</media:description></media:group>"
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<entry><title>Ferries</title><id>1</id>{parts}</entry></feed>"
    )

    assert read(body).articles[0].text == "All ferries."


def same_guid(*names: str) -> str:
    return rss(
        "".join(
            f"<item><title>On {name}</title><link>/{name}</link>"
            '<guid isPermaLink="false">same</guid></item>'
            for name in names
        )
    )


@pytest.mark.parametrize("names", [("whales", "bears"), ("whales", "bears", "owls")])
def test_a_guid_on_several_links_is_not_trusted(names: tuple[str, ...]):
    harvest = read(same_guid(*names))

    assert [one.url for one in harvest.articles] == [f"https://news.example/{n}" for n in names]
    assert {(one.guid, one.notes[-1]) for one in harvest.articles} == {(None, SHARED_GUID)}


def test_one_article_told_twice_keeps_its_guid():
    (article,) = read(same_guid("whales", "whales")).articles

    assert (article.guid, SHARED_GUID in article.notes) == ("same", False)


@pytest.mark.parametrize("link", ["javascript:a()", "data:text/html,x", f"https://a/{'x' * 3000}"])
def test_a_link_that_is_dropped_leaves_a_note(link: str):
    (article,) = read(rss(f"<item><title>T</title><link>{link}</link></item>")).articles

    assert article.url is None
    assert LINK_DROPPED in article.notes


@pytest.mark.parametrize("name", ["e1", "tag:a.example,2026:1", "<![CDATA[ 12 ]]>"])
def test_a_name_that_is_no_address_is_no_link(name: str):
    item = f"<item><title>T</title><guid>{name}</guid><author>Ada</author></item>"
    entry = f"<entry><title>T</title><id>{name}</id></entry>"
    rss = f"<rss version='2.0'><channel><title>F</title>{item}</channel></rss>"
    for body in (rss, f"<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title>{entry}</feed>"):
        (article,) = read(body).articles
        assert article.url is None
        assert article.guid == name.replace("<![CDATA[", "").replace("]]>", "").strip()
        assert article.notes == (NO_DATE,)
