"""Any number of labelled articles from a seed: stories of many sizes among a day's 5,000 articles.

Words have the frequencies of a language (Zipf); a story has words and names of its own, and each
article tells it with some of them. It is for time and memory: its F1 says only that all ways of
grouping are given the same, doable task.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from digest.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

START = datetime(2026, 1, 5, tzinfo=UTC)
A_DAY = 5_000
WORDS = 40_000  # of the language
LENGTH = (120, 420)  # words of a text
OWN = 0.30  # of a text's words are its story's
_SYLLABLES = [a + b for a, b in itertools.product("bdfgklmnprstvz", "aeiou")]


@dataclass(frozen=True, slots=True)
class Told:
    """An Article and the number of its story."""

    story: int
    article: Article


def told(count: int, *, seed: int = 7) -> list[Told]:
    """`count` articles over count / 5,000 days, at least a day, oldest first."""
    rng = random.Random(seed)
    language = [_word(rng, rng.randint(2, 4)) for _ in range(WORDS)]
    weights = list(itertools.accumulate(1 / (rank + 12) for rank in range(WORDS)))
    days = max(1.0, count / A_DAY)
    made: list[Told] = []
    for story, size in enumerate(_sizes(rng, count)):
        begins = rng.uniform(0, days * 24)
        own = [*rng.choices(language[300:], k=40), *(_name(rng) for _ in range(5))]
        for _ in range(size):
            when = START + timedelta(hours=min(days * 24, begins + rng.expovariate(1 / 6)))
            made.append(Told(story, _article(rng, own, language, weights, when)))
    made.sort(key=lambda one: (one.article.published, one.article.id))
    return made


def corpus_hash(articles: list[Told]) -> str:
    """Sixteen hex digits of all that was made."""
    hashed = hashlib.sha256()
    for one in articles:
        hashed.update(f"{one.story}\t{one.article.title}\t{one.article.text}\n".encode())
    return hashed.hexdigest()[:16]


def _sizes(rng: random.Random, count: int) -> Iterator[int]:
    """Half of the stories are told once; few are told forty times."""
    left = count
    while left:
        size = min(left, 40, int(rng.paretovariate(1.1)))
        yield size
        left -= size


def _article(
    rng: random.Random, own: list[str], language: list[str], weights: list[float], when: datetime
) -> Article:
    length = rng.randint(*LENGTH)
    mine = rng.sample(own, k=rng.randint(len(own) // 2, len(own)))
    text = rng.choices(language, cum_weights=weights, k=length)
    for at in rng.sample(range(length), int(length * OWN)):
        text[at] = rng.choice(mine)
    lines = [" ".join(text[at : at + 18]).capitalize() + "." for at in range(0, length, 18)]
    title = " ".join([*rng.sample(own[-5:], 2), *rng.sample(own[:-5], 5)])
    ident = f"a{rng.getrandbits(48):012x}"
    source = f"Source {rng.randrange(300)}"
    return Article(
        id=ident,
        url=f"https://news.example/{ident}",
        title=title,
        source=source,
        publisher=source,
        published=when.replace(microsecond=0),
        text=" ".join(lines),
        language="en",
    )


def _word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choices(_SYLLABLES, k=syllables))


def _name(rng: random.Random) -> str:
    return _word(rng, 3).capitalize()
