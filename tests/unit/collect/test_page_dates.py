"""Which of a page's dates is its article's, and where it is said to stand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from digest.collect.dates import DateStyle
from digest.collect.extract import read_page

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
OPEN = '<meta property="article:published_time" content="{}">'
LINKED = '<script type="application/ld+json">{{"@type": "NewsArticle", "{}": "{}"}}</script>'
TEXT = "".join(
    f"<p>The council voted on Tuesday to keep gate {n} as it is, after long talks in the hall.</p>"
    for n in range(8)
)
NOON = datetime(2024, 3, 12, 12, tzinfo=UTC)
LATER = "2024-05-01T12:00:00Z"


def dated(head: str = "", line: str = "", after: str = "", url: str = "https://a.example/gates"):
    markup = (
        f"<html lang=de><head><title>The gates of the harbour stay</title>{head}</head><body><main>"
        f"<h1>The gates of the harbour stay</h1>{line}{TEXT}{after}</main></body></html>"
    )
    page = read_page(markup.encode(), url=url, dates=DateStyle(now=NOW))
    assert page is not None
    return dict(page.draft.origins).get("published", ""), page.draft.date


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        (OPEN.format("2024-03-12T12:00Z") + LINKED.format("datePublished", LATER), "article:p"),
        (LINKED.format("datePublished", "2024-03-12T12:00Z"), "JSON-LD datePublished"),
        (LINKED.format("datePublished", "2024-03-12T12:00Z") + OPEN.format("soon"), "JSON-LD"),
        (OPEN.format("2024-03-12") + LINKED.format("datePublished", "2024-03-12T12:00Z"), "JSON"),
        ('<meta name="pubdate" content="2024-03-12T12:00Z">', "pubdate"),
        ("<script>var page = {publishedDate: '2024-03-12T12:00Z'}</script>", "script"),
        (LINKED.format("datePublished", "2024-03-12T12:00Z").replace("}", ",, }"), "script"),
        (LINKED.format("dateModified", "2024-03-12T12:00Z"), "JSON-LD dateModified"),
    ],
)
def test_what_is_stated_for_programs(head: str, origin: str):
    found, moment = dated(head)

    assert found.startswith(f"page: {origin}")
    assert moment == NOON


@pytest.mark.parametrize(
    ("head", "line", "after", "origin"),
    [
        ("", "<p>12.03.2024</p>", "<time datetime='2024-05-01'>May</time>", "line by the title"),
        ("", "", "<p>Erschienen am 12.03.2024</p><p>1.5.2024</p>", "line that says so"),
        ('<meta name="date" content="05/01/2024">', "<p>12.03.2024</p>", "", "line by the title"),
        ('<meta name="date" content="2024-03-12">', "", "", "date"),
        (OPEN.format("2024-03-12"), "<p>1.5.2024</p>", "", "article:published_time"),
        ("", "", "<p>12.03.2024, Marl</p>", "found by trafilatura"),
    ],
)
def test_what_readers_see_goes_before_what_is_vague(head: str, line: str, after: str, origin: str):
    assert dated(head, line, after) == (f"page: {origin}", date(2024, 3, 12))


def test_scripts_that_tell_of_several_days_tell_nothing():
    told = "<script>[{'published_at': '2024-03-12'}, {'published_at': '2024-03-13'}]</script>"

    assert dated(told)[0] != "page: script"


def test_a_change_is_believed_where_nothing_tells_of_the_publication():
    changed = '<meta http-equiv="last-modified" content="Tue, 12 Mar 2024 12:00:00 GMT">'

    assert dated(changed) == ("page: last-modified", NOON)
    assert dated(changed, "<p>1.3.2024</p>")[1] == date(2024, 3, 1)


def test_a_day_ahead_is_of_what_is_announced():
    line = "<p>27 November 2026</p><p>12 March 2024</p>"

    assert dated(line=line)[1] == date(2024, 3, 12)
    assert dated(line=line.replace("27", "26"))[1] == date(2026, 11, 26)


def test_a_script_goes_by_the_sources_clocks():
    markup = f"<html><script>publishedAt = '2024-03-12T12:00'</script><h1>Gates</h1>{TEXT}</html>"
    page = read_page(markup.encode(), dates=DateStyle(zone="Europe/Berlin"))

    assert page is not None
    assert page.draft.date == datetime(2024, 3, 12, 11, tzinfo=UTC)


def test_the_url_tells_the_day():
    found = dated(line="<p>1.5.2024</p>", url="https://a.example/2024/03/12/gates")

    assert found == ("page: URL", date(2024, 3, 12))
