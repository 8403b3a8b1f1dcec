from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.quality.labelled import NEWS, read
from tests.unit.curate.make import CHESS, NOW, QUAKE, QUAKE_ELSEWHERE, QUAKE_RETOLD, article

from digest.curate import cluster as module
from digest.curate.cluster import cluster


@cache
def some_articles():
    return tuple(one.article for one in read(NEWS)[:30])


def ids(groups):
    return {frozenset(one.id for one in group) for group in groups}


def test_one_event_in_two_wordings_is_one_story_and_another_event_is_not():
    first = article(1, "Strong earthquake hits Larmont", QUAKE)
    second = article(2, "Rescuers dig through rubble in Larmont", QUAKE_RETOLD)
    chess = article(3, "Chess prodigy becomes grandmaster", CHESS)
    assert cluster([chess, second, first]) == [[first, second], [chess]]


def test_the_same_kind_of_event_in_another_town_is_another_story():
    here = article(1, "Strong earthquake hits Larmont", QUAKE)
    there = article(2, "Strong earthquake hits Velden", QUAKE_ELSEWHERE)
    assert len(cluster([here, there])) == 2


def test_what_lies_further_apart_than_the_window_is_not_joined():
    old = article(1, "Earthquake hits Larmont", QUAKE, published=NOW - timedelta(hours=73))
    new = article(2, "Earthquake in Larmont", QUAKE_RETOLD, published=NOW)
    assert len(cluster([old, new])) == 2


def test_bare_titles_are_joined_at_a_lower_threshold():
    one = article(1, "Arun river treaty signed in Port Selim")
    other = article(2, "Seven countries sign Arun treaty")
    assert len(cluster([one, other])) == 1


def test_articles_with_nothing_in_them_stay_alone():
    assert len(cluster([article(1), article(2), article(3, text="…")])) == 3


def test_an_article_of_a_word_or_two_joins_no_story():
    told = article(1, "Two trains collide: 5 < 6 are hurt")
    for words in ("5", "Trains collide", "5 trains"):
        assert len(cluster([told, article(2, words)])) == 2


def test_a_component_too_large_is_cut_into_its_stronger_parts(monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 2)
    near = {(0, 1): 3.0, (1, 2): 1.1, (2, 3): 3.0}
    assert module.components_of(range(4), near) == [[0, 1], [2, 3]]


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_arrival_changes_no_story(rng):
    shuffled = list(some_articles())
    rng.shuffle(shuffled)
    assert cluster(shuffled) == cluster(some_articles())


@given(hours=st.integers(0, 70), letters=st.permutations(list("bdfgklmnprst")))
@settings(max_examples=15, deadline=None)
def test_an_article_about_other_things_changes_no_other_story(hours, letters):
    strange = [f"{one}yzqu{other}" for one, other in pairwise(letters)]
    when = some_articles()[0].published + timedelta(hours=hours)
    added = article(0xFFFFFF, " ".join(strange[:3]), " ".join(strange), published=when)
    grown = cluster([*some_articles(), added])
    assert ids(grown) - {frozenset({added.id})} == ids(cluster(some_articles()))


def test_what_shares_only_a_day_and_an_hour_is_not_one_story():
    told = [
        article(1, "Ferry company halts its crossings, 27 March at 12:00"),
        article(2, "Museum gets back a painting, 27 March at 12:00"),
    ]
    assert len(cluster(told)) == 2
