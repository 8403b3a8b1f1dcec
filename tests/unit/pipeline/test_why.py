from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.curate.reading import read
from digest.curate.settle import Settled
from digest.errors import DigestError
from digest.pipeline.build import build
from digest.pipeline.why import why_article, why_story
from digest.store import open_store


@pytest.fixture
def newsroom(tmp_path):
    """Three stories of World, of which per_topic takes two; a copy; one too old."""
    made = settings(tmp_path, per_topic=2)
    first = article("1", published=NOW - timedelta(hours=1))
    copy = article("2", published=NOW, url=None, text=first.text, title=first.title)
    others = [article("3"), article("4", published=NOW - timedelta(hours=20))]
    old = article("5", published=NOW - timedelta(days=30))
    with open_store(made.store.url) as store:
        store.articles.save([first, copy, *others, old], now=NOW)
        built = build(made, store, None, now=NOW).edition
        yield made, store, built


def test_an_article_that_was_placed_names_its_story_and_place(newsroom):
    _, store, built = newsroom
    found = why_article(store, store.articles.get("a1"))
    assert found.article.origins == (("title", "feed: title"),)
    [place] = found.places
    assert (place.edition, place.placed, place.story) == (built.id, True, "s1")
    assert (place.topic, place.slot, place.lead) == ("World", 1, True)
    assert any("published" in reason for reason in place.reasons)


def test_a_copy_names_the_one_that_was_kept(newsroom):
    _, store, _ = newsroom
    [place] = why_article(store, store.articles.get("a2")).places
    assert (place.placed, place.about) == (False, "a1")
    assert place.reason


def test_an_article_over_the_limit_names_the_limit_and_its_story(newsroom):
    _, store, _ = newsroom
    [place] = why_article(store, store.articles.get("a4")).places
    assert (place.placed, place.story) == (False, "s4")
    assert place.reason == "over per_topic = 2 in World"
    assert place.articles == ("a4",)
    assert place.score > 0


def test_an_article_outside_the_window_is_told_the_window(newsroom):
    _, store, _ = newsroom
    [place] = why_article(store, store.articles.get("a5")).places
    assert "outside the window 2026-11-22T07:00:00Z to 2026-11-23T07:00:00Z" in place.reason


def test_an_article_that_came_later_is_told_so(newsroom):
    _, store, _ = newsroom
    later = NOW + timedelta(hours=1)
    store.articles.save([article("6", first_seen=later)], now=later)
    [place] = why_article(store, store.articles.get("a6")).places
    assert "came in after the edition was built" in place.reason


def test_an_article_of_an_earlier_edition_is_not_told_twice(newsroom):
    made, store, built = newsroom
    store.editions.approve(built.id, "seal", now=NOW)
    tomorrow = NOW + timedelta(hours=20)
    store.articles.save([article("7", published=tomorrow)], now=tomorrow)
    build(made, store, None, day=(NOW + timedelta(days=1)).date(), now=tomorrow)
    later, first = why_article(store, store.articles.get("a1")).places
    assert (later.placed, later.reason) == (
        False,
        "in an earlier edition of this newsletter",
    )
    assert (first.edition, first.placed) == (built.id, True)


def test_a_story_is_told_with_its_score_placed_or_not(newsroom):
    _, store, built = newsroom
    [placed] = why_story(store, "s1").places
    assert (placed.edition, placed.slot, placed.articles) == (built.id, 1, ("a1",))
    [left] = why_story(store, "s4").places
    assert (left.placed, left.topic) == (False, "World")
    assert left.reason == "over per_topic = 2 in World"
    assert len(left.reasons) > 2
    with pytest.raises(DigestError, match="no build has told of a story s9"):
        why_story(store, "s9")


def test_a_story_that_another_took_up_before_any_build_says_which(newsroom):
    _, store, _ = newsroom
    late = article("9")
    store.articles.save([late], now=NOW)
    store.stories.save(Settled(story_of={"a9": "s9"}, kept=[read(late)]), [late], forget=NOW)
    store.stories.save(Settled(story_of={"a9": "s1"}, merged={"s9": "s1"}), [], forget=NOW)
    found = why_story(store, "s9")
    assert (found.places, found.thread.merged) == ((), "s1")


def test_stories_of_a_skipped_edition_are_told_why_there_was_none(tmp_path):
    made = settings(tmp_path)
    letter = replace(made.newsletter(), min_stories=5)
    few = type(made)(
        **{f: getattr(made, f) for f in made.__struct_fields__}
        | {"newsletters": {"briefing": letter}}
    )
    with open_store(made.store.url) as store:
        store.articles.save([article("1")], now=NOW)
        build(few, store, None, now=NOW)
        [place] = why_story(store, "s1").places
    assert place.reason == "no edition: 1 of at least 5 stories"
    assert place.state == "skipped"


def test_a_build_anew_forgets_what_the_one_before_left_out(newsroom):
    made, store, _ = newsroom
    store.articles.save([article("1", title="Another")], now=NOW)
    wide = settings(made.root, per_topic=5)
    build(wide, store, None, now=NOW)
    [place] = why_article(store, store.articles.get("a4")).places
    assert place.placed
