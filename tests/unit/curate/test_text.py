from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.curate.text import fold, number_of, tokens, words


def test_possessives_and_elisions_are_stripped():
    assert words("The minister's plan for L’Aquila") == ["the", "minister", "plan", "for", "aquila"]


def test_numbers_keep_their_decimals():
    assert words("a rate of 4.25% on 1,000") == ["a", "rate", "of", "4.25", "on", "1,000"]


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Málaga", "Malaga"),
        ("Erdoğan", "Erdogan"),
        ("Łódź", "Lodz"),
        ("İzmir", "Izmir"),
        ("Nguyễn", "Nguyen"),
        ("Ødegaard", "Odegaard"),
        ("Œuvre", "Oeuvre"),
    ],
)
def test_a_term_is_the_same_with_accents_and_without(written, bare):
    assert number_of(fold(written)) == number_of(fold(bare))


def test_signs_of_other_scripts_are_no_accents():
    assert number_of(fold("мой")) != number_of(fold("мои"))
    assert number_of(fold("हिन्दी")) != number_of(fold("हनद"))


def test_arabic_spellings_of_a_word_are_one():
    assert words("المَدِينَة") == words("مدينه") == ["مدينه"]


def test_letters_that_persian_and_urdu_write_otherwise_are_those_of_arabic():
    assert words("ماریا اکنون لیندهولم") == words("ماريا اكنون ليندهولم")


@pytest.mark.parametrize("written", ["٤٢٠ ٣٫٥", "۴۲۰ ۳٫۵", "४२० ३.५"])
def test_digits_of_other_scripts_are_the_same_number(written):
    assert words(written) == words("420 3.5")


def test_devanagari_words_keep_their_vowel_signs():
    assert tokens("भारत में भूकंप के झटके") == ["भारत", "भूकंप", "झटके"]


def test_chinese_and_japanese_are_pairs_of_characters():
    assert words("東京で地震 NHK") == ["東京", "京で", "で地", "地震", "nhk"]


@pytest.mark.parametrize(
    "text",
    [
        "ಭೂಕಂಪದಿಂದ ಹನ್ನೆರಡು ಮಂದಿ",
        "భూకంపంలో పన్నెండు మంది",
        "ഭൂകമ്പത്തിൽ പന്ത്രണ്ട് പേർ",
        "භූමිකම්පාවෙන් දොළොස් දෙනෙක්",
        "ས་ཡོམ་ བརྒྱབ་ ཡོད",
    ],
)
def test_words_of_any_script_keep_their_marks(text):
    assert words(text.replace("་", " ")) == fold(text.replace("་", " ")).split()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("กรุงเทพ", ["กรุง", "รุงเ", "งเท", "เทพ"]),
        ("เสียชีวิต12คน", ["เสีย", "สียชี", "ยชีวิ", "ชีวิต", "12", "คน"]),
        ("ภัย ๑๙", ["ภัย", "๑๙"]),
        ("ដី", ["ដី"]),
        ("ปี2569", ["ปี", "2569"]),
    ],
)
def test_scripts_of_indochina_are_threes_of_letters_with_their_marks(text, said):
    assert words(text) == said


def test_stopwords_of_every_language_are_dropped():
    said = "the und les los della para het على और"
    assert tokens(f"{said} Larmont") == ["larmont"]


def test_single_letters_are_dropped_but_digits_stay():
    assert tokens("plan B 7") == ["plan", "7"]


@given(st.text())
def test_any_text_gives_words_that_hold_no_space(text):
    assert not [word for word in words(text) if not word or any(char.isspace() for char in word)]
