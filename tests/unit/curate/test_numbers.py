from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.curate.numbers import fractions_in, in_digits


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
    ("told", "percent"),
    [("a third of it", {"33"}), ("zwei Drittel", {"66", "67"}), ("la mitad", {"50"}), ("x", set())],
)
def test_a_part_is_a_percentage(told, percent):
    assert fractions_in(told) == percent


@given(st.text(alphabet="0123456789., milthousand"))
def test_any_text_can_be_brought_to_digits_again(text):
    assert in_digits(in_digits(text)) == in_digits(in_digits(in_digits(text)))
