from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from digest.collect.dates import DateStyle, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "27 พ.ย. 2569 10:15",
        "วันศุกร์ที่ 27 พฤศจิกายน พ.ศ. 2569 เวลา 10.15 น.",
        "جمعه ۶ آذر ۱۴۰۵ - ۱۰:۱۵",
        "6 آذر 1405 ساعت 10:15",
        "Cum, 27 Kas 2026 13:15:00 +0300",
        "2026. november 27., péntek 10:15",
        "Thứ Sáu, 27/11/2026, 17:15 (GMT+7)",
        "27 tháng 11 năm 2026 10:15",
        "Παρασκευή, 27 Νοεμβρίου 2026 10:15",
        "27. marraskuuta 2026 10:15",
        "петък, 27 ноември 2026 10:15",
        "2026-11-27 10:15:00.123456 +0000 UTC",
        "2026-11-27T10:15:00Z[UTC]",
        "5:15 AM EST, Fri November 27, 2026",
        "/Date(1795774500000)/",
        "/Date(1795774500000+0100)/",
        "27.11.2026, 10.15 Uhr",
        "27 de noviembre de 2026 a las 10:15",
        "27 novembre 2026 alle ore 10.15",
        "27 novembre 2026 à 10 h 15",
        "27 november 2026 om 10.15 uur",
        "27 november 2026 kl. 10.15",
        "27. marraskuuta 2026 klo 10.15",
        "27. listopadu 2026 v 10:15",
        "27 listopada 2026, godz. 10:15",
        "27 November 2026 pukul 10.15",
        "27 ноября 2026, 13:15 МСК",
        "2026-11-27T05:15:00\u221205:00",
        "27-NOV-26 10:15",
        "2026-331 10:15",
        "2026-331T10:15:00Z",
        "2026-W48-5T10:15:00Z",
        "27 ноември 2026 г. в 10:15 ч.",
        "27. novembra 2026 o 10:15 hod.",
        "27 de noviembre de 2026, 10:15 hs",
        "2026 m. lapkričio 27 d. 10:15",
        "2026. gada 27. novembris, plkst. 10.15",
        "27. november 2026 kell 10.15",
        "27. november 2026 ob 10.15",
        "27. novembar 2026 u 10:15",
        "27. новембар 2026. 10:15",
        "27. nóvember 2026 kl. 10:15",
        "27 nëntor 2026, 10:15",
        "ngày 27 tháng 11 năm 2026 10:15",
        "শুক্রবার, ২৭ নভেম্বর ২০২৬, ১০:১৫ এএম",
    ],
)
def test_forms_of_programs_and_of_other_calendars(text: str):
    assert parse_date(text) == datetime(2026, 11, 27, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Freitag, 27. November 2026 um 8 Uhr",
        "27 november 2026 om 8 uur",
        "Le 27 novembre 2026 à 8h",
        "27 de novembro de 2026 às 8 h",
    ],
)
def test_an_hour_without_minutes(text: str):
    assert parse_date(text) == datetime(2026, 11, 27, 8, tzinfo=UTC)


def test_a_leap_second_is_the_one_before_it():
    assert parse_date("2016-12-31T23:59:60Z") == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۱ فروردین ۱۴۰۵", date(2026, 3, 21)),
        ("1 فروردین 1399", date(2020, 3, 20)),
        ("30 اسفند 1403", date(2025, 3, 20)),
        ("22 بهمن 1357", date(1979, 2, 11)),
        ("29 ก.พ. 2567", date(2024, 2, 29)),
        ("2024-366", date(2024, 12, 31)),
        ("2026-W53-7", date(2027, 1, 3)),
        ("নভেম্বর ২৭, ২০২৬", date(2026, 11, 27)),
        ("২৭ ফেব্রুয়ারি ২০২৬", date(2026, 2, 27)),
    ],
)
def test_days_of_other_calendars(text: str, day: date):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text", ["31 آذر 1405", "29 ก.พ. 2568", "2026-366", "2026-000", "24:00", "9999-12-31T24:00:00Z"]
)
def test_days_that_no_calendar_has(text: str):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text", ["Thu, 26 Nov 2026 24:00:00 GMT", "2026-11-26T24:00:00Z", "26.11.2026 24:00"]
)
def test_the_midnight_that_ends_a_day(text: str):
    assert parse_date(text) == datetime(2026, 11, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 hours, 5 minutes ago", datetime(2026, 11, 27, 8, 10, tzinfo=UTC)),
        ("1 day and 3 hours ago", date(2026, 11, 26)),
        ("منذ ساعتين", datetime(2026, 11, 27, 8, 15, tzinfo=UTC)),
        ("לפני שעתיים", datetime(2026, 11, 27, 8, 15, tzinfo=UTC)),
        ("2026-11-27 오후 3:30 KST", datetime(2026, 11, 27, 6, 30, tzinfo=UTC)),
        ("قبل 2 يوم", date(2026, 11, 25)),
        *(
            (text, datetime(2026, 11, 27, 7, 15, tzinfo=UTC))
            for text in (
                "3 tuntia sitten",
                "3 घंटे पहले",
                "3 giờ trước",
                "3 jam yang lalu",
                "3 ชั่วโมงที่แล้ว",
                "před 3 hodinami",
                "πριν από 3 ώρες",
                "לפני 3 שעות",
                "hôm nay 07:15",
                "Tänään 7:15",
                "27.11.2026 7.15",
                "27 November 2026 7.15am",
                "Friday 27 November 2026 07.15 GMT",
                "Nov 27, 2026 · 2:15 AM EST",
                "Fri Nov 27 2026 08:15:00 GMT+0100 (Central European Standard Time)",
                "Fri Nov 27 2026 08:15:00 GMT+0100 (Mitteleuropäische Normalzeit)",
                "Fri Nov 27 08:15:00 CET 2026",
                "Fri Nov 27 09:15:00 +0200 2026",
                "2026-11-27T07:15:00GMT",
                "2569-11-27 07:15",
                "2569-11-27T14:15:00+07:00",
                "2026-11-27 오전 7:15",
                "2026/11/27(金) 07:15",
                "منذ 3 ساعات",
                "2026/11/27 上午7:15:00",
                "pe 27.11.2026 klo 7.15",
            )
        ),
        *(
            (text, date(2026, 11, 27))
            for text in (
                "ΠΑΡΑΣΚΕΥΗ 27 ΝΟΕΜΒΡΙΟΥ 2026",
                "Piątek, 27 listopada 2026 r.",
                "27 Thg11 2026",
                "Th11 27, 2026",
            )
        ),
    ],
)
def test_how_long_ago_and_in_the_words_of_more_languages(text: str, expected: date):
    now = datetime(2026, 11, 27, 10, 15, tzinfo=UTC)

    assert parse_date(text, DateStyle(now=now)) == expected


@pytest.mark.parametrize(
    ("day", "now", "month"),
    [
        (26, datetime(2026, 11, 27, tzinfo=UTC), 11),
        (26, datetime(2026, 10, 27, tzinfo=UTC), 10),
        (31, datetime(2026, 11, 27, tzinfo=UTC), 10),
        (26, None, 11),
    ],
)
def test_a_month_that_is_another_elsewhere_is_the_last_that_has_come(
    day: int, now: datetime | None, month: int
):
    found = parse_date(f"{day} listopada 2026", DateStyle(now=now))

    assert found == date(2026, month, day)
