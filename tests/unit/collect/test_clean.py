from __future__ import annotations

import unicodedata
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect import clean


@pytest.mark.parametrize(
    "break_", ["\u2028", "\u2029", "\x0b", "\x85", "\x0c", "\r\n", "\x00", "\t"]
)
def test_what_breaks_a_mail_header_becomes_a_space(break_: str):
    assert clean.clean_line(f"Storm{break_}warning") == "Storm warning"


@given(st.text())
def test_any_line_can_stand_in_a_subject(text: str):
    line = clean.clean_line(text)
    message = EmailMessage()
    message["Subject"] = line

    assert len(line) <= clean.TITLE_CHARS
    assert clean.clean_line(line) == line
    assert message["Subject"] == line


@given(
    st.text(st.sampled_from("aé \n\t\u0301\u00a0\u2003\u200d\u202e\ud800\u1100\u1161"), max_size=12)
)
def test_a_plain_line_is_seen_to_be_one(text: str):
    plain = text.translate({0xD800: "\ufffd", 0x202E: ""})
    line = " ".join(unicodedata.normalize("NFC", plain).split())
    assert clean.clean_line(text) == (line if set(line) - set(" \u0301\u200d") else "")


@pytest.mark.parametrize(
    "title",
    [
        "\U000e0041\U000e0042",
        "\u200d",
        "\u2063\u2063",
        "\u3164",
        "\u2800 \uffa0",
        "\ufe0f",
        "\U0001d173",
    ],
    ids=ascii,
)
def test_a_line_of_which_nothing_is_seen_is_none(title: str):
    assert clean.clean_line(title) == ""
    assert clean.clean_line(f"{title}Storm").endswith("Storm")


@pytest.mark.parametrize("title", ["\U0001f389", "?", "\u0e01\u0e47", "\u1110\u1161"])
def test_a_line_of_which_a_little_is_seen_stays(title: str):
    assert clean.clean_line(title) == unicodedata.normalize("NFC", title)


def test_marks_that_turn_the_direction_are_taken_out():
    assert clean.clean_line("abc\u202egnp.exe\u202c") == "abcgnp.exe"


def test_joiners_that_spell_words_stay():
    assert clean.clean_line("می\u200cخواهم") == "می\u200cخواهم"


def test_a_long_line_is_cut_at_a_word():
    line = clean.clean_line("word " * 300)

    assert len(line) <= clean.TITLE_CHARS
    assert line.endswith("word…")


def test_words_can_not_pose_as_headings():
    assert clean.clean_text("## Not a heading\n\n# ## Nor this") == "Not a heading\n\nNor this"
    assert clean.clean_text("#hashtag stays") == "#hashtag stays"


def test_a_text_is_capped_at_a_paragraph():
    text = clean.join(["x" * 90_000] * 4)

    assert len(text) <= clean.TEXT_CHARS
    assert text.count("\n\n") == 1


@given(st.text())
def test_a_clean_text_stays_as_it_is(text: str):
    once = clean.clean_text(text)

    assert clean.clean_text(once) == once


@pytest.mark.parametrize("one", ["👨\u200d👩\u200d👧", "🇩🇪", "👍🏽", "क्ष", "e\u0323\u0302"])
@pytest.mark.parametrize("limit", range(7, 14))
def test_a_line_is_cut_between_characters_as_they_are_read(one: str, limit: int):
    cut = clean.clean_line(one * 20, limit)
    whole = clean.clean_line(one)

    assert len(cut) <= limit
    assert cut.endswith("…")
    assert cut[:-1] == whole * ((len(cut) - 1) // len(whole))
