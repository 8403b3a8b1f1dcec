"""Words that speak for a topic, by the editors of digest: what the classifier knows at first.

Data alone. Drawn from no corpus; what an installation learns outweighs them soon.
"""

from __future__ import annotations

from digest.curate.topic_words_ar import ARABIC
from digest.curate.topic_words_de import GERMAN
from digest.curate.topic_words_en import ENGLISH
from digest.curate.topic_words_fr import FRENCH
from digest.curate.topic_words_pt import PORTUGUESE
from digest.curate.topic_words_south import ITALIAN, SPANISH

__all__ = ["LANGUAGES", "words_for"]

_OTHERS = {
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "pt": PORTUGUESE,
    "ar": ARABIC,
}
LANGUAGES = ("en", *_OTHERS)


def words_for(language: str) -> dict[str, frozenset[str]]:
    """By the name that newsletters tend to give a topic, what speaks for it in a language.

    English is known to all, and an article of no language that is known is held against all. A
    word may speak for several topics.
    """
    spoken = [_OTHERS[language]] if language in _OTHERS else list(_OTHERS.values())
    told = [ENGLISH, *(spoken if language != "en" else ())]
    return {label: frozenset(" ".join(one[label] for one in told).split()) for label in ENGLISH}
