"""Months that a text names beside a day: 14 December, Dec. 14, 14. Dezember, 3 de mayo.

Knows no weekdays: which Monday is meant depends on when it was written.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["months_in", "undated"]

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
_MONTHS: Mapping[str, int] = MappingProxyType(
    {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
)
_ANY = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?({_ANY})\b"
    rf"|\b({_ANY})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!:)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b(?:\s*(?:[ap]\.?m\b\.?|Uhr\b|h\b))?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def months_in(text: str) -> frozenset[int]:
    """The months, 1 to 12, of the days that `text` names."""
    if not _DIGIT.search(text):
        return frozenset()
    return frozenset(_MONTHS[(before or after).lower()] for before, after in _DATE.findall(text))


def undated(text: str) -> str:
    """The text without days and times of day: two articles of one day share them, and nothing else.

    They tell look-alikes apart, and are no sign of one event.
    """
    if not _DIGIT.search(text):
        return text
    return _CLOCK.sub(" ", _DATE.sub(" ", text))
