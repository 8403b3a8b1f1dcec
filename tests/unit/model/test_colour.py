"""Contrast as WCAG works it out; figures of its own test pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.colour import BLACK, WHITE, Colour

COLOURS = st.builds(Colour, *[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    first, second = Colour.read(one), Colour.read(other)
    assert first.contrast(second) == pytest.approx(ratio, abs=0.01)
    assert second.contrast(first) == first.contrast(second)


@given(COLOURS, COLOURS, st.floats(0, 1))
def test_what_lies_between_two_colours_is_no_further_from_either(one, other, share):
    between = one.towards(other, share)
    assert all(
        min(pair) <= part <= max(pair) for part, *pair in zip(between, one, other, strict=True)
    )
    assert (one.towards(other, 0), one.towards(other, 1)) == (one, other)


@given(COLOURS)
def test_it_is_read_as_it_is_written(colour):
    assert Colour.read(str(colour)) == colour
    assert 0 == BLACK.luminance <= colour.luminance <= WHITE.luminance == pytest.approx(1)


@pytest.mark.parametrize("text", ["#fff", "red", "", "#1234567"])
def test_another_form_is_refused(text):
    with pytest.raises(ValueError, match=r"hexadecimal|unpack"):
        Colour.read(text)
