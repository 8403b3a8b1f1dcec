from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.dates import (
    FUTURE_DATE,
    NO_DATE,
    ODD_DATE,
    DateStyle,
    is_ago,
    parse_ago,
    parse_date,
    parse_date_line,
    rfc_5322,
    settle,
)
from digest.collect.feed import parse
from digest.model import DATE_ONLY

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTES = st.integers(-839, 839).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(
    st.datetimes(
        datetime(1980, 1, 1),  # noqa: DTZ001 - `timezones` gives the zone
        datetime(2090, 1, 1),  # noqa: DTZ001 - likewise
        timezones=MINUTES,
    )
)
def test_what_the_standards_say_is_read_to_the_second(moment: datetime):
    moment = moment.replace(microsecond=0)

    assert parse_date(format_datetime(moment)) == rfc_5322(format_datetime(moment)) == moment
    assert parse_date(format_datetime(moment.astimezone(UTC), usegmt=True)) == moment
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(moment.astimezone(UTC).isoformat().replace("+00:00", "Z")) == moment


@pytest.mark.parametrize("text", ["Mon, 30 Feb 2026 10:14:00 GMT", "2 Mar 2026 25:14:00 GMT"])
def test_what_is_no_moment_is_left_to_those_that_put_up_with_more(text: str):
    assert rfc_5322(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 02 Mar 2026 10:14:00 GMT",
        "Mon, 2 Mar 2026 05:14:00 -0500",
        "02 Mar 2026 05:14 EST",
        "2026-03-02T10:14:00Z",
        "2026-03-02T11:14:00+01:00",
        "2026-03-02 10:14",
        "20260302T101400Z",
        " 2026-03-02T10:14Z\n",
    ],
)
def test_email_and_iso_forms(text: str):
    assert parse_date(text) == datetime(2026, 3, 2, 10, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2/14/2025",
        "14/2/2025",
        "February 14, 2025",
        "14 Feb 2025",
        "Fri, 14 Feb 2025",
        "Friday, February 14, 2025",
        "2025-02-14",
    ],
)
def test_a_day_without_a_time_stays_a_day(text: str):
    assert parse_date(text) == date(2025, 2, 14)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "99/99/2025", "x" * 500, "0001-01-01T00:00:00+14:00", "2025-13-40"]
)
def test_what_is_no_date(text: str):
    assert parse_date(text) is None


@pytest.mark.parametrize("line", ["In 2025 all was well.", "— 2025", "12", "Vote of 2/14/2025"])
def test_a_sentence_is_no_date_line(line: str):
    assert parse_date_line(line) is None


@given(st.text(max_size=90))
def test_any_text_is_answered(text: str):
    found = parse_date(text)

    assert not isinstance(found, datetime) or found.tzinfo is UTC


def test_missing_and_future_dates_become_first_seen():
    assert settle(None, NOW) == (NOW, (NO_DATE,))
    assert settle(datetime(1970, 1, 1, tzinfo=UTC), NOW) == (NOW, (ODD_DATE,))
    assert settle(None, NOW, given=True) == (NOW, (ODD_DATE,))
    assert settle(NOW + timedelta(minutes=16), NOW) == (NOW, (FUTURE_DATE,))
    ahead = NOW + timedelta(minutes=14)
    assert settle(ahead, NOW) == (ahead, ())


@pytest.mark.parametrize(
    "zone", ["Pacific/Honolulu", "America/Los_Angeles", "Europe/Paris", "Pacific/Auckland"]
)
def test_a_day_is_that_day_for_every_newsroom(zone: str):
    moment, notes = settle(date(2026, 1, 15), NOW)

    assert moment.astimezone(ZoneInfo(zone)).date() == date(2026, 1, 15)
    assert notes == (DATE_ONLY,)


