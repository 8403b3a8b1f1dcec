"""The numbers of a text, in a form that can be held against another text's.

1,000 is 1000 and 12 per cent is 12 %, but 12 million is not 12, nor 12 euros 12 dollars. Number
words count as their digits. Reckons nothing: what is added up or rounded is another number.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["unknown_number"]

_NUMBER = re.compile(
    r"(?P<minus>(?<![\w\d])[-−–](?=\d))?(?P<number>\d+(?:[.,:–-]\d+|['’ ]\d{3}(?!\d))*)"
    r"(?:[ -]?(?P<word>%|[$€£¥₹°]|[^\W\d_]+)(?:[ -](?P<next>[^\W\d_]+))?)?"
)
_CURRENCY = re.compile(r"[$€£¥₹]\s?$")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’ ]\d{3})+")
_PERCENT = re.compile(r"\b(?:per cent|pour cent|por ciento|per cento|pct)\b", re.IGNORECASE)
_SCALED = {
    "k": "thousand tausend mille mil",
    "m": "million millions millionen mio mn millón millones milioni",
    "g": "milliarde milliarden mrd milliard milliards miliardi",
    "b": "billion billions bn",
    "t": "trillion trillions tn",
}
_MEASURED = {
    "%": "% percent prozent",
    "$": "$ dollar dollars usd dólares",
    "€": "€ euro euros eur",
    "£": "£ pound pounds gbp pfund",
    "¥": "¥ yen",
    "°": "°",
    "km": "km kilometre kilometres kilometer kilometers kilomètres kilómetros",
    "m": "m metre metres meter meters mètres metros",
    "kg": "kg kilo kilos kilogram kilograms kilogramm",
}
_COUNTED = {
    "2": "two zwei deux dos",
    "3": "three drei trois tres tre",
    "4": "four vier quatre cuatro quattro",
    "5": "five fünf cinq cinco cinque",
    "6": "six sechs seis",
    "7": "seven sieben siete sette",
    "8": "eight acht huit ocho otto",
    "9": "nine neun neuf nueve nove",
    "10": "ten zehn dix diez dieci",
    "11": "eleven elf onze undici",
    "12": "twelve zwölf douze doce dodici",
}


def _by_word(families: Mapping[str, str]) -> dict[str, str]:
    return {word: name for name, words in families.items() for word in words.split()}


_SCALES, _UNITS, _VALUES = map(_by_word, (_SCALED, _MEASURED, _COUNTED))
# What counts and has no digits: such a word stands in the sources too, or it is made up.
_LARGE = """dozen dozens hundred hundreds thousand thousands million millions billion billions half
    halved third quarter double doubled twice triple tripled thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundert
    hunderte tausend tausende millionen milliarde milliarden dutzend hälfte drittel viertel
    doppelt zwanzig dreißig vierzig fünfzig cent cents centaines mille milliers milliard milliards
    douzaine moitié tiers quart vingt trente quarante cinquante cien cientos miles millones
    docena mitad tercio veinte treinta cuarenta cincuenta"""
_COUNTING = frozenset(_LARGE.split())
_LETTERS = re.compile(r"[^\W\d_]+")
_AFTER_DIGIT = re.compile(r"\d[ -]?$")
_DASH = re.compile("[–-]")

_Figure = tuple[str, str, str]


def unknown_number(text: str, sources: Sequence[str]) -> str:
    """The first number of `text` that none of the sources has, as it is written; "" for none."""
    told = [_plain(source) for source in sources]
    words = {word.casefold() for source in told for word in _LETTERS.findall(source)}
    known = {one for source in told for figure, _ in _figures(source) for one in _parts(figure)}
    plain = _plain(text)
    for figure, written in _figures(plain):
        if figure not in known:
            return written
    for found in _LETTERS.finditer(plain):
        low = found[0].casefold()
        measures = low in _SCALES and _AFTER_DIGIT.search(
            plain[max(found.start() - 2, 0) : found.start()]
        )
        if low in _COUNTING and low not in words and not measures:
            return found[0]
    return ""


def _plain(text: str) -> str:
    """One kind of space, of digits and of "per cent"; small numbers as digits."""
    spaced = " ".join(text.split())
    digits = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in spaced
    )
    spelt = _LETTERS.sub(lambda word: _VALUES.get(word[0].casefold(), word[0]), digits)
    return _PERCENT.sub("percent", spelt).replace("٪", "%").replace("％", "%")


def _figures(text: str) -> Iterator[tuple[_Figure, str]]:
    """Each number with its scale and unit, and as it is written."""
    for found in _NUMBER.finditer(text):
        word, after = (found["word"] or "").casefold(), (found["next"] or "").casefold()
        scale = _SCALES.get(word, "")
        unit = _UNITS.get(after if scale else word, "")
        if sign := _CURRENCY.search(text[max(found.start() - 2, 0) : found.start()]):
            unit = sign[0].strip()
        number = ("-" if found["minus"] else "") + _value(found["number"])
        yield (number, scale, unit), found["number"]


def _parts(figure: _Figure) -> Iterator[_Figure]:
    """A figure; and of a range or a score each number, too."""
    yield figure
    number, scale, unit = figure
    for part in filter(None, number.split("-")) if "-" in number[1:] else ():
        yield part, scale, unit
        yield part, "", ""


def _value(number: str) -> str:
    """A number, or those of a range, in one spelling."""
    return "-".join(map(_plainly, _DASH.split(number)))


def _plainly(number: str) -> str:
    """Without what parts thousands, and with a point before decimals."""
    if _GROUPED.fullmatch(number):
        return re.sub(r"\D", "", number)
    return number.replace(",", ".")
