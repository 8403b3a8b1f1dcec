from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from digest.collect.feed import parse
from digest.collect.long_feed import MAX_ARTICLES

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
OVER = 100
TOLD = f"of its articles the {MAX_ARTICLES} newest are read, no more"


def rss(numbers: range) -> bytes:
    found = "".join(
        f"<item><title>Number {n}</title><guid>{n}</guid>"
        f"<pubDate>{NOW - timedelta(hours=n):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>All</title>{found}</channel></rss>".encode()


def atom(numbers: range) -> bytes:
    found = "".join(
        f"<entry><title>Number {n}</title><id>{n}</id>"
        f"<updated>{NOW - timedelta(hours=n):%Y-%m-%dT%H:%M:%SZ}</updated></entry>"
        for n in numbers
    )
    return (f"<feed xmlns='http://www.w3.org/2005/Atom'><title>All</title>{found}</feed>").encode()


def json_feed(numbers: range) -> bytes:
    found = [
        {"id": str(n), "title": f"Number {n}", "date_published": str(NOW - timedelta(hours=n))}
        for n in numbers
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "All", "items": found}).encode()


@pytest.mark.parametrize("made", [rss, atom, json_feed])
@pytest.mark.parametrize("oldest_first", [True, False])
def test_of_a_long_feed_the_newest_are_read_whichever_end_they_stand_at(made, oldest_first):
    numbers = range(MAX_ARTICLES + OVER)
    body = made(numbers[::-1] if oldest_first else numbers)

    harvest = parse(body, url="https://a.example/f", content_type="", source="A", now=NOW)

    assert len(harvest.articles) == MAX_ARTICLES
    assert {one.title for one in harvest.articles} == {f"Number {n}" for n in range(MAX_ARTICLES)}
    assert [one.reason for one in harvest.quarantined] == [TOLD]


@pytest.mark.parametrize("made", [rss, atom, json_feed])
def test_a_feed_that_is_not_too_long_is_read_in_its_order_and_nothing_is_said(made):
    body = made(range(MAX_ARTICLES)[::-1])

    harvest = parse(body, url="https://a.example/f", content_type="", source="A", now=NOW)

    assert harvest.articles[0].title == f"Number {MAX_ARTICLES - 1}"
    assert len(harvest.articles) == MAX_ARTICLES
    assert harvest.quarantined == ()
