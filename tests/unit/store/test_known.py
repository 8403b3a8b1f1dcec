"""Each article once: what a source may do to GUIDs, links and words, and what it comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.store.make import NOW, article

from digest.collect.variants import url_key
from digest.model import SHARED_LINK
from digest.store import ArticleCount
from digest.store.article_rows import Names
from digest.store.known import LOOK
from digest.store.revisions import KEPT

LATER = NOW + timedelta(hours=1)
LINK = "https://news.example/live"


def told(ident: str, **changes):
    one = article(ident, **changes)
    return replace(one, url_key=url_key(one.url))


def titles(store) -> list[str]:
    return sorted(one.title for one in store.articles.list())


def test_a_guid_that_is_new_at_every_visit_makes_no_second_article(store):
    for visit in range(3):
        store.articles.save([told("a1", guid=f"session-{visit}")], now=NOW)

    again = store.articles.save([told("a1", guid="session-9")], now=LATER)

    assert again == ArticleCount(same=1)
    assert store.articles.get("a1").guid == "session-9"


def test_a_guid_that_is_used_again_for_another_page_is_another_article(store):
    first = told("a1", guid="latest", title="Monday's news")
    second = told(
        "a1",
        guid="latest",
        url="https://news.example/tuesday",
        title="Tuesday's news",
        text="Other words.",
        published=NOW - timedelta(minutes=5),
    )
    store.articles.save([first], now=NOW)

    assert store.articles.save([second], now=LATER) == ArticleCount(new=1)
    assert store.articles.save([second], now=LATER) == ArticleCount(same=1)
    assert store.articles.save([first], now=LATER) == ArticleCount(same=1)
    assert titles(store) == ["Monday's news", "Tuesday's news"]


def test_articles_that_share_a_link_stay_apart_and_keep_it(store):
    first = told("a1", url=LINK, title="Gate opens")
    second = told(
        "a2", url=LINK, title="Gate shuts", text="Other.", published=NOW - timedelta(hours=1)
    )
    store.articles.save([first], now=NOW)

    assert store.articles.save([second], now=LATER) == ArticleCount(new=1)
    for alone in (first, second, first):
        assert store.articles.save([alone], now=LATER) == ArticleCount(same=1)
    assert [one.url for one in store.articles.list()] == [LINK, LINK]


def test_a_link_that_one_visit_shares_out_names_no_article(store):
    batch = [
        told(one, url=LINK, guid=None, title=f"Line {one}", text=one, notes=(SHARED_LINK,))
        for one in ("a1", "a2", "a3")
    ]

    assert store.articles.save(batch, now=NOW) == ArticleCount(new=3)
    assert store.articles.save(batch, now=LATER) == ArticleCount(same=3)
    assert all(one.shares_link and one.url == LINK for one in store.articles.list())


def test_a_feed_that_moved_with_new_links_and_guids_tells_what_is_known(store):
    store.articles.save([told("a1"), told("a2")], now=NOW)
    moved = [
        told(one, title=f"Title of {old}", guid=f"new-{old}", url=f"https://new.example/{old}")
        for old, one in (("a1", "a8"), ("a2", "a9"))
    ]

    assert store.articles.save(moved, now=LATER) == ArticleCount(changed=2)
    assert store.articles.get("a1").url == "https://new.example/a1"
    assert len(store.articles.list()) == 2


def unstable(visit, *, title="Weather", text="Rain from the west.", page="w", **changes):
    """As a source tells it that gives no time, and makes GUID and parameter at each visit."""
    link = f"https://news.example/{page}?ref={visit}"
    names = {"guid": f"session-{visit}", "url": link, "title": title, "text": text}
    return told(f"a{visit}", **names, **{"published": LATER + timedelta(days=99)} | changes)


def visited(store, *articles, now):
    """Save what one visit tells; without a time of its own the sight of it stands in."""
    seen = [replace(one, published=min(one.published, now)) for one in articles]
    return store.articles.save(seen, now=now)


@pytest.mark.parametrize("page", ["w", "news/storm.php"])
def test_a_guid_and_a_parameter_that_are_new_at_each_visit_make_no_second_article(store, page):
    visited(store, unstable(1, page=page), now=NOW)

    for visit in (2, 3):
        after = NOW + timedelta(days=visit)
        assert visited(store, unstable(visit, page=page), now=after).new == 0
    assert len(store.articles.list()) == 1


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ({"text": "Sun all day."}, timedelta(hours=1)),
        ({"title": "Weather in the south"}, timedelta(hours=1)),
        ({"page": "v"}, timedelta(hours=1)),
        ({"page": ""}, timedelta(hours=1)),  # `first` stands on /w
        ({"published": NOW - timedelta(hours=3)}, timedelta(hours=1)),
        ({}, timedelta(days=31)),
    ],
)
def test_other_words_or_path_or_a_time_of_its_own_make_two(store, changes, after):
    visited(store, unstable(1), now=NOW)

    assert visited(store, unstable(2, **changes), now=NOW + after).new == 1


def test_on_a_front_page_the_parameter_names_the_article(store):
    visited(store, unstable(1, page=""), now=NOW)

    assert visited(store, unstable(2, page=""), now=LATER).new == 1


def test_what_the_same_visit_still_tells_under_its_name_is_another(store):
    first, second = unstable(1), unstable(2)
    visited(store, first, now=NOW)

    assert visited(store, second, first, now=LATER) == ArticleCount(new=1, same=1)
    assert visited(store, unstable(3), unstable(4), now=LATER).new == 0
    assert len(store.articles.list()) == 2


LONG = "The council has approved the plan for the harbour, and the works begin in spring. " * 3


def test_a_time_that_is_new_at_each_visit_makes_no_second_article_of_a_long_text(store):
    for visit in (1, 2, 3):
        at = NOW + timedelta(hours=visit)
        visited(store, unstable(visit, text=LONG, published=at - timedelta(minutes=5)), now=at)

    (kept,) = store.articles.list()
    assert kept.published == NOW + timedelta(minutes=55)


@pytest.mark.parametrize("changes", [{"text": f"{LONG} Not."}, {"title": "Fog"}, {"page": "v"}])
def test_a_column_of_each_day_stays_apart(store, changes):
    visited(store, unstable(1, text=LONG, published=NOW), now=LATER)
    other = unstable(2, **{"text": LONG, "published": NOW + timedelta(days=1)} | changes)

    assert visited(store, other, now=NOW + timedelta(days=2)).new == 1


def test_what_links_to_the_front_page_is_known_by_its_words(store):
    link = {"guid": None, "url": "https://news.example/", "published": LATER + timedelta(days=9)}
    one, two, three = (told(f"a{at}", text=f"Short {at}.", **link) for at in (1, 2, 3))

    def sharing(*articles):
        return [replace(each, id=f"b{each.id}", notes=(SHARED_LINK,)) for each in articles]

    visited(store, *sharing(one, two), now=NOW)
    assert visited(store, three, now=LATER).new == 1
    assert visited(store, *sharing(three, one), now=LATER).new == 0
    assert visited(store, two, now=LATER).new == 0
    assert len(store.articles.list()) == 3


def test_two_with_the_same_words_in_one_visit_are_two(store):
    pair = [told("a1", title="Cartoon"), told("a2", title="Cartoon")]

    assert store.articles.save(pair, now=NOW) == ArticleCount(new=2)
    assert store.articles.save(pair, now=LATER) == ArticleCount(same=2)


def test_the_same_words_a_day_later_are_another_article(store):
    daily = told("a1", title="Cartoon", text="")
    store.articles.save([daily], now=NOW)
    next_day = told("a2", title="Cartoon", text="", published=NOW + timedelta(days=1))

    assert store.articles.save([next_day], now=NOW + timedelta(days=2)) == ArticleCount(new=1)


@pytest.mark.parametrize(
    "other",
    [
        "http://news.example/2026/storm",
        "https://www.news.example/2026/storm/",
        "https://m.news.example/2026/storm",
        "https://amp.news.example/2026/storm",
        "https://news.example/2026/storm/amp",
        "https://news.example/2026/storm?amp=1",
    ],
)
def test_the_other_addresses_of_a_page_are_the_same_article(store, other):
    store.articles.save([told("a1", url="https://news.example/2026/storm")], now=NOW)

    count = store.articles.save([told("a2", url=other, title="Storm")], now=LATER)

    assert count == ArticleCount(changed=1)
    assert len(store.articles.list()) == 1


def test_an_edit_keeps_what_was_said_before(store):
    store.articles.save([told("a1", text="First.")], now=NOW)
    store.articles.save([told("a1", title="Corrected", text="Second.")], now=LATER)
    store.articles.save([told("a1", title="Corrected", text="Second.")], now=LATER)

    (before,) = store.articles.revisions("a1")

    assert (before.title, before.text, before.replaced) == ("Title of a1", "First.", LATER)
    assert store.articles.get("a1").text == "Second."


def test_a_page_that_changes_at_every_visit_keeps_its_last_revisions(store):
    for visit in range(KEPT + 5):
        store.articles.save([told("a1", text=f"Minute {visit}.")], now=NOW)

    kept = store.articles.revisions("a1")

    assert [one.text for one in kept[:2]] == [f"Minute {KEPT + 3}.", f"Minute {KEPT + 2}."]
    assert len(kept) == KEPT


def test_those_that_changed_in_a_span_of_time_are_known(store):
    store.articles.save([told("a1", text="First.")], now=NOW)
    store.articles.save([told("a1", text="Second.")], now=LATER)

    assert store.articles.revised(NOW, LATER) == {"a1"}
    assert store.articles.revised(LATER, LATER + timedelta(days=1)) == frozenset()


def test_another_picture_is_a_change_but_no_revision(store):
    store.articles.save([told("a1")], now=NOW)

    assert store.articles.save([told("a1", byline="A. Other")], now=LATER).changed == 1
    assert store.articles.revisions("a1") == ()


def test_revisions_are_pruned_by_age(store):
    store.articles.save([told("a1", text="First.")], now=NOW)
    store.articles.save([told("a1", text="Second.")], now=NOW)

    store.prune(keep=timedelta(days=30), now=NOW + timedelta(days=31))

    assert store.articles.revisions("a1") == ()


def test_every_look_goes_through_an_index(store):
    names = dict.fromkeys(("source", "since", *Names._fields), '["x"]')
    plan = store._connection.rows(f"EXPLAIN QUERY PLAN {LOOK}", names)
    steps = [row[-1] for row in plan]

    assert len([step for step in steps if "USING COVERING INDEX" in step]) == 5
    assert len([step for step in steps if "USING INDEX articles_retold" in step]) == 1
    assert {step for step in steps if "SCAN" in step} == {"SCAN n VIRTUAL TABLE INDEX 1:"}


def test_a_long_visit_knows_each_of_its_articles_again(store):
    batch = [told(f"a{number}") for number in range(100)]

    assert store.articles.save(batch, now=NOW) == ArticleCount(new=len(batch))
    assert store.articles.save(batch, now=LATER) == ArticleCount(same=len(batch))


def test_what_one_visit_tells_twice_under_other_names_is_one(store):
    first = told("a1")
    again = told("a2", guid="guid-a1", url=first.url, title="Corrected")
    third = told("a3", url="https://news.example/a1/amp", guid=None, title="Corrected")

    assert store.articles.save([first, again, third], now=NOW) == ArticleCount(new=1, changed=2)
    assert titles(store) == ["Corrected"]
    assert len(store.articles.revisions("a1")) == 1
