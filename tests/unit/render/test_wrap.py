from __future__ import annotations

from itertools import pairwise

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


@given(
    st.lists(st.text("a\u00e9\u2019\u00a0,", min_size=1, max_size=9), max_size=20),
    st.integers(0, 24),
)
def test_each_line_takes_as_many_words_as_fit(words, width):
    words = [word.strip("\u00a0") or "x" for word in words]
    lines = wrap("  ".join(words), width).split("\n")
    assert [word for line in lines for word in line.split(" ") if word] == words
    for line, following in pairwise(lines):
        assert len(line) + 1 + len(following.split(" ")[0]) > width
    assert all(len(line) <= width or " " not in line for line in lines)
