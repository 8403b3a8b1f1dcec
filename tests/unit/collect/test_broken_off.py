"""Feeds and sitemaps that break off: what is whole before the cut is taken, and the cut is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from digest.collect import broken_off, feed, sitemap
from digest.errors import SourceError

URL = "https://news.example/feed"
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
TITLES = ("One", "Two", "Three")
RSS = (
    "<rss version='2.0'><channel><title>News</title>"
    + "".join(f"<item><title>{one}</title><link>/{one}</link></item>" for one in TITLES)
    + "</channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>"
    + "".join(f"<entry><title>{one}</title><id>tag:{one}</id></entry>" for one in TITLES)
    + "</feed>"
)
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News",
        "items": [{"id": one, "title": one, "tags": ["a]", "}"]} for one in TITLES],
    }
)
SITEMAP = (
    "<?xml version='1.0'?><s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    + "".join(f"<s:url><s:loc>https://news.example/{one}</s:loc></s:url>" for one in TITLES)
    + "</s:urlset>"
)


def read(body: str):
    return feed.parse(body.encode(), url=URL, content_type="", source="News", now=NOW)


@pytest.mark.parametrize("body", [RSS, ATOM, JSON])
def test_of_a_feed_the_articles_before_the_cut_are_taken_and_it_is_told(body: str):
    harvest = read(body[: body.index("Three") + 2])

    assert [one.title for one in harvest.articles] == ["One", "Two"]
    assert [(one.place, one.reason) for one in harvest.quarantined] == [(URL, broken_off.REASON)]
    assert harvest.body_hash, "validators would stand for the rest, too"


@pytest.mark.parametrize("body", [RSS, ATOM, JSON, f"{RSS}<!-- cached -->"])
def test_of_a_whole_one_nothing_is_said(body: str):
    harvest = read(body)

    assert [one.title for one in harvest.articles] == list(TITLES)
    assert (harvest.quarantined, harvest.body_hash) == ((), "")


def test_a_json_feed_without_one_whole_article_is_broken():
    with pytest.raises(SourceError, match="broken JSON"):
        read(JSON[: JSON.index("One")])


def test_of_a_sitemap_likewise():
    whole = sitemap.parse(SITEMAP.encode(), URL)
    part = sitemap.parse(SITEMAP[: SITEMAP.index("Three")].encode(), URL)

    assert ([one.url for one in whole.drafts], whole.cut) == (
        [f"https://news.example/{one}" for one in TITLES],
        False,
    )
    assert ([one.url for one in part.drafts], part.cut) == (
        ["https://news.example/One", "https://news.example/Two"],
        True,
    )


def test_a_sitemap_that_is_broken_before_its_end_stays_so():
    with pytest.raises(SourceError, match="broken XML"):
        sitemap.parse(SITEMAP.replace("</s:loc>", "", 1).encode(), URL)
