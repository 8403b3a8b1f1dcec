from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.render.wrap import columns, wrap


def test_lines_hold_at_most_seventy_two_columns():
    assert all(columns(line) <= 72 for line in wrap("word " * 60).split("\n"))


def test_a_url_is_never_broken():
    url = "https://news.example/" + "long/" * 30
    assert url in wrap(f"Read {url} now").split("\n")


def test_chinese_and_japanese_wrap_by_width_and_not_before_a_full_stop():
    lines = wrap("海" * 35 + "。" + "の" * 40).split("\n")
    assert all(columns(line) <= 74 for line in lines)
    assert len(lines) > 1
    assert not any(line.startswith("。") for line in lines)


def test_marks_take_no_column():
    assert columns("e\u0301") == 1
    assert columns("海") == 2


def test_every_line_stands_behind_the_indent():
    assert wrap("a b", 5, "  ") == "  a b"
    assert wrap("aaa bbb", 5, "  ") == "  aaa\n  bbb"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_nothing_is_lost(text):
    assert "".join(wrap(text, 20).split()) == "".join(text.split())


@pytest.mark.parametrize("width", range(3, 30))
def test_no_line_ends_at_a_space_that_binds(width):
    lines = wrap("  booked to 95\u00a0% from Lunde,  said 3\u00a0% ", width).splitlines()
    assert " ".join(lines) == "booked to 95\u00a0% from Lunde, said 3\u00a0%"
    assert not any(line.startswith("%") for line in lines)
