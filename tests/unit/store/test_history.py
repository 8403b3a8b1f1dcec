from __future__ import annotations

from datetime import date, timedelta

from tests.unit.store.make import (
    NOW,
    article,
    edition,
    frozen,
    rendered,
    story,
)


def test_the_editions_of_an_article_and_a_story_are_known_latest_first(store):
    store.articles.save([article("a1"), article("a2")], now=NOW)
    days = (date(2026, 11, 22), date(2026, 11, 23))
    for day in days:
        made = edition(story(article("a1"), article("a2")), day=day)
        store.editions.save(made, rendered(made))
    expected = tuple(f"briefing-daily-{day}" for day in reversed(days))
    assert store.history.editions_with("a2") == expected
    assert store.history.editions_with_story("s1") == expected
    assert store.history.editions_with("a9") == ()


def test_times_of_a_reader_and_an_edition(store):
    going = frozen(store, 2)
    assert store.history.frozen(going) == NOW
    assert store.history.frozen(edition(day=date(2026, 1, 1)).id) is None
    assert store.history.joined(1) == NOW
    assert store.history.joined(99) is None
    later = NOW + timedelta(hours=1)
    store.subscribers.leave(1, "briefing", now=later)
    assert store.history.chose(1, "briefing") == later
    assert store.history.chose(1, "other") is None
