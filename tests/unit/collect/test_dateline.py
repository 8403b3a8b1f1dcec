"""A date that was guessed counts where the page states it in a line of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from digest.collect import htmltext
from digest.collect.dateline import states
from digest.collect.dates import DateStyle
from digest.collect.draft import finish
from digest.collect.extract import read_page
from digest.model import Article

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
DAY = date(2024, 3, 12)
TEXT = "".join(
    f"<p>The council voted on Tuesday to keep gate {n} as it is, after long talks in the hall.</p>"
    for n in range(8)
)


def page(before: str = "", after: str = "", head: str = "") -> str:
    return (
        f"<html><head><title>Gates stay</title>{head}</head><body class='no-sidebar'>"
        f"<main><h1>Gates stay</h1>{before}{TEXT}</main>{after}</body></html>"
    )


def stated(markup: str) -> bool:
    root = htmltext.parse_html(markup)
    assert root is not None
    return states(root, DAY)


@pytest.mark.parametrize(
    "line",
    [
        "<p class='byline'>By Ada Lind | 12 March 2024</p>",
        "<div><span>March</span> <span>12th</span>, <span>2024</span></div>",
        "<a href='/2024/03'>March 12, 2024</a>",
        "<p>Eingestellt: 12.03.2024.</p>",
        f"<p>12.3.2024 – Der Rat {'von Marl hat am Dienstag getagt ' * 9}</p>",
        "<p>12.03.24, Marl</p>",
        f"<p>MARL, 12 March 2024 – The council {'met on Tuesday in the hall ' * 9}</p>",
        "<article><footer>12 March 2024</footer></article>",
        "<p>2024年3月12日 10:00</p>",
        "<abbr title='2024-03-12T09:00:00Z'>last spring</abbr>",
    ],
)
def test_a_line_that_holds_the_day_speaks_for_it(line: str):
    assert stated(page(line))


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='any' content='2024-03-12T09:00:00Z'>",
        "<script>var page = {'datePublished': '2024-03-12'}</script>",
        "<link rel='canonical' href='/2024/03/12/gates-stay'>",
        "<link rel='Shortlink CANONICAL' href='/2024/03/12/gates-stay'>",
    ],
)
def test_so_does_what_the_head_holds(head: str):
    assert stated(page(head=head))


@pytest.mark.parametrize(
    "line",
    [
        "<p>The storm of 12 March 2024 had broken the old ones.</p>",
        "<p><a href='/storm'>What the storm of 12 March 2024 left</a></p>",
        "<footer>12 March 2024</footer>",
        "<div class='site-footer'>12 March 2024</div>",
        "<div id='comments'><p>Ben, 12 March 2024</p></div>",
        "<p>© 12 March 2024 The Marl Courier</p>",
        "<p>13 March 2024, read 12 times</p><p>March 2024</p><p>12 May 2024</p>",
        "<script>var now = '2024-03-12'</script>",
    ],
)
def test_sentences_links_footers_and_copyright_lines_do_not(line: str):
    assert not stated(page(after=line))


@pytest.mark.parametrize(
    "after",
    [
        "",
        "<footer><p>© 2026 The Marl Courier. All rights reserved.</p></footer>",
        "<footer>© 1998-2026 The Marl Courier</footer>",
        "<p>&copy; 2026</p>",
        "<aside><a href='/storm'>The storm of 12 March 2024</a></aside>",
        "<ul><li><a href='/2024/03/12/storm'>The storm of 12 March 2024</a></li></ul>",
    ],
)
def test_a_page_without_a_date_is_of_when_it_was_first_seen(after: str):
    found = read_page(
        page(after=after).encode(), url="https://courier.example/gates", dates=DateStyle(now=NOW)
    )
    assert found is not None
    article = finish(found.draft, source="Courier", now=NOW)

    assert isinstance(article, Article)
    assert article.published == NOW
    assert article.notes == ("no date given: the time it was first seen stands in",)
    assert dict(article.origins)["published"] == "first seen"


def test_a_dateline_is_still_found():
    before = "<p class='meta'>12 March 2024</p>"
    found = read_page(
        page(before).encode(), url="https://courier.example/gates", dates=DateStyle(now=NOW)
    )

    assert found is not None
    assert found.draft.date == DAY
