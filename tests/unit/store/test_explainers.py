from __future__ import annotations

from datetime import timedelta

from tests.unit.curate.make import NOW
from tests.unit.store.make import article

from digest.curate.reading import read
from digest.store.explainers import MOST

QUAKE, LARMON, CHESS, STORM = 2**32 - 1, 2, 3, 4  # numbers of terms
LATER = NOW + timedelta(hours=1)


def kept(store, *articles, terms=(QUAKE,), now=NOW):
    store.articles.save(articles, now=now)
    (*_, last) = store.explainers.unseen("Example")
    store.explainers.save("Example", [(one, read(one), terms) for one in articles], last=last)


def sharing(store, *terms, sources=("Example",), before=LATER, known=LATER):
    found = store.explainers.sharing(terms, sources=sources, before=before, known=known)
    return [reading.id for reading, _ in found]


def one(number, **changes):
    values = {
        "title": f"What we know {number}",
        "url": f"https://news.example/{number}",
        "first_seen": NOW,
        "published": NOW,
    }
    return article(f"a{number}", **{**values, **changes})


def test_an_article_is_looked_at_once(store):
    store.articles.save([one(1), one(2), one(3, source="Other")], now=NOW)
    first, second = store.explainers.unseen("Example")
    assert (first.id, first.title, first.url) == ("a1", "What we know 1", "https://news.example/1")
    assert first.long == len(one(1).text)
    store.explainers.save("Example", [], last=first)
    assert store.explainers.unseen("Example") == (second,)
    store.explainers.save("Example", [], last=second)
    assert store.explainers.unseen("Example") == ()
    assert len(store.explainers.unseen("Other")) == 1


def test_those_that_share_most_words_come_first(store):
    kept(store, one(1), terms=(QUAKE,))
    kept(store, one(2), terms=(QUAKE, LARMON))
    assert sharing(store, QUAKE, LARMON) == ["a2", "a1"]
    assert sharing(store, LARMON) == ["a2"]
    assert sharing(store, CHESS) == []


def test_neither_later_ones_nor_those_of_other_sources_are_found(store):
    kept(store, one(1))
    assert sharing(store, QUAKE, before=NOW) == []
    assert sharing(store, QUAKE, known=NOW - timedelta(hours=1)) == []
    assert sharing(store, QUAKE, sources=("Other",)) == []


def test_of_a_source_no_more_than_the_latest_are_kept(store):
    kept(store, one(0, published=NOW - timedelta(days=1)))
    store.articles.save(many := [one(number) for number in range(1, MOST + 1)], now=NOW)
    (*_, last) = store.explainers.unseen("Example", limit=2 * MOST)
    store.explainers.save("Example", [(each, read(each), (STORM,)) for each in many], last=last)
    assert sharing(store, QUAKE) == []
    assert len(sharing(store, STORM)) == 20
