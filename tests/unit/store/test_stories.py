from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from tests.unit.pipeline.newsroom import NOW, article

from digest.curate.reading import read
from digest.curate.settle import Settled
from digest.model import Cadence
from digest.pipeline.stories import REACH, settle_stories


def held(store, *articles):
    store.articles.save(articles, now=NOW)
    return settle_stories(store, now=NOW)


def around(store, first, last, reach=timedelta(0), most=-1):
    return store.stories.around(first, last, reach=reach, most=most)


def test_each_article_gets_its_story_once(store):
    first, same = article("1"), article("2")
    same = article("2", title=first.title, text=first.text, published=NOW - timedelta(hours=1))
    assert held(store, first) == 1
    assert held(store, first, same, article("3")) == 2
    assert store.stories.of(["a1", "a2", "a3"]) == {"a1": "s1", "a2": "s1", "a3": "s3"}
    assert store.stories.articles("s1") == ("a1", "a2")
    assert held(store) == 0


def test_what_was_read_is_kept_as_long_as_it_can_draw_others(store):
    old = article("1", published=NOW - REACH + timedelta(hours=1))
    held(store, old)
    assert around(store, NOW - REACH, NOW) == ((read(old), "s1"),)
    store.articles.save([article("2", published=NOW + timedelta(days=5))], now=NOW)
    settle_stories(store, now=NOW + timedelta(days=5))
    assert [story for _, story in around(store, NOW - REACH, NOW + REACH)] == ["s2"]
    assert store.stories.of(["a1"]) == {"a1": "s1"}


def test_of_what_was_read_around_some_days_the_nearest_come_first(store):
    held(store, *(article(f"{at}", published=NOW - timedelta(hours=at)) for at in range(1, 9)))
    hour = timedelta(hours=1)

    def found(**limits):
        read_of = around(store, NOW - 5 * hour, NOW - 4 * hour, **limits)
        return sorted(reading.id for reading, _ in read_of)

    assert found() == ["a4", "a5"]
    assert found(reach=2 * hour) == ["a2", "a3", "a4", "a5", "a6", "a7"]
    assert found(reach=9 * hour) == [f"a{at}" for at in range(1, 9)]
    assert found(reach=9 * hour, most=1) == ["a3", "a4", "a5", "a6"]
    assert found(reach=9 * hour, most=0) == ["a4", "a5"]


def test_what_an_earlier_version_read_is_read_again(store, tmp_path):
    first = article("1")
    held(store, first)
    with closing(sqlite3.connect(tmp_path / "digest.db")) as raw, raw:
        raw.execute("UPDATE story_articles SET reading = x''")  # as the migration does
    then = NOW - timedelta(hours=1)
    again = article("2", title=first.title, text=first.text, published=then)
    assert held(store, first, again) == 1
    assert store.stories.of(["a1", "a2"]) == {"a1": "s1", "a2": "s1"}
    assert store.stories.stale() == ()


def test_an_article_out_of_reach_gets_no_story(store):
    held(store, article("1", published=NOW - REACH - timedelta(hours=1)))
    assert store.stories.of(["a1"]) == {}


@pytest.fixture
def threads(store):
    one, two, three = article("1"), article("2"), article("3")
    store.articles.save([one, two, three], now=NOW)
    settled = Settled(
        story_of={"a1": "s1", "a2": "s2", "a3": "s3"},
        before={"s2": "s1"},
        kept=[read(each) for each in (one, two, three)],
    )
    store.stories.save(settled, (one, two, three), forget=NOW)
    return store.stories


def test_a_thread_leads_back_and_on(threads):
    assert (threads.thread("s2").before, threads.thread("s1").after) == ("s1", ("s2",))
    assert threads.thread("s9").before == ""


def test_a_merged_story_gives_its_articles_to_the_other(threads):
    threads.save(Settled(story_of={"a3": "s2"}, merged={"s3": "s2"}), [], forget=NOW)
    assert threads.articles("s2") == ("a2", "a3")
    assert threads.thread("s3").merged == "s2"
    assert threads.taken(["s3", "s4"]) == {"s3"}


def test_a_story_that_no_edition_had_was_not_told(threads):
    assert threads.told("s2", "briefing", Cadence.DAILY, date(2026, 11, 24)) == ()
