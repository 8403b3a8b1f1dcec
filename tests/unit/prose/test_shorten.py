from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.prose.shorten import shorten


def test_scripts_without_spaces_are_cut_between_characters():
    assert shorten("東京" * 50, 60) == "東京" * 29 + "東…"
    assert shorten("कि" * 50, 60) == "कि" * 29 + "…"


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("ab\U0001f1eb\U0001f1f7\U0001f1e9\U0001f1ea!", 6, "ab\U0001f1eb\U0001f1f7…"),
        ("ab\U0001f1eb\U0001f1f7\U0001f1e9\U0001f1ea", 5, "ab\U0001f1eb\U0001f1f7…"),
        ("abc\U0001f44b\U0001f3fdxyz", 5, "abc…"),
        ("abc\U0001f469\u200d\U0001f467xyz", 6, "abc…"),
        ("abc\U0001f3f4\U000e0067\U000e0062\U000e007fxyz", 6, "abc…"),
    ],
    ids=["two-flags", "one-flag", "skin", "family", "tags"],
)
def test_flags_and_people_are_not_cut_in_half(text, limit, kept):
    assert shorten(text, limit) == kept


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("រងគ្រោះ", 6, "រង…"),
        ("মুক্তি", 5, "মু…"),
        ("တက္ကသိုလ်", 4, "တ…"),
        ("ประเทศ", 4, "ประ…"),
        ("ປະເທດ", 4, "ປະ…"),
    ],
    ids=["khmer", "bengali", "burmese", "thai", "lao"],
)
def test_two_letters_that_are_written_as_one_and_a_vowel_before_its_letter_stay_together(
    text, limit, kept
):
    assert shorten(text, limit) == kept


@given(st.text(max_size=120), st.integers(min_value=2, max_value=60))
def test_shortened_text_fits(text, limit):
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or short.endswith("…")
