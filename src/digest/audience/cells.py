"""One cell of an import at a time: its text to a value of the model.

Every function raises ValueError with a reason that a person can mend the cell by; an empty
cell is the default. A cell that a spreadsheet could run as a formula is guarded on the way
out, and the guard is taken off on the way in. Values repeat: the costly ones are cached.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from digest.audience.csvfile import UNREADABLE
from digest.config import values
from digest.config.languages import of_today
from digest.model import Cadence, Length, SubscriberState, SubscriptionState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from enum import StrEnum

    from digest.model import Newsletter

__all__ = [
    "cadence",
    "clean",
    "hour",
    "is_blocked",
    "language",
    "length",
    "names",
    "newsletters_named",
    "protect",
    "state",
    "topics_named",
    "zone",
]

_SEPARATORS: Final = ";|,"
_SHOWN: Final = 60  # characters of a wrong cell that a reason repeats
_INVISIBLE: Final = " \u00a0\u200b\u2060\ufeff"  # what copying from a page leaves at the ends
_BREAKING: Final = {"Cc", "Zl", "Zp"}
# How a formula starts for a spreadsheet; the last four are the full-width = + - @.
_STARTS: Final = r"=+\-@\t\r\uff1d\uff0b\uff0d\uff20"
_GUARDED: Final = re.compile(rf"'+[{_STARTS}]")
_FORMULA: Final = re.compile(rf"'*[{_STARTS}]")
_HOUR: Final = re.compile(r"(0?[0-9]|1[0-9]|2[0-3])(:00)?", re.ASCII)
# Left, and no form may bring them back: what a program keeps out by its operator's word.
_BLOCKED: Final = ("blocklisted", "blacklisted", "blocked")
_STATES: Final[Mapping[str, SubscriptionState | SubscriberState]] = {
    **{state.value: state for state in SubscriptionState},
    **dict.fromkeys(
        ("subscribed", "enabled", "confirmed", "regular", "premium", "gifted", "trialed"),
        SubscriptionState.ACTIVE,
    ),
    **dict.fromkeys(("unconfirmed", "unactivated"), SubscriptionState.PENDING),
    "disabled": SubscriptionState.PAUSED,
    **dict.fromkeys(("unsubscribed", "removed", "churned", *_BLOCKED), SubscriptionState.LEFT),
    **dict.fromkeys(("bounced", "cleaned", "undeliverable"), SubscriberState.BOUNCED),
    **dict.fromkeys(("complained", "spammy"), SubscriberState.COMPLAINED),
}


def protect(text: str) -> str:
    """A cell that no spreadsheet runs as a formula; `clean` gives the text back."""
    return f"'{text}" if _FORMULA.match(text) else text


def clean(text: str, column: str) -> str:
    """A cell's text without the guard against formulas and blanks at its ends."""
    text = text.strip().strip(_INVISIBLE)
    if text[:1] == "'" and _GUARDED.match(text):
        text = text[1:]
    if text.isascii() and text.isprintable():
        return text
    if UNREADABLE in text:
        raise ValueError(f"the {column} has letters that were lost; save the file as UTF-8")
    if any(unicodedata.category(letter) in _BREAKING for letter in text):
        raise ValueError(f"the {column} holds a line break or a control character")
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def zone(text: str) -> str | None:
    """The name of a time zone, in any case; None for none given."""
    if not text:
        return None
    try:
        return _zones().get(text.casefold().replace(" ", "_")) or values.zone(text)
    except values.NearMissError as error:
        words = f"the timezone {_short(text)} is not {error.expected}{error.close}"
        raise ValueError(words) from None


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in values.zones()}


@lru_cache(maxsize=4096)
def language(text: str) -> str:
    """A language tag in its usual form (RFC 5646, section 2.1.1); empty for none given.

    The name of a locale (POSIX, section 8.2), such as `de_AT.UTF-8`, says a language too.
    """
    if not text:
        return ""
    try:
        tag = text.partition(".")[0].partition("@")[0].replace("_", "-")
        first, *rest = of_today(tag).split("-")
    except ValueError as error:
        raise ValueError(f"the language {_short(text)} is not {error}") from None
    return "-".join([first.lower(), *map(_subtag, rest)])


