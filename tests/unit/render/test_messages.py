from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

import pytest

from digest.model import OTHER, Weekday
from digest.render import messages
from digest.render.messages import Words
from digest.render.words_east import ARABIC, HEBREW, HINDI, JAPANESE
from digest.render.words_west import ENGLISH, FRENCH, GERMAN, SPANISH

DAY = date(2026, 11, 23)


def test_the_date_is_written_in_the_newsletters_language():
    assert Words("en").day(DAY) == "Monday, November 23, 2026"
    assert Words("de").day(DAY) == "Montag, 23. November 2026"
    assert Words("pt-BR").day(DAY) == "segunda-feira, 23 de novembro de 2026"


def test_an_unknown_language_falls_back_to_english():
    assert Words("xx-nowhere").day(DAY) == "Monday, November 23, 2026"
    assert Words("").day(DAY) == "Monday, November 23, 2026"


def test_times_are_those_of_the_newsletters_zone():
    moment = datetime(2026, 11, 23, 6, 10, tzinfo=UTC)
    assert Words("en", "Europe/Paris").when(moment, DAY) == "7:10\xa0AM"
    assert Words("fr", "Europe/Paris").when(moment, DAY) == "07:10"


def test_a_moment_known_to_the_day_shows_no_clock():
    moment = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
    assert Words("en", "Europe/Paris").when(moment, DAY, day_only=True) == "Nov 23"


def test_another_day_shows_its_date():
    assert Words("en").when(datetime(2026, 11, 22, 23, 0, tzinfo=UTC), DAY) == "Nov 22"
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert Words("en", "Europe/Paris").when(late, DAY) == "12:30\xa0AM"


def test_numbers_have_their_noun():
    assert Words("en").count("stories", 1) == "1 story"
    assert Words("en").count("stories", 12) == "12 stories"


def test_plurals_are_those_of_the_language():
    arabic = Words("ar")
    assert [arabic.count("stories", n) for n in (1, 2, 3, 12)] == [
        "خبر واحد",
        "خبران",
        "3 أخبار",
        "12 خبرًا",
    ]
    assert Words("he").count("stories", 2) == "שתי ידיעות"
    assert Words("ja").count("stories", 1) == "記事1本"


def test_digits_are_the_locales_own():
    egypt = Words("ar-EG")
    assert egypt.number(1234) == "١٬٢٣٤"
    assert egypt.day(DAY) == "الاثنين، ٢٣ نوفمبر ٢٠٢٦"
    assert egypt.when(datetime(2026, 11, 23, 6, 10, tzinfo=UTC), DAY) == "٦:١٠ ص"
    assert egypt("minutes", n=3) == "قراءة ٣ د"
    assert Words("hi").number(1234567) == "12,34,567"


def test_a_week_is_said_by_its_first_and_last_day():
    assert Words("en").week(DAY) == "Nov 17 \u2013 23, 2026"
    assert Words("de").week(DAY) == "17.\u201323. Nov. 2026"
    assert Words("ja").week(DAY) == "2026年11月17日～23日"


def test_days_of_the_week():
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert Words("en").weekday(late) == "Sunday"
    assert Words("fr", "Europe/Paris").weekday(late) == "lundi"
    assert Words("en").days((Weekday.MON, Weekday.THU)) == "Monday and Thursday"
    assert Words("ar").days((Weekday.MON, Weekday.THU)) == "الاثنين والخميس"


def test_what_stands_around_a_link_follows_the_language():
    assert Words("en").around("why_you", "host", title="X") == (
        "You receive X because you subscribed at ",
        ".",
    )
    assert Words("ja").around("why_you", "host", title="X")[0] == ""


def _form(key: str) -> str:
    return re.sub("_(zero|one|two|few|many|other)$", "", key)


@pytest.mark.parametrize("table", [GERMAN, FRENCH, SPANISH, ARABIC, HEBREW, HINDI, JAPANESE])
def test_a_translation_says_all_that_english_says_and_fills_the_same_places(table):
    assert {_form(key) for key in table} == {_form(key) for key in ENGLISH}
    for key, said in table.items():
        known = ENGLISH.get(key, ENGLISH.get(f"{_form(key)}_other", ""))
        places = set(re.findall(r"{\w+}", said))
        assert places == set(re.findall(r"{\w+}", known)) or (
            places == set() and key.endswith(("_zero", "_one", "_two"))
        )


@pytest.mark.parametrize("language", ["de", "fr", "es", "he", "ja", "sv", "fi"])
def test_a_span_is_written_as_its_ends_are(language):
    words = Words(language)
    said = words.span(time(9, 30), time(14))
    assert words.time(time(9, 30)) in said
    assert words.time(time(14)) in said
    assert Words("ja").span(time(9, 30), time(14)) == "9:30\uff5e14:00"


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "he", "hi", "ja"])
def test_what_fits_no_topic_is_named_in_each_language(language):
    words = Words(language)
    assert (words.topic(OTHER, ["World"]) == OTHER) == (language == "en")
    assert words.topic(OTHER, ["World", OTHER]) == OTHER
    assert words.topic("Sport", ["World"]) == "Sport"


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "he", "hi", "ja"])
def test_a_welcome_speaks_of_the_link_in_each_edition(language):
    """The welcome itself has none, and nobody can keep a mail out of a spam folder for sure."""
    edition = {
        "en": "edition",
        "de": "Ausgabe",
        "fr": "édition",
        "es": "edición",
        "ar": "عدد",
        "he": "גיליון",
        "hi": "अंक",
        "ja": "各号",
    }
    may = {
        "en": "less often",
        "de": "seltener",
        "fr": "moins souvent",
        "es": "menos probable",
        "ar": "تقلل احتمال",
        "he": "קטן הסיכוי",
        "hi": "संभावना कम",
        "ja": "にくくなります",
    }
    assert edition[language] in Words(language)("welcome_leave")
    assert may[language] in Words(language)("welcome_sender", address="a@b.example")


def test_a_sentence_in_english_has_english_digits_and_plurals():
    persian = Words("fa")
    assert persian("minutes", n=3) == "3 min read"
    assert persian.count("stories", 1234) == "1,234 stories"
    assert persian.count("stories", 0) == "0 stories"  # "one" in Persian
    assert persian.number(3) == "۳"
    assert persian.day(DAY).endswith("۲۰۲۶")


def test_a_sentence_that_a_translation_lacks_is_english_whole(monkeypatch):
    lacking = {key: said for key, said in ARABIC.items() if not key.startswith("sources")}
    monkeypatch.setattr(messages, "_TABLES", {"en": ENGLISH, "ar": lacking})
    egypt = Words("ar-EG")
    assert egypt.count("sources", 3) == "3 independent sources"
    assert egypt.count("stories", 3) == "٣ أخبار"
