"""Where each field of an Article came from, in words: "feed: author", "page: og:title".

Readers of formats tell what they took; what `finish` filled in by itself is told here. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from digest.collect.dates import STOOD_IN
from digest.collect.language import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from digest.model import Article

_T = TypeVar("_T")

FIELDS = (
    "title",
    "published",
    "text",
    "summary",
    "image",
    "byline",
    "language",
    "publisher",
    "url",
    "guid",
    "categories",
    "media",
)
FIRST_SEEN = "first seen"
SOURCE_NAME = "the source's name"
GUESSED_WORDS = "guessed from its words"
FIRST_WORDS = "the text's first words"


def first(claims: Iterable[tuple[str, _T]]) -> tuple[str, _T | None]:
    """The first claim that says anything, with its origin; ("", None) where none does."""
    return next(((origin, value) for origin, value in claims if value), ("", None))


def told(place: str, **origins: str) -> dict[str, str]:
    """Origins by field, each behind the place they share; empty ones are left out."""
    return {field: f"{place}: {origin}" for field, origin in origins.items() if origin}


def settled(article: Article, claimed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What is known of the fields that the article has, in the order of FIELDS."""
    filled = {
        "title": FIRST_WORDS,
        "publisher": SOURCE_NAME,
        "published": FIRST_SEEN,
        "language": GUESSED_WORDS,
    }
    if not STOOD_IN.isdisjoint(article.notes):
        claimed = {**claimed, "published": FIRST_SEEN}
    known = {field: claimed.get(field) or filled.get(field, "") for field in FIELDS}
    return tuple((field, known[field]) for field in FIELDS if known[field] and _has(article, field))


def _has(article: Article, field: str) -> bool:
    value = getattr(article, field)
    return bool(value) and value != UNKNOWN
