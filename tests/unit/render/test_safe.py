from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.render.safe import (
    _RIGHT,
    clean,
    direction,
    image_url,
    language_direction,
    link,
    phrase,
)


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


def test_direction_is_that_of_most_letters():
    assert direction("2026: وزراء") == "rtl"
    assert direction("iPhone 17 يصل إلى الأسواق") == "rtl"
    assert direction("محمد صلاح scores twice in Liverpool") == "ltr"
    assert direction("ab גד") == "ltr"
    assert direction("NATO في") == "ltr"
    assert direction("2026") == ""
    assert language_direction("ar-EG") == "rtl"
    assert language_direction("en") == "ltr"


def test_no_letter_that_runs_from_the_right_is_passed_over():
    letters = map(chr, range(sys.maxunicode + 1))
    right = [one for one in letters if unicodedata.bidirectional(one) in {"R", "AL"}]
    assert all(map(_RIGHT.match, right))


@given(st.text(st.sampled_from("ab\u00e9\u4e2d\u05d0\u0628 1\u2013%\u0301"), max_size=12))
def test_direction_is_a_count_of_letters(text):
    kinds = [unicodedata.bidirectional(one) for one in text]
    left, right = kinds.count("L"), kinds.count("R") + kinds.count("AL")
    strong = [kind for kind in kinds if kind in {"L", "R", "AL"}]
    first = ("ltr" if strong[0] == "L" else "rtl") if strong else ""
    assert direction(text) == (first if left == right else "ltr" if left > right else "rtl")


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
        ("内閣は予算案を可決", "und", "en", ("ja", "", "jpan")),
        ("予算案可決", "ja", "en", ("ja", "", "jpan")),
        ("议会通过预算案", "zh", "en", ("zh", "", "hans")),
        ("議會通過預算案", "zh-TW", "en", ("zh-TW", "", "hant")),
        ("議會通過預算案", "zh-Hant", "zh", ("", "", "hant")),
        ("议会通过预算案", "und", "en", ("", "", "hans")),
        ("议会通过预算案", "zh", "zh-CN", ("", "", "")),
        ("국회가 예산안을 통과", "und", "en", ("ko", "", "kore")),
        ("รัฐบาลอนุมัติงบ", "th", "en", ("th", "", "uncased")),
        ("ආණ්ඩුව අනුමත කළේය", "si", "en", ("si", "", "uncased")),
        ("நிதிநிலை அறிக்கை", "und", "en", ("", "", "uncased")),
        ("Совет принял бюджет", "ru", "en", ("ru", "", "")),
        ("Museum 故宮 opens", "en", "en", ("", "", "")),
        ("Plain", "en", "ar", ("en", "ltr", "cased")),
        ("Совет", "ru", "he", ("ru", "ltr", "cased")),
        ("Plain 12", "en", "hi", ("en", "", "cased")),
        ("Plain", "en", "ja", ("en", "", "")),
        ("2.1 %", "und", "ar", ("", "ltr", "cased")),
        ("€ 2.1", "und", "ar", ("", "ltr", "cased")),
        ("2.1", "und", "ar", ("", "", "cased")),
        ("٢٫١ ٪", "und", "ar", ("", "", "")),
        ("2.1 %", "und", "ja", ("", "", "")),
        ("Plain", '"><script>', "en", ("", "", "")),
    ],
)
def test_foreign_words_are_marked_as_such(text, declared, edition, marked):
    said = phrase(text, declared, edition)
    assert (said.lang, said.dir, said.script) == marked


_ARABIC = "تبدأ المبيعات في متاجر القاهرة يوم الجمعة"


@pytest.mark.parametrize(
    ("text", "declared", "whole", "way"),
    [
        ("iPhone 17 يصل إلى الأسواق", "ar", "", "rtl"),
        ("iPhone 17 Pro Max: سعر", "ar", "", "rtl"),
        ("iPhone 17 Pro Max: سعر", "und", "", "ltr"),
        ("iPhone 17 Pro Max: سعر", "und", _ARABIC, "rtl"),
        ("OpenAI משיקה מודל", "he", "", "rtl"),
        ("Microsoft Azure: תקלה", "he", "", "rtl"),
        ("عبد الفتاح السيسي meets Biden", "en", "", "ltr"),
        ("محمد صلاح scores twice in Liverpool", "und", "", "ltr"),
        ("iPhone 17 يصل إلى الأسواق", "en", f"iPhone 17 {_ARABIC} {_ARABIC}", "rtl"),
        ("iPhone 17 Pro Max", "ar", _ARABIC, "ltr"),
    ],
)
@pytest.mark.parametrize("edition", ["en", "ar"])
def test_a_name_in_other_letters_does_not_turn_the_line(text, declared, whole, way, edition):
    said = phrase(text, declared, edition, f"{text} {whole}")
    assert said.way == way
    assert said.dir == ("" if way == language_direction(edition) else way)


