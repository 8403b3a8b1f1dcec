"""What a text says did not happen, may have happened, or is only asked for, in five languages.

"Reports that she resigned were false", "nicht ausgeschlossen, dass er starb": a whole clause of
which nothing was done. Words beside a verb (not, could) are of acts.py.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["corrects", "denied", "real"]

MOST: Final = 200  # characters of a clause
_ENDS: Final = ".;:!?،؛"
_SPAN: Final = rf"[^{_ENDS}]{{0,{MOST}}}?"
_REST: Final = rf"[^,{_ENDS}]{{0,{MOST}}}"
_FALSE: Final = r"(?:false|untrue|wrong|unfounded|baseless|fabricated|denied|a hoax)"
_FALSCH: Final = r"(?:falsch|unwahr|erfunden|haltlos|dementiert|nicht wahr)"
_FAUX: Final = r"(?:fausse?s?|infondée?s?|démentie?s?|inexacte?s?)"
_FALSO: Final = r"(?:fals[oa]s?|infundad[oa]s?|desmentid[oa]s?|inciert[oa]s?)"
# A clause between two words, of what is said to be false ...
_FALSE_BETWEEN: Final = (
    (
        r"\b(?:reports?|rumou?rs?|claims?|news|stories) (?:that|of)",
        rf"\b(?:were|was|are|is) {_FALSE}",
    ),
    (
        r"\b(?:berichte|gerüchte|meldungen),? (?:dass|wonach|über)",
        rf"\b(?:sind|seien|waren|ist|sei) {_FALSCH}",
    ),
    (r"\bdass ", rf", (?:ist|sei|war|stimmt|stimme) (?:{_FALSCH}|nicht)\b"),
    (
        r"\b(?:informations?|rumeurs?|nouvelles?) (?:selon|sur|de|du|d'|que)",
        rf"\b(?:est|sont|était|étaient) {_FAUX}",
    ),
    (r"\b(?:noticias|informaciones|rumores) (?:de|sobre) ", rf"\b(?:son|eran|es|era) {_FALSO}"),
    (r"\b(?:أنباء|شائعات|تقارير)\s", r"(?:كاذبة|غير صحيحة|لا أساس)"),
)
# ... or is asked for.
_ASKED_BETWEEN: Final = (
    (
        r"\b(?:(?:demand|insist|want)(?:s|ed)?|urge[sd]?|(?:call|ask)(?:s|ed)? (?:for|on|that))\b",
        r"\bbe \w+ed\b",
    ),
)
# A clause behind words, to its end: it is denied ...
_FALSE_BEHIND: Final = (
    rf"\bit (?:is|was) (?:not true|{_FALSE}) that ",
    r"\bden(?:y|ies|ied|ying) (?:that|having|being|he|she|they|reports|rumou?rs|claims) ",
    r"\b(?:dementier|bestreite|bestritt|verneint)\w*,? (?:dass|ob) ",
    r"\b(?:il est|c'est) faux qu(?:e |')",
    r"\b(?:dément|démenti|démentent|nie|nient|nié) (?:qu(?:e |')|avoir |être )",
    r"\b(?:es falso|no es cierto|no es verdad) que ",
    r"\b(?:niegan?|negó|negaron|desmiente|desmintió|desmintieron) (?:que|haber) ",
    r"\b(?:نفى|نفت|ينفي|تنفي|نفوا)\s",
)
# ... or may be.
_PERHAPS_BEHIND: Final = (
    r"\bit (?:is|was) (?:possible|feared) that ",
    r"\b(?:not|cannot|nor|never|n't) (?:be )?(?:rul(?:e|ed|ing) out|exclude[ds]?) ",
    r"\bfear(?:s|ed)? that ",
    r"\bbefürchte\w*,? (?:dass|ob) ",
    r"\bschl(?:ießt|iesst|ießen|iessen|oss|ossen) (?:\w+ ){0,3}nicht aus,? (?:dass|ob) ",
    r"\bnicht (?:auszuschließen|auszuschliessen|ausgeschlossen),? (?:dass|ob) ",
    r"\b(?:craint|craignent) (?:qu(?:e |')|avoir |être )",
    r"\b(?:exclut|excluent|exclu|exclure|écarte|écartent|écarté) pas qu(?:e |')",
    r"\b(?:pas (?:exclu|écarté)|sans exclure) qu(?:e |')",
    r"\bno (?:se |ha |han )?(?:descarta|excluye)\w* que ",
    r"\btemen? (?:que|haber) ",
    r"\b(?:لا|لم|لن)\s(?:يستبعد|تستبعد|يستبعدوا)\s",
)


def _clauses(between: tuple[tuple[str, str], ...], behind: tuple[str, ...]) -> re.Pattern[str]:
    spans = (first + _SPAN + last for first, last in between)
    return re.compile("|".join((*spans, *(words + _REST for words in behind))))


_UNREAL: Final = _clauses((*_FALSE_BETWEEN, *_ASKED_BETWEEN), (*_FALSE_BEHIND, *_PERHAPS_BEHIND))
_DENIED: Final = _clauses(_FALSE_BETWEEN, _FALSE_BEHIND)
_CORRECTS: Final = re.compile(
    r"\W*(?:corrections?|corrected|clarification|korrektur|berichtigung|richtigstellung|"
    r"rectifi(?:catif|cation|é)|correctif|précision|corrección|rectificación|fe de errat\w+|"
    r"تصحيح|تصويب|توضيح)\s*[:：–—-]",
    re.IGNORECASE,
)


def real(text: str) -> str:
    """The text in small letters, without the clauses of which it says that nothing was done."""
    return _UNREAL.sub(" . ", text.lower())


def denied(text: str) -> list[str]:
    """The clauses, in small letters, of which a text says that they are false."""
    return [found[0] for found in _DENIED.finditer(text.lower())]


def corrects(text: str) -> bool:
    """Whether a text begins as one that takes back what was told: "Correction: ..."."""
    return bool(_CORRECTS.match(text))
