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
    (source,) = read_opml(opml(link))

    assert source.url == "https://a.example/rss"


@given(st.lists(SOURCES, min_size=1, max_size=5, unique_by=lambda source: source.url))
def test_what_is_written_is_read_again(sources: list[Source]):
    assert sorted(read_opml(write_opml(sources, title="All")), key=repr) == sorted(
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
    assert read_opml(written) == (feed,)


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
    assert [one.name for one in read_opml(plain)] == ["A"]


def test_names_of_others_are_cut_and_cleaned():
    folder = f'<outline text=" The  {"w" * 20} {"w" * 80}">{{}}</outline>'
    feed = f'<outline type="rss" text="{"a" * 80}" xmlUrl="https://a.example/"/>'
    (source,) = read_opml(f"<opml><body>{folder.format(feed)}</body></opml>".encode())

    assert len(source.name) == 60
    assert source.topic == "The " + "w" * 20 + "…"


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


@pytest.mark.parametrize("kind", ["files", "mailbox", "ships"])
def test_no_file_and_no_mailbox_comes_out_of_a_list_of_feeds(kind: str):
    written = write_opml(
        [
            Source(name="A", kind=SourceKind.PAGE, url="https://a.example/"),
            Source(name="B", kind=SourceKind.FEED, url="https://b.example/rss"),
        ],
        title="All",
    )
    (source,) = read_opml(written.replace(b'kind="page"', f'kind="{kind}"'.encode()))

    assert source.name == "B"
