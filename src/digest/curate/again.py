"""Whether an act is done once more: arrested again, erneut gesperrt, de nouveau annulée.

What was done, undone and is done again is news, though its kind was told. Where the act itself
brings back what was (found, resumed, freed), "again" says nothing more.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from digest.curate.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["AGAIN", "ONCE_MORE", "TURNS", "once_more"]

AGAIN: Final = " again"  # behind a kind of act: that kind, once more
NEAR: Final = 5  # words between an act and what says that it is not the first
_ONCE_MORE: Final = """again anew once_more second_time third_time erneut abermals nochmals wieder
    à_nouveau de_nouveau nuevamente de_nuevo otra_vez nuovamente di_nuovo novamente de_novo
    outra_vez opnieuw wederom weer снова вновь опять مجددا مرة_أخرى"""
_TURNING: Final = "and but while und aber et mais y pero e ma mas maar и но"
TURNS = frozenset(_TURNING.split())
_RESTORES = frozenset(
    ("found", "resumed", "freed", "rescued", "recovered", "repaired", "lifted", "settled")
)
ONCE_MORE = frozenset("_".join(words(told.replace("_", " "))) for told in _ONCE_MORE.split())


def once_more(kind: str, said: Sequence[str], start: int, end: int) -> bool:
    """Whether an act that stands from one word of its clause to another is told as one more.

    Args:
        kind: of the act.
        said: words of the clause, folded.
        start: where the act begins.
        end: where it ends.
    """
    if kind in _RESTORES:
        return False
    before = _up_to_a_turn(said[max(0, start - NEAR) : start][::-1])[::-1]
    behind = _up_to_a_turn(said[end + 1 : end + 1 + NEAR])
    return _says_so([*before, *said[start : end + 1], *behind])


def _up_to_a_turn(said: Sequence[str]) -> Sequence[str]:
    turn = next((at for at, word in enumerate(said) if word in TURNS), len(said))
    return said[:turn]


def _says_so(said: Sequence[str]) -> bool:
    pairs = map("_".join, pairwise(said))
    return not ONCE_MORE.isdisjoint((*said, *pairs))
