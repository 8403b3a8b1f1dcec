"""Which of a page's dates is its article's, and where it is said to stand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from digest.collect.dates import NO_DATE, ODD_DATE, DateStyle
from digest.collect.draft import finish
from digest.collect.extract import read_page
from digest.model import Article

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
    "line",
    [
        "March 12, 2024 at 7:00 AM EST",
        "Tue 12 Mar 2024 12.00 GMT",
        "March 12, 2024 · 7:00 a.m. (EST)",
        "By Ada Lind | 12. März 2024, um 13:00 Uhr MEZ",
    ],
)
def test_a_time_by_the_title_is_read_with_its_zone(line: str):
    assert dated(line=f"<p>{line}</p>")[1] == NOON


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


@pytest.mark.parametrize(
    "head",
    [
        OPEN.format("soon&lt;"),
        LINKED.format("datePublished", "soon<"),
        "<meta name=date content='soon<'>",
    ],
)
def test_of_what_none_can_read_it_is_told_what_stood_there(head: str):
    page = read_page(f"<html><head>{head}</head><body><h1>Gates</h1>{TEXT}".encode(), url="")
    assert page is not None
    article = finish(page.draft, source="Wire", now=NOW)

    assert isinstance(article, Article)
    assert article.notes == (ODD_DATE, "what stands for its date: soon<")
    assert article.published == NOW
    assert isinstance(plain := finish(read_plain(), source="Wire", now=NOW), Article)
    assert plain.notes == (NO_DATE,)


def read_plain():
    page = read_page(
        f"<html><body><h1>Gates</h1>{TEXT}".encode(), url="https://a.example/2026/99/1/"
    )
    assert page is not None
    return page.draft


@pytest.mark.parametrize(
    "title",
    [
        "12.03.2024 | The gates stay",
        "The gates stay - 12 March 2024 - The Wire",
        "The gates stay (news of March 12, 2024)",
    ],
)
def test_a_day_that_is_a_part_of_the_title_where_no_line_has_one(title: str):
    named = f'<meta property="og:title" content="{title}">'

    assert dated(named) == ("page: a part of the title", NOON.date())
    assert dated(named, after="<p>Published on 11 March 2024</p>")[1] == date(2024, 3, 11)


@pytest.mark.parametrize(
    "title",
    [
        "What the gates did from 12 March 2024 on, and why",
        "The gates stay | 12 March 2027",
        "12 March 2024 | 13 March 2024 | The gates",
    ],
)
def test_a_day_within_a_title_or_to_come_is_another_things(title: str):
    assert dated(f'<meta property="og:title" content="{title}">') == ("", None)
