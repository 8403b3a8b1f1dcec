"""Which column of a file is which: header names in the spellings that people use.

A new spelling is a word in a table. A column that nobody knows is told and passed over, unless
it looks like a slip of the pen: then its values would be lost in silence.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from digest.config.values import nearest
from digest.errors import AudienceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["COLUMNS", "REASON", "find_columns"]

COLUMNS: Final = (
    "email",
    "name",
    "newsletters",
    "topics",
    "cadence",
    "length",
    "hour",
    "timezone",
    "language",
    "state",
)
REASON: Final = "reason"  # the first column of a quarantine file, of no meaning to us
_SPELLINGS: Final = {
    "email": ("email", "emailaddress", "mail", "mailaddress", "subscriberemail"),
    "name": ("name", "fullname", "displayname"),
    "newsletters": ("newsletters", "newsletter"),
    "topics": ("topics", "topic", "interests"),
    "cadence": ("cadence", "frequency"),
    "length": ("length",),
    "hour": ("hour", "sendhour"),
    "timezone": ("timezone", "tz", "zone"),
    "language": ("language", "lang", "locale"),
    "state": ("state", "status"),
}
_KNOWN: Final = {word: column for column, words in _SPELLINGS.items() for word in words}
_CLOSE: Final = 0.8


def find_columns(
    header: Sequence[str], passed_over: Callable[[str], None] = lambda _: None
) -> dict[str, int]:
    """The place of each column that the header names.

    Args:
        header: The titles of the columns.
        passed_over: Hears of each column that nobody knows, in words.

    Raises:
        AudienceError: There is no email column, one stands there twice, or one looks misspelt.
    """
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        word = re.sub(r"[\W_]", "", title).casefold()
        column = _KNOWN.get(word)
        if column in places:
            raise AudienceError(f"Two columns hold the {column}.", "Take one of them out.")
        if column is not None:
            places[column] = place
        else:
            _refuse_slip(title, word)
            if word not in {"", REASON}:
                passed_over(f"{title.strip()!r} is no column that is known{nearest(word, COLUMNS)}")
    if "email" not in places:
        raise AudienceError(
            "The file has no email column.",
            "Its first line must name the columns; `email` alone is enough.",
        )
    return places


def _refuse_slip(title: str, word: str) -> None:
    swapped = [known for known in _KNOWN if sorted(known) == sorted(word)]
    close = swapped or get_close_matches(word, _KNOWN, n=1, cutoff=_CLOSE)
    if close:
        raise AudienceError(
            f"The column {title.strip()!r} is not known.",
            f"If it is {_KNOWN[close[0]]!r}, write it so; otherwise give it another name.",
        )
