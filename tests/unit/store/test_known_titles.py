"""Articles without a name that holds: found by title, unless that is one which comes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.store.make import NOW
from tests.unit.store.test_known import LATER, told, unstable, visited

from digest.store import ArticleCount

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STORM = "A storm has hit the coast near Port Ellis; 3 boats are missing."
EDITED = STORM.replace("3 boats", "5 boats")


def loose(visit, text=STORM, **changes):
    """As a source tells it that gives neither GUID nor link, nor a time."""
    names = {"guid": None, "url": None, "url_key": ""}
    return replace(unstable(visit, title="Storm", text=text, **changes), **names)


@pytest.mark.parametrize("text", ["", "Rain from the west."])
@pytest.mark.parametrize("pause", [HOUR, DAY])
def test_all_names_and_the_time_new_at_each_visit_make_one_article(store, text, pause):
    for visit in range(3):
        at = NOW + visit * pause
        made = unstable(visit, text=text, published=at - timedelta(minutes=2))
        assert visited(store, made, now=at).new == (visit == 0)

    assert len(store.articles.list()) == 1


def test_a_title_alone_without_a_time_is_one_article(store):
    visited(store, unstable(1, text=""), now=NOW)

    assert visited(store, unstable(2, text=""), now=NOW + 2 * DAY).new == 0


def test_its_edit_is_a_revision(store):
    visited(store, unstable(1, text=STORM, published=NOW - HOUR), now=NOW)
    edited = unstable(2, text=EDITED, published=LATER - HOUR)

    assert visited(store, edited, now=LATER) == ArticleCount(changed=1)
    (kept,) = store.articles.list()
    assert kept.text == EDITED
    assert [one.text for one in store.articles.revisions(kept.id)] == [STORM]


@pytest.mark.parametrize("text", ["", "Rain from the west."])
def test_a_title_of_each_day_is_another_article(store, text):
    for day in range(3):
        morning = NOW + day * DAY
        weather = unstable(day, text=text, published=morning - HOUR)
        assert visited(store, weather, now=morning).new == 1


def test_a_title_that_several_have_at_once_names_none(store):
    monday, tuesday = (unstable(day, text="", published=NOW - HOUR) for day in (1, 2))
    assert visited(store, monday, tuesday, now=NOW).new == 2
    wednesday = unstable(3, text="", published=LATER - HOUR)

    assert visited(store, wednesday, now=LATER).new == 1
    assert visited(store, *(unstable(n, text="") for n in (4, 5)), now=LATER).new == 2


def test_a_title_names_nothing_in_a_feed_whose_names_hold(store):
    steady = told("a9", guid="steady")
    visited(store, steady, unstable(1, text="", published=NOW - HOUR), now=NOW)
    other = unstable(2, text="", published=LATER - HOUR)

    assert visited(store, steady, other, now=LATER) == ArticleCount(new=1, same=1)


@pytest.mark.parametrize("changes", [{"page": "v"}, {"text": "Sun all day, and no wind at all."}])
def test_another_page_or_other_words_make_two(store, changes):
    visited(store, unstable(1, text=STORM, published=NOW - HOUR), now=NOW)
    other = unstable(2, **{"text": STORM, "published": LATER - HOUR} | changes)

    assert visited(store, other, now=LATER).new == 1


def test_an_edit_of_what_has_no_name_is_a_revision(store):
    visited(store, loose(1), now=NOW)

    assert visited(store, loose(2, EDITED), now=LATER) == ArticleCount(changed=1)
    (kept,) = store.articles.list()
    assert len(store.articles.revisions(kept.id)) == 1


def test_one_time_with_other_words_is_an_edit_of_what_has_no_name(store):
    visited(store, loose(1, published=NOW - HOUR), now=NOW)
    rewritten = loose(2, "All boats are back in the harbour.", published=NOW - HOUR)

    assert visited(store, rewritten, now=LATER) == ArticleCount(changed=1)


def test_what_has_no_name_and_stands_beside_another_is_another(store):
    first, second = loose(1), loose(2, EDITED)
    visited(store, first, now=NOW)

    assert visited(store, first, second, now=LATER) == ArticleCount(new=1, same=1)
    assert visited(store, second, first, now=LATER) == ArticleCount(same=2)


def test_an_edit_is_looked_for_as_long_as_a_feed_shows_an_article(store):
    visited(store, loose(1), now=NOW)

    assert visited(store, loose(2, EDITED), now=NOW + 31 * DAY).new == 1
