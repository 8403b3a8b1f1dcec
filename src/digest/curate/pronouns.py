"""Pronouns inside a sentence that may mean somebody of the sentence before it.

"The prosecutor said he had tested positive": without the sentence before, he is the prosecutor.
Behind a verb of saying only what was said before tells who is meant, and so it does where no name
stands before a pronoun. Knows English, for which it takes what has no language, German, French,
Spanish and Italian; what verbs alone say (Spanish, Italian), "it" and "they" it does not see.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.curate.dangling import IMPERSONAL
from digest.curate.names import NAME, names_in
from digest.curate.saying import SAYING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["leans", "without_asides"]

_PRONOUNS: Mapping[str, str] = MappingProxyType(
    {
        "en": "he|him|his|himself|she|her|hers|herself",
        "de": "er|ihm|ihn",
        "fr": rf"(?:qu['’])?il(?! {IMPERSONAL})|(?:qu['’])?elle|lui",
        "es": "él|ella",
        "it": "egli|lui|lei",
    }
)
# German "sie" is she behind a verb of saying, and anybody elsewhere.
_ALSO_TOLD: Mapping[str, str] = MappingProxyType({"de": "|sie"})
_TOLD = {tongue: re.compile(rf"\b(?:{says})\b", re.IGNORECASE) for tongue, says in SAYING.items()}
_MEANT = {
    tongue: re.compile(rf"\b(?:{pronouns})\b", re.IGNORECASE)
    for tongue, pronouns in _PRONOUNS.items()
}
_MEANT_BY_SPEAKER = {
    tongue: re.compile(rf"\b(?:{pronouns}{_ALSO_TOLD.get(tongue, '')})\b", re.IGNORECASE)
    for tongue, pronouns in _PRONOUNS.items()
}
_INTRODUCES = re.compile(r"[\"“„«]?(?:an?|one|eine?|une?|una|uno)\b", re.IGNORECASE)
# Where, when and by whom it was said names nobody who is meant.
_ASIDE = re.compile(
    rf"\b(?i:on|last|am)\s+{NAME}|"
    r"\b(?i:in|at|near|from|im|bei|aus|à|en|according to|laut|selon|según|secondo)"
    rf"\s+{NAME}(?:\s+{NAME})*"
)


def leans(sentence: str, tongue: str) -> bool:
    """Whether a pronoun in a sentence may mean somebody whom only the sentence before names.

    Args:
        sentence: one that has another before it.
        tongue: its language, without script and region.
    """
    spoken = "en" if tongue in {"", "und"} else tongue
    if spoken not in _PRONOUNS:
        return False
    return _unnamed(sentence, _MEANT[spoken]) or _told(sentence, spoken)


def _unnamed(sentence: str, pronouns: re.Pattern[str]) -> bool:
    """Whether no name stands before its first pronoun, and nobody is introduced there."""
    first = pronouns.search(sentence)
    if not first or _INTRODUCES.match(sentence):
        return False
    return not _names(sentence[: first.start()])


def _told(sentence: str, tongue: str) -> bool:
    """Whether a pronoun follows a verb of saying, and no name stands between them."""
    for pronoun in _MEANT_BY_SPEAKER[tongue].finditer(sentence):
        before = sentence[: pronoun.start()]
        said = max((verb.end() for verb in _TOLD[tongue].finditer(before)), default=None)
        if said is not None and not _names(before[said:]):
            return True
    return False


def without_asides(text: str) -> str:
    """A text without the names of where, when and by whom something was said."""
    return _ASIDE.sub(" ", text)


def _names(text: str) -> frozenset[str]:
    return names_in(without_asides(text))
