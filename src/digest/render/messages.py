"""The words that digest itself puts on the page, and dates, times and numbers by Babel.

A translation is one more dictionary beside those of words_west.py and words_east.py; what it
lacks is said in English. It never reads a clock.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    get_day_names,
)
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import escape

from digest.config.values import nearest
from digest.model import OTHER
from digest.prose.capitals import capitals
from digest.render.safe import clean, direction, isolated, language_direction
from digest.render.words_east import ARABIC, HEBREW, HINDI, JAPANESE
from digest.render.words_west import ENGLISH, FRENCH, GERMAN, SPANISH

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime, time

    from digest.model import Weekday

_TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": ENGLISH,
        "de": GERMAN,
        "fr": FRENCH,
        "es": SPANISH,
        "ar": ARABIC,
        "he": HEBREW,
        "hi": HINDI,
        "ja": JAPANESE,
    }
)
_NOTHING: Mapping[str, str] = MappingProxyType({})
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# The zero of numbering systems (CLDR) that are some locale's own.
_ZEROS = {"arab": 0x660, "arabext": 0x6F0, "deva": 0x966, "beng": 0x9E6, "mymr": 0x1040}


class Said(str):
    """Words of digest in another language than their page's, which HTML says; else a plain text.

    `mark` is the start tag of the element that says so; a half of a sentence has one of its two.
    """

    __slots__ = ("_close", "_open")
    _open: str
    _close: str

    def __new__(cls, text: str, mark: str, *, opens: bool = True, closes: bool = True) -> Self:
        """Mark a text."""
        made = super().__new__(cls, text)
        made._open, made._close = mark if opens else "", "</span>" if closes else ""
        return made

    def __html__(self) -> str:
        """What an HTML template prints."""
        return f"{self._open}{escape(str(self))}{self._close}"


class Words:
    """The chrome in one language, English where it is not translated.

    English on a page in another language is `Said`.
    """

    def __init__(self, language: str, timezone: str = "UTC") -> None:
        self._locale = _locale(language)
        self._zone = ZoneInfo(timezone)
        self._table = _TABLES.get(self._locale.language, _NOTHING)
        # Who says a sentence in English says its numbers so, too.
        self._english = None if self._table is ENGLISH else Words("en", timezone)
        self._way = language_direction(language)
        way = "" if self._way == "ltr" else ' dir="ltr"'
        self._mark = f'<span lang="en"{way}>'
        zero = _ZEROS.get(self._locale.default_numbering_system, ord("0"))
        self._digits = {ord("0") + n: zero + n for n in range(10)}

    def __call__(self, key: str, **values: object) -> str:
        """Give one sentence; `values` fill its {places}, numbers in the language's own digits.

        Raises:
            LookupError: there is no such sentence, or one of its places is not filled.
        """
        if self._english and key not in self._table:
            return Said(self._english(key, **values), self._mark)
        said = {
            name: self.number(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        if key not in self._table:
            near = nearest(str(key), tuple(self._table))
            raise LookupError(f'there are no words "{key}"{near}')
        try:
            return self._table[key].format(**said)
        except KeyError as error:
            raise LookupError(f'words("{key}") wants a value for {error.args[0]}') from error

    def around(self, key: str, place: str, **values: object) -> tuple[str, str]:
        """Give what stands before and behind one {place}, which a template fills with a link."""
        said = self(key, **values, **{place: "\0"})
        before, _, behind = said.partition("\0")
        if not isinstance(said, Said):
            return before, behind
        return Said(before, self._mark, closes=False), Said(behind, self._mark, opens=False)

    def count(self, key: str, number: int) -> str:
        """Give a number with its noun, such as "1 story" or "12 stories"."""
        if self._english and f"{key}_other" not in self._table:
            return Said(self._english.count(key, number), self._mark)
        form = f"{key}_{self._locale.plural_form(number)}"
        return self(form if form in self._table else f"{key}_other", n=number)

    @property
    def lang(self) -> str:
        """The language that they are in where it is not the page's, else ""."""
        return "en" if self._table is _NOTHING else ""

    def topic(self, name: str, own: Collection[str]) -> str:
        """Name a topic as it is printed: in the language where it is none of a newsletter's own."""
        return self("other_topic") if name == OTHER and name not in own else clean(name)

    def capitals(self, text: str) -> str:
        """Write a text in the capitals of the language that it is in: this one, or English."""
        return capitals(text, "en" if isinstance(text, Said) else self._locale.language)

    def number(self, number: int) -> str:
        """Give a whole number in the language's own digits."""
        return self._own(_decimal(number, self._locale))

    def day(self, day: date) -> str:
        """Give the date in full, such as "Monday, November 23, 2026"."""
        return self._own(format_date(day, "full", locale=self._locale))

    def week(self, last: date) -> str:
        """Give the seven days that end with `last`, such as "Nov 17 to 23, 2026"."""
        first = last - timedelta(days=6)
        said = format_interval(first, last, "yMMMd", locale=self._locale)
        return self._own(said.replace("\u2009", " "))

    def weekday(self, moment: datetime) -> str:
        """Give the day of the week in the newsletter's zone, such as "Tuesday"."""
        return format_date(moment.astimezone(self._zone), "cccc", locale=self._locale)

    def when(self, moment: datetime, day: date, *, day_only: bool = False) -> str:
        """Give the time of day in the newsletter's zone, or the date if on another day.

        Where `moment` is known to the day only, it is the date in any case.
        """
        local = moment.astimezone(self._zone)
        if local.date() == day and not day_only:
            return self.time(local.time())
        return self._own(_day_of_month(local.date(), self._locale))

    def begins_day(self, moment: datetime) -> bool:
        """Whether a day of the newsletter's zone begins at `moment`."""
        local = moment.astimezone(self._zone)
        before = (moment - timedelta(microseconds=1)).astimezone(self._zone)
        return local.date() != before.date()

    def span(self, begin: time, end: time) -> str:
        """Give a span of time of day, such as "2:00 to 4:00 PM" with a dash for the word.

        It is written as `time` writes its ends, where Babel would write hours in words (Japanese).
        """
        short = str(self._locale.time_formats["short"].pattern)
        said = format_interval(begin, end, "hm" if "a" in short else "Hm", locale=self._locale)
        if "a" not in short and self.time(end) not in self._own(said):
            plain = str(self._locale.interval_formats[None])
            return plain.format(self.time(begin), self.time(end))
        return self._apart(said.replace("\u202f", " ").replace("\u2009", " "))

    def time(self, local: time) -> str:
        """Give a time of day."""
        # A thin space before AM (U+202F) is missing from half the fonts of mail.
        said = _time_of_day(local.replace(second=0, microsecond=0), self._locale)
        return self._apart(said.replace("\u202f", "\xa0"))

    def days(self, days: tuple[Weekday, ...]) -> str:
        """Give days of the week as a list, such as "Monday and Thursday"."""
        names = get_day_names("wide", context="stand-alone", locale=self._locale)
        return format_list([names[_WEEK.index(day)] for day in days], locale=self._locale)

    def plain_day(self, day: date) -> str:
        """Give the date without its weekday, such as "November 23, 2026"."""
        return self._own(format_date(day, "long", locale=self._locale))

    def short_day(self, day: date) -> str:
        """Give weekday, day and month alone, such as "Mon, Nov 23"."""
        return self._own(format_skeleton("MMMEd", day, locale=self._locale))

    def month(self, day: date) -> str:
        """Give the name of the month that the day is in, such as "November"."""
        return format_date(day, "LLLL", locale=self._locale)

    def language_name(self) -> str:
        """Give the language's own name for itself, such as "Deutsch"."""
        return self._locale.get_display_name(self._locale) or str(self._locale)

    def _apart(self, said: str) -> str:
        """In its own digits and order: Urdu has AM and PM in Latin letters."""
        own = self._own(said)
        return own if direction(own) in {"", self._way} else isolated(own)

    def _own(self, text: str) -> str:
        return text.translate(self._digits)


# Babel reads its pattern anew for each of the same few numbers, days and minutes.
@lru_cache(maxsize=1024)
def _decimal(number: int, locale: Locale) -> str:
    return format_decimal(number, locale=locale, numbering_system="default")


@lru_cache(maxsize=512)
def _day_of_month(day: date, locale: Locale) -> str:
    return format_skeleton("MMMd", day, locale=locale)


@lru_cache(maxsize=2048)
def _time_of_day(minute: time, locale: Locale) -> str:
    return format_time(minute, "short", locale=locale)


def _locale(language: str) -> Locale:
    """Find the nearest locale that Babel knows: the tag, its primary subtag, English."""
    for tag in (language, language.split("-", 1)[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
