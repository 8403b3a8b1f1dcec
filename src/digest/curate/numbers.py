"""Numbers as they are told in other words, brought to one: 1.2 thousand, 1 200, une trentaine, 3-1.

For comparing alone, never for print. Knows the languages of numerals.py.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from digest.curate.text import in_ascii_digits

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["fractions_in", "in_digits", "is_score", "scored"]

_GROUP: Final = re.compile(r"(?<=\d)[.,\u00a0\u202f’ ](?=\d{3}(?![\d]))")
# One or two digits behind a comma are a part; a list of numbers (3,4,5) is none.
_PART: Final = re.compile(r"(?<![\d.,])(\d+),(?=\d{1,2}(?!\d|[.,]\d))")
_THOUSAND = ("thousand", "tausend", "mille", "mil", "ألف", "آلاف")
_MILLION = ("million", "millions", "millionen", "millón", "millones", "مليون", "ملايين")
_TIMES: Mapping[str, int] = MappingProxyType(
    {**dict.fromkeys(_THOUSAND, 1_000), **dict.fromkeys(_MILLION, 1_000_000)}
)
_MULTIPLE: Final = re.compile(
    rf"\b(?P<number>\d{{1,4}}(?:[.,]\d{{1,2}})?)[ \u00a0-](?P<times>{'|'.join(_TIMES)})\b",
    re.IGNORECASE,
)
_ABOUT: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("dizaine", "decena"), 10),
        **dict.fromkeys(("douzaine", "docena", "dutzend", "dozen"), 12),
        "quinzaine": 15,
        **dict.fromkeys(("vingtaine", "veintena"), 20),
        **dict.fromkeys(("trentaine", "treintena"), 30),
        "quarantaine": 40,
        "cinquantaine": 50,
        "soixantaine": 60,
        **dict.fromkeys(("centaine", "centenar"), 100),
    }
)
_ROUND: Final = re.compile(
    rf"\b(?:an?|une?|una?|ein) (?P<about>{'|'.join(_ABOUT)})\b", re.IGNORECASE
)
_HOURS: Final = 24
_SCORE: Final = re.compile(
    # Looking back from a digit is far faster than on from every letter; from 20 to 12 is none.
    r"(?P<mine>\d(?<![\w.,:/–-]\d)(?<!\bd[ea] \d)(?<!\bvon \d)\d{0,2})"
    r"(?P<sign> ?[:–-] ?| (?:à|zu|a) )(?P<theirs>\d{1,3})"
    r"(?![:/–-]?\d|[.,]\d)(?= ?(?P<behind>-?\w*))"
)
# What a lower number before a higher one is of, that is no span (3-5 years), behind the two.
_PLAYED: Final = re.compile(
    r"-?(?:|in|at|against|to|by|on|for|win|defeat|loss|home|away|bei|beim|gegen|zu|nach|im|am|"
    r"sieg|niederlage|heim\w*|auswärts\w*|à|au|en|contre|face|devant|chez|a|ante|contra|frente|"
    r"al|con|contro|em|no|na|tegen|أمام|على|في|ضد)",
    re.IGNORECASE,
)
_FRACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        r"two[- ]thirds|zwei drittel|deux tiers|dos tercios|ثلثا|ثلثي": ("66", "67"),
        r"an? third|one[- ]third|ein(?:em|es)? drittel|un tiers|un tercio|ثلث": ("33",),
        r"half|hälfte|moitié|mitad|نصف": ("50",),
        r"three[- ]quarters|drei viertel|dreiviertel|trois quarts|tres cuartos": ("75",),
        r"(?:a|one)[- ]quarter|ein(?:em|es)? viertel|un quart|un cuarto|ربع": ("25",),
        r"(?:a|one)[- ]fifth|ein(?:em|es)? fünftel|un cinquième|una quinta parte|خمس": ("20",),
    }
)
_SHARES: Final = tuple(
    (re.compile(rf"\b(?:{told})\b", re.IGNORECASE), percents)
    for told, percents in _FRACTIONS.items()
)


def in_digits(text: str) -> str:
    """A text with its numbers in plain digits: 1,200 as 1200, 4,5 as 4.5, une trentaine as 30.

    A score is one, of whichever side it was told: 3-1 and 1 : 3 as 3:1.
    """
    grouped = _GROUP.sub("", scored(in_ascii_digits(text)))
    plain = _PART.sub(r"\1.", _MULTIPLE.sub(_multiplied, grouped))
    return _ROUND.sub(lambda found: str(_ABOUT[found["about"].lower()]), plain)


def scored(text: str) -> str:
    """A text with its scores as 3:1, the higher number first: 3-1, 1 : 3, 3 à 1, 3 zu 1."""
    return _SCORE.sub(_score, text)


def is_score(word: str) -> bool:
    """Whether a word is a score, as `scored` writes it."""
    mine, colon, theirs = word.partition(":")
    return bool(colon) and mine.isdecimal() and theirs.isdecimal()


def _score(found: re.Match[str]) -> str:
    mine, theirs = found["mine"], found["theirs"]
    sign, low = found["sign"].strip(), int(mine) < int(theirs)
    if sign == ":":
        clock = len(theirs) == len("00") and int(mine) <= _HOURS
    else:
        clock = low and (sign not in {"-", "–"} or not _PLAYED.fullmatch(found["behind"]))
    return found[0] if clock else ":".join((theirs, mine) if low else (mine, theirs))


def _multiplied(found: re.Match[str]) -> str:
    times = _TIMES[found["times"].lower()]
    whole, _, part = found["number"].replace(",", ".").partition(".")
    return str(int(whole) * times + int(part or "0") * times // 10 ** len(part))


def fractions_in(text: str) -> frozenset[str]:
    """The percentages that a text tells as parts: a third is 33."""
    return frozenset(
        percent for told, percents in _SHARES if told.search(text) for percent in percents
    )
