"""Dates of the East in the forms that the West writes: digits of other scripts, CJK order and eras.

Pure. What is no such date is left as it is.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ERAS: Final = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
_LATE: Final = frozenset(("午後", "下午", "晚上", "오후"))
_NOON: Final = 12
_YEAR: Final = 4  # digits of one, where nothing says that it is one
_LABEL: Final = r"(?:(?:(?!令和|平成|民國|民国)[^\d\s:]){1,8}[\s:]*)?"
_DAY: Final = (
    r"(?P<era>令和|平成|民國|民国)?\s*(?P<year>\d{1,4})\s*(?P<mark>[年년./-])\s*"
    r"(?P<month>\d{1,2})\s*[月월./-]\s*(?P<day>\d{1,2})\s*(?:[日號号일]|\.(?!\d)|(?=[\s(]|$))"
    r"\s*(?:\(\s*\w{1,3}\s*\)|星期\w|周[一二三四五六日]|\w曜日?|\w요일)?"
)
_TIME: Final = (
    r"(?:[\s,]*(?P<half>午前|午後|上午|下午|오전|오후|凌晨|早上|中午|晚上)?\s*"
    r"(?P<hour>\d{1,2})\s*[:時时點点시]\s*(?P<minute>\d{1,2})?"
    r"\s*(?:[:分분]\s*(?P<second>\d{1,2})?)?[秒초]?)?"
)
_DATE: Final = re.compile(f"{_LABEL}{_DAY}{_TIME}(?P<rest>.{{0,40}})")
_ZONE: Final = re.compile(r"\s*(?:\(?[A-Z]{2,5}\)?|[+-]\d\d:?\d\d|Z|\[?[A-Z]\w+/[\w/+-]+\]?)")
_TOLD: Final = re.compile(r"\s*(?:更新|公開|配信|掲載|发布|發布|修改|입력|수정|등록|송고|승인)?")


def westward(text: str) -> str:
    """Write an eastern date as ISO 8601 does; other texts stay, but for their digits."""
    if not text.isascii():
        text = "".join(map(_digit, unicodedata.normalize("NFKC", text))).replace("،", ",")
    found = _DATE.fullmatch(text)
    if found is None or not _is_eastern(found, text):
        return text
    rest = found["rest"]
    if _TOLD.fullmatch(rest):
        return _iso(found)
    return f"{_iso(found)} {rest.strip()}" if found["hour"] and _ZONE.fullmatch(rest) else text


def _is_eastern(found: re.Match[str], text: str) -> bool:
    """Whether what is written with the marks of the West is of the East by its other words."""
    if found["mark"] in "./-" and len(found["year"]) < _YEAR:
        return False
    return found["mark"] not in "/-" or not text.isascii()


def _digit(letter: str) -> str:
    return letter if letter.isascii() else str(unicodedata.decimal(letter, letter))


def _iso(found: re.Match[str]) -> str:
    year = int(found["year"]) + _ERAS.get(found["era"] or "", 0)
    day = f"{year:04}-{int(found['month']):02}-{int(found['day']):02}"
    if found["hour"] is None:
        return day
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % _NOON + (_NOON if found["half"] in _LATE else 0)
        hour = _NOON if found["half"] == "中午" else hour
    return f"{day} {hour:02}:{int(found['minute'] or 0):02}:{int(found['second'] or 0):02}"
