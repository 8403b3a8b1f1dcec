from __future__ import annotations

from datetime import timedelta

from tests.unit.store.make import NOW, article

from digest.model import Front

LATER = NOW + timedelta(minutes=5)


def link(ident: str) -> str:
    return f"https://news.example/{ident}"


def test_places_count_stored_articles_alone(store):
    store.articles.save([article("a1"), article("a2")], now=NOW)
    shown = [link("about"), link("a2"), link("jobs"), link("a1"), link("a2")]

    assert store.fronts.see(shown, now=NOW) == 2
    assert store.fronts(["a1", "a2", "a3"]) == {
        "a1": Front(article="a1", place=2, since=NOW, last=NOW),
        "a2": Front(article="a2", place=1, since=NOW, last=NOW),
    }


def test_the_best_place_and_the_whole_time_are_kept(store):
    store.articles.save([article("a1"), article("a2")], now=NOW)
    store.fronts.see([link("a1"), link("a2")], now=NOW)
    store.fronts.see([link("a2"), link("a1")], now=LATER)
    store.fronts.see([link("a2")], now=LATER + timedelta(hours=1))

    first, second = store.fronts(["a1"])["a1"], store.fronts(["a2"])["a2"]
    assert (first.place, first.since, first.last) == (1, NOW, LATER)
    assert (second.place, second.held) == (1, timedelta(hours=1, minutes=5))


def test_an_article_that_comes_after_its_link_has_a_place_from_then_on(store):
    assert store.fronts.see([link("a1")], now=NOW) == 0
    store.articles.save([article("a1")], now=LATER)
    store.fronts.see([link("a1")], now=LATER)

    assert store.fronts(["a1"])["a1"].since == LATER
