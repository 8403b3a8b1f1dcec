"""Where a sentence ends, in scripts with and without capitals and spaces.

Errs on the side of longer sentences: a sentence too long is left out by the caller, one cut
in two misquotes somebody. Never ends inside a quotation.
"""

from __future__ import annotations

import re

__all__ = ["closed", "sentences"]

_END = re.compile(
    r"(?P<stop>[.!?…؟।॥۔]+)(?P<close>[\"'”’»“)\]]*)(?=\s|$)|(?P<wide>[。！？]+[」』”）]*)"
)
_SHORT = """mr mrs ms dr prof sr jr st gen col capt lt sgt rev hon gov sen rep pres vs etc inc ltd
    co corp no nos vol fig pp approx dept est jan feb mar apr jun jul aug sep sept oct nov dec mt
    bzw ca evtl ggf inkl usw vgl nr str tel geb hrsg abs bd mio mrd d.h z.b u.a m mm mme mlle ft
    sra srta dña d art av apdo pág núm ing dott sig avv dhr mevr bijv enz exmo"""
_ABBREVIATIONS = frozenset(_SHORT.split())
# After "U.S." or "p.m." a sentence ends only where one of these begins the next.
_FIRST = """The A An In On At It He She They We But And For This That These Those There When While
    As After Before If Its His Her Their Some Many Most No Der Die Das Ein Eine Es Sie Er Wir Im
    Le La Les Il Elle Ils El Los Las Un Una"""
_STARTERS = frozenset(_FIRST.split())
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
_ORDINAL = frozenset([*_MONTHS.split(), "Jahrhundert", "Weltkrieg"])
_LAST_WORD = re.compile(r"(\S+)$")
_DOTTED = re.compile(r"^(?:[^\W\d_]\.)+[^\W\d_]?$")
_OPENS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}
_LONGEST_QUOTATION = 5  # sentences; beyond, the quotation mark was never closed


def sentences(paragraph: str) -> list[str]:
    """Split one paragraph into sentences, quotations kept whole."""
    pieces: list[str] = []
    start = 0
    for match in _END.finditer(paragraph):
        if _ends(paragraph[start : match.end()], match, paragraph[match.end() :]):
            pieces.append(paragraph[start : match.end()].strip())
            start = match.end()
    rest = paragraph[start:].strip()
    return _whole([piece for piece in [*pieces, rest] if piece])


def closed(text: str) -> bool:
    """Tell whether every quotation that opens in `text` also ends in it."""
    waiting: list[str] = []
    for mark in text:
        if waiting and mark in waiting[-1]:
            waiting.pop()
        elif mark in _OPENS:
            waiting.append(_OPENS[mark])
        elif mark == '"':
            waiting.append('"')
        elif mark in "”»」』":
            return False
    return not waiting


def _ends(sentence: str, match: re.Match[str], rest: str) -> bool:
    if match["wide"]:
        return True
    follows = rest.lstrip()
    if not follows:
        return True
    if follows[0].islower() or follows[0] in ",;":
        return False
    return match["stop"] != "." or bool(match["close"]) or not _abbreviated(sentence, follows)


def _abbreviated(sentence: str, follows: str) -> bool:
    """Tell whether the full stop at the end of `sentence` belongs to its last word."""
    found = _LAST_WORD.search(sentence)
    word = found[1].strip("(\"'“„«").removesuffix(".") if found else ""
    if word.casefold() in _ABBREVIATIONS:
        return True
    if _DOTTED.match(word + "."):
        return follows.split(maxsplit=1)[0] not in _STARTERS or len(word) == 1
    return word.isdigit() and len(word) <= len("31") and follows[0].isalpha() and _german(follows)


def _german(follows: str) -> bool:
    """Ordinals: am 3. Oktober, der 2. Weltkrieg."""
    return follows.split(maxsplit=1)[0].strip(",.") in _ORDINAL


def _whole(pieces: list[str]) -> list[str]:
    """Put the sentences of one quotation back together."""
    joined: list[str] = []
    open_for = 0
    for piece in pieces:
        if joined and 0 < open_for < _LONGEST_QUOTATION and not closed(joined[-1]):
            joined[-1] = f"{joined[-1]} {piece}"
            open_for += 1
        else:
            joined.append(piece)
            open_for = 1
    return joined
