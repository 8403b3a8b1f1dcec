"""What of a sentence is new to somebody who was told other texts: names, numbers, else acts.

Compares stems of words, not sense. Knows nothing of editions, readers or days.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from digest.curate.pronouns import leans
from digest.curate.sentences import closed, sentences
from digest.curate.summarise import boilerplate, dangles, undated, word_count
from digest.curate.text import body, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.model import Article

__all__ = ["DAYS", "heard_in", "news_in", "outlets_of", "standing"]

LEAST, MOST = 6, 45  # words of a sentence that can stand by itself
READ = 20_000  # characters of a text: hostile text costs no more
LOOKED_AT = 25  # sentences of an article that are read
ACTS = 0.6  # share of a sentence's words that are new, where no name and no number is
ACT_WORDS = 5  # ... and how many of them at least
ABOUT = 1  # words that tie it to what was told
STEM = 5  # letters by which two forms of a word are one
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<=[\w,;:)] )[^\W\d_a-zß-öø-ÿ][\w'’-]+")
DAYS = frozenset(
    word
    for days in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
        "january february march april may june july august september october november december",
    )
    for word in days.split()
)


def standing(article: Article) -> list[str]:
    """The sentences at the top of an article that can stand by themselves, in their order."""
    told = body(article.text[:READ])
    text = " ".join(undated(part.strip()) for part in told.split("\n\n") if part.strip())
    return [
        one
        for at, one in enumerate(sentences(text or article.summary)[:LOOKED_AT])
        if _stands(one) and not (at and leans(one, article.tongue))
    ]


def heard_in(texts: Iterable[str]) -> frozenset[str]:
    """The stems of all that was told."""
    return frozenset(_stem(word) for text in texts for word in tokens(text))


def news_in(
    sentence: str, heard: frozenset[str], outlets: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Names and numbers that were never heard, else acts; nothing that is not of this story.

    Args:
        sentence: one that stands by itself.
        heard: of `heard_in`.
        outlets: words of `outlets_of`, which are no news.
    """
    own = tokens(sentence)
    fresh = {word for word in own if _stem(word) not in heard and word not in DAYS | outlets}
    if len(set(own)) - len(fresh) < ABOUT or not fresh:
        return ()
    numbers = [number for number in _NUMBER.findall(sentence) if number in fresh]
    names = [name for name in _NAME.findall(sentence) if fresh.intersection(tokens(name))]
    acts = [word for word in own if word in fresh and not word[0].isdigit()]
    if numbers or names:
        return tuple(dict.fromkeys([*numbers, *names]))
    enough = len(acts) >= ACT_WORDS and len(fresh) >= ACTS * len(set(own))
    return tuple(dict.fromkeys(acts)) if enough else ()


def outlets_of(articles: Iterable[Article]) -> frozenset[str]:
    """Words of publishers' and authors' names: who reports is no news."""
    names = chain.from_iterable((one.publisher, one.source, one.byline) for one in articles)
    return frozenset(word for name in names for word in tokens(name))


def _stands(sentence: str) -> bool:
    fits = LEAST <= word_count(sentence) <= MOST
    return fits and closed(sentence) and not dangles(sentence) and not boilerplate(sentence)


def _stem(word: str) -> str:
    return word[:STEM] if word[0].isalpha() else word
