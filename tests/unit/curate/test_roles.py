"""Two names, an act and a negation: as the sources have them, or refused."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.curate.ground import objection
from digest.curate.roles import mixed_up, speaker_of, swapped, turned_round

SUED = [
    """Brenton sues Halloway

The ferry firm Brenton Lines sued John Halloway in Larmont on Monday. It did not ask for money.
Halloway did not resign, and Ada Fennick thanked Karl Dorn."""
]


@pytest.mark.parametrize(
    "summary",
    [
        "Brenton Lines sued John Halloway on Monday.",
        "On Monday John Halloway was sued by Brenton Lines.",
        "John Halloway, sued by the firm Brenton Lines, did not resign.",
        "In Larmont the firm Brenton Lines is suing Minister John Halloway.",
        "Brenton Lines met John Halloway.",
        "Karl Dorn was thanked by Ada Fennick.",
        "Brenton's lawyers spoke with Halloway.",
    ],
)
def test_who_does_what_as_the_sources_say_may_stand(summary):
    assert swapped(summary, SUED) == ""


@pytest.mark.parametrize(
    ("summary", "act"),
    [
        ("John Halloway sued Brenton Lines on Monday.", "sued"),
        ("On Monday Brenton Lines was sued by John Halloway.", "sued"),
        ("Halloway is suing Brenton in Larmont.", "suing"),
        ("Karl Dorn thanked Ada Fennick.", "thanked"),
    ],
)
def test_names_that_have_changed_places_are_seen(summary, act):
    assert swapped(summary, SUED) == act


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        (
            "Brenton verklagte Halloway am Montag.",
            "Am Montag wurde Halloway von Brenton verklagt.",
            "Halloway hat Brenton verklagt.",
        ),
        (
            "Der Konzern Brenton übernimmt die Bäckerei Halloway.",
            "Halloway wird von Brenton übernommen.",
            "Halloway übernimmt Brenton.",
        ),
        (
            "Brenton a accusé Halloway lundi.",
            "Halloway a été accusé par Brenton.",
            "Halloway accuse Brenton.",
        ),
        (
            "Brenton demandó a Halloway el lunes.",
            "Halloway fue demandado por Brenton.",
            "Halloway demandó a Brenton.",
        ),
    ],
)
def test_other_languages_turn_a_sentence_round_in_their_own_way(source, right, wrong):
    assert swapped(right, (source,)) == ""
    assert swapped(wrong, (source,)) != ""


def test_an_act_in_other_words_is_the_same_act():
    source = "Brenton Lines filed a lawsuit against John Halloway in Larmont."
    assert swapped("Brenton Lines sued John Halloway.", (source,)) == ""
    assert swapped("John Halloway sued Brenton Lines.", (source,)) == "sued"


@pytest.mark.parametrize(
    ("source", "right", "wrong", "act"),
    [
        (
            "Ada Fennick resigned on Monday. Karl Dorn was arrested in Larmont.",
            "Karl Dorn was arrested, and Fennick resigned.",
            "Ada Fennick was arrested, and Dorn resigned.",
            "arrested",
        ),
        (
            "Ada Fennick trat am Montag zurück. Karl Dorn wurde in Larmont festgenommen.",
            "Karl Dorn wurde festgenommen.",
            "Karl Dorn trat zurück.",
            "trat zurück",
        ),
        (
            "Ada Fennick a démissionné lundi. Karl Dorn a été arrêté à Larmont.",
            "Ada Fennick a démissionné.",
            "Ada Fennick a été arrêtée.",
            "arrêtée",
        ),
        (
            "Ada Fennick dimitió el lunes. Karl Dorn fue detenido en Larmont.",
            "Karl Dorn fue detenido.",
            "Karl Dorn dimitió.",
            "dimitió",
        ),
    ],
)
def test_acts_of_two_persons_are_not_exchanged(source, right, wrong, act):
    assert mixed_up(source, (source,)) == mixed_up(right, (source,)) == ""
    assert mixed_up(wrong, (source,)) == act


@pytest.mark.parametrize(
    "source",
    [
        "Karl Dorn was arrested. Ada Fennick spoke to reporters. She was arrested on Tuesday.",
        "Karl Dorn and Ada Fennick were arrested on Monday. Fennick resigned.",
        "Karl Dorn was arrested. The police arrested Ada Fennick, too. Fennick resigned.",
        "Karl Dorn was arrested. Ada Fennick thanked the police.",
    ],
)
def test_who_else_did_it_is_left_open_where_the_sources_do_not_say(source):
    assert mixed_up("Ada Fennick was arrested.", (source,)) == ""


def test_two_of_one_name_are_told_apart():
    source = "Anna Berg sued Karl Berg in Larmont."
    assert swapped("Karl Berg sued Anna Berg.", (source,)) == "sued"
    assert swapped("Karl Berg was sued by Anna Berg.", (source,)) == ""


def test_both_ways_round_in_the_sources_leave_both_open():
    sources = ("Brenton sued Halloway.", "Then Halloway sued Brenton.")
    assert swapped("Halloway sued Brenton.", sources) == ""


@pytest.mark.parametrize(
    ("summary", "word"),
    [
        ("John Halloway resigned.", "resigned"),
        ("Brenton Lines never sued John Halloway.", "sued"),
        ("The firm Brenton Lines hasn’t sued Halloway.", "sued"),
    ],
)
def test_what_is_denied_here_and_not_there_is_seen(summary, word):
    assert turned_round(summary, SUED) == word


@pytest.mark.parametrize(
    "summary",
    [
        "John Halloway did not resign.",
        "John Halloway refused to resign.",
        "Brenton Lines sued John Halloway.",
        "Ada Fennick sang.",
    ],
)
def test_what_is_denied_in_both_or_in_none_may_stand(summary):
    assert turned_round(summary, SUED) == ""


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“”, said Ada Fennick, criticising John Halloway.", {"ada", "fennick"}),
        ("Ada Fennick, a nurse who knows John, said: “”", {"john"}),
        ("Ada Fennick told him: “”", {"ada", "fennick"}),
        ("“” stands on the wall.", set()),
        ("“”, he said.", set()),
    ],
)
def test_who_says_it_stands_beside_the_verb(sentence, speaker):
    assert speaker_of(sentence) == speaker


QUOTED = [
    """Ferry sinks off Tessa

