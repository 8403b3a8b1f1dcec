"""Dates without a year, and times without a day: the last one that has passed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.dates import NEAREST, PLAIN, DateStyle, parse_date
from digest.collect.extract import read_page
from digest.collect.feed import parse
from digest.collect.yearless import nearest

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
STYLE = DateStyle(now=NOW)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nov. 26", date(2026, 11, 26)),
        ("26. November", date(2026, 11, 26)),
        ("27 Nov", date(2026, 11, 27)),
        ("Dec 31", date(2025, 12, 31)),
        ("26.11.", date(2026, 11, 26)),
        ("11月26日", date(2026, 11, 26)),
        ("26 नवंबर", date(2026, 11, 26)),
        ("Feb 29", date(2024, 2, 29)),
        ("26.11., 8:30 Uhr", at(26, 8, 30)),
        ("Thu, 26 Nov 8:30 pm", at(26, 20, 30)),
        ("8:30 AM", at(27, 8, 30)),
        ("11:30 AM", at(26, 11, 30)),
        ("um 8.30 Uhr", at(27, 8, 30)),
        ("8 pm", at(26, 20)),
        ("08:30 CET", at(27, 7, 30)),
    ],
)
def test_the_last_that_has_passed(text: str, day: date):
    assert parse_date(text, STYLE) is None
    assert nearest(text, STYLE) == day


@pytest.mark.parametrize(
    "text", ["", "26", "12.5", "May", "Thursday", "version 3", "11/26", "31 Feb", "Nov 26, 2026"]
)
def test_what_names_no_day_is_none(text: str):
    assert nearest(text, STYLE) is None


def test_without_a_now_there_is_none():
    assert nearest("Nov. 26", PLAIN) is None


def test_a_time_is_by_the_clocks_of_its_source():
    style = DateStyle(now=datetime(2026, 11, 26, 23, 30, tzinfo=UTC), zone="Europe/Berlin")

    assert nearest("00:10", style) == at(26, 23, 10)


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str):
    nearest(text, STYLE)


def test_a_feed_s_article_says_so():
    item = "<item><title>{0}</title><guid>{0}</guid><pubDate>{0}</pubDate></item>"
    body = "".join(map(item.format, ("Nov. 26", "Thu, 26 Nov 2026 10:30:00 GMT")))
    told = f"<rss version='2.0'><channel><title>F</title>{body}</channel></rss>".encode()
    read = parse(told, url="https://n.example/f", content_type="", source="N", now=NOW, dates=STYLE)
    guessed, known = read.articles

    assert guessed.published == known.published == at(26, 10, 30)
    assert NEAREST in guessed.notes
    assert NEAREST not in known.notes
    assert dict(guessed.origins)["published"] == "feed: published"


def test_a_json_feed_s_article_says_so():
    item = {"id": "1", "title": "One", "date_published": "26. November, 8:30 Uhr"}
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [item]}
    body = json.dumps(told).encode()
    read = parse(body, url="https://n.example/f", content_type="", source="N", now=NOW, dates=STYLE)

    assert read.articles[0].published == at(26, 8, 30)
    assert NEAREST in read.articles[0].notes


@pytest.mark.parametrize("more", ["", "<time>26 November 2019</time>"])
def test_of_a_page_where_nothing_tells_more(more: str):
    words = "<p>The council has approved the plan for the harbour.</p>" * 9
    body = f"<article><h1>A plan</h1>{more}<time>Nov. 26</time>{words}</article>".encode()
    page = read_page(body, url="https://n.example/plan", dates=STYLE)

    assert page is not None
    assert page.draft.date == (date(2019, 11, 26) if more else date(2026, 11, 26))
    assert page.draft.nearest is not bool(more)
