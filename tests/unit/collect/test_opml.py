from __future__ import annotations

import pytest

from digest.collect.opml import read_opml, write_opml
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


def test_what_is_written_is_read_again():
    source = Source(name="A & B", kind=SourceKind.FEED, url="https://a.example/rss", topic="World")

    assert read_opml(write_opml([source], title="All")) == (source,)
