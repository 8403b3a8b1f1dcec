from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.curate.make import article

from digest.curate.addendum import addendum_to
from digest.curate.summarise import summarise
from digest.model import Addendum, Story
from digest.prose.length import word_count

LEAD = (
    "The ferry Maid of Corrin ran onto rocks a mile off Tessa Island in thick fog late on Monday. "
    "Lifeboats took everybody to the harbour of Tessa before midnight."
)
FACT = (
    "The main radar of the ferry had been off for repair since Sunday, Ada Fennick of Tessa said."
)


def story(*texts, **changes):
    first = article(1, "Ferry runs aground off Tessa Island", LEAD, publisher="Herald")
    others = [
        article(at, "The ferry", text, publisher=f"Paper {at}") for at, text in enumerate(texts, 2)
    ]
    return Story(id="s1", lead=first, coverage=tuple(replace(one, **changes) for one in others))


def added(*texts, told=None, **changes):
    made = story(*texts, **changes)
    return addendum_to(made, summarise(made.lead) if told is None else told)


def test_a_fact_that_the_lead_lacks_is_added_whole_with_its_source():
    assert added(f"A ferry ran onto rocks off Tessa Island in fog. {FACT}") == Addendum(
        sentence=FACT, source="Paper 2", url="https://news.example/2"
    )


def test_a_dateline_is_left_where_it_stood():
    assert added(f"TESSA, Nov 23 (Wire) - {FACT}").sentence == FACT


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry Maid of Corrin hit rocks off Tessa Island in fog, Ada Fennick said on Monday.",
        "She said that radar and horn of the ferry off Tessa Island had failed twice before.",
        "Ada Fennick plays chess with sailors, farmers and bakers in winter evenings at home.",
        "The letter had warned Ada Fennick of broken radar on the ferry near Tessa since spring.",
        "On Monday she said radar and horn of the ferry off Tessa had failed, Ada Fennick agreed.",
        "“The main radar of the ferry was off, Ada Fennick of Tessa said to police on Sunday.",
        "Subscribe to our newsletter for more about ferry traffic, rocks and radar at Tessa.",
        f"Off Tessa Island {'very ' * 50}old ferry boats of Ada Fennick and Olga Ruiz met.",
        "Fog hid rocks and island from the ferry Maid of Corrin late on Monday, Ruiz said.",
        "A year ago on the ferry Milo could hardly hear bells or sirens through thick wool.",
        "Sailors on the ferry would not speak of it with reporters of Radio Nord, nor nurses.",
        "Rocks a mile from shore stopped the ferry at low tide in bad light.",
    ],
    ids=[
        "retold",
        "pronoun",
        "other matter",
        "points back",
        "no name yet",
        "open",
        "site",
        "long",
        "retold with a name",
        "bare name",
        "nothing for it",
        "retold without a name",
    ],
)
def test_what_is_old_loose_or_of_something_else_is_not(sentence):
    assert added(sentence) is None


def test_a_count_beside_another_count_is_left_and_a_first_one_is_not():
    count = (
        "Hospitals near Tessa treated 43 passengers of the ferry for broken bones, Ada Ruiz said."
    )
    assert added(count).sentence == count
    told = "The ferry Maid of Corrin ran onto rocks off Tessa Island with 140 people aboard."
    assert added(count, told=told) is None


@pytest.mark.parametrize(
    ("sentence", "adds"),
    [
        ("On eleven boats of that ferry line radar was found broken within the week.", True),
        ("Shares of Corrin Lines, owner of the ferry, lost 14 percent in early trade.", True),
        ("The ferry had carried up to 900 travellers on summer Sundays, Ada Ruiz recalled.", False),
        ("The ferry cost several thousand a day in harbour fees, Ada Ruiz recalled.", False),
        ("Another 140 blankets lay ready for the ferry in a gym, Ada Ruiz recalled.", False),
    ],
    ids=["other things", "a share", "people again", "not read whole", "the same number"],
)
def test_numbers_of_other_things_stand_beside_a_count(sentence, adds):
    told = "The ferry Maid of Corrin ran onto rocks off Tessa Island with 140 people aboard."
    assert bool(added(f"Fog lay there. {sentence}", told=told)) is adds


def test_somebody_elses_words_on_it_are_added_without_a_name():
    said = "Every ferry owner said radar should be doubled."
    assert added(said).sentence == said
    assert added(said.replace("said", "hoped")) is None


def test_what_was_written_long_before_the_lead_may_be_overtaken():
    early = article(1, "Ferry", "x").published - timedelta(hours=7)
    assert added(FACT, published=early) is None
    assert added(FACT, published=early + timedelta(hours=2)).sentence == FACT


def test_deep_in_an_article_a_sentence_has_to_be_tied_by_more_than_one_common_word():
    deep = "A fog bell of Larmont was sold to Olga Ruiz in spring for scrap."
    filler = "The ferry Maid of Corrin ran onto rocks off Tessa Island in thick fog. "
    assert added(deep).sentence == deep
    assert added(f"{filler * 5}{deep}") is None


def test_without_a_summary_and_below_twenty_words_nothing_is_added():
    assert added(FACT, told="") is None
    assert added("Olga Ruiz lost her ferry radar.", told="The ferry ran aground.") is None


@pytest.mark.parametrize(
    "changes", [{"publisher": "Herald"}, {"language": "de"}], ids=["same voice", "language"]
)
def test_only_another_voice_in_the_leads_language_adds(changes):
    assert added(FACT, **changes) is None


def test_papers_of_one_owner_are_one_voice():
    made = story(FACT)
    assert addendum_to(made, summarise(made.lead), teller=lambda _: "group") is None


def test_what_may_not_be_printed_adds_nothing():
    assert added(FACT, text="") is None


def test_there_is_no_more_than_sixty_words():
    long = f"{LEAD} {'Fog lay over the sea around Tessa Island all night long. ' * 3}".strip()
    assert word_count(long) > 45
    assert added(FACT, told=long) is None


@given(
    st.lists(st.sampled_from([FACT, LEAD, "", "He said so.", "Ada! 43 ferry “Tessa"]), max_size=4)
)
def test_whatever_is_added_stands_in_an_article_that_is_not_the_lead(texts):
    made = story(*texts)
    found = addendum_to(made, summarise(made.lead))
    assert found is None or any(found.sentence in one.text for one in made.coverage)
