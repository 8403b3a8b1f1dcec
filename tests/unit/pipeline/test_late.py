"""A late article costs a pass no window of its own, and still finds its story."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.unit.curate.make import NOW, QUAKE, QUAKE_RETOLD, article

from digest.pipeline import stories

HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)


@pytest.fixture
def seen(monkeypatch):
    """How many readings each settling was given."""
    counts = []
    settle = stories.settle

    def settling(readings, *given):
        counts.append(len(readings))
        return settle(readings, *given)

    monkeypatch.setattr(stories, "settle", settling)
    return counts


def held(store, *articles):
    store.articles.save(articles, now=NOW)
    return stories.settle_stories(store, now=NOW)


def told(number, ago):
    """An article of a matter of its own."""
    own = "".join("abcdefghij"[int(digit)] * 2 for digit in f"{number:02}")
    words = " ".join(f"{own}{word}" for word in ("harbour", "storm", "bridge", "council"))
    return article(number, words, f"{words}. " * 6, published=NOW - ago)


def week():
    """Two articles a day for eight days."""
    return [told(number, 12 * number * HOUR) for number in range(1, 17)]


def test_a_pass_looks_at_few_for_who_is_late_and_at_the_window_for_the_others(
    store, seen, monkeypatch
):
    monkeypatch.setattr(stories, "NEAREST", 2)
    held(store, *week())
    seen.clear()
    assert held(store, told(20, HOUR)) == 1
    (usual,) = seen
    seen.clear()
    assert held(store, told(21, HOUR), told(22, WEEK + HOUR)) == 2
    assert seen == [1 + 2 * 2, usual + 1]


def test_who_is_late_joins_the_story_of_its_day(store):
    quake = article(30, "Earthquake hits port of Larmont", QUAKE, published=NOW - WEEK)
    held(store, *week(), quake)
    when = NOW - WEEK + 5 * HOUR
    late = article(31, "Child pulled alive from Larmont rubble", QUAKE_RETOLD, published=when)
    held(store, late, told(32, HOUR))
    assert set(store.stories.of([quake.id, late.id]).values()) == {f"s{quake.id[1:]}"}


def test_those_of_one_day_and_what_is_dated_ahead_are_settled_together(store, seen):
    held(store, *(told(number, number * 20 * HOUR) for number in range(1, 9)))
    assert seen == [8]
    seen.clear()
    held(store, told(40, HOUR), told(41, -24 * HOUR))
    assert len(seen) == 1