def test_a_day_that_has_just_begun_is_not_in_the_future():
    morning = datetime(2026, 3, 2, 6, tzinfo=UTC)

    assert settle(date(2026, 3, 2), morning) == (morning, (DATE_ONLY,))
    assert settle(date(2026, 3, 3), NOW) == (NOW, (DATE_ONLY,))  # it has begun in Auckland
    assert settle(date(2026, 3, 4), NOW) == (NOW, (FUTURE_DATE,))


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 02 Mar 2026 11:14:00 CET",
        "Mon, 02 Mar 2026 10:14:00 +0000 GMT",
        "Mon, 02 Mar 2026 12:14:00 GMT+0200",
        "Mon, 02 Mar 2026 12:14:00 UTC+02:00",
        "Tue, 02 Mar 2026 10:14:00 Z",  # it was a Monday
        "Monday, 2 March 2026 5:14 am EST",
        "Mar. 2, 2026 at 5:14 a.m. ET",
        "March 2nd, 2026, 10:14",
        "2026-03-02 11:14:00 +0100",
        "2026-03-02T11:14:00.000+0100",
        "2026/03/02 10:14",
        "02.03.2026 10:14",
        "2 mars 2026 à 10h14",
        "2. März 2026, 10:14 Uhr",
        "2 de marzo de 2026 10:14",
        "Published on March 2, 2026 10:14 AM",
        "Mon Mar  2 10:14:00 UTC 2026",
        "1772446440",
        "1772446440000",
    ],
)
def test_zones_languages_and_spellings(text: str):
    assert parse_date(text) == datetime(2026, 3, 2, 10, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "american", "european"),
    [
        ("3/4/2026", date(2026, 3, 4), date(2026, 4, 3)),
        ("03-04-2026", date(2026, 3, 4), date(2026, 4, 3)),
        ("3/4/26", date(2026, 3, 4), date(2026, 4, 3)),
        ("3.4.2026", date(2026, 4, 3), date(2026, 4, 3)),
        ("13/4/2026", date(2026, 4, 13), date(2026, 4, 13)),
        ("4/13/2026", date(2026, 4, 13), date(2026, 4, 13)),
    ],
)
def test_which_number_is_the_month_is_the_sources_habit(text, american, european):
    assert parse_date(text) == american
    assert parse_date(text, DateStyle(day_first=True)) == european


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 hours ago", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("an hour ago", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        ("il y a 5 minutes", datetime(2026, 3, 2, 11, 55, tzinfo=UTC)),
        ("vor 2 Tagen", date(2026, 2, 28)),
        ("hace 1 semana", date(2026, 2, 23)),
        ("Updated: yesterday", date(2026, 3, 1)),
        ("just now", NOW),
    ],
)
def test_relative_dates_count_from_the_visit(text: str, expected: date):
    assert parse_date(text, DateStyle(now=NOW)) == expected
    assert parse_date(text) is None


@pytest.mark.parametrize("offset", ["+2400", "-9999", "+0175"])
def test_an_offset_that_no_place_has_is_none(offset: str):
    assert parse_date(f"Mon, 02 Mar 2026 10:14:00 {offset}") == datetime(
        2026, 3, 2, 10, 14, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "text",
    [
        "2026年11月26日 10:00",
        "2026年11月26日（木）10:00",
        "2026年11月26日 午前10時00分",
        "令和8年11月26日 10時",
        "公開日：2026年11月26日 10:00",
        "２０２６年１１月２６日　１０：００",
        "2026年11月26日 上午10點",
        "2026-11-26 10:00:00",
        "2026. 11. 26. 오전 10:00",
        "입력 2026.11.26 10:00",
        "2026년 11월 26일 (목) 오전 10시 00분",
        "2026年11月26日 19:00 JST",
        "2026年11月26日 19:00 Asia/Tokyo",
        "26 نوفمبر 2026 10:00",
        "الخميس، 26 نوفمبر 2026 10:00 ص",
        "٢٦ نوفمبر ٢٠٢٦، ١٠:٠٠",
        "26 تشرين الثاني 2026 10:00",
        "יום חמישי, 26 בנובמבר 2026 10:00",
        "26 נובמבר 2026, 10:00",
        "26 नवंबर 2026, 10:00",
        "गुरुवार, २६ नवम्बर २०२६ 10:00",
        "26 नव॰ 2026 10:00",
        "jeu., 26 nov. 2026 10:00",
        "jeudi 26 novembre 2026 à 10:00",
        "Do., 26. Nov. 2026, 10:00 Uhr",
        "jue, 26 nov 2026 10:00",
        "qui., 26 de nov. de 2026 10:00",
        "czw., 26 lis 2026 10:00",
        "чт, 26 нояб. 2026 г., 10:00",
        "tors 26 nov. 2026 10:00",
        "2026-11-26 05:00 America/New_York",
        "2026-11-26T11:00 Europe/Berlin",
        "2026-11-26T11:00+01:00[Europe/Berlin]",
        "Nov 26, 2026 11:00 (Europe/Berlin)",
        "26 November 2026 15:30 Asia/Kolkata",
    ],
)
def test_forms_of_the_world(text: str):
    assert parse_date(text) == datetime(2026, 11, 26, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026. 11. 26.",
        "2026年11月26日",
        "2026년 11월 26일 목요일",
        "民國115年11月26日",
        "26 نوفمبر 2026",
    ],
)
def test_days_of_the_world(text: str):
    assert parse_date(text) == date(2026, 11, 26)


