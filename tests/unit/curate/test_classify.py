from __future__ import annotations

import pytest
from tests.unit.curate.make import article, newsletter, source

from digest.curate.bayes import learn
from digest.curate.classify import Sorter, classify, guessed
from digest.model import OTHER, Topic

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


@pytest.mark.parametrize("filed", ["Meinung", "Tribunes", "Op-Ed", "رأي", "Editoriali"])
def test_what_is_filed_as_an_opinion_stands_with_the_opinions_of_a_newsletter_that_has_them(filed):
    told = article(1, "The treaty is a mistake", categories=(filed,))
    letter = newsletter(WORLD, Topic(name="Opinion"))
    assert classify([told], letter, []) == ("Opinion", "Opinion by the articles' categories")
    assert classify([told], LETTER, [])[0] == "World"


def test_categories_go_before_words():
    assert classify([article(1, "Cup cup", categories=("BUSINESS",))], LETTER, [])[0] == "Business"


def test_the_words_of_a_pastime_speak_for_no_topic_and_its_category_does():
    science = newsletter(Topic(name="Science"), Topic(name="World"))
    stars = "The stars and planets: Jupiter meets Mars, astronomers and the telescope say. " * 3
    played = article(1, "Horoscope for Tuesday: what the stars say", stars)
    assert classify([article(2, "What the stars say", stars)], science, [])[0] == "Science"
    assert classify([played], science, []) == (OTHER, "no topic matches")
    filed = article(1, played.title, stars, categories=("World",))
    assert classify([filed], science, [])[0] == "World"


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
    told = article(1, "Cupboards", "Rearguards")
    assert classify([told], LETTER, [])[0] == "Other"
    assert classify([article(2, "", "Border guards wait")], LETTER, [])[0] == "World"


def test_a_word_in_the_title_counts_twice():
    told = article(1, "Inflation slows", "The treaty was signed.")
    assert classify([told], LETTER, [])[0] == "Business"


PLAY = "The goalkeeper and the striker of the football club played in the stadium."


def test_a_word_that_one_of_many_says_in_passing_does_not_decide_a_story():
    told = [article(at, "Rovers win", PLAY) for at in (1, 2)]
    aside = article(3, "Rovers win", f"{PLAY} Inflation made tickets dear.")
    assert classify([*told, aside], LETTER, [])[0] == "Sport"
    assert classify([aside], LETTER, [])[0] == "Business"
    assert classify([told[0], aside], LETTER, [])[0] == "Business"


def test_a_word_in_one_title_decides_and_one_in_passing_where_nothing_else_speaks():
    told = [article(at, "Rovers win", PLAY) for at in (1, 2)]
    assert classify([*told, article(3, "Inflation eats the cake")], LETTER, [])[0] == "Business"
    mute = [article(at, "Zorbing", "Zorbs roll.") for at in (1, 2)]
    said = classify([*mute, article(3, "Zorbing", "A treaty on zorbs.")], LETTER, [])
    assert said == ("World", "World by the newsletter's words: treaty")


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("株", "トヨタ株が上昇"),
        ("地震", "日本で地震が発生"),
        ("선거", "서울 선거에서 승리"),
        ("เลือกตั้ง", "การเลือกตั้งทั่วไปวันนี้"),
        ("ရွေးကောက်ပွဲ", "အထွေထွေရွေးကောက်ပွဲကျင်းပ"),
    ],
)
def test_words_inside_a_run_of_a_script_without_spaces_match(word, title):
    letter = newsletter(Topic(name="World", words=(word,)), Topic(name="Sport"))
    assert classify([article(1, title)], letter, [])[0] == "World"
    ruled = newsletter(Topic(name="World", words=(word, f"NOT {word}")), Topic(name="Sport"))
    assert classify([article(1, title)], ruled, [])[0] == "Other"
    assert classify([article(1, "A headline")], letter, [])[0] == "Other"


def test_words_of_any_script_match():
    letter = newsletter(Topic(name="World", words=("फ़ुटबॉल",)), Topic(name="Sport", words=("كأس",)))
    assert classify([article(1, "نهائي الكأس اليوم")], letter, [])[0] == "Sport"


def test_the_majority_of_the_coverage_decides():
    votes = [article(n, categories=(name,)) for n, name in enumerate(["World", "Sport", "Sport"])]
    assert classify(votes, LETTER, [])[0] == "Sport"


