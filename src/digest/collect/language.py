"""Languages: a tag made regular, and a guess where a text carries no mark.

The guess is a vote of stopwords; where a script belongs to one language, that is it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import chain

UNKNOWN = "und"
_TAG = re.compile(r"^([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_]|$)")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0900-\u097f]+)?")
_SAMPLE = 4_000  # characters
_FLOOR = 0.08  # share of stopwords below which no language is named
_SEVERAL = 2  # of them at least, where each is one of other languages, too

_PROSE = 600  # characters of an article: there are many, and few state nothing
_LEAST = 60  # characters of a sentence
_SHARE = 5  # one letter in so many is of the script
_SCRIPTS = {  # compiled when they are asked for: such letters take their time
    "ko": "[\uac00-\ud7a3]",
    "zh": "[\u3041-\u30ff\u4e00-\u9fff]",  # or Japanese
    "th": "[\u0e01-\u0e5b]",
    "he": "[\u05d0-\u05ea]",
    "el": "[\u0391-\u03c9]",
}

_KANA = "[\u3041-\u30ff]"

_STOPWORDS = {
    "en": "the of and to in that is was for on with as by at from his has are this it be had a no",
    "fr": "le la les de des du et à un une dans que qui est pour sur par avec au ce pas il ne a",
    "de": "der die das und den von zu mit ist im des nicht ein eine auf für sich dem auch als",
    "es": "el la los las de que y en del se un una por con para es al su como más no lo a",
    "it": "il la le di che e in un una per del della con è non si da al dei gli sono nel a",
    "pt": "o a os as de que e em do da um uma para com não por no na dos é ao se",
    "nl": "de het een en van in is dat op te voor met zijn niet aan er om ook door bij",
    "ru": "и в не на что с по он как это из к за о от для был его но",  # noqa: RUF001 - Russian
    "ar": "في من على إلى أن عن مع هذا هذه التي الذي كان بعد قال ما لا",
    "hi": "के है में की और से का को ने पर यह कि हैं एक नहीं था भी",
}
_WORDS = {one: frozenset(words.split()) for one, words in _STOPWORDS.items()}
_SPEAKING = {
    word: tuple(one for one, words in _WORDS.items() if word in words)
    for word in chain.from_iterable(_WORDS.values())
}


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
    """Name the language of a text by its script, or by its most frequent stopwords, else "und"."""
    sample = text[:_SAMPLE]
    if not sample.isascii() and (tongue := _by_script(sample)):
        return tongue
    words = _WORD.findall(sample.lower())
    votes = Counter(chain.from_iterable(_SPEAKING.get(word, ()) for word in words))
    best = max(_STOPWORDS, key=lambda language: votes[language])
    if not words or votes[best] / len(words) < _FLOOR:
        return UNKNOWN
    found = _WORDS[best].intersection(words)
    own = any(_SPEAKING[word] == (best,) for word in found)
    return best if own or len(found) >= _SEVERAL else UNKNOWN


def _by_script(sample: str) -> str:
    shares = {one: len(re.findall(letters, sample)) for one, letters in _SCRIPTS.items()}
    best = max(shares, key=lambda tongue: shares[tongue])
    if shares[best] * _SHARE < len(sample):
        return ""
    return "ja" if best == "zh" and re.search(_KANA, sample) else best


def guess_prose(text: str) -> str:
    """The same for a text of any source: a headline's few words name no language."""
    sample = text[:_PROSE]
    return guess(sample) if not sample.isascii() or len(sample) >= _LEAST else UNKNOWN
