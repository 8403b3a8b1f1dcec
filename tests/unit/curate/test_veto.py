from __future__ import annotations

from tests.unit.curate.make import QUAKE, QUAKE_ELSEWHERE, QUAKE_RETOLD

from digest.curate.text import tokens
from digest.curate.veto import look_alike, profile


def seen(title, text=""):
    return profile(title, text, tokens(f"{title} {text}"))


def test_two_quakes_in_two_towns_look_alike():
    assert look_alike(
        seen("Earthquake hits Larmont", QUAKE), seen("Earthquake hits Velden", QUAKE_ELSEWHERE)
    )


def test_one_quake_told_twice_does_not():
    assert not look_alike(
        seen("Earthquake hits Larmont", QUAKE), seen("Rescuers dig in Larmont", QUAKE_RETOLD)
    )


def test_a_rising_toll_is_the_same_event():
    assert not look_alike(seen("At least 9 dead in Larmont"), seen("Toll rises to 15 in Larmont"))


def test_other_scores_against_another_club_are_two_matches():
    assert look_alike(
        seen("Cup: holders Rovers beat United 2-1", "The match of Rovers was long, Rovers won."),
        seen("Cup: holders Rovers beat Athletic 3-0", "A short match for Rovers, said Rovers."),
    )


def test_a_title_without_names_vetoes_nothing():
    assert not look_alike(
        seen("Minister steps down", "The minister left."), seen("Okafor quits", "Okafor went.")
    )


def test_endings_do_not_make_another_name():
    assert not look_alike(
        seen("Police clear square in Larmont"), seen("Square cleared by Larmonter police")
    )


def test_capitals_of_a_title_in_title_case_mean_nothing():
    assert not look_alike(
        seen("Strong Quake Kills Nine", "A strong quake kills nine."),
        seen("Deadly Tremor Shakes Port", "A deadly tremor shakes the port."),
    )
