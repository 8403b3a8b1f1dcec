from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.curate.facts import heard_in
from digest.curate.text import tokens
from digest.curate.unheard import ENOUGH, moments_in, retells, unheard_in

TOLD = "The terminal at Brack has had no passengers for months. Its owner wants to sell."
HEARD = heard_in([TOLD])
MUCH = HEARD | {f"x{number}" for number in range(ENOUGH)}


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("The terminal at Brack was mothballed.", ()),
        ("The terminal at Brack was mothballed for good by its creditors.", ("mothballed", "good")),
        ("Bulldozers flattened the terminal at Brack.", ("bulldozers", "flattened")),
        ("The owner of the terminal wants to sell.", ()),
        ("Passengers have not used the terminal for months.", ()),
    ],
)
def test_enough_words_of_a_sentence_have_to_be_new(text, new):
    assert unheard_in(text, MUCH)[: len(new)] == new
    assert bool(unheard_in(text, MUCH)) == bool(new)


def test_where_little_was_told_others_only_say_it_in_other_words():
    text = "Bulldozers flattened the terminal at Brack."
    assert unheard_in(text, HEARD) == ()
    assert unheard_in(text, HEARD, again=True) == ("bulldozers", "flattened")


def test_of_an_outlet_that_comes_again_one_word_of_a_short_sentence_is_enough():
    mothballed = "The terminal at Brack was mothballed."
    assert unheard_in(mothballed, HEARD, again=True) == ("mothballed",)
    assert unheard_in("The owner wants to sell the terminal.", HEARD, again=True) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The terminal at Brack could be flattened by bulldozers.",
        "Unless bulldozers arrive creditors keep the terminal.",
        "Reports that bulldozers flattened the terminal were false.",
    ],
)
def test_what_may_be_or_is_false_is_no_act(text):
    assert unheard_in(text, MUCH) == ()
    assert unheard_in(text, MUCH, again=True) == ()


def test_what_others_say_was_not_done_is_nothing_new():
    text = "No bulldozers flattened the terminal."
    assert unheard_in(text, MUCH) == ()
    assert unheard_in(text, MUCH, again=True) == ("bulldozers", "flattened")


@pytest.mark.parametrize(
    "text",
    [
        "A government spokesman confirmed the sale of the terminal yesterday morning.",
        "Police officers said the terminal at Brack has a new owner, according to a statement.",
    ],
)
def test_who_says_it_and_when_is_nothing_new(text):
    assert unheard_in(text, heard_in([TOLD, "sale"]), again=True) == ()


def test_a_sentence_of_which_nothing_was_told_is_about_something_else():
    assert unheard_in("Mira plays chess on a train.", MUCH, again=True) == ()


def test_words_that_are_known_otherwise_are_not_new():
    text = "Bulldozers flattened the terminal at Brack."
    assert unheard_in(text, MUCH, frozenset(["bulldozers"])) == ()


def test_a_word_inside_a_longer_one_was_told():
    told = "Der Minister stolpert über einen Hafenvertrag."
    later = "Der Minister erläuterte die Einzelheiten des Vertrags."
    every = unheard_in(later, heard_in([told]), again=True)
    assert every == ("erläuterte", "einzelheiten", "vertrags")
    found = unheard_in(later, heard_in([told]), inside=told.lower(), again=True)
    assert found == ("erläuterte", "einzelheiten")


def test_a_headline_says_it_in_other_words_anyway():
    headline = "Brack terminal flattened, creditors dismayed"
    assert unheard_in(headline, MUCH, headline=True) != ()
    longer = "Brack terminal for passengers flattened, creditors dismayed"
    assert unheard_in(longer, MUCH) != ()
    assert unheard_in(longer, MUCH, headline=True) == ()
    assert unheard_in(longer, MUCH, headline=True, again=True) != ()


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Four bulldozers came on Monday.", True),
        ("4 bulldozers came.", True),
        ("Bulldozers came on Monday.", True),
        ("Am Montag kamen Planierraupen.", False),
        ("Five bulldozers came on Friday.", False),
    ],
)
def test_who_says_again_when_or_how_many_retells(text, again):
    told = moments_in("On Monday owners sent for four bulldozers.")
    assert retells(text, told) is again


@given(st.text(max_size=300), st.booleans(), st.booleans())
def test_what_was_told_word_by_word_is_never_new(text, again, headline):
    assert unheard_in(text, heard_in([text]), again=again, headline=headline) == ()


@given(st.text(max_size=300))
def test_only_words_of_the_text_are_new(text):
    assert set(unheard_in(text, HEARD, again=True)) <= set(tokens(text))
