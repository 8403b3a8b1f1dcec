"""The latest state of a story: what its articles told last that none before them had.

"Twelve missing" is false once all were found. A turn is an act of a new kind, or another count of
what was counted, at the top of an article hours after the one that would lead. What takes back what
was told (not resigned; a correction) is a turn however soon it comes. Never judges which source is
right: the later one is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.curate.acts import acts_in, taken_back
from digest.curate.facts import stem
from digest.curate.text import body
from digest.curate.trivia import foreground
from digest.curate.unreal import corrects
from digest.model import TURN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.curate.acts import Acts
    from digest.model import Article

__all__ = ["since_the_turn"]

TOP: Final = 250  # characters of a text at which a turn is told
_CORRECTED: Final = "corrected"
READ: Final = 600  # ... and in which it may have been told before


def since_the_turn(group: Sequence[Article], lead: Article) -> tuple[str, Sequence[Article]]:
    """The last turn after `lead` in its words, "" for none, and the articles from there on.

    Args:
        group: articles of one story, oldest first.
        lead: the one of them that would lead.
    """
    later = ((one, _top(one)) for one in group if one.published > lead.published)
    tops = {one.id: top for one, top in later if _tells(top, one, lead)}
    if not tops:
        return "", group
    told = _Told()
    turn, start = "", 0
    for at, article in enumerate(group):
        if article.id in tops:
            top = tops[article.id]
            new = told.taken_back(top, article) or _turn(top, article, lead, told)
            turn, start = (new, at) if new else (turn, start)
        told.add(acts_in(_said(article, READ)))
    return turn, group[start:]


class _Told:
    """The acts and counts that articles told so far, and whom the acts are about."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.counts: set[tuple[str, int]] = set()
        self._things: set[tuple[str, str]] = set()

    def add(self, told: Acts) -> None:
        self.kinds.update(told.kinds)
        self.counts.update(told.counts)
        self._things.update((kind, stem(word)) for kind, word in told.things)

    def taken_back(self, top: Acts, article: Article) -> str:
        """What the top of an article takes back, in words; it may be told again after that."""
        kinds = taken_back(top, self.kinds, self._things)
        self.kinds.difference_update(kinds)
        return ", ".join(f"not {kind}" for kind in kinds) or (
            _CORRECTED if _corrects(article) else ""
        )


def _tells(top: Acts, article: Article, lead: Article) -> bool:
    """Whether an article may tell a turn."""
    return bool(top.denied or _corrects(article) or (top.kinds and _is_late(article, lead)))


def _is_late(article: Article, lead: Article) -> bool:
    return article.published - lead.published >= TURN


def _corrects(article: Article) -> bool:
    return corrects(article.title) or corrects(body(article.text) or article.summary)


def _turn(top: Acts, article: Article, lead: Article, told: _Told) -> str:
    """What is new at the top of an article, in words; "" for nothing."""
    if not _is_late(article, lead):
        return ""
    counted = {kind for kind, _ in told.counts}
    others = sorted(f"now {n} {kind}" for kind, n in top.counts - told.counts if kind in counted)
    acts = [said for kind, said in top.kinds.items() if kind not in told.kinds]
    return ", ".join([*others, *acts])


def _top(article: Article) -> Acts:
    return acts_in(foreground(_said(article, TOP), article.published.year).acts)


def _said(article: Article, length: int) -> str:
    """Its title and so many characters below it."""
    below = body(article.text) or article.summary
    return f"{article.title}. {below[:length]}"
