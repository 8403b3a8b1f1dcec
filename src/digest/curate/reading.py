"""What an Article says, as clustering needs it: read once, small enough to be kept.

Terms are words cut to their first six letters, which brings the forms of a word together in
any language that inflects at the end. Names are words that stand with a capital inside a
sentence and never without one; scripts without capitals have none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from digest.curate.calendar import months_in, undated
from digest.curate.text import content, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.model import Article

__all__ = ["Reading", "read", "read_all"]

READ = 2000  # characters of title and of text that are read: news stands at the top
TITLE = 3  # a word of the title counts this often
STEM = 6  # letters of a word that count
_TITLE_CASE = 0.7  # share of long words with a capital: the title's capitals mean nothing
_LONG = 4  # letters of a long word
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Looking back from a capital is four times as fast as looking on from every letter.
_INSIDE = re.compile(rf"[{_UPPER}](?<=[\w,;:)] .)[\w'’-]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An Article's terms and names with how often it says them, and the dates it speaks of.

    `hours` is when it was published, since 1970; `length` counts all words that say something.
    """

    id: str
    hours: float
    length: int
    terms: Mapping[str, int]
    names: Mapping[str, int]
    months: frozenset[int]
    years: frozenset[str]


def read(article: Article) -> Reading:
    """Read an Article: its title, and the first 2,000 characters below it."""
    text = content(article.summary, article.text, limit=READ)
    terms = Counter([word[:STEM] for word in tokens(undated(text))])
    for word in tokens(undated(article.title[:READ])):
        terms[word[:STEM]] += TITLE
    return Reading(
        id=article.id,
        hours=article.published.timestamp() / 3600,
        length=terms.total(),
        terms=terms,
        names=_names(article.title, text),
        months=months_in(f"{article.title} {text}"),
        years=frozenset(_YEAR.findall(text)),
    )


def read_all(articles: Iterable[Article]) -> list[Reading]:
    """Read many Articles: a word that several of them say is kept once, in half the memory."""
    words: dict[str, str] = {}
    return [_sharing(read(article), words) for article in articles]


def _sharing(reading: Reading, words: dict[str, str]) -> Reading:
    terms = map(words.setdefault, reading.terms, reading.terms)
    return replace(reading, terms=dict(zip(terms, reading.terms.values(), strict=True)))


def _names(title: str, text: str) -> dict[str, int]:
    inside = Counter(_INSIDE.findall(text))
    heading = _WORD.findall(title)
    plain = {*text.split(), *heading}
    trusted = set(heading[1:] if not _title_case(heading) else ())
    for word in heading:
        if word[0].isupper() and (word in inside or word in trusted):
            inside[word] += TITLE
    said = ((word, count) for word, count in inside.items() if word.lower() not in plain)
    found: Counter[str] = Counter()
    for term, count in _terms(said):
        found[term] += count
    return found


def _terms(words: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    return chain.from_iterable(
        ((part[:STEM], count) for part in tokens(word)) for word, count in words
    )


def _title_case(words: list[str]) -> bool:
    long = [word for word in words if len(word) >= _LONG]
    return sum(1 for word in long if word[0].isupper()) >= _TITLE_CASE * max(len(long), 1)
