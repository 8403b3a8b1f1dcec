"""Dates of the Islamic lunar calendar in Arabic, alone or beside the Gregorian date.

Pure. By the tabular calendar of 30 years with 11 leap days (Dershowitz and Reingold, "Calendrical
Calculations", 6.1): where the moon is watched for, or by the calendar of Umm al-Qura, it may be
the day before or behind; a day of the week that stands there says which.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = {
    "محرم": 1,
    "صفر": 2,
    "ربيع الاول": 3,
    "ربيع الاخر": 4,
    "ربيع الثاني": 4,
    "جمادي الاولي": 5,
    "جمادي الاول": 5,
    "جمادي الاخره": 6,
    "جمادي الاخر": 6,
    "جمادي الثانيه": 6,
    "جمادي الثاني": 6,
    "رجب": 7,
    "شعبان": 8,
    "رمضان": 9,
    "شوال": 10,
    "ذو القعده": 11,
    "ذي القعده": 11,
    "ذو الحجه": 12,
    "ذي الحجه": 12,
}
_SPELT: Final = str.maketrans("أإآىة", "ااايه")  # letter for letter: places stay
_NAMES: Final = "|".join(sorted(_MONTHS, key=len, reverse=True)).replace(" ", r"\s")
_DATE: Final = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s(?:من\s)?(?P<month>{_NAMES}),?\s(?P<year>1[345]\d\d)(?!\d)"
    r"\s?(?:\u0647\u0640?|هجريه|هجري)?(?!\w)"
)
_JOINT: Final = re.compile(
    r"^[\s,|/()\u2013\u2014-]+|[\s,|/()\u2013\u2014-]+$|(?<!\w)الموافق(?:\sل)?(?!\w)"
)
_ERA: Final = re.compile(r"(?<=\d{4})\s?(?:ميلادية|ميلادي|م)(?!\w)")  # behind a Gregorian year
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAYS: Final = ("الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الاحد")
_WEEKDAY: Final = re.compile(rf"^(?:يوم\s)?({'|'.join(_DAYS)})[\s,]*(?=$|\d)")
_LONGEST: Final = 30
_EPOCH: Final = 227_015 - 1  # days before 1 Muharram of the year 1


def solar(text: str) -> str:
    """Leave a Gregorian date alone that stands beside a lunar one, or write that in its place.

    Raises:
        ValueError: there is no such day.
    """
    found = _DATE.search(text.translate(_SPELT))
    if found is None:
        return _ERA.sub("", text)
    rest = f"{_trimmed(text[: found.start()])} {_trimmed(text[found.end() :])}".strip()
    if _YEAR.search(rest):
        return _ERA.sub("", rest)
    month = _MONTHS[" ".join(found["month"].split())]
    day = _day(int(found["year"]), month, int(found["day"]))
    if weekday := _WEEKDAY.match(rest.translate(_SPELT)):
        day, rest = _nearest(day, _DAYS.index(weekday[1])), rest[weekday.end() :]
    return f"{day.isoformat()} {rest}".strip()


def _trimmed(text: str) -> str:
    """What stands beside a date, without what joins the two."""
    before = ""
    while text != before:
        before, text = text, _JOINT.sub("", text)
    return text


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= day <= _LONGEST:
        raise ValueError("there is no such day")
    leaps = (3 + 11 * year) // 30
    return date.fromordinal(_EPOCH + 354 * (year - 1) + leaps + 29 * (month - 1) + month // 2 + day)


def _nearest(day: date, weekday: int) -> date:
    """The day, or the one beside it that is of this day of the week."""
    off = (weekday - day.weekday() + 1) % 7 - 1
    return day + timedelta(days=off) if off <= 1 else day
