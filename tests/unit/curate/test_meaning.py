from __future__ import annotations

import pytest
from tests.unit.curate.make import article, newsletter, source

from digest.curate.bayes import learn
from digest.curate.classify import Sorter, classify
from digest.curate.meaning import Compass, Meanings, phrases, said, summed, together
from digest.curate.topic_names import LABELS
from digest.curate.topic_phrases import TOPIC_PHRASES
from digest.model import Lessons, Topic

WORLD, SPORT = Topic(name="World"), Topic(name="Sport")
LETTER = newsletter(WORLD, SPORT)
ARROWS = {label: tuple(float(label == one) for one in LABELS) for label in LABELS}


def meanings(topics, **articles):
    """Each label points in a direction of its own; a topic's own name says nothing."""
    texts = {text: ARROWS[label] for label, told in TOPIC_PHRASES.items() for text in told}
    return Meanings("m", {f"a{n:012x}": v for n, v in articles.items()}, texts | own(topics))


def own(topics):
    return {text: () for text in phrases(topics) if text not in _SHIPPED}


_SHIPPED = {text for told in TOPIC_PHRASES.values() for text in told}


def seen(vector, topics=(WORLD, SPORT)):
    return Meanings("m", {article(1).id: vector}, meanings(topics).texts)


def test_every_label_has_its_phrases():
    assert tuple(TOPIC_PHRASES) == LABELS
    assert all(len(told) == len(set(told)) >= 5 for told in TOPIC_PHRASES.values())


def test_the_title_and_the_beginning_of_the_text_are_asked_about():
    told = article(1, "A treaty", "## Heading\n\nSigned  at\n\nnoon. " + "x" * 3000)
    assert said(told).startswith("A treaty\nSigned at noon. xx")
    assert len(said(told)) < 1100
    assert len(said(article(2, "t" * 9000, "x" * 9000))) < 2100
    assert said(article(3, "", "")) == ""


def test_a_topic_is_said_by_its_name_and_words_without_what_it_rules_out():
    topics = [Topic(name="Harbour", words=("ferr*", '"Nordline"', "NOT harbour seal")), SPORT]
    assert phrases(topics)[-2:] == ["Harbour: ferr, Nordline", "Sport"]


def test_the_nearest_topic_is_named_with_how_near_it_is():
    told = article(1, "Zzz zzz")
    name, why = classify([told], LETTER, [], None, seen(ARROWS["Sport"]))
    assert name == "Sport"
    assert why == "Sport by what the articles mean: 1.00 in meaning"


def test_what_is_nearest_to_a_topic_that_the_newsletter_lacks_goes_nowhere():
    told = article(1, "Zzz zzz")
    assert classify([told], LETTER, [], None, seen(ARROWS["Health"]))[0] == "Other"


def test_words_decide_where_two_topics_are_about_as_near():
    between = tuple(a + b for a, b in zip(ARROWS["World"], ARROWS["Sport"], strict=True))
    for word, topic in (("goalkeeper", "Sport"), ("ceasefire", "World")):
        told = article(1, f"The {word}")
        assert classify([told], LETTER, [], None, seen(between))[0] == topic


def test_an_article_without_a_vector_is_sorted_by_its_words():
    told = article(1, "The goalkeeper")
    name, why = classify([told], LETTER, [], None, seen(()))
    assert (name, why) == ("Sport", "Sport by the articles' words, as shipped: goalkeeper")


def test_what_the_newsletter_says_goes_before_any_meaning():
    told = article(1, "Zzz", source="A")
    sport = seen(ARROWS["Sport"])
    assert classify([told], LETTER, [source("A", topic="World")], None, sport)[0] == "World"
    ruled = newsletter(WORLD, Topic(name="Sport", words=("NOT zzz",)))
    assert classify([told], ruled, [], None, sport)[0] == "Other"


def test_articles_of_the_history_move_a_topic():
    far = tuple({5: 0.8, 6: 0.6}.get(at, 0.0) for at in range(len(LABELS)))
    lessons = Lessons(meant=summed([(far, "Sport", 5.0)] * 60), model="m")
    told = article(1, "Zzz zzz")
    assert classify([told], LETTER, [], lessons, seen(far))[0] == "Sport"
    assert classify([told], LETTER, [], None, seen(far))[0] == "Other"
    other = Lessons(meant=lessons.meant, model="another model")
    assert classify([told], LETTER, [], other, seen(far))[0] == "Other"


def test_a_topic_of_the_operators_own_is_known_by_its_words():
    harbour = Topic(name="Harbour", words=("ferries",))
    letter, arrow = newsletter(harbour, SPORT), (*([0.0] * 7), -1.0)
    texts = meanings((harbour, SPORT)).texts | {"Harbour: ferries": arrow}
    found = Meanings("m", {article(1).id: arrow}, texts)
    name, why = classify([article(1, "Zzz")], letter, [], None, found)
    assert (name, "in meaning" in why) == ("Harbour", True)


def test_the_nearness_of_all_topics_says_what_nobody_has_too():
    near = Compass([WORLD, SPORT], Lessons(), seen(ARROWS["Health"])).near(article(1))
    assert set(near) == {"World", "Sport", ""}
    assert near[""] == 1.0


def test_a_model_that_sees_nothing_in_any_phrase_points_nowhere():
    blind = Meanings("m", {article(1).id: (1.0,)}, dict.fromkeys(phrases([WORLD]), ()))
    assert Compass([WORLD], Lessons(), blind).near(article(1)) == {}


@pytest.mark.parametrize(
    ("near", "scores", "topic"),
    [
        ({"A": 0.3, "B": 0.2}, {}, "A"),
        ({"A": 0.3, "B": 0.2}, {"A": 9.0, "B": 10.0}, "B"),
        ({"A": 0.3, "B": 0.2}, {"A": 9.99, "B": 10.0}, "A"),
        ({"A": 0.3, "B": 0.3}, {"A": 0.0, "B": 0.0}, "B"),
        ({"A": 0.3, "C": 0.9}, {"A": 10.0, "B": 8.0}, "A"),
    ],
)
def test_nearness_and_words_together(near, scores, topic):
    assert together(near, scores) == topic


def test_only_what_no_higher_level_tells_is_open():
    sorter = Sorter(LETTER, [source("A", topic="World")])
    assert not sorter.open(article(1, source="A"))
    assert not sorter.open(article(2, categories=("football",)))
    assert sorter.open(article(3, "The goalkeeper"))


def test_a_level_says_what_the_meaning_speaks_for():
    lessons = learn([(article(2, "Regatta"), "Sport", 1.0)])
    sorter = Sorter(LETTER, [], lessons, seen(ARROWS["Sport"]))
    last = sorter.levels(article(1, "Regatta"))[-1]
    assert (dict(last.votes), last.by) == ({"Sport": 1}, ("1.00 in meaning", "regatta"))
