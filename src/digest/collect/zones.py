"""Names of zones at the end of a date, as offsets from UTC. Pure.

RFC 5322, section 4.3 knows those of the United States; the others are what sites write. A name
that means several zones is the one that most feeds in English mean by it.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from datetime import date

_HOURS = {
    "utc": 0, "ut": 0, "gmt": 0, "z": 0, "wet": 0,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5,
    "et": -5, "ct": -6, "mt": -7, "pt": -8,
    "bst": 1, "west": 1, "cet": 1, "mez": 1, "met": 1, "cest": 2, "mesz": 2, "mest": 2,
    "eet": 2, "sast": 2, "eest": 3, "msk": 3, "trt": 3, "brt": -3, "art": -3, "clt": -4,
    "pkt": 5, "ist": 5.5, "npt": 5.75, "wib": 7, "ict": 7, "sgt": 8, "hkt": 8, "awst": 8,
    "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "acdt": 10.5, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
_ENDING = re.compile(
    r"\s*(?:\(?\b(?P<name>[A-Za-z]{1,5})\)?)?\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?\s*"
    r"(?:\((?P<comment>[A-Za-z]{1,5})\))?$"
)
_NAMED = re.compile(
    r"(?<=\d|Z|\s)\s*[\[(]?(?P<name>[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z0-9_+-]+){1,2})[\])]?$"
)
_SHORT = re.compile(r"(?<=\d)\s*\(?([A-Z]{2,5})\)?$")
_DAY = 24 * 60


def apart(text: str) -> tuple[str, str]:
    """Part an IANA name at the end of a date, as RFC 9557 puts it in brackets, from the rest."""
    found = _NAMED.search(text)
    return (text, "") if found is None else (text[: found.start()], found["name"])


def clocks(text: str, zone: str) -> tuple[str, str]:
    """Part what a source's own clocks are called ("CST" in Asia/Shanghai) from the date before it.

    Other names stay where they are: the table above says what is meant by them.
    """
    found = _SHORT.search(text) if zone else None
    if found is None or found[1] not in _names(zone):
        return text, ""
    return text[: found.start()], found[1]


@cache
def _names(zone: str) -> frozenset[str]:
    """What its clocks are called in winter and summer."""
    there = ZoneInfo(zone)
    return frozenset(str(datetime(2026, month, 1, tzinfo=there).tzname()) for month in (1, 7))


def in_zone(moment: datetime, zone: str, name: str = "") -> date:
    """A moment by the clocks of a zone; one with an offset of its own stays, "" is no zone.

    An hour that comes twice, as clocks go back, is the first, unless their `name` says the second.
    """
    if not zone or moment.tzinfo is not None:
        return moment
    try:
        there = moment.replace(tzinfo=ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment.date()
    second = there.replace(fold=1)
    return second if name and there.tzname() != name == second.tzname() else there


def with_offset(text: str) -> str:
    """Write the zone at the end of a date as +HHMM; a text without one stays as it is.

    An offset stands beside a name ("GMT+0200", "+0000 UTC") and wins over it.
    """
    found = _ENDING.search(text)
    if found is None or not (found["name"] or found["offset"]):
        return text
    name = (found["name"] or "").lower()
    if name and name not in _HOURS:
        return text
    clock = text[: found.start()]
    if ":" not in clock:  # "2026-03-04": the end of it is no zone
        return text
    minutes = _minutes(found["offset"]) if found["offset"] else round(_HOURS[name] * 60)
    if minutes is None:
        return f"{clock} +0000"
    sign = "-" if minutes < 0 else "+"
    return f"{clock} {sign}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _minutes(offset: str) -> int | None:
    """Read "+1", "-05", "+0530" or "+05:30" as minutes; None for what no place on earth has."""
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])  # noqa: PLR2004 - HH
    total = int(hours) * 60 + int(minutes)
    if total >= _DAY * 14 // 24 + 1 or int(minutes) >= 60:  # noqa: PLR2004 - a minute's end
        return None
    return -total if offset[0] == "-" else total
