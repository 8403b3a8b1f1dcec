from __future__ import annotations

import pytest
from tests.unit.curate.make import article, newsletter

from digest.curate.bayes import Bayes, language_of, terms
from digest.curate.classify import classify
from digest.curate.everyday import EVERYDAY
from digest.curate.text import fold
from digest.curate.topic_names import LABELS
from digest.curate.topic_words import words_for
from digest.model import Lessons, Topic

LETTER = newsletter(*(Topic(name=label) for label in LABELS))


def sorted_to(title, language):
    return classify([article(1, title, language=language)], LETTER, [])[0]


def test_the_lengths_of_the_shipped_lists_say_nothing():
    scores = Bayes(LABELS, Lessons()).scores(terms(article(1, "The goalkeeper")))
    others = {score for topic, score in scores.items() if topic != "Sport"}
    assert len(others) == 1
    assert scores["Sport"] > others.pop()


def test_a_topic_that_was_taught_much_is_no_likelier_for_it():
    lessons = Lessons(words={"World": {f"word{n}": 3.0 for n in range(500)}})
    made = Bayes(LABELS, lessons)
    assert made.topic(terms(article(1, "The goalkeeper"))) == "Sport"


@pytest.mark.parametrize(
    ("title", "language", "topic"),
    [
        ("Die Torhüterin hält den Elfmeter", "de", "Sport"),
        ("Krankenhäuser suchen Pflegekräfte", "de-AT", "Health"),
        ("Les soignants de la maternité", "fr", "Health"),
        ("Los votantes acuden a las urnas", "es-MX", "Politics"),
        ("I tifosi e l'allenatore", "it", "Sport"),
        ("Incendio sul traghetto, quattro morti", "it", "World"),
        ("Crolla un'impalcatura, operai tra le macerie", "it", "World"),
        ("Chuvas deixam mortos e desabrigados", "pt-BR", "World"),
        ("Banco mantém juros e vê inflação maior", "pt", "Business"),
        ("O treinador e a torcida", "pt", "Sport"),
        ("Câmara aprova o projeto, a oposição vota contra", "pt", "Politics"),
        ("الناخبون أمام صناديق الاقتراع", "ar", "Politics"),
        ("Die Torhüterin hält den Elfmeter", "und", "Sport"),
        ("The goalkeeper", "de", "Sport"),
    ],
)
def test_words_of_several_languages_are_known(title, language, topic):
    assert sorted_to(title, language) == topic


def test_a_verdict_is_no_referee_and_half_of_it_no_final():
    told = "المحكمة تصدر الحكم، وقال المحامي إن الحكم نصف عادل"
    assert sorted_to(told, "ar") != "Sport"


def test_a_language_is_not_held_against_the_words_of_another():
    assert sorted_to("La coupe", "fr") == "Sport"
    assert sorted_to("A coupe", "en") == "Other"


@pytest.mark.parametrize(
    ("language", "held"),
    [
        ("de", "de"),
        ("AR-eg", "ar"),
        ("pt-BR", "pt"),
        ("und", ""),
        ("", ""),
        ("hi", "hi"),
        ("fi", ""),
    ],
)
def test_the_language_by_which_words_are_chosen(language, held):
    assert language_of(article(1, language=language)) == held


def test_one_word_in_passing_decides_nothing():
    made = Bayes(LABELS, Lessons())
    said = "Lena Okafor lives above the old bakery"
    assert made.topic(terms(article(1, said, "Her brother was a goalkeeper."))) is None
    assert made.topic(terms(article(1, said, "A goalkeeper and his goalkeepers."))) == "Sport"
    assert made.topic(terms(article(1, said, "A goalkeeper, a striker."))) == "Sport"
    assert made.topic(terms(article(1, "The goalkeeper", said))) == "Sport"


def test_a_word_of_many_topics_decides_nothing_said_twice_and_does_said_thrice():
    made = Bayes(LABELS, Lessons())
    said = "Lena Okafor lives above the old bakery"
    assert made.topic(terms(article(1, "The match", said))) is None
    assert made.topic(terms(article(1, said, "A match lit another match."))) is None
    assert made.topic(terms(article(1, "The match", "A match of two."))) == "Sport"
    assert made.topic(terms(article(1, "The match", "A goalkeeper lost."))) == "Sport"


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("de", "Ergebnis"),
        ("fr", "résultats"),
        ("fr", "argent"),
        ("es", "cuenta"),
        ("it", "rete"),
        ("pt", "acordo"),
        ("nl", "soort"),
        ("pl", "strona"),
        ("ru", "группа"),
        ("tr", "merkez"),
        ("ar", "العالم"),
        ("he", "חיים"),
    ],
)
def test_a_word_that_any_text_says_decides_nothing_as_a_title(language, word):
    assert sorted_to(word, language) == "Other"


def test_each_word_of_many_topics_is_one_that_ships():
    spoken = {word for label in words_for("").values() for word in label}
    assert {word for word in EVERYDAY if word not in set(map(fold, spoken))} == set()


def test_a_word_of_many_topics_that_was_taught_is_a_telling_one():
    lessons = Lessons(words={"Sport": {"match": 1.0}})
    assert Bayes(LABELS, lessons).topic(terms(article(1, "The match"))) == "Sport"


def test_a_country_is_no_cross_country_race():
    made = Bayes(LABELS, Lessons(), "en")
    assert made.evidence("Sport", terms(article(1, "The country", "Half the time"))) == 0


def test_half_of_a_name_of_two_words_speaks_for_no_topic():
    made = Bayes(LABELS, Lessons(), "en")
    said = terms(article(1, "West coast cards", "At the end of the street stood a box, by a wall."))
    assert not any(made.evidence(topic, said) for topic in LABELS)
    assert sorted_to("Il Leone d'oro", "it") == "Other"


def test_words_that_speak_for_two_topics_alike_decide_nothing():
    made = Bayes(LABELS, Lessons())
    assert made.topic(terms(article(1, "The goalkeeper and the violinist"))) is None
    assert made.topic(terms(article(1, "The goalkeeper, the striker and the violinist"))) == "Sport"


def test_nothing_speaks_for_a_topic_that_is_not_known():
    made = Bayes(LABELS, Lessons())
    assert made.evidence("Gardening", terms(article(1, "The goalkeeper"))) == 0
    assert made.loudest("Gardening", article(1, "The goalkeeper")) == {}
