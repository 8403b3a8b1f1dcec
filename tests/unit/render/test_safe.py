from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.render.safe import clean, direction, image_url, language_direction, link, phrase


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " JavaScript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//news.example/x",
        "/x",
        "https://",
        "https:news.example",
        "https://[::1",
        "",
        None,
    ],
)
def test_only_the_web_and_mail_may_be_linked(url):
    assert link(url) == ""


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://news.example/a?id=5&x=y#z", "https://news.example/a?id=5&x=y#z"),
        ("http://news.example:8080/%C3%A4", "http://news.example:8080/%C3%A4"),
        ("https://news.example/ä b", "https://news.example/%C3%A4%20b"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://news.example/\"x'", "https://news.example/%22x%27"),
        ("https://news.example/{{ x }}", "https://news.example/%7B%7B%20x%20%7D%7D"),
        ("mailto:a@news.example", "mailto:a@news.example"),
    ],
)
def test_a_link_is_plain_ascii_so_that_no_inliner_rewrites_it(url, printed):
    assert link(url) == printed


def test_a_link_cannot_carry_a_readers_field():
    assert "__DIGEST_" not in link("https://evil.example/?u=__DIGEST_UNSUBSCRIBE_URL__")


def test_pictures_come_from_the_web_only():
    assert image_url("mailto:a@news.example") == ""
    assert image_url("https://news.example/a.png") == "https://news.example/a.png"


@given(st.text())
@example("a\r\x1b\x85b")
def test_clean_text_is_one_line_of_printable_characters(text):
    said = clean(text)
    assert said == clean(said)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in said)
    assert "\u2028" not in said
    said.encode()


def test_text_cannot_hold_a_field():
    assert "__DIGEST_" not in clean("Dear __DIGEST_NAME__")
    assert "__DIGEST_" not in clean("__DIGEST\x00_NAME__")


def test_what_would_turn_the_rest_of_the_line_around_is_dropped():
    assert clean("a\u202eb\u2066c") == "abc"
    assert clean("family \U0001f468\u200d\U0001f469\u200d\U0001f467") == (
        "family \U0001f468\u200d\U0001f469\u200d\U0001f467"
    )


def test_direction_is_that_of_the_first_strong_letter():
    assert direction("2026: وزراء") == "rtl"
    assert direction("NATO في") == "ltr"
    assert direction("2026") == ""
    assert language_direction("ar-EG") == "rtl"
    assert language_direction("en") == "ltr"


@pytest.mark.parametrize(
    ("text", "declared", "edition", "marked"),
    [
        ("Plain", "en", "en", ("", "", "")),
        ("Plain", "und", "en", ("", "", "")),
        ("Schlicht", "de", "en", ("de", "", "")),
        ("وزراء", "und", "en", ("ar", "rtl", "arab")),
        ("وزیران", "fa", "en", ("fa", "rtl", "arab")),
        ("وزراء", "en", "en", ("ar", "rtl", "arab")),
        ("שלום", "und", "en", ("he", "rtl", "hebr")),
        ("हिमालय", "und", "en", ("hi", "", "deva")),
        ("ニュース", "und", "en", ("ja", "", "jpan")),
        ("Plain", "en", "ar", ("en", "ltr", "")),
        ("Plain", '"><script>', "en", ("", "", "")),
    ],
)
def test_foreign_words_are_marked_as_such(text, declared, edition, marked):
    said = phrase(text, declared, edition)
    assert (said.lang, said.dir, said.script) == marked
