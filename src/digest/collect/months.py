"""Dates with a month's name, in the languages that newsrooms here meet, and relative ones. Pure.

A text is a date when nothing but a date is left in it: no sentence is searched for one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

_NAMES = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
}
_OTHER = {
    "sept": 9, "jän": 1, "jänner": 1, "mrz": 3, "mär": 3, "dez": 12, "okt": 10,
    "janv": 1, "févr": 2, "fév": 2, "avr": 4, "juil": 7, "déc": 12, "ene": 1, "abr": 4, "ago": 8,
    "dic": 12, "gen": 1, "mag": 5, "giu": 6, "lug": 7, "set": 9, "ott": 10, "fev": 2, "out": 10,
    "mrt": 3, "mei": 5,
}  # fmt: skip
_SHORT = 3
MONTHS = {
    **{name[:_SHORT]: at for at, name in enumerate(_NAMES["en"].split(), 1)},
    **_OTHER,
    **{name: at for names in _NAMES.values() for at, name in enumerate(names.split(), 1)},
}
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|"
    r"^(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b",
)
_LABEL = re.compile(
    r"^(?:last\s+)?(?:published|updated|posted|modified|created|date|publié|mis à jour|"
    r"aktualisiert|veröffentlicht|stand|publicado|pubblicato|gepubliceerd)(?:\s+(?:on|le|am|el|il|op))?\s*:?\s+"
)
_CLOCK = re.compile(
    r"[\s,|\u2013\u2014-]*\b(\d{1,2})(?:[:h](\d{2}))(?::(\d{2})(?:\.\d+)?)?\s*(am|pm|uhr)?\b"
    r"|[\s,]*\b(\d{1,2})\s*(am|pm)\b"
)
_OFFSET = re.compile(r"\s*([+-])(\d{2})(\d{2})$")
_FILLER = re.compile(
    r"(?<=\d)(?:st|nd|rd|th|er|º|ª)\b|\b(?:at|um|à|de|del|den|of|the|le|el|kl|o'clock|года?)\b|[,;|]"
)
_PARTS = (
    re.compile(r"^(?P<day>\d{1,2})\.?[\s.-]+(?P<month>[^\W\d_]+)\.?[\s.-]+(?P<year>\d{4})$"),
    re.compile(r"^(?P<month>[^\W\d_]+)\.?[\s.-]+(?P<day>\d{1,2})\.?[\s.-]+(?P<year>\d{4})$"),
    re.compile(r"^(?P<year>\d{4})[\s.-]+(?P<month>[^\W\d_]+)\.?[\s.-]+(?P<day>\d{1,2})$"),
)
_NUMERIC = re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$")
_YEAR_FIRST = re.compile(r"^(\d{4})([./-])(\d{1,2})\2(\d{1,2})$")
_MONTHS = 12
_NOON = 12
_AGO = (
    re.compile(r"^(?P<count>\d{1,3}|an?|one)\s*(?P<unit>[^\W\d_]+)\s+(?:ago|geleden|fa|sedan)$"),
    re.compile(r"^(?:vor|il y a|hace|há)\s+(?P<count>\d{1,3}|einer?|einem|un[ea]?|uma?)\s+"
               r"(?P<unit>[^\W\d_]+)$"),
)  # fmt: skip
_UNITS = {
    "minutes": "min mins minute minutes minuten minuto minutos minuti minuut m",
    "hours": "h hr hrs hour hours stunde stunden heure heures hora horas ora ore uur",
    "days": "d day days tag tage tagen jour jours día días dia dias giorno giorni dag dagen",
    "weeks": "w week weeks woche wochen semaine semaines semana semanas settimana weken",
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_NAMED = {
    "just now": timedelta(), "now": timedelta(), "today": timedelta(), "heute": timedelta(),
    "aujourd'hui": timedelta(), "hoy": timedelta(), "oggi": timedelta(), "vandaag": timedelta(),
    "yesterday": timedelta(days=1), "gestern": timedelta(days=1), "hier": timedelta(days=1),
    "ayer": timedelta(days=1), "ieri": timedelta(days=1), "gisteren": timedelta(days=1),
}  # fmt: skip


def written(text: str, *, day_first: bool) -> date | None:
    """Read a written or numeric date, with or without a time; a zone stands as +HHMM.

    Raises:
        ValueError: there is no such day or hour.
    """
    lower = text.lower().replace("a.m.", "am").replace("p.m.", "pm").strip()
    plain = _WEEKDAY.sub("", _LABEL.sub("", lower)).strip(" ,.")
    offset, plain = _zone(plain)
    clock, plain = _time(plain)
    day = _day(" ".join(_FILLER.sub(" ", plain).split()).strip(" -.,"), day_first=day_first)
    if day is None or clock is None:
        return day
    return datetime.combine(day, clock, offset)


def relative(text: str, now: datetime) -> date | None:
    """Read "3 hours ago", "vor 2 Tagen" or "yesterday"; days and weeks give a day alone."""
    plain = _LABEL.sub("", text.lower().strip())
    if plain in _NAMED:
        return now if plain in {"just now", "now"} else (now - _NAMED[plain]).date()
    for form in _AGO:
        match = form.match(plain)
        unit = _UNIT.get(match["unit"]) if match else None
        if match and unit:
            count = int(match["count"]) if match["count"].isdigit() else 1
            then = now - timedelta(**{unit: count})
            return then if unit in {"minutes", "hours"} else then.date()
    return None


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
    if half in {"am", "pm"}:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    clock = time(hour, int(found[2] or 0), int(found[3] or 0))
    return clock, text[: found.start()] + " " + text[found.end() :]


def _day(text: str, *, day_first: bool) -> date | None:
    for form in _PARTS:
        match = form.match(text)
        if match and match["month"] in MONTHS:
            return date(int(match["year"]), MONTHS[match["month"]], int(match["day"]))
    if match := _YEAR_FIRST.match(text):
        return date(int(match[1]), int(match[3]), int(match[4]))
    match = _NUMERIC.match(text)
    return _numeric(match, day_first=day_first) if match else None


def _numeric(match: re.Match[str], *, day_first: bool) -> date:
    """With dots the day stands first everywhere; a number over 12 is no month."""
    one, other = int(match[1]), int(match[3])
    first = day_first or match[2] == "."
    day, month = (one, other) if (first and other <= _MONTHS) or one > _MONTHS else (other, one)
    year = int(match[4])
    return date(year if year > 99 else 2000 + year, month, day)  # noqa: PLR2004 - two digits
