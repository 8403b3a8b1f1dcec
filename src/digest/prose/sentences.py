"""Where a sentence ends, in scripts with and without capitals and spaces.

Errs on the side of longer sentences: a sentence too long is left out by the caller, one cut
in two misquotes somebody. Never ends inside a quotation, not even one that the paragraph
does not close.
"""

from __future__ import annotations

import re

__all__ = ["closed", "sentences"]

_END = re.compile(
    r"(?P<stop>[.!?…؟।॥۔]+)(?P<close>[\"'”’»“)\]]*)(?=\s|$)|(?P<wide>[。！？]+[」』”）]*)"
)
_SHORT = """mr mrs ms dr prof sr jr st vs etc inc ltd co corp no nos vol fig pp approx dept est
    jan feb mar apr jun jul aug sep sept oct nov dec mt bzw ca evtl ggf inkl usw vgl nr str tel
    geb hrsg abs bd mio mrd d.h z.b u.a m mm mme mlle ft sra srta dña d art av apdo pág núm ing
    dott sig avv dhr mevr bijv enz exmo kl proc tys mln mld np godz тыс млн млрд руб tj ok"""
_ABBREVIATIONS = frozenset(_SHORT.split())
# Titles and the like, which in small letters are words of some language: au col, due anni fa.
_TITLED = "Gen Col Capt Lt Sgt Rev Hon Gov Sen Rep Pres Fa Abb Kap Hl"
_TITLES = frozenset(_TITLED.split())
# After "U.S." or "p.m." a sentence ends only where one of these begins the next.
_FIRST = """The A An In On At It He She They We But And For This That These Those There When While
    As After Before If Its His Her Their Some Many Most No Der Die Das Ein Eine Es Sie Er Wir Im
    Le La Les Il Elle Ils El Los Las Un Una"""
_STARTERS = frozenset(_FIRST.split())
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
_ORDINAL = frozenset([*_MONTHS.split(), "Jahrhundert", "Weltkrieg"])
_NEAR = 60  # characters around a full stop that decide whether it ends a sentence
_DOTTED = re.compile(r"^(?:[^\W\d_]\.)+[^\W\d_]?$")
_MARKS = re.compile('["“”„«»「」『』]')
_OPENS = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}


def sentences(paragraph: str) -> list[str]:
    """Split one paragraph into sentences, quotations kept whole."""
    pieces: list[str] = []
    start = 0
    for match in _END.finditer(paragraph):
        before = paragraph[max(start, match.end() - _NEAR) : match.end()]
        if _ends(before, match, paragraph[match.end() : match.end() + _NEAR]):
            pieces.append(paragraph[start : match.end()].strip())
            start = match.end()
    rest = paragraph[start:].strip()
    return _whole([piece for piece in [*pieces, rest] if piece])


def closed(text: str) -> bool:
    """Tell whether every quotation that opens in `text` also ends in it."""
    waiting: list[str] = []
    return _follow(text, waiting) and not waiting


def _follow(text: str, waiting: list[str]) -> bool:
    """Keep in `waiting` the marks that open quotations need; False if one ends unopened."""
    opened = True
    for mark in _MARKS.findall(text):
        if waiting and mark in waiting[-1]:
            waiting.pop()
        elif mark in _OPENS:
            waiting.append(_OPENS[mark])
        elif mark in "”»」』":
            opened = False
    return opened


def _ends(sentence: str, match: re.Match[str], rest: str) -> bool:
    if match["wide"]:
        return True
    follows = rest.lstrip()
    if not follows:
        return True
    if follows[0].islower() or follows[0] in ",;":
        return False
    if follows[0] in "-–—" and match["stop"] != ".":  # Boom! -- and it goes on
        return False
    return match["stop"] != "." or bool(match["close"]) or not _abbreviated(sentence, follows)


def _abbreviated(sentence: str, follows: str) -> bool:
    """Tell whether the full stop at the end of `sentence` belongs to its last word."""
    word = sentence.rsplit(maxsplit=1)[-1].strip("(\"'“„«").removesuffix(".")
    if word.casefold() in _ABBREVIATIONS or word in _TITLES:
        return True
    if _DOTTED.match(word + "."):
        return follows.split(maxsplit=1)[0] not in _STARTERS or len(word) == 1
    return word.isdigit() and len(word) <= len("31") and follows[0].isalpha() and _german(follows)


def _german(follows: str) -> bool:
    """Ordinals: am 3. Oktober, der 2. Weltkrieg."""
    return follows.split(maxsplit=1)[0].strip(",.") in _ORDINAL


def _whole(pieces: list[str]) -> list[str]:
    """Put the sentences of one quotation back together; one never closed runs to the end."""
    joined: list[list[str]] = []
    waiting: list[str] = []
    for piece in pieces:
        if waiting:
            joined[-1].append(piece)
        else:
            joined.append([piece])
        _follow(piece, waiting)
    return [" ".join(parts) for parts in joined]
