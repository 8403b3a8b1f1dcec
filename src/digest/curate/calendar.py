"""Days that a text names by their month: 14 December, Dec. 14, 14. Dezember, 3 de mayo.

Weekdays are no such days: which Monday is meant depends on when it was written.
"""

from __future__ import annotations

import re
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.curate.text import fold, has_digits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["DAY_NAMES", "YEAR", "undated", "weekdays_in"]

_NAMES = (
    "january jan januar janvier enero gennaio janeiro januari",
    "february feb februar février febrero febbraio fevereiro februari",
    "march mar märz mars marzo março maart",
    "april apr avril abril aprile",
    "may mai mayo maggio maio mei",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho",
    "august aug août agosto augustus",
    "september sept sep septembre septiembre settembre setembro",
    "october oct oktober octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember décembre diciembre dicembre dezembro",
)
_WEEK = (
    "monday montag lundi lunes lunedì maandag اثنين понедельник poniedziałek",
    "tuesday dienstag mardi martes martedì dinsdag ثلاثاء вторник wtorek",
    "wednesday mittwoch mercredi miércoles mercoledì woensdag أربعاء среда środa środę",
    "thursday donnerstag jeudi jueves giovedì donderdag خميس четверг czwartek",
    "friday freitag vendredi viernes venerdì vrijdag جمعة пятница пятницу piątek",
    "saturday samstag sonnabend samedi sábado sabato zaterdag سبت суббота субботу sobota sobotę",
    "sunday sonntag dimanche domingo domenica zondag أحد воскресенье niedziela niedzielę",
)
_WEEKDAYS: Mapping[str, int] = MappingProxyType(
    {fold(name): 1 << at for at, names in enumerate(_WEEK) for name in names.split()}
)
_ANY_WEEKDAY = frozenset(_WEEKDAYS)
_ARABIC = "\u0600"  # in which some are numbers, too, but behind these: the day of, the evening of
_DAY_OF = frozenset(map(fold, ["يوم", "مساء", "صباح", "ليلة", "فجر", "ظهر", "عصر"]))
YEAR = 366  # days of a year, a leap year, in which days are counted
_BEGINS = (0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335)  # days before each month
_NONE = 0
_HOURS = 24
_SHORT = 3  # letters of a month's name: May, set
_MONTHS: Mapping[str, int] = MappingProxyType(
    {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
)
DAY_NAMES = _ANY_WEEKDAY.union(fold(name) for name in _MONTHS if len(name) > _SHORT)
"""Weekdays and months, folded, but for short ones, which mean other things in some language."""
# Letters and digits are looked at one by one only beside a number that may be a day or an hour.
_NUMBER = re.compile(r"\d(?<!\w\d)\d?(?!\d)")
_CLOCK = re.compile(r"[:.]\d\d\b(?:\s*(?:[ap]\.?m\b\.?|Uhr\b|h\b))?", re.IGNORECASE)
_MONTH_BEHIND = re.compile(r"(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?(\w+)", re.IGNORECASE)
_DAY_ENDS = re.compile(r"(?:st|nd|rd|th)?\b(?!:)", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(\w+)\.?\s+$")
_BEFORE = 16  # characters in front of a day in which its month stands


def undated(text: str) -> tuple[str, frozenset[int]]:
    """The text without days and times of day, and the days it named, 1 to 366, 60 is 29 February.

    Two articles of one day share them, and nothing else: they tell look-alikes apart, and are no
    sign of one event.
    """
    if not has_digits(text):
        return text, frozenset()
    left: list[str] = []
    days: set[int] = set()
    done = 0
    for number in _NUMBER.finditer(text):
        if number.start() >= done and (found := _moment(text, done, number)):
            start, end, day = found
            left += (text[done:start], " ")
            days.add(day)
            done = end
    return "".join((*left, text[done:])), frozenset(days - {_NONE})


def weekdays_in(said: Sequence[str]) -> int:
    """The weekdays that folded words in a row name, as bits: Monday 1, Tuesday 2, Sunday 64."""
    found = _ANY_WEEKDAY.intersection(said)
    return sum({_WEEKDAYS[word] for word in found if word < _ARABIC or _is_day(word, said)})


def _is_day(name: str, said: Sequence[str]) -> bool:
    return any(word == name and before in _DAY_OF for before, word in pairwise(said))


def _moment(text: str, done: int, number: re.Match[str]) -> tuple[int, int, int] | None:
    """Where the day or time of day that a number belongs to starts and ends, and the day."""
    start, end = number.span()
    before = _WORD_BEFORE.search(text, max(done, start - _BEFORE), start)
    ends = _DAY_ENDS.match(text, end)
    if before and ends and (month := _MONTHS.get(before[1].lower())):
        return before.start(), ends.end(), _BEGINS[month - 1] + int(number[0])
    behind = _MONTH_BEHIND.match(text, end)
    if behind and (month := _MONTHS.get(behind[1].lower())):
        return start, behind.end(), _BEGINS[month - 1] + int(number[0])
    clock = _CLOCK.match(text, end) if int(number[0]) <= _HOURS else None  # 28:25 is a score
    return (start, clock.end(), _NONE) if clock else None