def test_a_tie_goes_down_one_level_then_to_the_newsletters_order():
    one = article(1, "Lorem", categories=("Sport",))
    other = article(2, "Inflation", categories=("Business",))
    assert classify([one, other], LETTER, [])[0] == "Business"
    bare = article(3, "Ipsum", categories=("World",))
    assert classify([one, bare], LETTER, [])[0] == "World"


def test_nothing_that_matches_is_other():
    assert classify([article(1, "Lorem ipsum")], LETTER, []) == ("Other", "no topic matches")


def test_a_category_of_two_topics_goes_to_the_closer_and_else_to_the_other():
    told = [article(1, "Nothing", categories=("politics",))]
    both = newsletter(Topic(name="Welt"), Topic(name="Politik"))
    assert classify(told, both, [])[0] == "Politik"
    assert classify(told, newsletter(Topic(name="World")), [])[0] == "World"


@pytest.mark.parametrize(
    ("category", "topic"),
    [
        ("business", "Wirtschaft"),
        ("Économie", "Wirtschaft"),
        ("tech", "Sci/Tech"),
        ("Space", "Sci/Tech"),
        ("football", "Sport und Spiel"),
        ("health", "Other"),
    ],
)
def test_a_category_is_known_in_another_language_than_the_topics_name(category, topic):
    names = ("Wirtschaft", "Sci/Tech", "Sport und Spiel")
    letter = newsletter(*(Topic(name=name) for name in names))
    assert classify([article(1, "Nothing", categories=(category,))], letter, [])[0] == topic


def test_the_words_of_all_choose_among_those_that_a_higher_level_left_in_tie():
    letter = newsletter(Topic(name="World"), Topic(name="Health"), Topic(name="Sport"))
    words = "Goalkeeper, striker and midfielder of the football club"
    told = [
        article(1, words, categories=("world",)),
        article(2, words, categories=("health",)),
    ]
    assert classify(told, letter, [])[0] == "World"


def test_an_operators_categories_go_before_what_is_known_of_them():
    letter = newsletter(Topic(name="Home", categories=("Politics", "Inland")), WORLD)
    found = classify([article(1, categories=("politics",))], letter, [])
    assert found == ("Home", "Home by the articles' categories")


def test_the_section_of_an_address_is_a_category_where_there_is_no_other():
    told = article(1, url="https://news.example/2026/sport/final-of-the-cup")
    assert classify([told], LETTER, []) == ("Sport", "Sport by the articles' categories")
    slug = article(2, url="https://news.example/sport")
    assert classify([slug], LETTER, [])[0] == "Other"
    named = article(3, categories=("World",), url="https://news.example/sport/1")
    assert classify([named], LETTER, [])[0] == "World"


def test_not_rules_a_topic_out_for_the_words_and_for_the_classifier():
    sport = Topic(name="Sport", words=("cup", "NOT world cup of coffee"))
    letter = newsletter(sport, Topic(name="Business"))
    assert classify([article(1, "The cup")], letter, [])[0] == "Sport"
    told = article(2, "World Cup of Coffee", "A match of players, goals and goalkeepers.")
    assert classify([told], letter, [])[0] == "Other"


def test_a_name_in_quotes_is_found_as_it_is_written():
    letter = newsletter(Topic(name="Business", words=('"Apple"',)), Topic(name="World"))
    words = 'Business by the newsletter\'s words: "Apple"'
    assert classify([article(1, "Apple opens")], letter, []) == ("Business", words)
    assert classify([article(2, "An apple a day")], letter, [])[0] == "Other"
    assert classify([article(3, "Applebee opens")], letter, [])[0] == "Other"


def test_a_star_stands_for_all_endings():
    letter = newsletter(Topic(name="World", words=("glück*",)), Topic(name="Sport"))
    assert classify([article(1, "Glückliche Tage")], letter, [])[0] == "World"
    assert classify([article(2, "Missglückt")], letter, [])[0] == "Other"


def test_the_classifier_speaks_last_and_says_that_it_guessed():
    told = article(1, "Rebels break ceasefire", "Troops shelled the border and refugees fled.")
    topic, reason = classify([told], LETTER, [])
    assert topic == "World"
    assert reason.startswith("World by the articles' words, as shipped: ")
    assert guessed(reason)
    assert "ceasefire" in reason
    letter = newsletter(Topic(name="Sport"), Topic(name="Business"))
    assert classify([told], letter, [])[0] == "Other"
    words = newsletter(Topic(name="Sport", words=("shelled",)), WORLD)
    assert classify([told], words, [])[0] == "Sport"


