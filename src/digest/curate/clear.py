"""Whether a sentence of another article says clearly whom and what it speaks of.

For one that is to stand behind a summary of somebody else's: a pronoun, "the letter" and a bare
"Milo" have to mean somebody or something that was told. Knows the words of six languages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from digest.curate.facts import DAYS, heard_in
from digest.curate.names import names_in

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["is_clear"]

_PRONOUN: Final = re.compile(
    r"\b(?:he|she|him|it|they|them|er|ihm|ihn|ihnen|il|elle|ils|elles|lui|leur|él|ella|ellos|ellas|"
    r"هو|هي|הוא|היא|वह|वे)\b",
    re.IGNORECASE,
)
# "the letter", of which nothing was said, stands for something that was. There is one mayor, and
# "les écoles" of French, Spanish and Italian are any.
_POINTS_BACK: Final = re.compile(
    r"\b(?:the|der|die|das|den|dem|le|la|el|il|lo)\s+(?P<thing>[^\W\d_]{3,})\b"
    r"(?!,\s+(?-i:[A-ZÀ-Þ])|\s+(?:[^\W\d_]+\s+)?(?:"
    r"of|in|at|for|to|on|from|by|that|who|which|where|when|whose|as|with|and|between|after|"
    r"der|des|von|vom|im|in|für|zum|zur|aus|mit|die|das|de|du|d|qui|que|pour|del|di|da|para|en|"
    r"(?-i:[A-ZÀ-Þ])))",
    re.IGNORECASE,
)
# Behind these a name is that of a place or a house, or said to be somebody's.
_PLACES: Final = re.compile(
    r"in|at|near|of|from|to|for|by|off|and|the|a|an|im|bei|von|vom|aus|nach|für|und|der|die|das|"
    r"dem|den|à|au|aux|en|de|du|des|d|l|le|la|les|et|chez|por|para|con|del|el|los|las|y|a|di|da|del|della|"
    r"il|e|em|do|no|na|o|os|as",
    re.IGNORECASE,
)
# Of these there is one wherever something happens.
_EVERYWHERE: Final = """police government mayor council coastguard army navy parliament
    opposition president minister ministry court prosecutor city town country weather polizei
    regierung bürgermeister bürgermeisterin stadt armee staatsanwaltschaft küstenwache feuerwehr
    gericht parquet gouvernement maire mairie ville préfecture parlement policía gobierno
    alcalde alcaldesa ciudad ayuntamiento fiscalía oposición parlamento polizia governo sindaco
    città procura comune opposizione"""
_ONE_OF_EACH: Final = heard_in([_EVERYWHERE])


def is_clear(
    sentence: str, told: frozenset[str], fresh: frozenset[str], named: Iterable[str]
) -> bool:
    """Whether nothing in a sentence points at what its reader was not told.

    Args:
        sentence: one that can stand by itself.
        told: stems of what stands before it.
        fresh: stems of its own that the article before it has nowhere.
        named: names in it that are new, as they are written.
    """
    points_back = _points_back(sentence, fresh) or _loose(sentence, told)
    return not points_back and not any(_bare(name, sentence) for name in named)


def _points_back(sentence: str, fresh: frozenset[str]) -> bool:
    things = (found["thing"] for found in _POINTS_BACK.finditer(sentence))
    return not fresh.isdisjoint(heard_in(things) - _ONE_OF_EACH)


def _loose(sentence: str, told: frozenset[str]) -> bool:
    """Whether a pronoun has no name before it that it could mean; a first word may be any."""
    first = sentence.split(maxsplit=1)[0]
    start = 0 if heard_in([first]) <= told else len(first)
    return any(
        not names_in(sentence[start : found.start()]) - DAYS
        for found in _PRONOUN.finditer(sentence)
    )


def _bare(name: str, sentence: str) -> bool:
    """Whether a name stands alone, where nothing beside it says who or what it is."""
    around = re.search(rf"(?P<before>[\w'’-]+,?|) ?\b{re.escape(name)}\b(?P<after>.?.?)", sentence)
    if not around:
        return False
    before, after = around["before"], around["after"]
    beside = before[:1].isupper() or (after[:1] == " " and after[1:].isupper())
    return not beside and not _PLACES.fullmatch(before)
