from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.rhythm import rhythm_of
from digest.model import Rhythm

URL = "https://news.example/rss.xml"


def rss(head: str, tail: str = "") -> bytes:
    return f"<rss><channel><title>T</title>{head}<item><title>x</title>{tail}</item>".encode()


@pytest.mark.parametrize(
    ("head", "minutes"),
    [
        ("<ttl>90</ttl>", 90),
        ("<ttl> 90 </ttl>", 90),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        (
            "<sy:updatePeriod>\ndaily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            360,
        ),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            1440,
        ),
        ("<ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        ("<sy:updatePeriod>never</sy:updatePeriod>", None),
    ],
)
def test_the_longest_period_that_is_said_counts(head, minutes):
    period = rhythm_of(rss(head), URL).period
    assert period == (timedelta(minutes=minutes) if minutes else None)


def test_what_an_article_says_is_not_its_feeds():
    assert rhythm_of(rss("", "<ttl>90</ttl><link rel='hub' href='https://evil'/>"), URL) == Rhythm()


def test_hours_and_days_to_skip():
    head = (
        "<skipHours><hour>0</hour><hour> 23 </hour><hour>24</hour><hour>x</hour></skipHours>"
        "<skipDays><day>Saturday</day><day>SUNDAY</day><day>Someday</day></skipDays>"
    )
    found = rhythm_of(rss(head), URL)
    assert (found.skip_hours, found.skip_days) == ((0, 23), (5, 6))
    every = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    assert rhythm_of(rss(f"<skipHours>{every}</skipHours>"), URL).skip_hours == ()


ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<link rel="alternate" href="https://news.example/"/>
<link href='https://hub.example/?a=1&amp;b=2' rel='hub'/>
<link rel="self" type="x" href="https://news.example/atom?Full=1"/><entry/></feed>"""


def test_the_hub_and_the_name_it_knows_the_source_by():
    found = rhythm_of(ATOM, URL)
    assert (found.hub, found.topic) == (
        "https://hub.example/?a=1&b=2",
        "https://news.example/atom?Full=1",
    )
    wide = rhythm_of(ATOM.decode().encode("utf-16"), URL)
    assert wide == found
    prefixed = ATOM.replace(b"<link", b"<atom:link")
    assert rhythm_of(prefixed, URL) == found


def test_http_speaks_before_the_feed():
    header = '<https://other.example/>; rel="hub", <https://news.example/self>; rel=self'
    found = rhythm_of(ATOM, URL, link_header=header)
    assert (found.hub, found.topic) == ("https://other.example/", "https://news.example/self")


def test_one_link_of_http_may_stand_in_several_relations():
    header = '<https://other.example/>; title="x"; Rel="alternate HUB"'
    assert rhythm_of(ATOM, URL, link_header=header).hub == "https://other.example/"


def test_json_feed_names_its_hubs():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "feed_url": "https://news.example/feed.json",
        "hubs": [{"type": "rssCloud", "url": "https://a"}, {"type": "WebSub", "url": "https://b/"}],
        "items": [],
    }
    found = rhythm_of(json.dumps(feed).encode(), URL)
    assert (found.hub, found.topic) == ("https://b/", "https://news.example/feed.json")


def test_a_hub_that_is_no_web_address_is_none():
    assert rhythm_of(ATOM.replace(b"https://hub", b"javascript:hub"), URL) == Rhythm()


@given(st.binary(max_size=300))
def test_whatever_a_body_holds_nothing_breaks(body):
    rhythm_of(body, URL)
    rhythm_of(b"<rss><skipHours><hour>" + body + b"</skipHours>", URL)
    rhythm_of(b'{"hubs": [' + body, URL)
