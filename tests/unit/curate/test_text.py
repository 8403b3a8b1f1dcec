from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.curate.text import tokens, words


def test_possessives_and_elisions_are_stripped():
    assert words("The minister's plan for L’Aquila") == ["the", "minister", "plan", "for", "aquila"]


def test_numbers_keep_their_decimals():
    assert words("a rate of 4.25% on 1,000") == ["a", "rate", "of", "4.25", "on", "1,000"]


def test_arabic_spellings_of_a_word_are_one():
    assert words("المَدِينَة") == words("مدينه") == ["مدينه"]


def test_devanagari_words_keep_their_vowel_signs():
    assert tokens("भारत में भूकंप के झटके") == ["भारत", "भूकंप", "झटके"]


def test_chinese_and_japanese_are_pairs_of_characters():
    assert words("東京で地震 NHK") == ["東京", "京で", "で地", "地震", "nhk"]


def test_stopwords_of_every_language_are_dropped():
    said = "the und les los della para het على और"
    assert tokens(f"{said} Larmont") == ["larmont"]


def test_single_letters_are_dropped_but_digits_stay():
    assert tokens("plan B 7") == ["plan", "7"]


@given(st.text())
def test_any_text_gives_words_that_hold_no_space(text):
    assert not [word for word in words(text) if not word or any(char.isspace() for char in word)]
