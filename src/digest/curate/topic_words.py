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
    from collections.abc import Iterator

__all__ = ["LANGUAGES", "words_for"]

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
# Hebrew writes and, the, in, to, from and that in one word with the next.
_PREFIXES = {"he": ("", "ו", "ה", "ב", "ל", "מ", "ש")}
_PREFIXED = 3  # letters of a word that has them


def words_for(language: str) -> dict[str, frozenset[str]]:
    """By the name that newsletters tend to give a topic, what speaks for it in a language.

    English is known to all, and an article of no language that is known is held against all. A
    word may speak for several topics.
    """
    spoken = [language] if language in _OTHERS else list(_OTHERS)
    others = spoken if language != "en" else ()
    return {
        label: frozenset([*words.split(), *(word for one in others for word in _forms(one, label))])
        for label, words in ENGLISH.items()
    }


def _forms(language: str, label: str) -> Iterator[str]:
    """The words of a topic in one language, each with what may be written in front of it."""
    for word in _OTHERS[language][label].split():
        prefixes = _PREFIXES.get(language, ("",)) if len(word) >= _PREFIXED else ("",)
        yield from (f"{prefix}{word}" for prefix in prefixes)
