"""The latest state of a story: what its articles told last that none before them had.

"Twelve missing" is false once all were found. A turn is an act of a new kind, or another count of
what was counted, at the top of an article hours after the one that would lead. Never judges which
source is right: the later one is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.curate.acts import acts_in
from digest.curate.text import body
from digest.curate.trivia import foreground
from digest.model import TURN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.curate.acts import Acts
    from digest.model import Article

__all__ = ["since_the_turn"]

TOP: Final = 250  # characters of a text at which a turn is told
READ: Final = 600  # ... and in which it may have been told before


def since_the_turn(group: Sequence[Article], lead: Article) -> tuple[str, Sequence[Article]]:
    """The last turn after `lead` in its words, "" for none, and the articles from there on.

    Args:
        group: articles of one story, oldest first.
        lead: the one of them that would lead.
    """
    later = [one for one in group if one.published - lead.published >= TURN]
    tops = {one.id: top for one in later if (top := _top(one)).kinds}
    if not tops:
        return "", group
    kinds: set[str] = set()
    counts: set[tuple[str, int]] = set()
    turn, start = "", 0
    for at, article in enumerate(group):
        if article.id in tops and (new := _turn(tops[article.id], kinds, counts)):
            turn, start = new, at
        told = acts_in(_said(article, READ))
        kinds.update(told.kinds)
        counts.update(told.counts)
    return turn, group[start:]


def _turn(top: Acts, kinds: set[str], counts: set[tuple[str, int]]) -> str:
    """What is new at the top of an article, in words; "" for nothing."""
    counted = {kind for kind, _ in counts}
    others = sorted(f"now {n} {kind}" for kind, n in top.counts - counts if kind in counted)
    acts = [said for kind, said in top.kinds.items() if kind not in kinds]
    return ", ".join([*others, *acts])


def _top(article: Article) -> Acts:
    return acts_in(foreground(_said(article, TOP), article.published.year).acts)


def _said(article: Article, length: int) -> str:
    """Its title and so many characters below it."""
    below = body(article.text) or article.summary
    return f"{article.title}. {below[:length]}"