def test_mar_is_a_tuesday_where_a_month_follows():
    assert parse_date("mar. 3 mars 2026") == date(2026, 3, 3)
    assert parse_date("Mar. 3, 2026") == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Today, 10:00", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("Yesterday at 10:00", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("heute, 10:00 Uhr", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("Hier à 10h30", datetime(2026, 3, 1, 10, 30, tzinfo=UTC)),
        ("ayer, 10:00", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("أمس، 10:00", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("אתמול, 10:00", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("आज, 10:00", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("昨日 10:00", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("Yesterday, 23:30 -0500", datetime(2026, 3, 2, 4, 30, tzinfo=UTC)),
        ("yesterday", date(2026, 3, 1)),
    ],
)
def test_days_beside_today(text: str, told: date):
    assert parse_date(text, DateStyle(now=NOW)) == told


@pytest.mark.parametrize(
    "text",
    [
        "2026年13月26日",
        "今日の天気",
        "Today in history",
        "Yesterday, all my troubles",
        "11月26日 10:00",
        "version 2026. 11. 26. final",
        "26 Unsinn 2026",
    ],
)
def test_what_is_no_date_is_none_rather_than_a_wrong_one(text: str):
    assert parse_date(text, DateStyle(now=NOW)) is None


@pytest.mark.parametrize("zone", ["", "Europe/Berlin", "Pacific/Honolulu"])
@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
             "9999-12-31", "Fri, 31 Dec 9999 23:59:59 -1200"]
)  # fmt: skip
def test_the_ends_of_time_are_dates_that_nobody_set(text: str, zone: str):
    feed = f"""<rss version="2.0"><channel><title>F</title><item><title>One</title>
    <pubDate>{text}</pubDate></item><item><title>Two</title></item></channel></rss>"""
    harvest = parse(feed.encode(), url="https://f.example/", content_type="", source="F",
                    now=NOW, dates=DateStyle(zone=zone, now=NOW))  # fmt: skip

    assert [one.published for one in harvest.articles] == [NOW, NOW]
    unread = (ODD_DATE, f"what stands for its date: {text}")
    assert harvest.articles[0].notes in {(ODD_DATE,), unread, (FUTURE_DATE,)}
    assert harvest.articles[1].notes == (NO_DATE,)


@pytest.mark.parametrize(
    "text",
    ["2 hours ago", "heute, 09:30", "vor 2 Stunden", "Published 5 minutes ago"],
)
def test_how_long_ago_it_was(text: str):
    assert parse_ago(text, DateStyle(now=NOW)) is not None
    assert is_ago(text)


@pytest.mark.parametrize("text", ["today", "Heute", "now", "12 March 2024", "today 99:99", "2 ago"])
def test_what_says_not_how_long_ago_it_was(text: str):
    assert parse_ago(text, DateStyle(now=NOW)) is None
    assert not is_ago(text)


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("3 часа назад", timedelta(hours=3)),
        ("час назад", timedelta(hours=1)),
        ("5 хвилин тому", timedelta(minutes=5)),
        ("2 godziny temu", timedelta(hours=2)),
        ("3 saat önce", timedelta(hours=3)),
        ("för 3 timmar sedan", timedelta(hours=3)),
        ("for 2 timer siden", timedelta(hours=2)),
        ("2 時間前", timedelta(hours=2)),
        ("5分钟前", timedelta(minutes=5)),
        ("3시간 전", timedelta(hours=3)),
    ],
)
def test_how_long_ago_in_more_languages(text: str, ago: timedelta):
    assert parse_date(text, DateStyle(now=NOW)) == NOW - ago


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Last Tuesday", 24),
        ("last friday", 20),  # of a Friday it is no more today
        ("letzten Donnerstag", 26),
        ("Mardi dernier", 24),
        ("el martes pasado", 24),
        ("domenica scorsa", 22),
    ],
)
def test_the_last_of_a_day_of_the_week_is_the_one_before_today(text: str, day: int):
    friday = DateStyle(now=datetime(2026, 11, 27, 14, tzinfo=UTC))
    assert parse_date(text, friday) == parse_ago(text, friday) == date(2026, 11, day)
    assert parse_date(f"{text}, 9:30", friday) == datetime(2026, 11, day, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["vor 5 Min.", "5 min. ago", "5 мин. назад", "hace 5 min."])
def test_a_unit_may_be_cut_short_with_a_dot(text: str):
    assert parse_date(text, DateStyle(now=NOW)) == NOW - timedelta(minutes=5)


@pytest.mark.parametrize("text", ["1795000000.123", "1795000000123", "1795000000123.5"])
def test_seconds_since_1970_may_have_parts(text: str):
    assert parse_date(text) == datetime(2026, 11, 18, 11, 6, 40, tzinfo=UTC)


@pytest.mark.parametrize("text", ["Tuesday", "last summer", "the last Tuesday of May", "1.795e9"])
def test_what_names_no_day_is_none(text: str):
    assert parse_date(text, DateStyle(now=NOW)) is None
