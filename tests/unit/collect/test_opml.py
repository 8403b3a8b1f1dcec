from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.unit.config.told import SOURCES

from digest.collect.opml import read_opml, write_opml
from digest.errors import SourceError
from digest.model import Source, SourceKind


def opml(*links: str) -> bytes:
    outlines = "".join(f'<outline type="rss" text="A" xmlUrl="{link}"/>' for link in links)
    return f'<opml version="2.0"><body>{outlines}</body></opml>'.encode()


@pytest.mark.parametrize(
    "link",
    [
        "https://a.example/rss",
        "feed://a.example/rss",
        "FEED://a.example/rss",
        "feed:https://a.example/rss",
    ],
)
def test_addresses_as_readers_write_them(link):
    ((source,), _) = read_opml(opml(link))

    assert source.url == "https://a.example/rss"


@pytest.mark.parametrize("name", ["xmlUrl", "xmlurl", "xmlURL", "XMLURL"])
def test_the_attribute_in_whatever_letters(name):
    ((source,), _) = read_opml(opml("https://a.example/rss").replace(b"xmlUrl", name.encode()))

    assert source.url == "https://a.example/rss"


@pytest.mark.parametrize(
    ("said", "encoding"),
    [("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("iso-8859-1", "cp1252")],
)
def test_a_wrong_encoding_and_a_bare_ampersand_are_no_harm(said, encoding):
    head = f'<?xml version="1.0" encoding="{said}"?>'
    body = head + opml("https://a.example/rss?b=1&c=2").decode().replace('"A"', '"Café & Thé"')

    ((source,), _) = read_opml(body.encode(encoding))

    assert (source.name, source.url) == ("Café & Thé", "https://a.example/rss?b=1&c=2")


@given(st.lists(SOURCES, min_size=1, max_size=5, unique_by=lambda source: source.url))
def test_what_is_written_is_read_again(sources: list[Source]):
    assert sorted(read_opml(write_opml(sources, title="All")).sources, key=repr) == sorted(
        sources, key=repr
    )


def test_what_has_no_address_or_another_kind_is_not_written():
    feed = Source(name="A", kind=SourceKind.FEED, url="https://a.example/rss")
    others = (
        Source(name="Desk", kind=SourceKind.FILES, path="articles"),
        Source(name="Post", kind=SourceKind.MAILBOX, imap="imaps://desk@mail.example/News"),
        Source(name="Port", kind="ships", url="https://b.example/", options={"key": "secret"}),
    )
    written = write_opml([feed, *others], title="All")

    assert b"secret" not in written
    assert read_opml(written) == ((feed,), ())


def test_other_readers_see_feeds_and_links_below_their_topics():
    written = write_opml(
        [
            Source(name="A", kind=SourceKind.FEED, url="https://a.example/rss", topic="World"),
            Source(name="B", kind=SourceKind.PAGE, url="https://b.example/", zone="Europe/Berlin"),
        ],
        title="All",
    )
    plain = re.sub(rb' (?:xmlns:)?digest[:=][^>]*?"(?=[ />])', b"", written)

    (folder, link) = etree.fromstring(plain).iterfind("body/outline")
    assert dict(folder.attrib) == {"text": "World", "title": "World"}
    assert dict(folder[0].attrib) == {
        "type": "rss",
        "text": "A",
        "title": "A",
        "xmlUrl": "https://a.example/rss",
    }
    assert dict(link.attrib) == {"type": "link", "text": "B", "url": "https://b.example/"}
    assert [one.name for one in read_opml(plain).sources] == ["A"]


def test_names_of_others_are_cut_and_cleaned():
    folder = f'<outline text=" The  {"w" * 40} {"w" * 80}">{{}}</outline>'
    feed = f'<outline type="rss" text="{"a" * 80}" xmlUrl="https://a.example/"/>'
    ((source,), _) = read_opml(f"<opml><body>{folder.format(feed)}</body></opml>".encode())

    assert len(source.name) == 60
    assert source.topic == "The " + "w" * 40 + "…"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ('digest:kind="feed" digest:zone="Mars"', "the outline 'A': zone: expected an IANA"),
        ('digest:kind="page" digest:path="/etc"', "takes url, not path"),
        ('digest:kind="sitemap" digest:own="maybe"', "the outline 'A': own: "),
    ],
)
def test_what_ours_can_not_say(told: str, words: str):
    written = write_opml(
        [Source(name="A", kind=SourceKind.FEED, url="https://a.example/rss")], title="All"
    )
    with pytest.raises(SourceError, match=words):
        read_opml(written.replace(b'digest:kind="feed"', told.encode()))


def test_what_is_left_out_is_named_with_its_reason():
    deep = (
        '<outline text="deep">' * 21 + '<outline xmlUrl="https://d.example/"/>' + "</outline>" * 21
    )
    (sources, others) = read_opml(
        (
            '<opml><body><outline text="A" xmlUrl="https://a.example/rss"/>'
            '<outline text="again" xmlUrl="HTTPS://a.example/rss#top"/>'
            '<outline text="old\n&#x202e;" xmlUrl="ftp://me:secret@b.example/rss"/>'
            '<outline text="page" type="link" url="https://c.example/"/>'
            '<outline text="words"/><outline text="empty folder"><outline text="x"/></outline>'
            f"{deep}</body></opml>"
        ).encode()
    )

    assert [one.name for one in sources] == ["A"]
    assert [(one.name, one.url, one.reason) for one in others] == [
        ("again", "https://a.example/rss", "its address is that of 'A'"),
        ("old", "ftp://b.example/rss", "its address is none of the web"),
        ("page", "https://c.example/", "it names no feed"),
        ("deep", "", "what is in it lies in more than 20 folders"),
    ]
    with pytest.raises(SourceError, match="names no feed: old: its address is none of the web"):
        read_opml(b'<opml><outline text="old" xmlUrl="ftp://b.example/rss"/></opml>')


@pytest.mark.parametrize("kind", ["files", "mailbox", "ships"])
def test_no_file_and_no_mailbox_comes_out_of_a_list_of_feeds(kind: str):
    written = write_opml(
        [
            Source(name="A", kind=SourceKind.PAGE, url="https://a.example/"),
            Source(name="B", kind=SourceKind.FEED, url="https://b.example/rss"),
        ],
        title="All",
    )
    ((source,), (other,)) = read_opml(written.replace(b'kind="page"', f'kind="{kind}"'.encode()))

    assert source.name == "B"
    assert (other.name, other.reason) == ("A", f"sources of kind {kind!r} are taken from no list")


@pytest.mark.parametrize(
    ("category", "topic"),
    [
        ("/News/Politics,/Local", "Politics"),
        ("Politics", "Politics"),
        (" , /Politics/ ", "Politics"),
        ("/", None),
    ],
)
def test_a_category_is_the_topic_of_a_feed_in_no_folder(category: str, topic: str | None):
    feed = f"<outline text='A' xmlUrl='https://a.example/rss' category='{category}'/>"
    held = f"<outline text='World'>{feed.replace('a.example', 'b.example')}</outline>"
    found = read_opml(f"<opml version='2.0'><body>{feed}{held}</body></opml>".encode())

    assert [one.topic for one in found.sources] == [topic, "World"]
