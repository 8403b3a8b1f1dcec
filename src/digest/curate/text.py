"""From text to words: any script, no dictionary, no network.

Words are runs of letters, marks and digits, casefolded, less possessives; scripts that write no
spaces give pairs of signs (Chinese, Japanese, Korean) or threes of letters with their marks (Thai,
Lao, Burmese, Khmer). Never stems: a wrong stem joins two stories.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, filterfalse
from string import digits
from typing import TYPE_CHECKING
from unicodedata import category
from zlib import crc32

from digest.prose.stopwords import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "AND",
    "UPPER",
    "bare",
    "body",
    "content",
    "fold",
    "has_digits",
    "in_ascii_digits",
    "in_title_case",
    "number_of",
    "says",
    "tokens",
    "words",
]

STEM = 6  # letters of a word that count
TITLE_CASE = 0.7  # share of long words with a capital: the title's capitals mean nothing
LONG = 4  # letters of a long word
AND = "و"
"""Arabic: and, in one word with what follows."""
UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я"
"""The capitals of the Latin, Greek and Cyrillic scripts, for a class of a pattern."""

# Han, kana and Hangul have no use for spaces (Hangul does, but inflects behind the stem).
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
# Thai and Lao, Burmese, Khmer: no spaces between words either, and too few letters for pairs.
_INDOCHINA = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# Combining marks, as in Arabic, Hebrew and the Indic scripts, and the two joiners, sit in words.
_MARKS = "".join(one for one in map(chr, range(0x300, 0xAC00)) if category(one)[0] == "M")
_WORD = re.compile(
    rf"\d+(?:[.,:]\d+)*(?![\w])|[\w{_MARKS}\u200c\u200d]+(?:['\u2019][\w{_MARKS}]+)*"
)
# The same for texts without such marks, at twice the speed.
_PLAIN_WORD = re.compile(r"\d+(?:[.,:]\d+)*(?![\w])|\w+(?:'\w+)*")
# And where no number has a point in it, at four times.
_POINT = re.compile(r"\d(?:[.,:]\d|'\w)")
_PLAIN = "".join(char if char.isalnum() or char in "_'" else " " for char in map(chr, range(128)))
# What printers put between words; apart from it most English is ASCII.
_PRINTED = "“”‘–—„«»"
_HAS_MARKS = re.compile(f"[{_MARKS}\u200c\u200d\u2019]")
_HAS_RUNS = re.compile(f"[{_CJK}{_INDOCHINA}]")
_RUN = re.compile(
    rf"(?P<cjk>[{_CJK}]+)|(?P<letters>(?:(?!\d)[{_INDOCHINA}])+)|(?:(?=\d)[{_INDOCHINA}])+|"
    rf"[^{_CJK}{_INDOCHINA}]+"
)
_LETTER = re.compile(f".[{_MARKS}]*")
# L'Aquila, d'Ivoire, dell'Arno: the article in front is no part of the name.
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|dell|nell|sull|all|dall|un)'(?=\w{3})")
_POSSESSIVE = re.compile(r"'s?$")
# Of one language some papers print numbers as ٤٢٠, others as 420: Arabic, Persian, Hindi.
_DIGITS = {zero + at: digit for zero in (0x660, 0x6F0, 0x966) for at, digit in enumerate(digits)}
_DIGITS |= {0x66B: ".", 0x66C: ","}
_OTHER_DIGITS = tuple(map(chr, _DIGITS))
# Arabic: vowel signs and the tatweel are optional, alef and yeh have several spellings; Persian and
# Urdu have their own yeh, kaf and heh.
_SPELLINGS = {**dict.fromkeys([*range(0x64B, 0x653), 0x640, 0x670])}
_SPELLINGS |= dict.fromkeys(map(ord, "أإآٱ"), "ا")
_SPELLINGS |= dict(zip(map(ord, "ىیةۃہک"), "ييهههك", strict=True))
_SPELLINGS |= _DIGITS
_HAS_SPELLINGS = re.compile(f"[{''.join(map(chr, _SPELLINGS))}]")
_ARABIC_ARTICLE = re.compile(r"^[وبكف]?ال(?=[\u0620-\u064a]{3})")
_LATIN = map(chr, chain(range(0xDF, 0x250), range(0x1E00, 0x1F00)))
# Of the letters that Unicode takes apart the first; of the others as other languages write them.
_BARE: dict[int, str | int | None] = {
    ord(one): unicodedata.normalize("NFD", one)[0] for one in _LATIN
}
_BARE |= str.maketrans("øłđðħıŧ", "olddhit") | {ord("æ"): "ae", ord("œ"): "oe"}
_BARE[0x307] = None  # of a Turkish İ
_HEADING = re.compile(r"^##\s.*$", re.MULTILINE)


def number_of(word: str) -> int:
    """The number of the term that a folded word is a form of: a CRC-32 (ISO 3309), never 0.

    Latin letters count without their accents, which the next language leaves out: Málaga, Malaga.
    """
    return crc32(bare(word)[:STEM].encode("utf-8", "surrogatepass")) or 1


def bare(word: str) -> str:
    """A folded word without the accents of its Latin letters."""
    return word if word.isascii() else word.translate(_BARE)


def fold(text: str) -> str:
    """Bring spellings of the same text together: NFKC, casefold, one apostrophe, alef and 4."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return folded.translate(_SPELLINGS) if _HAS_SPELLINGS.search(folded) else folded


