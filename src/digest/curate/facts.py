"""What of a sentence is new to somebody who was told other texts: names, numbers, else acts.

Compares stems of words, not sense. Knows nothing of editions, readers or days.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from digest.curate.dangling import dangles
from digest.curate.dateline import without_dateline
from digest.curate.furniture import boilerplate, is_line
from digest.curate.numerals import value_of
from digest.curate.pronouns import leans
from digest.curate.text import AND, UPPER, bare, body, fold, in_title_case, tokens
from digest.prose.length import word_count
from digest.prose.sentences import closed, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.model import Article

__all__ = [
    "DAYS",
    "NOUNS_HAVE_CAPITALS",
    "heard_in",
    "names_of",
    "news_in",
    "outlets_of",
    "standing",
    "stem",
]

LEAST, MOST = 6, 45  # words of a sentence that can stand by itself
READ = 20_000  # characters of a text: hostile text costs no more
LOOKED_AT = 25  # sentences of an article that are read
ACTS = 0.6  # share of a sentence's words that are new, where no name and no number is
ACT_WORDS = 5  # ... and how many of them at least
ABOUT = 1  # words that tie it to what was told
STEM = 5  # letters by which two forms of a word are one
_PLURAL = "s"  # talk and talks, where no letters were cut off
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(rf"(?<=[\w,;:)] )[{UPPER}][\w'’-]+")
_FIRST = re.compile(rf"\W*(?P<name>[{UPPER}][\w'’-]+)")
_BEHIND = re.compile(r"\b(?P<first>[A-ZÄÖÜ][\w-]+)(?= (?P<name>[A-ZÄÖÜ][\w'’-]+))")
NOUNS_HAVE_CAPITALS = frozenset(("de", "lb"))
# Before a noun these are no names: Mitte Oktober, Tonnen Stahl.
_MEASURED = """anfang mitte ende million millionen milliarde milliarden prozent tonnen kilo liter
    meter kilometer quadratmeter hektar grad euro dollar franken uhr stunden tage wochen monate
    jahre dutzend hunderte tausende der die das ein eine im am in auf für"""
_MEASURES = frozenset(_MEASURED.split())
_MONEYS: Final = """eur usd gbp chf jpy cny aud nzd nok dkk pln czk huf rub uah inr brl mxn zar aed
    krw sgd hkd"""
_MONEY = frozenset(_MONEYS.split())  # of codes, which name nobody (ISO 4217)
DAYS = frozenset(
    word
    for days in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
        "january february march april may june july august september october november december",
        "januar februar märz mai juni juli oktober dezember",
    )
    for word in days.split()
)


def standing(article: Article, *, least: int = LEAST) -> list[str]:
    """The sentences at the top of an article that can stand by themselves, in their order.

    Args:
        article: its text, or its summary where it has none.
        least: words of a sentence that can.
    """
    told = body(article.text[:READ]).split("\n\n")
    parts = [part.strip() for part in told if not is_line(part.strip())]
    read = chain.from_iterable(sentences(without_dateline(part)) for part in parts)
    said = list(islice(read, LOOKED_AT)) or sentences(article.summary)[:LOOKED_AT]
    return [
        one
        for at, one in enumerate(said)
        if _stands(one, least, article.tongue) and not (at and leans(one, article.tongue))
    ]


def heard_in(texts: Iterable[str]) -> frozenset[str]:
    """The stems of all that was told."""
    return frozenset(stem(word) for text in texts for word in tokens(text))


def stem(word: str) -> str:
    """What the forms of a word have in common, without accents; a number as it is.

    Args:
        word: one of those that `tokens` gives.
    """
    if not word[0].isalpha():
        return word
    alone = word[1:] if word[0] == AND and len(word) > len(AND) + 2 else word
    return bare(alone)[:STEM].removesuffix(_PLURAL)


def news_in(
    sentence: str,
    heard: frozenset[str],
    outlets: frozenset[str] = frozenset(),
    *,
    tongue: str = "",
    names: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Names and numbers that were never heard, else acts; nothing that is not of this story.

    Args:
        sentence: one that stands by itself.
        heard: of `heard_in`.
        outlets: words of `outlets_of`, which are no news.
        tongue: its language; in some of them capitals name nothing.
        names: of `names_of`: with one of these it may begin.
    """
    own = tokens(sentence)
    fresh = frozenset(word for word in own if stem(word) not in heard) - DAYS - _MONEY - outlets
    if len(set(own)) - len(fresh) < ABOUT or not fresh:
        return ()
    if found := _named(sentence, fresh, tongue, names):
        return found
    acts = [word for word in own if word in fresh and not word[0].isdigit()]
    enough = len(acts) >= ACT_WORDS and len(fresh) >= ACTS * len(set(own))
    return tuple(dict.fromkeys(acts)) if enough else ()


def _named(text: str, fresh: frozenset[str], tongue: str, known: frozenset[str]) -> tuple[str, ...]:
    """Numbers and names of a text that are among its fresh words."""
    numbers = [number for number in _NUMBER.findall(text) if number in fresh]
    capitals = _last_names(text) if tongue in NOUNS_HAVE_CAPITALS else _NAME.findall(text)
    if (first := _FIRST.match(text)) and first["name"] in known:
        capitals.insert(0, first["name"])
    names = [name for name in capitals if fresh.intersection(tokens(name))]
    return tuple(dict.fromkeys([*numbers, *names]))


def names_of(article: Article) -> frozenset[str]:
    """What an article writes with a capital inside its title or a sentence, as it is written.

    Nothing of a title in which all words have one, nor where nouns have.
    """
    if article.tongue in NOUNS_HAVE_CAPITALS:
        return frozenset()
    heading = article.title.split()
    title = "" if in_title_case(heading) else article.title
    return frozenset(_NAME.findall(f"{title}\n{article.text[:READ]}"))


def _last_names(text: str) -> list[str]:
    """What stands with a capital behind a first name or a title: Hedda Kranz, Minister Kranz."""
    found = _BEHIND.finditer(text)
    return [one["name"] for one in found if not _measures(fold(one["first"]))]


def _measures(word: str) -> bool:
    return word in _MEASURES or value_of(word) is not None


def outlets_of(articles: Iterable[Article]) -> frozenset[str]:
    """Words of publishers' and authors' names: who reports is no news."""
    names = chain.from_iterable((one.publisher, one.source, one.byline) for one in articles)
    return frozenset(word for name in names for word in tokens(name))


def _stands(sentence: str, least: int, tongue: str) -> bool:
    fits = least <= word_count(sentence) <= MOST
    return fits and closed(sentence) and not dangles(sentence, tongue) and not boilerplate(sentence)
