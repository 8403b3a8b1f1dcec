from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import feedparser
import pytest

from digest.demo import catalogue, feeds

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
BASE = "http://127.0.0.1:8123"
ALL = catalogue.load()


def parsed(data: bytes) -> feedparser.FeedParserDict:
    result = feedparser.parse(data)
    assert not result.bozo
    return result


def test_rss_is_well_formed_and_complete():
    feed = parsed(feeds.rss(ALL, BASE, NOW))
    assert (feed.version, feed.feed.title) == ("rss20", "The Meridian")
    whole = [one for one in feed.entries if "title" in one]
    assert len(whole) == len(feed.entries) - 1
    assert all(one.content[0].value.startswith("<p>") and one.summary for one in whole)
    assert all(one.link.startswith(f"{BASE}/meridian/") for one in whole)
    assert any(one.get("author") and one.get("tags") for one in whole)


def test_the_broken_one_has_neither_title_nor_link_nor_text():
    broken = [one for one in parsed(feeds.rss(ALL, BASE, NOW)).entries if "title" not in one]
    assert len(broken) == 1
    assert not {"link", "summary", "content"} & set(broken[0])


def test_one_article_stands_under_two_addresses():
    entries = parsed(feeds.rss(ALL, BASE, NOW)).entries
    twice = [one for one in entries if "Lamplighter" in one.get("title", "")]
    assert len(twice) == 2
    assert twice[0].link != twice[1].link
    assert twice[0].id != twice[1].id
    assert twice[0].content[0].value == twice[1].content[0].value


def test_one_of_the_rss_articles_has_no_date():
    entries = parsed(feeds.rss(ALL, BASE, NOW)).entries
    assert [one.link for one in entries if "published" not in one] == [
        f"{BASE}/meridian/ask-foghorns"
    ]


def test_atom_is_well_formed_and_keeps_markup_in_titles_as_text():
    feed = parsed(feeds.atom(ALL, BASE, NOW))
    assert (feed.version, feed.feed.title) == ("atom10", "Harbour Wire")
    titles = [one.title for one in feed.entries]
    assert 'Why <b> refuses to die: "obsolete" tags & the people who love them' in titles
    assert all(one.content[0].type == "text/html" and one.updated for one in feed.entries)
    arabic = next(one for one in feed.entries if one.title_detail.language == "ar")
    assert "إيسارا" in arabic.title


def test_json_feed_holds_what_version_1_1_asks_for():
    feed = json.loads(feeds.json_feed(ALL, BASE, NOW))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Northline"
    assert all({"id", "url", "content_html"} <= set(one) for one in feed["items"])
    assert {one["language"] for one in feed["items"]} == {"en", "hi"}
    dates = [datetime.fromisoformat(one["date_published"]) for one in feed["items"]]
    assert sum(date > NOW for date in dates) == 1


def test_tracking_parameters_are_on_some_links_only():
    links = [one.get("link", "") for one in parsed(feeds.rss(ALL, BASE, NOW)).entries]
    tracked = [link for link in links if "?utm_" in link]
    assert 0 < len(tracked) < len(links)


@pytest.mark.parametrize("make", [feeds.rss, feeds.atom, feeds.json_feed])
def test_pictures_are_served_by_the_newsroom_itself_and_carry_words(make):
    data = make(ALL, BASE, NOW).decode().replace("&lt;", "<").replace('\\"', '"')
    sources = re.findall(r'<img src="([^"]*)" alt="([^"]*)"', data)
    assert len(sources) == data.count("<img")
    assert sources
    assert all(src.startswith(f"{BASE}/images/") and alt for src, alt in sources)


@pytest.mark.parametrize("make", [feeds.rss, feeds.atom, feeds.json_feed])
def test_the_same_moment_gives_the_same_bytes(make):
    assert make(ALL, BASE, NOW) == make(ALL, BASE, NOW)


def test_dates_in_feeds_move_with_now():
    def first(now: datetime) -> datetime:
        return parsedate_to_datetime(parsed(feeds.rss(ALL, BASE, now)).entries[0].published)

    assert first(NOW + timedelta(days=3)) - first(NOW) == timedelta(days=3)


def test_a_newsroom_without_articles_still_makes_feeds():
    assert parsed(feeds.rss((), BASE, NOW)).entries == []
    assert parsed(feeds.atom((), BASE, NOW)).entries == []
    assert json.loads(feeds.json_feed((), BASE, NOW))["items"] == []
