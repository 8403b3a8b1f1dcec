from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.curate.numerals import numbers_in, placed_in, value_of
from digest.curate.text import words


def values(text):
    return [value for _, _, value in numbers_in(words(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nineteen of twenty-one", [19, 21]),
        ("1,200 and 1.200 and 12", [1200, 1200, 12]),
        ("einundzwanzig, neunzehn, dreißig", [21, 19, 30]),
        ("vingt et un, dix-neuf, soixante-douze", [21, 19, 72]),
        ("veintidós, treinta y uno", [22, 31]),
        ("خمسة عشر وتسعة وثلاثون", [15, 39]),
        ("12 15", [12, 15]),
        ("no numbers at all", []),
        ("Once in a week the court sits; an elf was seen at Sept", []),
        ("Once muertos en un choque y dos heridos", [11, 2]),
        ("o presidente dos Estados Unidos não vem com doze", []),
        ("een motie ten gunste van het plan", []),
        ("elf Tote und zehn Verletzte", [11, 10]),
        ("sept blessés", [7]),
        ("3.5 or 10:45", []),
    ],
)
def test_numbers_in_digits_and_in_words(text, found):
    assert values(text) == found


def test_other_digits_than_those_of_ascii_count():
    assert value_of("١٢") == 12


@given(st.lists(st.text(min_size=1), max_size=6))
def test_any_words_can_be_read(said):
    assert all(0 <= at < len(said) for _, at, _ in numbers_in(said))


def test_numbers_stand_in_places_by_the_words_around_them():
    said = words("It killed nine people in the port and 4.5 tons")
    assert list(placed_in(said)) == [
        ("killed ", "9"),
        (" people", "9"),
        ("port ", "4.5"),
        (" tons", "4.5"),
    ]
    assert [value for _, value in placed_in(said, spelt=False)] == ["4.5", "4.5"]
