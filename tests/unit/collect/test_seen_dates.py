"""The days that a page shows its readers, and what each is said to be."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect import htmltext
from digest.collect.dates import DateStyle
from digest.collect.seen_dates import Seen, seen

DAY = date(2024, 3, 12)
TITLE = "The council keeps the gates of the harbour"
TEXT = "<p>The council voted on Tuesday to keep the gates as they are, after long talks.</p>" * 2
STYLE = DateStyle(day_first=True, zone="Europe/Berlin")


def look(before: str = "", below: str = "", after: str = "") -> Seen:
    markup = (
        f"<html><head><title>x</title></head><body><main>{before}<h1>{TITLE}</h1>{below}"
        f"<div>{TEXT}</div>{after}</main></body></html>"
    )
    root = htmltext.parse_html(markup)
    assert root is not None
    return seen(root, TITLE, STYLE)


@pytest.mark.parametrize(
    "line",
    [
        "<p>12 March 2024</p>",
        "<p>By Ada Lind | 12.03.2024</p>",
        "<p>12/3/2024</p>",
        "<p>12 | 03 | 2024</p>",
        "<div><a href='/2024/03'>12. März 2024</a></div>",
        "<p>12. <a href='/2024/03'>März 2024</a> &middot; <a href='/x'>Hafen</a></p>",
        "<p>İİİİ İSTANBUL, 12 Mart 2024</p>",
        "<p>İİİİİİİİİİ Güncelleme: 14 Mart 2024 | İİİİİİİİİİ 12 Mart 2024</p>",
        "<p>Published: 12 March 2024</p>",
        "<dl><dt>Datum:</dt><dd>12.03.2024</dd></dl>",
        "<p>Von Ada<br>12. März 2024<br>&copy; der Hof 2026</p>",
        "<p>Registered: 18 September 2008</p><p>12 March 2024</p>",
        "<p>Updated 14 March 2024</p><p>12 March 2024</p>",
        "<p>Published 12 March 2024, updated 14 March 2024</p>",
        "<time datetime='2024-03-12'>last spring</time>",
        "<p>(12. März 2024) Der Rat hat am Dienstag getagt " + "und lange geredet " * 9 + "</p>",
        "<p>12. März 2024. Der Rat hat am Dienstag getagt " + "und lange geredet " * 9 + "</p>",
    ],
)
def test_a_day_below_the_title_is_the_articles(line: str):
    assert look(below=line).near == DAY


@pytest.mark.parametrize(
    "line",
    [
        "09:30, 12 March 2024",
        "9:30 AM | 12.03.2024",
        "9:30 Uhr, Dienstag, 12. März 2024",
        "By Ada Lind · 9:30 am Tuesday 12 March 2024",
        "12 March 2024, 09:30 · updated 11:45, 13 March 2024",
    ],
)
def test_a_time_may_stand_before_its_day(line: str):
    assert look(below=f"<p>{line}</p>").near == datetime(2024, 3, 12, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "line", ["Kick-off 2:1 | 12 March 2024", "Live at 10:30 pages, 12 March 2024"]
)
def test_what_else_stands_before_a_day_is_no_time_of_it(line: str):
    assert look(below=f"<p>{line}</p>").near == DAY


def test_so_is_an_hour_by_the_sources_clocks():
    line = "<p>12. <a href='/2024/03'>März 2024</a> um 9 Uhr &middot; <a href='/x'>Hafen</a></p>"
    assert look(below=line).near == datetime(2024, 3, 12, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("<p>Published: 12 March 2024, 10:30</p>", datetime(2024, 3, 12, 9, 30, tzinfo=UTC)),
        ("<p>2024-03-12 10:30 by Ada</p>", datetime(2024, 3, 12, 9, 30, tzinfo=UTC)),
        (
            "<p>By Ada <a href='/a'><time datetime='2024-03-12T10:30:00Z'>today</time></a></p>",
            datetime(2024, 3, 12, 10, 30, tzinfo=UTC),
        ),
    ],
)
def test_the_time_beside_it_is_read_with_it(line: str, moment: datetime):
    assert look(below=line).near == moment


def test_a_day_right_above_the_title_is_the_articles():
    line = "<p>12 March 2024</p>"

    assert look(before=line).near == DAY
    assert look(before="<p>11 March 2024</p>", below=line).near == DAY
    assert look(before="<p>9 March 2024</p><p>10 March 2024</p>").near is None


@pytest.mark.parametrize(
    "line",
    [
        "<p>Release date of the book: 12 March 2024 The book is printed by the town.</p>",
        "<p>Erscheinungsdatum: 12.03.2024</p>",
        "<p>Last updated 12 March 2024</p>",
        "<p><time class='updated' datetime='2024-03-12'>12 March</time></p>",
        "<p>Copyright 12 March 2024</p>",
        "<p>The storm of 12 March 2024 had broken the old ones.</p>",
        "<p><a href='/x'>The storm of 12 March 2024</a></p>",
        "<div class='related'>12 March 2024</div>",
        "<p>12 Marble 2024</p>",
        "<p>31 February 2024</p>",
        "",
    ],
)
def test_what_is_another_day_is_not(line: str):
    assert look(below=line).near is None


def test_a_line_may_say_what_its_day_is():
    said = "<p>Veröffentlicht am 12.03.2024</p><p>Letzte Änderung: 14.03.2024</p>"
    found = look(after=said)

    assert (found.near, found.said, found.changed) == (None, DAY, date(2024, 3, 14))
    assert found.only == DAY


def test_two_days_that_say_the_same_are_believed_neither():
    found = look(after="<p>Published 12 March 2024</p><p>Published 13 March 2024</p>")

    assert (found.said, found.only) == (None, None)


def test_a_heading_of_the_pages_lists_is_not_its_title():
    listed = f"<ul><li><h3>{TITLE}</h3></li><li>10 March 2024</li></ul><p>{'More words ' * 20}</p>"

    assert look(before=listed, below="<p>12 March 2024</p>").near == DAY


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_are_looked_through(one: str, other: str):
    line = f"<p>{one} 12.03.2024 {other}</p>"

    assert isinstance(look(below=line), Seen)


AGO = DateStyle(zone="Europe/Berlin", now=datetime(2024, 3, 12, 12, tzinfo=UTC))


def ago(below: str, after: str = "") -> Seen:
    root = htmltext.parse_html(f"<main><h1>{TITLE}</h1>{below}<div>{TEXT}</div>{after}</main>")
    assert root is not None
    return seen(root, TITLE, AGO)


@pytest.mark.parametrize(
    ("line", "hour", "minute"),
    [
        ('<p class="date">2 hours ago</p>', 10, 0),
        ("<p>By Ada Lind | 2 hours ago</p>", 10, 0),
        ("<span>heute, 09:30</span>", 8, 30),
        ("<div>vor 2 Stunden</div>", 10, 0),
        ("<p>Published 90 minutes ago</p>", 10, 30),
    ],
)
def test_how_long_ago_a_line_by_the_title_says_it_was(line: str, hour: int, minute: int):
    assert ago(line).near == datetime(2024, 3, 12, hour, minute, tzinfo=UTC)


def test_how_long_ago_others_wrote_is_not_the_articles():
    found = ago("<p>Updated 2 hours ago</p>", "<p>Bob, 3 hours ago</p><p>Eve · 1 hour ago</p>")
    assert (found.near, found.only) == (None, None)
    assert found.changed == datetime(2024, 3, 12, 10, tzinfo=UTC)
    assert ago("<p>10 March 2024</p>", "<p>1 hour ago</p>").only == date(2024, 3, 10)
