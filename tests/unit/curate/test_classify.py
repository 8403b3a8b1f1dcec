from __future__ import annotations

from tests.unit.curate.make import article, newsletter, source

from digest.curate.classify import classify
from digest.model import Topic

WORLD = Topic(name="World", words=("treaty", "border guards"))
BUSINESS = Topic(name="Business", words=("shares", "inflation"))
LETTER = newsletter(WORLD, BUSINESS, Topic(name="Sport", words=("cup",)))


def test_the_sources_topic_goes_before_categories_and_words():
    told = article(1, "Shares and inflation", source="A", categories=("Business",))
    found = classify([told], LETTER, [source("A", topic="world")])
    assert found == ("World", "World is the topic of its source")


def test_a_sources_topic_that_the_newsletter_lacks_says_nothing():
    told = article(1, source="A", categories=("sports",))
    found = classify([told], LETTER, [source("A", topic="Gardening")])
    assert found == ("Sport", "Sport by the articles' categories")


def test_categories_go_before_words():
    assert classify([article(1, "Cup cup", categories=("BUSINESS",))], LETTER, [])[0] == "Business"


def test_a_mapped_category_counts_only_if_the_newsletter_has_the_topic():
    told = article(1, "A treaty", categories=("arts", "climate"))
    assert classify([told], LETTER, []) == ("World", "World by the newsletter's words: treaty")


def test_the_reason_names_the_words_that_spoke_the_loudest_first():
    told = [
        article(1, "Shares fall", "Inflation, the treaty and a cup."),
        article(2, "Inflation", "Inflation hits shares."),
    ]
    why = "Business by the newsletter's words: inflation, shares"
    assert classify(told, LETTER, []) == ("Business", why)
    many = newsletter(Topic(name="World", words=("A", "B", "C", "D", "E", "F")))
    found = classify([article(1, "a b c d e f")], many, [])
    assert found == ("World", "World by the newsletter's words: A, B, C, D, E, ...")


def test_words_are_whole_and_phrases_count_as_such():
    assert classify([article(1, "Cupboard sale", "guards at the border")], LETTER, [])[0] == "Other"
    assert classify([article(2, "", "Border guards wait")], LETTER, [])[0] == "World"


def test_a_word_in_the_title_counts_twice():
    told = article(1, "Inflation slows", "The treaty was signed.")
    assert classify([told], LETTER, [])[0] == "Business"


def test_words_of_any_script_match():
    letter = newsletter(Topic(name="World", words=("फ़ुटबॉल",)), Topic(name="Sport", words=("كأس",)))
    assert classify([article(1, "نهائي الكأس اليوم")], letter, [])[0] == "Sport"


def test_the_majority_of_the_coverage_decides():
    votes = [article(n, categories=(name,)) for n, name in enumerate(["World", "Sport", "Sport"])]
    assert classify(votes, LETTER, [])[0] == "Sport"


def test_a_tie_goes_down_one_level_then_to_the_newsletters_order():
    one = article(1, "Final", categories=("Sport",))
    other = article(2, "Inflation", categories=("Business",))
    assert classify([one, other], LETTER, [])[0] == "Business"
    bare = article(3, "Prices", categories=("World",))
    assert classify([one, bare], LETTER, [])[0] == "World"


def test_nothing_that_matches_is_other():
    assert classify([article(1, "Bees")], LETTER, []) == ("Other", "no topic matches")