def words(text: str) -> list[str]:
    """Every word of `text`, folded, in order; runs of scripts without spaces in pieces."""
    folded = fold(text)
    if not folded.isascii():
        for mark in _PRINTED:
            folded = folded.replace(mark, " ")
    if folded.isascii():
        return _ascii_words(folded)
    found: list[str] = (_WORD if _HAS_MARKS.search(folded) else _PLAIN_WORD).findall(folded)
    if "'" in folded:
        found = [_plain(word) if "'" in word else word for word in found]
    if "ال" in folded:
        found = [_ARABIC_ARTICLE.sub("", word) for word in found]
    if _HAS_RUNS.search(folded):
        found = [piece for word in found for piece in _pieces(word)]
    return found


def _ascii_words(folded: str) -> list[str]:
    if has_digits(folded) and _POINT.search(folded):
        return list(map(_plain, _PLAIN_WORD.findall(folded)))
    spaced = f" {folded.translate(_PLAIN)} "
    if "'" in spaced:
        for outside in ("''", " '", "' ", "'s "):
            spaced = spaced.replace(outside, " ")
    found = spaced.split()
    if "'" in spaced:
        found = [_ELISION.sub("", word) if "'" in word else word for word in found]
    return found


def in_ascii_digits(text: str) -> str:
    """A text with the digits of other scripts, and the signs between them, as ASCII has them."""
    if text.isascii() or not any(map(text.__contains__, _OTHER_DIGITS)):
        return text
    return text.translate(_DIGITS)


def has_digits(text: str) -> bool:
    """Whether one of the ten digits of ASCII is in a text; ten times as fast as a pattern."""
    return any(map(text.__contains__, digits))


_STOP = frozenset(piece for word in STOPWORDS for piece in words(word))


def tokens(text: str) -> list[str]:
    """The words that say something: no stopwords, no single letters; digits stay."""
    said = filterfalse(_STOP.__contains__, words(text))
    return [word for word in said if len(word) > 1 or word.isdigit()]


def says(word: str) -> bool:
    """Whether `tokens` would give this word."""
    return word not in _STOP and (len(word) > 1 or word.isdigit())


def in_title_case(heading: Sequence[str]) -> bool:
    """Whether the words of a title have capitals that mean nothing."""
    long = [word for word in heading if len(word) >= LONG]
    return sum(1 for word in long if word[0].isupper()) >= TITLE_CASE * max(len(long), 1)


def body(text: str) -> str:
    """An Article's text without its heading paragraphs."""
    return _HEADING.sub("", text) if "##" in text else text


def content(summary: str, text: str, *, limit: int) -> str:
    """The words of an article below its title: its text, or its summary where it has none."""
    plain = body(text).strip()
    return (plain if len(plain) >= len(summary) else f"{summary} {plain}")[:limit]


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", _ELISION.sub("", word))


def _pieces(word: str) -> list[str]:
    pieces: list[str] = []
    for run in _RUN.finditer(word):
        if run["cjk"]:
            pieces.extend(_in_row(run[0], 2))
        elif run["letters"]:
            pieces.extend(_in_row(_LETTER.findall(run[0]), 3))
        else:
            pieces.append(run[0])
    return pieces


def _in_row(signs: Sequence[str], many: int) -> Iterator[str]:
    """So many signs that stand beside each other, from each one on; all, where they are fewer."""
    return ("".join(signs[at : at + many]) for at in range(max(1, len(signs) - many + 1)))
