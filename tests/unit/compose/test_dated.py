from __future__ import annotations

from datetime import date

import pytest

from digest.compose.dated import Dated, Past, days_of, thread_of


def day(number):
    return date(2026, 11, number)


def past(article, number, source="Post", *, told=False):
    return Past(article, source, day(number), told)


def line(number, headline=""):
    return Dated(day(number), "The Post", headline or f"Headline of {number}", None)


def test_each_day_before_the_storys_own_has_one_article_the_oldest_day_first():
    found = days_of([past("a3", 22), past("a1", 20), past("a2", 20), past("a4", 23)], day(23), {})
    assert [(one.article, one.day) for one in found] == [("a1", day(20)), ("a3", day(22))]


def test_what_an_edition_told_goes_before_what_a_heavier_source_said():
    articles = [past("a1", 20), past("a2", 20, "Wire"), past("a3", 20, "Globe", told=True)]
    assert days_of(articles[:2], day(23), {"Wire": 2.0})[0].article == "a2"
    assert days_of(articles, day(23), {"Wire": 2.0})[0].article == "a3"


def test_the_order_in_which_articles_come_changes_nothing():
    articles = [past("a2", 20), past("a1", 20), past("a3", 21)]
    assert days_of(articles, day(23), {}) == days_of(articles[::-1], day(23), {})


def test_one_earlier_day_is_no_thread():
    assert thread_of([line(20)], "Now") == ()
    assert thread_of([line(20), line(21)], "Now") == (line(20), line(21))


def test_a_long_thread_is_its_beginning_and_the_latest_three_days():
    found = thread_of([line(number) for number in range(10, 20)], "Now")
    assert [one.day for one in found] == [day(10), day(17), day(18), day(19)]


@pytest.mark.parametrize("again", ["Headline of 20", "HEADLINE OF 20", "Now"])
def test_a_headline_that_is_told_twice_is_no_second_day(again):
    assert thread_of([line(20), line(21, again)], "Now") == ()