def _subtag(text: str) -> str:
    case = {2: str.upper, 4: str.title}.get(len(text), str.lower)
    return case(text)


@lru_cache(maxsize=64)
def cadence(text: str) -> Cadence:
    """How often."""
    return Cadence(_word(text, Cadence))


@lru_cache(maxsize=64)
def length(text: str) -> Length:
    """How much; full for none given."""
    return Length(_word(text, Length)) if text else Length.FULL


@lru_cache(maxsize=512)
def hour(text: str) -> int | None:
    """A local hour, 0 to 23, also as `07:00`; None for none given."""
    if not text:
        return None
    found = _HOUR.fullmatch(text)
    if found is None:
        raise ValueError(f"the hour {_short(text)} is not a whole hour from 0 to 23")
    return int(found[1])


@lru_cache(maxsize=64)
def state(text: str) -> SubscriptionState | SubscriberState:
    """A state, also in other programs' words; active for none given."""
    if not text:
        return SubscriptionState.ACTIVE
    return _STATES[_word(text, tuple(_STATES))]


def is_blocked(text: str) -> bool:
    """Whether a state, of any program, keeps the address out for good."""
    return text.casefold() in _BLOCKED


def _word(text: str, words: type[StrEnum] | Sequence[str]) -> str:
    """The word that was meant, in any case."""
    known = [str(word) for word in words]
    if text.casefold() in known:
        return text.casefold()
    expected = ", ".join(known)
    raise ValueError(f"{_short(text)} is none of {expected}{values.nearest(text[:_SHOWN], known)}")


def newsletters_named(text: str, newsletters: Mapping[str, Newsletter]) -> tuple[Newsletter, ...]:
    """The newsletters of a cell, by id or title; the only one if none is given."""
    if not text and len(newsletters) == 1:
        return tuple(newsletters.values())
    if not text:
        raise ValueError("no newsletter is named")
    known = {n.title.casefold(): n.id for n in newsletters.values()}
    known |= {id_.casefold(): id_ for id_ in newsletters}
    return tuple(newsletters[id_] for id_ in _several(text, known, "newsletter"))


def topics_named(text: str, newsletters: Sequence[Newsletter]) -> tuple[str, ...]:
    """The topics of a cell, which each newsletter of the row must have; none means all."""
    if not text:
        return ()
    found: tuple[str, ...] = ()
    for newsletter in newsletters:
        known = {topic.name.casefold(): topic.name for topic in newsletter.topics}
        found = _several(text, known, f"topic of {newsletter.title}")
    return found


def _several(text: str, known: Mapping[str, str], what: str) -> tuple[str, ...]:
    """The known names in a cell, parted by `;`, `|` or `,`, each once, in the cell's order.

    A name may hold a separator: the first one that leaves only known names is meant.
    """
    if text.casefold() in known:
        return (known[text.casefold()],)
    used = [separator for separator in _SEPARATORS if separator in text] or [";"]
    for separator in used:
        names = _split(text, separator)
        if all(name.casefold() in known for name in names):
            return tuple(dict.fromkeys(known[name.casefold()] for name in names))
    wrong = next(name for name in _split(text, used[0]) if name.casefold() not in known)
    near = values.nearest(wrong[:_SHOWN], list(known.values()))
    raise ValueError(f"{_short(wrong)} is no {what}{near}")


@lru_cache(maxsize=512)
def names(text: str) -> tuple[str, ...]:
    """Names in a cell, parted by `;`, each once."""
    return tuple(dict.fromkeys(name.strip() for name in _split(text, ";")))


def _split(text: str, separator: str) -> list[str]:
    return [name for part in text.split(separator) if (name := part.strip())]


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")
