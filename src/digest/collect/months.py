"""Dates with a month's name, in the languages that newsrooms here meet, and relative ones. Pure.

A text is a date when nothing but a date is left in it: no sentence is searched for one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from digest.collect.date_words import (
    BESIDE,
    LAST_DAY,
    LAST_WEEKDAY,
    MONTH,
    MONTHS,
    TWO_MONTHS,
    WEEK,
    WEEKDAY,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL = re.compile(
    r"^(?:last\s+)?(?:published|updated|posted|modified|created|date|publié|mis à jour|"
    r"aktualisiert|veröffentlicht|stand|publicado|pubblicato|gepubliceerd)(?:\s+(?:on|le|am|el|il|op))?\s*:?\s+"
)
_CLOCK = re.compile(
    r"[\s,|\u2013\u2014-]*\b(\d{1,2})(?:(?::|\s?h\s?)(\d{2}))(?::(\d{2})(?:\.\d+)?)?\s*(am|pm|uhr|uur|hs?|hod|ч|ص|م|এএম|পিএম)?\b"
    r"|[\s,]*\b(\d{1,2})\s*(am|pm|uhr|uur|h)\b"
)
_OFFSET = re.compile(r"\s*([+-])(\d{2})(\d{2})$")
_FILLER = re.compile(
    r"(?<=\d)(?:st|nd|rd|th|er|º|ª)\b|(?<=\d)(?:\s*[гr]\.?|\.? gada|\s?[md](?:\.|$))(?!\w)|"
    r"(?<!\w)[ув](?!\w)|"
    r"\b(?:at|um|à|de|del|den|of|the|le|el|kl|o'clock|года?|alle|às|om|ora)\b|[,;|]"
)
_PARTS = (
    re.compile(rf"^(?P<day>\d{{1,2}})\.?[\s.-]+(?P<month>{MONTH})[.॰]?[\s.-]+(?P<year>\d{{4}})$"),
    re.compile(rf"^(?P<day>\d{{1,2}})-(?P<month>{MONTH})-(?P<year>\d\d)$"),
    re.compile(rf"^(?P<month>{MONTH})[.॰]?[\s.-]+(?P<day>\d{{1,2}})\.?[\s.-]+(?P<year>\d{{4}})$"),
    re.compile(rf"^(?P<year>\d{{4}})[\s.-]+(?P<month>{MONTH})[.॰]?[\s.-]+(?P<day>\d{{1,2}})$"),
    re.compile(rf"^(?P<year>\d{{4}})[\s.]+(?P<day>\d{{1,2}})\.\s+(?P<month>{MONTH})$"),
)
_NUMERIC = re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$")
_YEAR_FIRST = re.compile(r"^(\d{4})([./-])(\d{1,2})\2(\d{1,2})$")
_BESIDE = re.compile(
    "(?:" + "|".join(sorted(map(re.escape, BESIDE), key=len, reverse=True)) + r")(?![^\W\d_])"
)
_MONTHS = 12
_NOON = 12
_HOURS = frozenset(("uhr", "uur", "h", "hs", "hod", "ч"))
_LATE = frozenset(("pm", "م", "পিএম"))
_AGO = (
    re.compile(r"^(?P<count>\d{1,3}|an?|one|un[ao']?)\s*(?P<unit>[^\W\d_]+)\s+(?:ago|geleden|fa|sedan)$"),
    re.compile(r"^(?:vor|il y a|hace|há)\s+(?P<count>\d{1,3}|einer?|einem|un[ea]?|uma?)\s+"
               r"(?P<unit>[^\W\d_]+)$"),
    re.compile(r"^för\s+(?P<count>\d{1,3}|en)\s+(?P<unit>[^\W\d_]+)\s+sedan$"),
    re.compile(r"^for\s+(?P<count>\d{1,3}|en)\s+(?P<unit>[^\W\d_]+)\s+siden$"),
    re.compile(r"^(?:منذ|قبل)\s+(?:(?P<count>\d{1,3})\s+)?(?P<unit>[^\W\d_]+)$"),
    re.compile(r"^(?:(?P<count>\d{1,3})\s+)?(?P<unit>[^\W\d_]+)\s+(?:назад|тому|temu|önce)$"),
    re.compile(r"^(?:před|pred|prije|acum|fa|πριν(?: από)?|לפני)\s+(?:(?P<count>\d{1,3})\s+)?"
               r"(?P<unit>[^\W\d_]+)$"),
    re.compile(r"^(?P<count>\d{1,3})\s*(?P<unit>\S+?)\s*"
               r"(?:sitten|पहले|trước|(?:yang )?lalu|ที่แล้ว)$"),
    re.compile(r"^(?P<count>\d{1,3})\s*(?P<unit>分钟|分鐘|分|小时|小時|時間|시간|분|天|日|일|週間|周|週|주)\s*"
               r"(?:之前|以前|前|전)$"),
)  # fmt: skip
_SHORT_FORM = re.compile(r"(?<=[^\W\d_])\.(?=\s|$)")  # "vor 5 Min.", "5 мин. назад"
_AND_MORE = re.compile(r"^(\d{1,3} [a-z]+)(?:,| and|, and) (\d{1,3} [a-z]+) ago$")
_UNITS = {
    "minutes": "min mins minute minutes minuten minuto minutos minuti minuut m minuter minutter "
    "دقيقة دقائق "
    "минуту минуты минут хвилину хвилини хвилин minutę minuty minut dakika 分钟 分鐘 分 분 "
    "мин хв "
    "minuuttia minuutti मिनट phút menit นาที דקות דקה minutami minutama minute minuts λεπτά λεπτό",
    "hours": "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur timme "
    "timmar time timer ساعة ساعات "
    "час часа часов годину години годин godzinę godziny godzin saat 小时 小時 時間 시간 "
    "tuntia tunti घंटे घंटा घण्टे giờ jam ชั่วโมง שעות שעה hodinami hodinou sati sata hores ώρες ώρα",
    "days": "d day days tg tag tage tagen j jour jours día días dia dias giorno giorni dag dagen "
    "dagar dage يوم أيام день дня дней дні днів dzień dni gün 天 日 일 "
    "päivää päivä दिन ngày hari วัน ימים יום dny dnem dňami dana zile dies ημέρες ημέρα μέρες",
    "weeks": "w wk wks week weeks woche wochen sem semaine semaines semana semanas settimana weken "
    "vecka veckor uge uger неделю недели недель тиждень тижні тижнів tydzień tygodnie tygodni "
    "hafta 周 週 週間 주",
}
_SHORTER = frozenset(("minutes", "hours"))
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_TWO = {
    "دقيقتين": "دقيقة",
    "ساعتين": "ساعة",
    "يومين": "يوم",
    "שעתיים": "שעות",
    "יומיים": "ימים",
}
"""Duals, and a word of the unit: two of it without a number."""
_DUAL = re.compile(rf"(?<!\w)(?:{'|'.join(_TWO)})(?!\w)")


def written(text: str, *, day_first: bool, now: datetime | None = None) -> date | None:
    """Read a written or numeric date, with or without a time; a zone stands as +HHMM.

    A month whose name is another one's elsewhere is the later, unless that is ahead of `now`.

    Raises:
        ValueError: there is no such day or hour.
    """
    lower = text.lower().replace("a.m.", "am").replace("p.m.", "pm").strip()
    offset, plain = _zone(_LABEL.sub("", lower).strip(" ,."))
    clock, plain = _time(plain)
    plain = plain.strip(" ,.")
    # As it stands first: "mar" is a month in English, and a Tuesday in French.
    forms = (_plain(plain), _plain(WEEKDAY.sub("", plain)), _plain(LAST_WEEKDAY.sub("", plain)))
    days = (_day(form, day_first=day_first, now=now) for form in forms)
    day = next(filter(None, days), None)
    if day is None or clock is None:
        return day
    return datetime.combine(day, clock, offset)


def relative(text: str, now: datetime) -> date | None:
    """Read "3 hours ago", "vor 2 Tagen", "today, 10:00" or "last Tuesday".

    Days and weeks give a day alone; the last Tuesday is that before today.

    Days are those of the zone of `now`.
    """
    plain = _DUAL.sub(lambda two: f"2 {_TWO[two[0]]}", _LABEL.sub("", text.lower().strip()))
    plain = _SHORT_FORM.sub("", plain)
    if plain in {"just now", "now"}:
        return now
    if (both := _AND_MORE.match(plain)) and (before := relative(f"{both[2]} ago", now)):
        return relative(f"{both[1]} ago", before) if isinstance(before, datetime) else None
    if (name := _BESIDE.match(plain)) and (day := _beside(BESIDE[name[0]], name, now)):
        return day
    if name := LAST_DAY.match(plain):
        since = (now.weekday() - WEEK[name["day"] or name["other"]] - 1) % 7 + 1
        return _beside(timedelta(days=since), name, now)
    for form in _AGO:
        match = form.match(plain)
        unit = _UNIT.get(match["unit"]) if match else None
        if match and unit:
            count = int(match["count"]) if (match["count"] or "").isdigit() else 1
            ago = timedelta(**{unit: count})
            # by the clocks of a zone an hour may be two hours long
            return now.astimezone(UTC) - ago if unit in _SHORTER else (now - ago).date()
    return None


def _beside(ago: timedelta, name: re.Match[str], now: datetime) -> date | None:
    """Read "yesterday" and "today, 10:00": of the zone that stands there, else of that of `now`."""
    offset, rest = _zone(name.string[name.end() :])
    clock, rest = _time(rest)
    if _plain(rest):
        return None
    day = (now.astimezone(offset or now.tzinfo) - ago).date()
    return datetime.combine(day, clock, offset) if clock else day


def _plain(text: str) -> str:
    return " ".join(_FILLER.sub(" ", text).split()).strip(" -.,")


def _zone(text: str) -> tuple[timezone | None, str]:
    found = _OFFSET.search(text)
    if found is None or ":" not in text[: found.start()]:
        return None, text
    minutes = int(found[2]) * 60 + int(found[3])
    signed = timedelta(minutes=-minutes if found[1] == "-" else minutes)
    return timezone(signed), text[: found.start()]


def _time(text: str) -> tuple[time | None, str]:
    found = _CLOCK.search(text)
    if found is None:
        return None, text
    hour, half = int(found[1] or found[5]), found[4] or found[6]
    if half and half not in _HOURS:
        hour = hour % _NOON + (_NOON if half in _LATE else 0)
    clock = time(hour, int(found[2] or 0), int(found[3] or 0))
    return clock, text[: found.start()] + " " + text[found.end() :]


def _day(text: str, *, day_first: bool, now: datetime | None) -> date | None:
    for form in _PARTS:
        match = form.match(text)
        if match and match["month"] in MONTHS:
            named = TWO_MONTHS.get(match["month"], (MONTHS[match["month"]],))
            year, day = _year(match["year"]), int(match["day"])
            return _passed(year, named, day, now)
    if match := _YEAR_FIRST.match(text):
        return date(int(match[1]), int(match[3]), int(match[4]))
    match = _NUMERIC.match(text)
    return _numeric(match, day_first=day_first) if match else None


def _passed(year: int, months: Sequence[int], day: int, now: datetime | None) -> date:
    """The day in the last of several months in which it is not ahead of now.

    Raises:
        ValueError: there is no such day in the first of them.
    """
    latest = (now + timedelta(days=1)).date() if now else date.max
    for month in sorted(months, reverse=True)[:-1]:
        if day <= monthrange(year, month)[1] and date(year, month, day) <= latest:
            return date(year, month, day)
    return date(year, months[0], day)


def _numeric(match: re.Match[str], *, day_first: bool) -> date:
    """With dots the day stands first everywhere; a number over 12 is no month."""
    one, other = int(match[1]), int(match[3])
    first = day_first or match[2] == "."
    day, month = (one, other) if (first and other <= _MONTHS) or one > _MONTHS else (other, one)
    return date(_year(match[4]), month, day)


def _year(told: str) -> int:
    """A year; of two digits it is of this century, as no newsroom's web is older."""
    return int(told) if len(told) > 2 else 2000 + int(told)  # noqa: PLR2004 - two digits
