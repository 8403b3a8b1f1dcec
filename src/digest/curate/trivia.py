"""What of a sentence is no news whenever it is told: ages, dates, telephones, honours, past years.

A clause about years that are over ("since 1998", "two years ago") goes whole. A sentence that
begins with one is about the past: what else it names or counts was so then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from digest.curate.calendar import undated

__all__ = ["Foreground", "foreground"]

_AGE: Final = re.compile(
    r"\b\d{1,3}[- ]years?[- ]old\b|\baged? (?:of )?\d{1,3}\b|,\s*\d{1,2}(?=,)|\(\d{1,2}\)|"
    r",\s*\d{1,3} (?:ans|años|Jahre)(?=,)|"
    r"\b\d{1,3}[- ]jährig\w*|\b\d{1,3} Jahre alt\w*|\bim Alter von \d{1,3}(?: Jahren)?|"
    r"\b(?:âgée?s? )?de \d{1,3} (?:ans|años)(?! d)(?: de edad)?|"
    r"(?:البالغة? من العمر|عمره|عمرها)\s+\d{1,3}(?:\s+(?:عاما|عامًا|سنة))?",
    re.IGNORECASE,
)
# How long something took or was waited for, in front of what came of it.
_WAITED: Final = re.compile(
    r"^\W*(?:after|nach|après|tras|después de|dopo|depois de|na|после|بعد) [\w-]+ "
    r"(?:years|jahren|ans|años|anni|anos|jaar|лет|عاما|سنة|سنوات)(?!\w)",
    re.IGNORECASE,
)
_TELEPHONE: Final = re.compile(
    r"\+\d[\d ()/-]{6,}\d|\b0\d{2,4}[ /-]?\d{3,}(?:[ -]?\d+)*|\b\d{3}-\d{3}-\d{4}\b|"
    r"\b\d{3,5}[-/]\d{4,}\b"
)
# What somebody is called by, and did long ago: the Oscar-winning singer.
_EPITHET: Final = re.compile(
    r"\b[\w'’]+-(?:winning|nominated|born|based|listed|prämiert\w*|nominiert\w*)\b|"
    r"\b(?:oscarisée?s?|preisgekrönt\w*|galardonad[oa]s? con un? \w+)\b",
    re.IGNORECASE,
)
_YEAR = r"(?P<year>1\d{3}|20\d\d)s?(?!\w|[.,]\d)"
# Beside what the sentence is about: the company founded in 1902, das 1902 gegründete Haus.
_BORN: Final = re.compile(
    r"(?<!was )(?<!were )(?<!been )\b(?:founded|established|built|born|opened|created|set up) in "
    r"(?:1\d\d\d|20\d\d)\b|\b(?:1\d\d\d|20\d\d) (?:gegründet|erbaut|eröffnet|geboren)e\w*|"
    r"(?<!été )\b(?:fondé|créé|né|construit|ouvert)e?s? en (?:1\d\d\d|20\d\d)\b|"
    r"(?<!fue )\b(?:fundad|nacid|cread|construid)[oa]s? en (?:1\d\d\d|20\d\d)\b",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    r"(?<!\w)(?:in|since|from|until|by|of|im jahre?|seit|von|bis|wurden?|waren?|hatten?|bereits|"
    r"zuletzt|en|depuis|dès|desde|del?|عام|سنة|منذ)\s+"
    rf"(?:the\s+|l'année\s+|(?:early|late|january|february|march|april|may|june|july|august|"
    rf"september|october|november|december)\s+)?{_YEAR}",
    re.IGNORECASE,
)
_AGO: Final = re.compile(
    r"\b(?:years?|decades?|months?) (?:ago|earlier)\b|\blast year\b|"
    r"\bvor \w+ (?:Jahr|Monat)(?:en)?\b|"
    r"\b(?:vergangene|letzte)[ns]? Jahr\b|\bil y a \w+ (?:ans|mois)\b|\bl['’]an dernier\b|"
    r"\bl['’]année dernière\b|\bhace \w+ (?:años|meses)\b|\baño pasado\b|"
    r"قبل \w+ (?:سنوات|أعوام|عاما|سنة)|قبل عامين|العام الماضي",
    re.IGNORECASE,
)
# "1500 people" is a number, "the 1998 permits" a year.
_BARE: Final = re.compile(r"(?<![\w.,])(?<!\d)(?:19|20)\d\ds?(?!\w|[.,]\d)(?!\s[^\W\d_A-Z])")
_NAMED: Final = re.compile(r"\b(?:the|its|his|her|their|this) (?:19|20)\d\d\b")
# Where what a sentence speaks of can turn to another time.
_PIECE: Final = re.compile(
    r"[;:()—،؛]|,(?!\d)|\s–\s|\s(?=(?:but|and|which|who|whose|when|while|after|before|than|from|"
    r"compared|und|aber|als|nachdem|bevor|gegenüber|et|mais|qui|dont|après|avant|contre|y|pero|"
    r"que|quien|tras|después|antes|frente|بعد|مقارنة)\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Foreground:
    """What of a sentence can be news: `facts` for names and numbers, `acts` for what was done.

    In a sentence about the past only an act can be. `aside`: it tells of years that are over, of
    what was founded, or whom to call.
    """

    facts: str
    acts: str
    aside: bool = False


def foreground(sentence: str, year: int) -> Foreground:
    """Leave away what is no news in a text of that year."""
    plain, _ = undated(sentence)
    aside = any(one.search(plain) for one in (_TELEPHONE, _BORN))
    for trivial in (_AGE, _WAITED, _TELEPHONE, _BORN, _EPITHET):
        plain = trivial.sub(" ", plain)
    plain = " ".join(plain.split())
    ends = [found.end() for found in _PIECE.finditer(plain)]
    pieces = [plain[start:end] for start, end in pairwise([0, *ends, len(plain)])]
    told = [piece for piece in pieces if any(map(str.isalnum, piece))]
    over = [_is_past(piece, year) for piece in told]
    acts = "".join(
        _yearless(piece, year) for piece, past in zip(told, over, strict=True) if not past
    )
    facts = "" if over[:1] == [True] else acts.strip()
    return Foreground(facts, acts.strip(), aside or any(over))


def _is_past(piece: str, year: int) -> bool:
    gone = any(int(found["year"]) < year for found in _THEN.finditer(piece))
    return gone or bool(_AGO.search(piece))


def _yearless(piece: str, year: int) -> str:
    """Without years up to that one that stand alone."""
    return _NAMED.sub(" ", _BARE.sub(lambda found: _kept(found[0], year), piece))


def _kept(written: str, year: int) -> str:
    return written if int(written.rstrip("s")) > year else " "
