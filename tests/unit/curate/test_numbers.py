from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.curate.numbers import fractions_in, in_digits, is_score, scored


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ("1,200 homes", "1200 homes"),
        ("1.200 Häuser", "1200 Häuser"),
        ("1 200 maisons", "1200 maisons"),
        ("1.2 thousand homes", "1200 homes"),
        ("1,25 Millionen Euro", "1250000 Euro"),
        ("une trentaine de blessés", "30 de blessés"),
        ("3.5 percent", "3.5 percent"),
        ("3,5 Prozent", "3.5 Prozent"),
        ("٣٫٥ في المئة", "3.5 في المئة"),
        ("१२ लोग, ۱۲ نفر", "12 लोग, 12 نفر"),
        ("ل 1٬200 شخص", "ل 1200 شخص"),
        ("die Zahlen 3,4,5 und 6", "die Zahlen 3,4,5 und 6"),
    ],
)
def test_one_number_has_one_spelling(told, plain):
    assert in_digits(told) == plain


@pytest.mark.parametrize(
    "told", ["3:1", "3-1", "3–1", "3 : 1", "3 - 1", "1:3", "1-3", "3 à 1", "3 zu 1", "3 a 1", "٣-١"]
)
@pytest.mark.parametrize("text", ["Rovers win {}.", "({}) in Larmont", "a {} win", "{} gegen Ulm"])
def test_a_score_is_one_number_from_both_sides(text, told):
    assert in_digits(text.format(told)) == text.format("3:1")


@pytest.mark.parametrize(
    "text",
    [
        "3-5 years",
        "18-24 Jahre",
        "3 à 5 ans",
        "de 20 à 12 milliards",
        "from 20 to 12",
        "am 2026-11-27",
        "um 20:15 Uhr",
        "2024-25",
        "an F-16",
        "030-123-456",
        "3.2-1.5",
    ],
)
def test_what_is_no_score_stays(text):
    assert scored(text) == text


@pytest.mark.parametrize(
    ("word", "score"),
    [("3:1", True), ("118:109", True), ("3", False), ("3:a", False), (":", False)],
)
def test_a_score_is_known_as_it_is_written(word, score):
    assert is_score(word) is score


@pytest.mark.parametrize(
    ("told", "percent"),
    [("a third of it", {"33"}), ("zwei Drittel", {"66", "67"}), ("la mitad", {"50"}), ("x", set())],
)
def test_a_part_is_a_percentage(told, percent):
    assert fractions_in(told) == percent


@given(st.text(alphabet="0123456789., milthousand"))
def test_any_text_can_be_brought_to_digits_again(text):
    assert in_digits(in_digits(text)) == in_digits(in_digits(in_digits(text)))
