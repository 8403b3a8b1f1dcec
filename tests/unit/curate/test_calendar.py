from __future__ import annotations

import pytest

from digest.curate.calendar import undated, weekdays_in
from digest.curate.text import words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Storm on 27 March at 12:00, they say", "Storm on at , they say"),
        ("Am 3. März um 7.30 Uhr kam er", "Am um kam er"),
        ("March of the 300", "March of the 300"),
        ("Kiel gewinnt 28:25 in Ulm", "Kiel gewinnt 28:25 in Ulm"),
        ("No day at all", "No day at all"),
    ],
)
def test_days_and_times_are_no_sign_of_one_event(text, left):
    assert " ".join(undated(text)[0].split()) == left


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On Monday, and again on Sunday; Monday was wet", 1 | 64),
        ("Am Dienstag regnet es", 2),
        ("El miércoles llueve", 4),
        ("أمطار يوم الاثنين", 1),
        ("مقتل اثنين في حادث", 0),  # two
        ("No day at all", 0),
    ],
)
def test_weekdays_are_known_in_any_language(text, days):
    assert weekdays_in(words(text)) == days