def test_lessons_outweigh_what_is_shipped():
    letter = newsletter(Topic(name="World"), Topic(name="Harbour"))
    taught = [
        article(n, "Quay wall and pilot", "Tugs, dredgers, quay and pilots.") for n in range(5)
    ]
    told = article(9, "Pilot hurt on the quay", "An ambulance came to the dredger.")
    assert classify([told], letter, [])[0] == "Other"
    lessons = learn((one, "Harbour", 5.0) for one in taught)
    topic, reason = classify([told], letter, [], lessons)
    assert topic == "Harbour"
    assert reason.startswith("Harbour by the articles' words, as learned: ")
    gone = learn((one, "Railways", 5.0) for one in taught)
    assert classify([told], letter, [], gone)[0] == "Other"


def test_a_reason_says_which_of_its_words_were_shipped_and_which_learned():
    lessons = learn([(article(1, "Goalkeeper Okafor"), "Sport", 5.0)])
    letter = newsletter(Topic(name="Sport"), Topic(name="Culture"))
    for title, how in (
        ("The striker", "shipped: striker"),
        ("Okafor", "learned: okafor"),
        ("Okafor, the striker", "shipped and learned: okafor, striker"),
        ("The goalkeeper", "shipped and learned: goalkeeper"),
    ):
        reason = f"Sport by the articles' words, as {how}"
        assert classify([article(9, title)], letter, [], lessons) == ("Sport", reason)


def test_what_the_newsletters_words_or_the_source_say_is_no_guess():
    told = article(1, "Treaty after ceasefire", source="A")
    assert not guessed(classify([told], LETTER, [])[1])
    assert not guessed(classify([told], LETTER, [source("A", topic="Business")])[1])


def test_each_level_says_what_it_hears():
    told = article(1, "Treaty after ceasefire", source="A", categories=("Sport",))
    made = Sorter(LETTER, [source("A", topic="Business")]).levels(told)
    assert [dict(one.votes) for one in made] == [
        {"Business": 1},
        {"Sport": 1},
        {"World": 2},
        {"World": 1},
    ]
    assert made[2].by == ("treaty",)
    assert set(made[3].by) == {"treaty", "ceasefire"}
    assert [one.name.rpartition("as ")[2] for one in made[3:]] == ["shipped"]


LIVES = "Lena Okafor lives above the old bakery"


def test_what_no_article_says_loudly_enough_all_may_say_together():
    letter = newsletter(Topic(name="Sport"), Topic(name="Culture"))
    told = [
        article(1, LIVES, "Her brother was a goalkeeper."),
        article(2, LIVES, "A striker came."),
    ]
    assert classify(told[:1], letter, [])[0] == "Other"
    topic, reason = classify(told, letter, [])
    assert (topic, reason) == (
        "Sport",
        "Sport by the articles' words, as shipped: goalkeeper, striker",
    )


def test_articles_that_disagree_are_judged_by_all_their_words():
    letter = newsletter(Topic(name="Culture"), Topic(name="Sport"))
    told = [
        article(1, "A violinist and a pianist", "They met a striker."),
        article(2, "The goalkeeper and the striker", "The match was lost, and a stadium empty."),
    ]
    assert classify(told, letter, [])[0] == "Sport"


def test_what_one_article_rules_out_is_ruled_out_for_all_together():
    letter = newsletter(Topic(name="Sport", words=("NOT bakery",)), Topic(name="Culture"))
    told = [article(1, LIVES, "Her brother was a goalkeeper."), article(2, "", "A striker came.")]
    assert classify(told, letter, [])[0] == "Other"


@pytest.mark.parametrize(
    ("word", "title", "found"),
    [
        ("انتخابات", "وانتخابات جديدة في تونس", True),
        ("انتخابات", "مرشحون للانتخابات", True),
        ("بيت العدل", "في بيت العدل", True),
        ("בחירות", "הבחירות בישראל", True),
        ("שר הביטחון", "פגישה לשר הביטחון", True),
        ("ספר", "מספר ההרוגים עלה", False),
        ("שר", "השר פרש", False),
    ],
)
def test_a_word_of_arabic_or_hebrew_is_found_behind_what_is_written_in_one_with_it(
    word, title, found
):
    letter = newsletter(Topic(name="Sport", words=(word,)), Topic(name="Culture"))
    topic, reason = classify([article(1, title)], letter, [])
    assert (topic == "Sport" and "newsletter's words" in reason) is found
