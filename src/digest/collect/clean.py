"""Text from outside made safe to print: one line, or paragraphs.

Every string that enters the model goes through here. Never parses markup: htmltext does.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from digest.prose.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADING = "## "
TITLE_CHARS = 500
SUMMARY_CHARS = 1_000
TEXT_CHARS = 200_000

# Controls and separators that break a mail header (U+2028, U+0085, VT) become a space.
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Marks that turn the direction of what follows, and invisible ones; ZWJ and ZWNJ spell words.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# What stands for no sound and is drawn as nothing, though Unicode calls it letter or sign.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKED = re.compile(r"^(?:#{1,6}\s+)+")
_BLANK_LINE = re.compile(r"\n\s*\n")


def clean_line(text: str, limit: int = TITLE_CHARS) -> str:
    """Make one printable line of `text`: NFC, no control characters, single spaces.

    What is longer than `limit` characters is cut at a word and ends in an ellipsis; what holds
    nothing that is seen is "".
    """
    if text.isascii() and text.isprintable() and len(text) <= limit and _is_spaced(text):
        return text  # as most is
    if len(text) <= limit and _is_clean(text):
        return text if _shows(text) else ""
    text = text[: limit * 8]
    if not _is_clean(line := " ".join(text.split())):
        line = _mended(text)
    return shorten(line, limit) if _shows(line) else ""


def _mended(text: str) -> str:
    text = _SURROGATES.sub("\ufffd", text)
    text = _INVISIBLE.sub("", _BREAKS.sub(" ", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def _shows(line: str) -> bool:
    """Whether anything is seen of it: all but joiners, tags, bare marks, spaces and fillers."""
    return any(unicodedata.category(one)[0] not in "CMZ" and one not in _BLANK for one in line)


def _is_clean(text: str) -> bool:
    """Whether there is nothing to be done: of what is spaced or hidden only " " is printable."""
    return _is_spaced(text) and text.isprintable() and unicodedata.is_normalized("NFC", text)


def _is_spaced(text: str) -> bool:
    """Whether its words are as far apart as they are to be."""
    return "  " not in text and text.strip() == text


def paragraph(text: str) -> str:
    """Make one plain paragraph; a heading mark that stands in the words is taken off."""
    line = clean_line(text, TEXT_CHARS)
    return _MARKED.sub("", line) if line.startswith("#") else line


def heading(text: str) -> str:
    """Make one heading paragraph, or "" when there are no words in it."""
    words = _MARKED.sub("", clean_line(text))
    return HEADING + words if words else ""


def join(paragraphs: Iterable[str]) -> str:
    """Join paragraphs to an article's text, up to its limit; empty ones fall out."""
    told = [*filter(None, paragraphs)]
    if len(text := "\n\n".join(told)) + 2 <= TEXT_CHARS:
        return text
    kept: list[str] = []
    room = TEXT_CHARS
    for one in told:
        room -= len(one) + 2
        if room < 0:
            break
        kept.append(one)
    return "\n\n".join(kept)


def clean_text(text: str) -> str:
    """Make clean paragraphs of plain text whose paragraphs are parted by blank lines."""
    text = text[: TEXT_CHARS * 2].replace("\r\n", "\n").replace("\r", "\n")
    return join(paragraph(block) for block in _BLANK_LINE.split(text))


def headings(text: str) -> tuple[str, ...]:
    """List the headings of a clean text, without their mark."""
    if HEADING not in text:
        return ()
    found = (one for one in text.split("\n\n") if one.startswith(HEADING))
    return tuple(one.removeprefix(HEADING) for one in found)
