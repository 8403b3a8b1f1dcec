"""Whether two articles, or two texts, are one with edits. Pure; no store knows it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.store.rows import text_of

if TYPE_CHECKING:
    from datetime import datetime

    from digest.model import Article

TELLING: Final = 200  # characters of a text that no two articles without a date share
_DAILY: Final = timedelta(hours=20)  # what comes each day is no nearer to itself
_AT_SIGHT: Final = timedelta(minutes=15)  # from a time that is made when somebody asks
_RUN: Final = 8  # letters that two texts of their own seldom share, in any script


def much_alike(one: str, other: str) -> bool:
    """Whether half of the shorter text's runs of letters stand in the other; empty is like none."""
    runs, others = _runs(one), _runs(other)
    return len(runs & others) * 2 >= min(len(runs), len(others)) > 0


def _runs(text: str) -> set[str]:
    plain = "".join(text.split()).casefold()
    starts = range(max(len(plain) - _RUN, 0) + 1)
    return {plain[start : start + _RUN] for start in starts} - {""}


def alike(before: Article, told: Article, *, by_guid: bool = False) -> bool:
    """Whether two that share a GUID (`by_guid`: a link) are one, whatever their other name."""
    if told.is_file:
        return _same_file(before, told)
    names = (before.guid, told.guid) if by_guid else (_key(before), _key(told))
    if not all(names) or names[0] == names[1] or before.title == told.title:
        return True
    same_text = bool(told.text) and before.text == told.text
    return same_text or (told_time(told) and not told.day_only and same_time(before, told))


def _same_file(before: Article, told: Article) -> bool:
    """Whether a file still holds its article: title and day, or most of the text, are the same."""
    same_day = before.published.date() == told.published.date()
    return (same_day and before.title == told.title) or much_alike(before.text, told.text)


def _key(article: Article) -> str | None:
    return article.url_key or article.url


def path_of(key: str | None) -> str:
    """A page's host and path; "" for a front page, whose parameters are all that names a page."""
    page = (key or "").partition("?")[0]
    return page if "/" in page else ""


def have_words_alone(before: Article, told: Article) -> bool:
    """Whether their words are all that names two articles: a link of several names neither.

    One that is alone in its visit with that link may not know that it is shared.
    """
    if before.guid is not None or told.guid is not None:
        return False
    linked = [one.url for one in (before, told) if not one.shares_link and one.url]
    return not linked or before.url == told.url


def is_edit(before: Article, told: Article) -> bool:
    """Whether one title stands for one article: of one day, as far as it is told, and like texts.

    A time that is made when somebody asks tells no day.
    """
    timed = told_time(before), told_time(told)
    if all(timed):
        if before.published == told.published:
            return True
        near = abs(told.published - before.published) < _DAILY
        if not (near or (_is_made(before) and _is_made(told))):
            return False
    elif any(timed):
        return False
    if not (before.text and told.text):
        return True
    return much_alike(before.text, told.text)


def _is_made(article: Article) -> bool:
    return sight(article) - article.published <= _AT_SIGHT


def sight(article: Article) -> datetime:
    """When it was first seen."""
    return article.first_seen or article.published


def same_time(before: Article, told: Article) -> bool:
    """Whether two with the same words are of one time; without one a long text stands for it."""
    if told.is_file and not told.day_only:  # its time is the file's, which changes with an edit
        return True
    if not told_time(told):
        return len(told.text) >= TELLING
    return text_of(before.published) == text_of(told.published)


def told_time(article: Article) -> bool:
    """Whether its source says when it was published; what stands in is the first sight of it."""
    seen: datetime | None = article.first_seen
    return seen is None or article.published < seen
