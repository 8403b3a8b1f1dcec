"""Numbers in a row of folded words, in digits or spelt out: nineteen, einundzwanzig, خمسة عشر.

Reads what a toll is told in, up to a hundred, in English, German, French, Spanish and Arabic, and
up to ten and some more in Italian, Portuguese, Dutch and Russian. "A" and "one" of the languages in
which they are the same word are no numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from digest.curate.text import AND, fold, says

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["numbers_in", "placed_in", "value_of"]

AROUND: Final = 3  # words before a number, and behind, of which the nearest that says something

_UNITS: Final = (
    "one",
    "two zwei deux dos اثنان اثنين dois duas twee два две двое двух",
    "three drei trois tres ثلاثة ثلاث tre três drie три трое трех трёх",
    "four vier quatre cuatro أربعة أربع quattro quatro четыре четверо четырех четырёх",
    "five fünf cinq cinco خمسة خمس cinque vijf пять пятеро пяти",
    "six sechs seis ستة ست zes шесть шести",
    "seven sieben sept siete سبعة سبع sette sete zeven семь семи",
    "eight acht huit ocho ثمانية ثمان oito восемь восьми",
    "nine neun neuf nueve تسعة تسع nove negen девять девяти",
    "ten zehn dix diez عشرة عشر dieci tien десять десяти",
    "eleven elf onze once undici",
    "twelve zwölf douze doce dodici twaalf двенадцать",
    "thirteen dreizehn treize trece",
    "fourteen vierzehn quatorze catorce",
    "fifteen fünfzehn quinze quince quindici vijftien пятнадцать",
    "sixteen sechzehn seize dieciséis",
    "seventeen siebzehn diecisiete",
    "eighteen achtzehn dieciocho",
    "nineteen neunzehn diecinueve",
)
_TENS: Final = (
    "twenty zwanzig vingt veinte عشرون عشرين",
    "thirty dreißig trente treinta ثلاثون ثلاثين",
    "forty vierzig quarante cuarenta أربعون أربعين",
    "fifty fünfzig cinquante cincuenta خمسون خمسين",
    "sixty sechzig soixante sesenta ستون ستين",
    "seventy siebzig setenta سبعون سبعين",
    "eighty achtzig ochenta ثمانون ثمانين",
    "ninety neunzig noventa تسعون تسعين",
)
_GERMAN: Final = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_VEINTI: Final = ("uno", "dós", "trés", "cuatro", "cinco", "séis", "siete", "ocho", "nueve")
_JOINERS: Final = frozenset(("et", "y", "and"))
_TEN, _SCORES = 10, 20
_COUNTED_ON: Final = frozenset((60, 80))  # French: soixante-douze
_ONE: Final = (["un"], ["une"], ["uno"], ["una"])  # numbers behind "twenty and" alone
_RUNNING: Final = frozenset(["day", "week", "tag", "woche", "jour", "semaine", "día", "semana"])
_GROUPS = re.compile(r"[.,](?=\d{3}(?!\d))")


def _spelt() -> dict[str, int]:
    words = {fold(word): at for at, line in enumerate(_UNITS, 1) for word in line.split()}
    tens = {fold(word): at * 10 for at, line in enumerate(_TENS, 2) for word in line.split()}
    german = [line.split()[1] for line in _TENS]
    joined = {
        fold(f"{unit}und{ten}"): value * 10 + at
        for value, ten in enumerate(german, 2)
        for at, unit in enumerate(_GERMAN, 1)
    }
    return {
        **words,
        **tens,
        **joined,
        **{f"veinti{unit}": at for at, unit in enumerate(_VEINTI, 21)},
    }


_SPELT: Final = _spelt()
# Number words that mean something else in the next language, which its little words betray.
_ENGLISH: Final = "the of and to is was for with that from by at not they were after when"
_ELSEWHERE: Final = {
    "once": _ENGLISH,
    "elf": _ENGLISH,
    "sept": _ENGLISH,
    "dos": "não uma em ao aos pela com são et est dans aux",
    "ten": "het een van niet voor naar zijn wordt ook bij",
}
_BETRAYED: Final = {word: frozenset(map(fold, said.split())) for word, said in _ELSEWHERE.items()}


def value_of(word: str) -> int | None:
    """What a folded word counts, or None where it is no whole number."""
    if word[0].isdecimal():
        plain = _GROUPS.sub("", word)
        return int(plain) if plain.isdecimal() else None
    if word.startswith(AND) and word not in _SPELT:
        word = word.removeprefix(AND)
    return _SPELT.get(word)


def numbers_in(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where each number of a row of words begins and ends, and what it counts."""
    at = 0
    plain = {word for word in _BETRAYED.keys() & words if not _BETRAYED[word].isdisjoint(words)}
    while at < len(words):
        value = value_of(words[at])
        if value is not None and words[at] not in plain:
            start, (at, value) = at, _whole(words, at, value)
            yield start, at, value
        at += 1


def placed_in(words: Sequence[str], *, spelt: bool = True) -> Iterator[tuple[str, str]]:
    """Each number with the word that stands before it, and with the one behind: its places.

    Whole numbers stand in digits, others as they are written. One that only counts on (day 2 of a
    storm) has no place.

    Args:
        words: of a text, folded.
        spelt: also numbers that are told in words.
    """
    for start, end, value in _numerals(words, spelt=spelt):
        if start and words[start - 1] in _RUNNING:
            continue
        if before := next(filter(_is_place, reversed(words[max(0, start - AROUND) : start])), ""):
            yield f"{before} ", value
        if behind := next(filter(_is_place, words[end + 1 : end + 1 + AROUND]), ""):
            yield f" {behind}", value


def _numerals(words: Sequence[str], *, spelt: bool) -> Iterator[tuple[int, int, str]]:
    if spelt:
        yield from ((start, end, str(value)) for start, end, value in numbers_in(words))
    for at, word in enumerate(words):
        if word[0].isdigit():
            value = value_of(word)
            if value is None or not spelt:
                yield at, at, word if value is None else str(value)


def _is_place(word: str) -> bool:
    return says(word) and not word[0].isdigit()


def _whole(words: Sequence[str], at: int, value: int) -> tuple[int, int]:
    """The number that begins at a word with what goes on from it: twenty, one; خمسة عشر."""
    ahead = at + 1
    if ahead + 1 < len(words) and words[ahead] in _JOINERS:
        ahead += 1
    more = value_of(words[ahead]) if ahead < len(words) else None
    if more is None and words[ahead : ahead + 1] in _ONE and ahead > at + 1:
        more = 1
    if more is None or words[at].isdecimal() or words[ahead].isdecimal():
        return at, value
    if _one_number(value, more):
        return ahead, value + more
    return at, value


def _one_number(value: int, more: int) -> bool:
    """Whether two number words beside each other are one number: the tens first, or last."""
    tens, units = (value, more) if value > more else (more, value)
    most = _SCORES if tens in _COUNTED_ON else _TEN
    return tens % _TEN == 0 and units < most
