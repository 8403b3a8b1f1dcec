"""Where each field of an Article came from, in words: "feed: author", "page: og:title".

Readers of formats tell what they took; what `finish` filled in by itself is told here. Pure.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeVar

from digest.collect.dates import STOOD_IN
from digest.collect.language import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

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
_VALUES: Final = itemgetter(*FIELDS)
FIRST_SEEN = "first seen"
SOURCE_NAME = "the source's name"
GUESSED_WORDS = "guessed from its words"
FIRST_WORDS = "the text's first words"
FOUND = "where it was found"
_FILLED = {
    "title": FIRST_WORDS,
    "publisher": SOURCE_NAME,
    "published": FIRST_SEEN,
    "language": GUESSED_WORDS,
}


def first(claims: Iterable[tuple[str, _T]]) -> tuple[str, _T | None]:
    """The first claim that says anything, with its origin; ("", None) where none does."""
    return next(((origin, value) for origin, value in claims if value), ("", None))


@lru_cache(maxsize=256)
def told(place: str, **origins: str) -> Mapping[str, str]:
    """Origins by field, each behind the place they share; empty ones are left out.

    Not to be changed: all articles that say the same share it.
    """
    return {field: f"{place}: {origin}" for field, origin in origins.items() if origin}


def settled(
    values: Mapping[str, object], notes: Collection[str], claimed: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """What is known of those fields of an article that have a value, in the order of FIELDS."""
    if not STOOD_IN.isdisjoint(notes):
        claimed = {**claimed, "published": FIRST_SEEN}
    there = tuple(compress(FIELDS, _VALUES(values)))
    if values["language"] == UNKNOWN:
        there = tuple(field for field in there if field != "language")
    return _of_those(there, tuple(claimed.items()))


@lru_cache(maxsize=256)
def _of_those(
    there: tuple[str, ...], claimed: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """The origins of those fields: the same for all articles of a feed, or nearly."""
    said = {**_FILLED, **{field: origin for field, origin in claimed if origin}}
    return tuple((field, said[field]) for field in there if field in said)
