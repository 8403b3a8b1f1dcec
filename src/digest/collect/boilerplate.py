"""Paragraphs that a source puts around its articles: known by standing in several. Pure.

Looked for at the two ends of a text alone, for a paragraph in the middle that several articles
share is background, written on purpose; and in the summary, where many sites describe themselves.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING

from digest.collect import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from digest.model import Article

LEAST = 4
"""Articles of one source that hold a paragraph before it counts as the source's own."""

DROPPED = "paragraphs that its source puts around its articles: dropped"
_OPENING, _CLOSING = 2, 4  # paragraphs of a text's ends
_LONGEST = 500  # characters
_MOST = 1 / 3  # of a text; who shares more tells the same article again


def marks(article: Article) -> tuple[int, ...]:
    """Names for the paragraphs at both ends of an article's text and for its summary.

    Its own title is taken out. A summary without a text is all that there is.
    """
    ends = _ends(article.text)
    told = [*ends, article.summary] if ends and 0 < len(article.summary) <= _LONGEST else ends
    return tuple(dict.fromkeys(_mark(one, article.title) for one in told))


def shared(told: Iterable[tuple[int, ...]], known: Mapping[int, int]) -> frozenset[int]:
    """The marks that stand in LEAST articles: of this visit's, or of the last ones."""
    here = Counter(chain.from_iterable(told))
    return frozenset(
        mark for mark, count in here.items() if count >= LEAST or known.get(mark, 0) >= LEAST
    )


def without(article: Article, common: AbstractSet[int]) -> Article:
    """The article less the shared paragraphs at its ends, with a note where there were any.

    So it is without a shared summary.
    """
    if not common:
        return article
    own = not article.text or _mark(article.summary, article.title) not in common
    summary, text = article.summary if own else "", _trimmed(article, common)
    if (summary, text) == (article.summary, article.text):
        return article
    headings = clean.headings(text)
    return replace(
        article, text=text, summary=summary, headings=headings, notes=(*article.notes, DROPPED)
    )


def _trimmed(article: Article, common: AbstractSet[int]) -> str:
    """Its text less the shared paragraphs, where these are the smaller part."""
    blocks = article.text.split("\n\n")
    start, end = 0, len(blocks)
    while start < min(_OPENING, end) and _mark(blocks[start], article.title) in common:
        start += 1
    while (
        end > max(start, len(blocks) - _CLOSING) and _mark(blocks[end - 1], article.title) in common
    ):
        end -= 1
    while len(blocks) > end > start and blocks[end - 1].startswith(clean.HEADING):
        end -= 1  # a heading with nothing below it
    text = "\n\n".join(blocks[start:end])
    return article.text if len(text) < len(article.text) * (1 - _MOST) else text


def _ends(text: str) -> list[str]:
    blocks = text.split("\n\n")
    ends = (
        blocks if len(blocks) <= _OPENING + _CLOSING else [*blocks[:_OPENING], *blocks[-_CLOSING:]]
    )
    return [one for one in ends if one and len(one) <= _LONGEST]


def _mark(paragraph: str, title: str) -> int:
    words = paragraph.replace(title, "\0") if title else paragraph
    digest = blake2b(words.casefold().encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest)
