from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.curate.make import article

from digest.compose.headline import cut, headline_of, preheader_for, subject_for
from digest.model import Slot, Story


def slot(headline, summary=""):
    return Slot(
        id=headline[:8], story=Story(id="s", lead=article(1)), headline=headline, summary=summary
    )


@pytest.mark.parametrize(
    "title",
    [
        "Storm hits coast - The Meridian",
        "Storm hits coast | Meridian",
        "The Meridian: world » Storm hits coast | THE MERIDIAN".removeprefix(
            "The Meridian: world » "
        ),
        "The Meridian – Storm hits coast",
        "  Storm\u2028hits\x0bcoast\x85 ",
        "Storm hits\x00 coast",
    ],
)
def test_mastheads_and_controls_are_taken_off(title):
    assert headline_of(article(1, title, publisher="The Meridian")) == "Storm hits coast"


def test_what_is_no_masthead_stays():
    title = "Rovers - Athletic 2:1 | a cup night"
    assert headline_of(article(1, title, publisher="The Meridian")) == title


def test_an_untitled_article_is_headed_by_its_own_words():
    assert headline_of(article(1, "", "A wall fell in Velden. " * 9)).startswith("A wall fell")
    assert headline_of(article(1, " ", publisher="The Meridian")) == "The Meridian"
    assert headline_of(article(1, "", publisher="", source="Desk")) == "Desk"


def test_a_short_headline_is_the_subject():
    assert subject_for(slot("Storm hits coast")) == "Storm hits coast"


@pytest.mark.parametrize(
    "slug",
    ["UPDATE 2-", "RPT-WRAPUP 3-", "BREAKING: ", "Breaking News | ", "EILMELDUNG – ", "عاجل: "],
)
def test_what_a_wire_says_to_desks_is_no_headline(slug):
    title = "Corvane recalls 1.1 million cars over brake software -sources"
    assert headline_of(article(1, slug + title)) == title


@pytest.mark.parametrize("title", ["Update on the storm", "Breaking the bank", "Urgent care shuts"])
def test_a_headline_of_such_words_stays(title):
    assert headline_of(article(1, title)) == title


def test_a_long_headline_ends_after_a_clause_or_at_a_word():
    clause = "Storm Brenna cuts power to thousands: schools on the coast stay shut on Monday"
    assert subject_for(slot(clause)) == "Storm Brenna cuts power to thousands"
    words = "Storm Brenna cuts power to thousands of homes on the northern coast"
    assert subject_for(slot(words)) == "Storm Brenna cuts power to thousands of homes…"


def test_the_preheader_goes_on_from_the_subject():
    heads = [slot("First"), slot("Second story"), slot("Third story"), slot("Fourth")]
    assert preheader_for("First", *heads) == "Second story · Third story"
    assert (
        preheader_for("Only", slot("Only", "What the only story says."))
        == "What the only story says."
    )


def test_the_preheader_is_no_bait_either():
    bait = slot("Das müssen Sie über den Tunnel wissen", "Der Tunnel ist offen. Er ist lang.")
    heads = [slot("First"), bait, slot("Third story")]
    assert preheader_for("First", *heads) == "Der Tunnel ist offen · Third story"
    asks = slot("Will it hold?")
    assert preheader_for("First", slot("First"), asks, slot("Ferry sinks")) == "Ferry sinks"
    hides = slot("Everything is different now", "The tunnel is open. It is long.")
    assert preheader_for("First", slot("First"), hides) == "The tunnel is open"


def test_the_preheader_begins_with_what_the_subject_left_of_the_headline():
    clause = "Storm Brenna cuts power to thousands: schools on the coast stay shut on Monday"
    told = preheader_for(subject_for(slot(clause)), slot(clause), slot("Second story"))
    assert told == "schools on the coast stay shut on Monday · Second story"
    words = "Storm Brenna cuts power to thousands of homes on the northern coast"
    assert preheader_for(subject_for(slot(words)), slot(words)) == "…on the northern coast"


def test_the_preheader_goes_on_from_a_subject_that_another_story_gave():
    long = "Bank cuts rates as inflation falls: lenders pass the whole of it on to their borrowers"
    heads = [slot("Is the treaty dead?"), slot(long), slot("Third story")]
    told = preheader_for("Bank cuts rates as inflation falls", *heads)
    assert told == "lenders pass the whole of it on to their borrowers · Third story"
    both = preheader_for(
        "Storm hits coast; Rovers win", slot("Storm hits coast"), slot("Rovers win")
    )
    assert both == ""
    own = preheader_for("In our own words", slot("Storm hits coast"), slot("Rovers win"))
    assert own == "Storm hits coast · Rovers win"


@given(st.text(max_size=300))
def test_limits_hold_for_any_headline(title):
    head = slot(headline_of(article(1, title)))
    assert head.headline
    assert len(subject_for(head)) <= 50
    assert len(preheader_for(subject_for(head), head, head, head)) <= 110
    assert len(head.headline.splitlines()) == 1


_TURNS = {"en": "but although", "fr": "mais", "es": "pero aunque", "it": "ma", "pt": "mas"}
_WORDS = st.lists(st.sampled_from(["Peter", "Halden", "ministers", "approved", "240"]), min_size=6)


@given(_WORDS, st.data(), _WORDS)
def test_limits_hold_for_sentences_that_turn_round_what_they_said(before, data, behind):
    tongue = data.draw(st.sampled_from(sorted(_TURNS)))
    turn = data.draw(st.sampled_from(_TURNS[tongue].split()))
    assert len(cut(" ".join([*before, turn, *behind]), tongue)) <= 50


def test_a_long_clause_that_turns_round_the_one_before_it_is_cut_off_with_it():
    told = (
        "The mayor of Elmsted, Peter Hale, approved 240 flats on the site of a former gasworks "
        "although his own engineers had advised against it, documents seen by the Herald show"
    )
    assert cut(told, "en") == "The mayor of Elmsted, Peter Hale…"