def test_a_name_in_other_letters_does_not_give_its_language_or_font():
    english = phrase("محمد صلاح scores twice in Liverpool", "en", "en")
    assert (english.lang, english.script) == ("", "")
    arabic = phrase("iPhone 17 يصل إلى الأسواق", "und", "en")
    assert (arabic.lang, arabic.script) == ("ar", "arab")
    japanese = phrase("iPhone 17が発売", "ja", "en")
    assert (japanese.lang, japanese.script) == ("ja", "jpan")


def test_in_plain_text_a_mark_keeps_a_line_that_a_foreign_name_opens():
    assert phrase("iPhone 17 يصل إلى الأسواق", "ar", "ar").apart == (
        "\u2068\u200fiPhone 17 يصل إلى الأسواق\u2069"
    )
    assert phrase("محمد صلاح scores in Liverpool", "en", "ar").apart == (
        "\u2068\u200eمحمد صلاح scores in Liverpool\u2069"
    )
    assert phrase("وزراء", "ar", "ar").apart == "وزراء"


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("بنسبة إشغال 95 % بين", "بنسبة إشغال 95\u00a0% بين"),
        ("١٢ ٪ and 3 ‰", "١٢\u00a0٪ and 3\u00a0‰"),
        ("a % of 5% and 5 percent", "a % of 5% and 5 percent"),
        ("Belsat : 120 000 abonnés !", "Belsat\u00a0: 120\u00a0000 abonnés\u00a0!"),
        ("Il dit « oui » ; elle, non", "Il dit «\u00a0oui\u00a0»\u00a0; elle, non"),
        ("Herons beat Ravens 3-1, vote 8-3.", "Herons beat Ravens 3\u20111, vote 8\u20113."),
        ("the 2025-26 season", "the 2025\u201126 season"),
        ("call 555-1234-5, see n.example/2026-11", "call 555-1234-5, see n.example/2026-11"),
        ("on 2026-11-27, COVID-19, 1.5-2.5", "on 2026-11-27, COVID-19, 1.5-2.5"),
        ("فاز الفريق 3-1 أمس", "فاز الفريق 3-1 أمس"),
        ("3-1", "3-1"),
        ("« Oui »", "«\u00a0Oui\u00a0»"),
        ("Er sagte »Das« und ging", "Er sagte »Das« und ging"),
        ("a :smile: b :) c !important", "a :smile: b\u00a0:) c !important"),
        ("in 2024 1000 came", "in 2024 1000 came"),
    ],
)
def test_no_line_breaks_before_what_belongs_to_the_word(said, printed):
    assert phrase(said, "en", "en").text == printed


@pytest.mark.parametrize(
    ("text", "edition", "side"),
    [
        ("Plain", "ar", "left"),
        ("وزراء", "en", "right"),
        ("وزراء", "ar", ""),
        ("2.1 %", "ar", ""),
        ("-4", "ar", ""),
    ],
)
def test_figures_alone_stand_on_the_side_of_the_page(text, edition, side):
    assert phrase(text, "und", edition).side == side


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Za" + "\u0335\u0321\u0357\u0353" * 40 + "lgo", "Za\u0335\u0321\u0357\u0353lgo"),
        ("\u0e01" + "\u0e47" * 30, "\u0e01" + "\u0e47" * 8),
        ("\u2026" + "\u0301" * 9, "\u2026" + "\u0301" * 4),
        ("a" + "\u0301\u200d" * 9, "a" + "\u0301\u200d" * 4 + "\u200d" * 5),
    ],
    ids=["zalgo", "thai", "no-letter", "joined"],
)
def test_a_letter_keeps_a_few_of_its_marks(text, kept):
    assert clean(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "\u1019\u103c\u103d\u103e\u102d\u102f\u1037",  # Burmese
        "\u05e9\u05bc\u05c1\u05b8\u0591\u05bd",  # Hebrew, as it is sung
        "\u0628\u0651\u064e\u0670 \u0e17\u0e35\u0e48 A\u0302\u0323",  # Arabic, Thai, Vietnamese
        "\u2764\ufe0f" * 9 + "\U0001f3f3\ufe0f\u200d\U0001f308",
    ],
    ids=["burmese", "hebrew", "others", "emoji"],
)
def test_what_people_spell_with_marks_stays(text):
    assert clean(text) == text
