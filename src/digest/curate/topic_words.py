"""Words that speak for a topic, by the editors of digest: what the classifier knows at first.

Data alone. Drawn from no corpus; what an installation learns outweighs them soon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.curate.topic_words_aegean import GREEK, TURKISH
from digest.curate.topic_words_ar import ARABIC
from digest.curate.topic_words_asia import HEBREW, HINDI
from digest.curate.topic_words_cjk import CHINESE, JAPANESE, KOREAN
from digest.curate.topic_words_de import GERMAN
from digest.curate.topic_words_east import POLISH, RUSSIAN
from digest.curate.topic_words_en import ENGLISH
from digest.curate.topic_words_fr import FRENCH
from digest.curate.topic_words_north import DUTCH, SWEDISH
from digest.curate.topic_words_pt import PORTUGUESE
from digest.curate.topic_words_south import ITALIAN, SPANISH

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FALSE_FRIENDS", "LANGUAGES", "own", "words_for"]

_OTHERS = {
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "pt": PORTUGUESE,
    "ar": ARABIC,
    "nl": DUTCH,
    "sv": SWEDISH,
    "pl": POLISH,
    "ru": RUSSIAN,
    "tr": TURKISH,
    "el": GREEK,
    "hi": HINDI,
    "he": HEBREW,
    "zh": CHINESE,
    "ja": JAPANESE,
    "ko": KOREAN,
}
LANGUAGES = ("en", *_OTHERS)
FALSE_FRIENDS = {
    "de": "art bill brand sack set stock toll",
    "fr": "bill bout civil costume costumes division dossier fatigue final habitat importer "
    "instant journal masters mets militants nature nomination parties partisan prime race "
    "set source union venus",
    "es": "cargo civil conductor defender fiscal mayor play real sector verse",
    "it": "aria costume dose fresco leone manifesto mezzo piano polo prime real serve stanza",
    "pt": "cargo costume defender dose real serve set",
    "nl": "art ban bill bond brand deal grand instant marine plant stage won",
    "sv": "art driver fans folk grand loss mars organ real skull slump stage",
    "pl": "nadal parties play rower",
    "tr": "gene",
}
"""By language, words of English that are others there, and common."""


def words_for(language: str) -> dict[str, frozenset[str]]:
    """By the name that newsletters tend to give a topic, what speaks for it in a language.

    English is known to all, and an article of no language that is known is held against all. A
    word may speak for several topics.
    """
    apart = frozenset(FALSE_FRIENDS.get(language, "").split())
    spoken = [language] if language in _OTHERS else list(_OTHERS)
    others = [own(one) for one in spoken] if language != "en" else []
    return {
        label: frozenset(words.split()).difference(apart).union(*(one[label] for one in others))
        for label, words in ENGLISH.items()
    }


def own(language: str) -> Mapping[str, frozenset[str]]:
    """By topic, the words of one language other than English."""
    return {label: frozenset(_OTHERS[language][label].split()) for label in ENGLISH}
