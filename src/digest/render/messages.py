"""The words that digest itself puts on the page, and dates, times and numbers by Babel.

All of them stand here so that a translation is one more dictionary. It never reads a clock.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time

from digest.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "stories_one": "{n} story",
        "stories_other": "{n} stories",
        "sources_other": "{n} sources",
        "minutes": "{n} min read",
        "also": "Also covered by",
        "source": "Source",
        "and_more": "and {n} more",
        "photo": "Photo",
        "in_this_edition": "In this edition",
        "why_you": "You receive {title} because you subscribed at",
        "unsubscribe": "Unsubscribe",
        "unsubscribe_from": "Unsubscribe from {title}",
        "read_at": "Read",
        BlockKind.GREETING: "From the editors",
        BlockKind.WHY: "Why it matters",
        BlockKind.FIGURE: "The figure",
        BlockKind.AGENDA: "The day ahead",
        BlockKind.DATA: "In numbers",
        BlockKind.SPONSOR: "Sponsored",
        BlockKind.CORRECTION: "Correction",
    }
)
_TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType({"en": _ENGLISH})


class Words:
    """The chrome in one language, English where it is not translated."""

    def __init__(self, language: str, timezone: str = "UTC") -> None:
        self._locale = _locale(language)
        self._zone = ZoneInfo(timezone)
        self._table = _TABLES.get(self._locale.language, _ENGLISH)

    def __call__(self, key: str, **values: object) -> str:
        """Give one sentence; `values` fill its {places}."""
        return self._table[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """Give a number with its noun, such as "1 story" or "12 stories"."""
        one = f"{key}_one" if number == 1 else f"{key}_other"
        return self._table[one].format(n=number)

    def day(self, day: date) -> str:
        """Give the date in full, such as "Monday, November 23, 2026"."""
        return format_date(day, "full", locale=self._locale)

    def when(self, moment: datetime, day: date, *, day_only: bool = False) -> str:
        """Give the time of day in the newsletter's zone, or the date if on another day.

        Where `moment` is known to the day only, it is the date in any case.
        """
        local = moment.astimezone(self._zone)
        if local.date() == day and not day_only:
            # A thin space before AM (U+202F) is missing from half the fonts of mail.
            return format_time(local, "short", locale=self._locale).replace("\u202f", "\xa0")
        return format_skeleton("MMMd", local, locale=self._locale)


def _locale(language: str) -> Locale:
    """Find the nearest locale that Babel knows: the tag, its primary subtag, English."""
    for tag in (language, language.split("-", 1)[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