“We will never forget it,” said Ada Fennick, and blamed John Halloway. A ferry with many people
on board sank in fog off the island of Tessa late on Monday evening."""
]
SINKS = "A ferry with many people on board sank in fog off the island of Tessa late on Monday."


def test_a_quotation_of_another_speaker_in_its_sentence_is_refused():
    assert objection(f"{SINKS} “We will never forget it,” said Ada Fennick.", QUOTED) == ""
    said = objection(f"{SINKS} “We will never forget it,” said John Halloway.", QUOTED)
    assert "other names" in said


def test_a_summary_is_refused_for_its_roles_and_its_denials():
    more = "It sank after a long night of storms that had kept the harbour of Larmont shut."
    sources = (f"{SINKS} {more} Brenton Lines sued John Halloway, and Karl Dorn did not resign.",)
    assert objection(f"{SINKS} Brenton Lines sued John Halloway.", sources) == ""
    assert "way round" in objection(f"{SINKS} John Halloway sued Brenton Lines.", sources)
    assert "denied" in objection(f"{SINKS} In Larmont, Karl Dorn resigned.", sources)


SAID = st.sampled_from(["Ada Fennick", "Dorn", "sued", "met", "not", "the", "by", "was", "Brenton"])


@given(st.lists(SAID, min_size=1, max_size=12).map(lambda words: f"{' '.join(words)}."))
def test_no_sentence_is_at_odds_with_itself(sentence):
    assert swapped(sentence, (sentence,)) == ""
    assert turned_round(sentence, (sentence,)) == ""


@pytest.mark.parametrize(
    "piece", ["Ada sued Dorn, ", "Ada ", "not sued ", "Ada, by ", "said “Ada” "]
)
def test_hostile_text_costs_no_more_than_its_length(piece):
    source = piece * (40_000 // len(piece))
    begun = process_time()
    objection(f"{SINKS} Brenton Lines sued John Halloway.", (source, SINKS))
    assert process_time() - begun < 3
