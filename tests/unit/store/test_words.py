from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.store.words import expression, joined, spaced


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("treaty", '"treaty"*'),
        ("border treaty", '"border" AND "treaty"*'),
        ('"border treaty"', '"border treaty"'),
        ('"border treaty', '"border treaty"'),
        ("treaty -fish", '("treaty"*) NOT ("fish")'),
        ("-fish", ""),
        ("", ""),
        ('" - * ( )', ""),
        ("a", '"a"'),
        ("title:x OR y", '"title x" AND "OR" AND "y"'),
        ("漁業", '"漁 業"*'),
        ("Ze\u0301bra", '"Z\u00e9bra"*'),
        ("x\u0302y", '"xy"*'),
        ("e.g. O'Neill", '"e g" AND "O Neill"*'),
    ],
)
def test_words_become_quoted_strings(words, asked):
    assert expression(words) == asked


@pytest.fixture(scope="module")
def index():
    raw = sqlite3.connect(":memory:")
    raw.execute("CREATE VIRTUAL TABLE t USING fts5 (text, prefix = '2 3')")
    raw.execute("INSERT INTO t VALUES ('The border treaty was signed')")
    return raw


_ABUSE = st.text(alphabet="ab\"'*^:(){}+-\\\0 \n,漁NEAROTD", max_size=60) | st.text(max_size=300)


@given(words=_ABUSE)
def test_nothing_that_is_typed_is_an_error_of_the_index(index, words):
    if asked := expression(words):
        index.execute("SELECT * FROM t WHERE t MATCH ?", (asked,)).fetchall()


def test_a_search_is_no_longer_than_the_index_answers_at_once():
    assert expression("ab " * 10_000).count("AND") == 11
    assert len(expression("x" * 100_000)) < 210


@given(st.text(alphabet="ab 漁業協定かな。", max_size=40))
def test_what_is_set_apart_is_put_together_again(text):
    plain = " ".join(text.split())
    assert joined(spaced(plain)).replace(" ", "") == plain.replace(" ", "")


def test_only_letters_that_are_words_are_set_apart():
    assert spaced("The 漁業 law") == "The  漁  業  law"
    assert joined(spaced("漁業協定が署名された。")) == "漁業協定が署名された 。"
