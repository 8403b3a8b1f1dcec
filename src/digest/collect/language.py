"""Languages: a tag made regular, and a guess where a text carries no mark.

The guess is a vote of stopwords, used for plain text files alone; never for feeds.
"""

from __future__ import annotations

import re
from functools import lru_cache

UNKNOWN = "und"
_TAG = re.compile(r"^([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_]|$)")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0900-\u097f]+)?")
_SAMPLE = 4_000  # characters
_FLOOR = 0.08  # share of stopwords below which no language is named

_STOPWORDS = {
    "en": "the of and to in that is was for on with as by at from his has are this it be had",
    "fr": "le la les de des du et à un une dans que qui est pour sur par avec au ce pas il ne",
    "de": "der die das und den von zu mit ist im des nicht ein eine auf für sich dem auch als",
    "es": "el la los las de que y en del se un una por con para es al su como más no lo",
    "it": "il la le di che e in un una per del della con è non si da al dei gli sono nel",
    "pt": "o a os as de que e em do da um uma para com não por no na dos é ao se",
    "nl": "de het een en van in is dat op te voor met zijn niet aan er om ook door bij",
    "ru": "и в не на что с по он как это из к за о от для был его но",  # noqa: RUF001 - Russian
    "ar": "في من على إلى أن عن مع هذا هذه التي الذي كان بعد قال ما لا",
    "hi": "के है में की और से का को ने पर यह कि हैं एक नहीं था भी",
}
_SETS = {language: frozenset(words.split()) for language, words in _STOPWORDS.items()}


@lru_cache(maxsize=256)
def tag(raw: str | None) -> str:
    """Make a regular tag of language, script and region (RFC 5646, section 2.1), else "und"."""
    match = _TAG.match((raw or "").strip())
    if not match or match[1].lower() in {"und", "mul", "zxx"}:
        return UNKNOWN
    script = f"-{match[2].title()}" if match[2] else ""
    region = f"-{match[3].upper()}" if match[3] else ""
    return match[1].lower() + script + region


def guess(text: str) -> str:
    """Name the language whose stopwords are most frequent in `text`, else "und"."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    votes = {lang: sum(word in stop for word in words) for lang, stop in _SETS.items()}
    best = max(votes, key=lambda language: votes[language])
    return best if words and votes[best] / len(words) >= _FLOOR else UNKNOWN
