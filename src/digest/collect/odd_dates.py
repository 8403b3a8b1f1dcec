"""Dates in the forms of programs and of other calendars, written as the readers of dates know them.

Pure. What is in no such form is left as it is.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from digest.collect.lunar_dates import solar

if TYPE_CHECKING:
    from collections.abc import Callable

_BUDDHIST: Final = 543  # years that Thailand counts more (Unicode CLDR, calendar "buddhist")
_THAI: Final = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
)
_PERSIAN: Final = (
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "فروردين ارديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن اسفند",  # with Arabic letters
)
_SHIFT: Final = 356_033  # days before a Persian year of zero, in the sum below
_LONG: Final = 6  # months of 31 days open a Persian year
_LONGEST: Final = 31

_DATE: Final = (
    r"(?:[^\W\d]\S*\s+|\S*\u0e17\u0e35\u0e48\s*)?(?P<d>\d{{1,2}})\s+(?P<m>{})\s+(?:\u0e1e\.\u0e28\.\s*)?(?P<y>{})"
    r"(?:[\s,\u2013|-]+(?:\u0e40\u0e27\u0e25\u0e32|ساعت)?\s*(?P<clock>\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?)(?:\s*\u0e19\.)?)?"
)


def _numbers(spellings: tuple[str, ...]) -> dict[str, int]:
    return {name: at for names in spellings for at, name in enumerate(names.split(), 1)}


def _form(months: dict[str, int], year: str) -> re.Pattern[str]:
    longest = sorted(map(re.escape, months), key=len, reverse=True)
    return re.compile(_DATE.format("|".join(longest), year))


_THAI_MONTHS: Final = _numbers(_THAI)
_PERSIAN_MONTHS: Final = _numbers(_PERSIAN)


def _of_thailand(year: int, month: int, day: int) -> date:
    return date(year - _BUDDHIST, month, day)


def _of_persia(year: int, month: int, day: int) -> date:
    """The solar Hijri calendar, by the 33-year rule: right from 1178 to 1633."""
    if day > (_LONGEST if month <= _LONG else _LONGEST - 1):
        raise ValueError("there is no such day")
    year += 1595
    long, short = min(month - 1, _LONG), max(month - 1 - _LONG, 0)
    leaps = year // 33 * 8 + (year % 33 + 3) // 4
    return date.fromordinal(365 * year + leaps + 31 * long + 30 * short + day - _SHIFT)


_CALENDARS: Final[
    tuple[tuple[re.Pattern[str], dict[str, int], Callable[[int, int, int], date]], ...]
] = (
    (_form(_THAI_MONTHS, r"2[45]\d\d"), _THAI_MONTHS, _of_thailand),
    (_form(_PERSIAN_MONTHS, r"1[34]\d\d"), _PERSIAN_MONTHS, _of_persia),
)

_ORDINAL: Final = re.compile(r"((?:19|20)\d\d)-(\d{3})(?=$|[T ]\d\d:)")
_THAI_ISO: Final = re.compile(r"(2[45]\d\d)-(\d\d)-(\d\d)(?!\d)")
_MILLISECONDS: Final = re.compile(r"/Date\((\d{13})(?:[+-]\d{4})?\)/")  # of Microsoft's JSON
_PROGRAMS: Final = (
    # Java's ZonedDateTime in UTC; of other zones the name is read
    (re.compile(r"(?<=[\dZ])\[(?:UTC|GMT|Z)\]$"), ""),
    # Go's time.Time
    (re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.\d+)? ([+-]\d{4}) [A-Z]{2,5}$"), r"\1 \2"),
    (re.compile(r"\(((?:GMT|UTC)\s*[+-]\d{1,2}(?::?\d\d)?)\)$"), r"\1"),
    # ECMAScript's Date.toString() tells the offset, and its name in the words of the place
    (re.compile(r"(?<=[+-]\d{4})\s*\([^()\d]+\)$"), ""),
    # the zone before the year, as Java's Date.toString() and date(1) write it
    (
        re.compile(
            r"^((?:[A-Za-z]{3} )?[A-Za-z]{3} \d{1,2}) (\d\d:\d\d:\d\d) "
            r"([A-Z]{2,5}|(?:GMT|UTC)?[+-]\d\d:?\d\d) (\d{4})$"
        ),
        r"\1 \4 \2 \3",
    ),
    (re.compile(r"(?<=:\d\d)(?=(?:GMT|UTC)$)"), " "),
    # the time with its zone first: "10:15 AM EST, Fri November 27, 2026"
    (
        re.compile(
            r"^(\d{1,2}:\d\d(?::\d\d)?\s*(?:[AaPp]\.?[Mm]\.?)?\s+\(?[A-Z]{2,5}\)?),?\s+(.*\d{4})$"
        ),
        r"\2 \1",
    ),
    (re.compile(r"(?<![\d.])(\d{1,2})\.(\d\d)(?=\s*(?:Uhr|uur)\b)"), r"\1:\2"),
    # "at 8:30", where some write 8.30
    (
        re.compile(
            r"(?:,\s*|\b)(?:kl\.?|klo|kello|alle(?: ore)?|ore|godz\.?|pukul|um|om|a las?|"
            r"kell|plkst\.?|ob|v|w|o|u)"
            r"\s+(\d{1,2})[.:](\d\d)(?![.\d])",
            re.IGNORECASE,
        ),
        r" \1:\2",
    ),
    # the time with a dot: "27.11.2026 8.30"
    (re.compile(r"(?<=\d)\.(\d{1,2})\.(\d{4}),?\s+(\d{1,2})\.(\d\d)$"), r".\1.\2 \3:\4"),
    # "27 November 2026 10.30am GMT"
    (
        re.compile(
            r"([A-Za-z]\s+(?:\d{1,2},? )?(?:19|20)\d\d,?(?: at)?\s+\d{1,2})\.(\d\d)"
            r"(?=\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,5}\)?)?$)"
        ),
        r"\1:\2",
    ),
    (re.compile(r"\s+[·•]\s+"), ", "),
    (re.compile(r"(?<=:\d\d:)60(?!\d)"), "59"),  # a leap second (RFC 3339, section 5.6)
    (re.compile(r"\bTh(?:g|áng)? ?(\d{1,2}) (\d{1,2}), (\d{4})\b"), r"\2.\1.\3"),
    (re.compile(r"\b(\d{1,2}) Thg? ?(\d{1,2}),? (\d{4})\b"), r"\1.\2.\3"),
    (re.compile(r"\b(?:[Nn]gày )?(\d{1,2}) tháng (\d{1,2})(?:,| năm)? (\d{4})\b"), r"\1.\2.\3"),
)
_MOSCOW: Final = re.compile(
    r"(?<=\d )(?:\u041c\u0421\u041a|\u043c\u0441\u043a)$"
)  # what Moscow's clocks are called there
_MIDNIGHT: Final = re.compile(r"(?<![\d:.])24:00(?::00(?:\.0+)?)?(?![\d:])")


def plainly(text: str) -> str:
    """Write a date of a program or of another calendar in a form that is read elsewhere.

    Raises:
        ValueError: there is no such day in its calendar.
    """
    if found := _MILLISECONDS.fullmatch(text):
        return found[1]
    if found := _ORDINAL.match(text):
        return _of_year(int(found[1]), int(found[2])) + text[found.end() :]
    if found := _THAI_ISO.match(text):
        there = _of_thailand(*map(int, found.groups()))
        return there.isoformat() + text[found.end() :]
    for form, instead in _PROGRAMS:
        text = form.sub(instead, text)
    if text.isascii():
        return text
    text = solar(_MOSCOW.sub("MSK", text.replace("\u2212", "-")))
    for form, months, day_of in _CALENDARS:
        if found := form.fullmatch(text):
            day = day_of(int(found["y"]), months[found["m"]], int(found["d"]))
            return f"{day.isoformat()} {(found['clock'] or '').replace('.', ':')}".strip()
    return text


def _of_year(year: int, day: int) -> str:
    """The day of a year, counted from its first (ISO 8601-1, 5.2.3)."""
    found = date(year, 1, 1) + timedelta(days=day - 1)
    if found.year != year:
        raise ValueError("there is no such day")
    return found.isoformat()


def without_midnight(text: str) -> tuple[str, bool]:
    """A time of 24:00 as the 0:00 of that day, and whether it was one (ISO 8601-1, 5.3.2)."""
    text, count = _MIDNIGHT.subn("00:00:00", text)
    return text, bool(count)
