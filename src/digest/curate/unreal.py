"""What a text says did not happen, may have happened, or is only asked for, in five languages.

"Reports that she resigned were false", "nicht ausgeschlossen, dass er starb": a whole clause of
which nothing was done. Words beside a verb (not, could) are of acts.py.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["real"]

MOST: Final = 200  # characters of a clause
_ENDS: Final = ".;:!?،؛"
_SPAN: Final = rf"[^{_ENDS}]{{0,{MOST}}}?"
_REST: Final = rf"[^,{_ENDS}]{{0,{MOST}}}"
_FALSE: Final = r"(?:false|untrue|wrong|unfounded|baseless|fabricated|denied|a hoax)"
_FALSCH: Final = r"(?:falsch|unwahr|erfunden|haltlos|dementiert|nicht wahr)"
_FAUX: Final = r"(?:fausse?s?|infondée?s?|démentie?s?|inexacte?s?)"
_FALSO: Final = r"(?:fals[oa]s?|infundad[oa]s?|desmentid[oa]s?|inciert[oa]s?)"
# A clause between two words.
_BETWEEN: Final = (
    (
        r"\b(?:reports?|rumou?rs?|claims?|news|stories) (?:that|of)",
        rf"\b(?:were|was|are|is) {_FALSE}",
    ),
    (
        r"\b(?:(?:demand|insist|want)(?:s|ed)?|urge[sd]?|(?:call|ask)(?:s|ed)? (?:for|on|that))\b",
        r"\bbe \w+ed\b",
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
# A clause behind words, to its end.
_BEHIND: Final = (
    rf"\bit (?:is|was) (?:not true|{_FALSE}|possible|feared) that ",
    r"\bden(?:y|ies|ied|ying) (?:that|having|being|he|she|they|reports|rumou?rs|claims) ",
    r"\b(?:not|cannot|nor|never|n't) (?:be )?(?:rul(?:e|ed|ing) out|exclude[ds]?) ",
    r"\bfear(?:s|ed)? that ",
    r"\b(?:dementier|bestreite|bestritt|befürchte|verneint)\w*,? (?:dass|ob) ",
    r"\bschl(?:ießt|iesst|ießen|iessen|oss|ossen) (?:\w+ ){0,3}nicht aus,? (?:dass|ob) ",
    r"\bnicht (?:auszuschließen|auszuschliessen|ausgeschlossen),? (?:dass|ob) ",
    r"\b(?:il est|c'est) faux qu(?:e |')",
    r"\b(?:dément|démenti|démentent|nie|nient|nié|craint|craignent) (?:qu(?:e |')|avoir |être )",
    r"\b(?:exclut|excluent|exclu|exclure|écarte|écartent|écarté) pas qu(?:e |')",
    r"\b(?:pas (?:exclu|écarté)|sans exclure) qu(?:e |')",
    r"\bno (?:se |ha |han )?(?:descarta|excluye)\w* que ",
    r"\b(?:es falso|no es cierto|no es verdad) que ",
    r"\b(?:niegan?|negó|negaron|desmiente|desmintió|desmintieron|temen?) (?:que|haber) ",
    r"\b(?:نفى|نفت|ينفي|تنفي|نفوا)\s",
    r"\b(?:لا|لم|لن)\s(?:يستبعد|تستبعد|يستبعدوا)\s",
)
_UNREAL: Final = re.compile(
    "|".join((*(first + _SPAN + last for first, last in _BETWEEN), *(a + _REST for a in _BEHIND)))
)


def real(text: str) -> str:
    """The text in small letters, without the clauses of which it says that nothing was done."""
    return _UNREAL.sub(" . ", text.lower())
