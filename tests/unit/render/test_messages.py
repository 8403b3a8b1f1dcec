from __future__ import annotations

from datetime import UTC, date, datetime

from digest.render.messages import Words

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
