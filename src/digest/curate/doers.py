"""Whom an act is about, in one word: the captain was arrested; they won the final.

The word that stands nearest, in front of a verb or, where the doer goes without saying (police
arrested) or does not matter (won), behind it. Knows no grammar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.curate.again import ONCE_MORE
from digest.curate.facts import DAYS
from digest.curate.numerals import value_of
from digest.curate.text import fold, says, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ABOUT", "GIVEN", "doer_of", "things_of"]

BESIDE: Final = 6  # words between an act and whom it is about
BEHIND: Final = 7  # words behind an act that say what was won
ABOUT = frozenset(
    (
        *("died", "arrested", "charged", "convicted", "acquitted", "sentenced", "freed", "sued"),
        *("escaped", "surrendered", "confessed", "extradited", "resigned", "kidnapped", "resumed"),
        *("sacked", "appointed", "won", "lost", "bought", "cancelled", "called"),
    )
)
_OF_THINGS = frozenset(("won", "lost", "sacked", "appointed", "bought"))
_ALONE = frozenset(("won", "lost"))
# Who does it by office, and who might be anybody.
_OFFICES = """police officers officer court courts judge judges jury prosecutors prosecutor
    authorities officials polizei beamte gericht richter staatsanwaltschaft ermittler behörden
    justiz police policiers tribunal cour juges juge parquet gendarmes justice policía agentes
    jueces juez fiscalía autoridades الشرطة محكمة القضاء نيابة سلطات polizia carabinieri tribunale
    giudice giudici procura polícia tribunal juiz juízes politie rechter rechtbank justitie полиция
    суд судья следователи прокуратура"""
_ANYBODY = """people person persons man men suspect suspects victim victims others least toll number
    who dead bodies body menschen mensch personen person mann männer verdächtige verdächtigen
    opfer leute zahl toten mindestens personnes personne homme hommes suspect suspects victimes
    victime bilan morts personas hombre hombres sospechoso sospechosos víctimas víctima muertos
    cifra percent prozent cent ciento شخص شخصا أشخاص رجل ضحايا عدد persone uomo uomini
    vittima vittime pessoas pessoa homem homens vítima vítimas mensen mannen slachtoffer
    slachtoffers люди людей человек человека мужчина число"""
_ARABIC = "\u0600"  # in which verbs stand first
_OF = frozenset(("of", "de", "del", "du", "des", "von", "vom"))
_PASSIVE = """was were been is are being be wurde wurden worden wird werden été est sont fue fueron
    sido es son تم"""
_BY_OFFICE = frozenset(word.removeprefix("ال") for word in map(fold, _OFFICES.split()))
GIVEN: Final = _BY_OFFICE | frozenset(map(fold, _ANYBODY.split()))
"""Who does it by office, or may be anybody, folded: the police, a man."""
_UNSAID = GIVEN | DAYS | ONCE_MORE
_IS_DONE = frozenset(map(fold, _PASSIVE.split()))


def doer_of(kind: str, said: Sequence[str], start: int, end: int) -> str:
    """The word for whom an act is about that stands from one word to another; "" for none.

    Args:
        kind: of the act.
        said: words of its clause, folded.
        start: where the act begins.
        end: where it ends.
    """
    if kind not in ABOUT:
        return ""
    behind = _first(said[end + 1 : end + 1 + BESIDE])
    if kind in _ALONE or said[start] >= _ARABIC:
        return _named(behind)
    before = _last(said[max(0, start - BESIDE) : start])
    done = start and said[start - 1] in _IS_DONE
    if behind and not done and (kind in _OF_THINGS or before in _BY_OFFICE):
        return _named(behind)
    # What shook the town and killed twelve is nobody whom that was done to.
    counted = kind == "died" and not done and _counts(said[end + 1 : end + 2])
    return "" if counted else _named(before)


def things_of(kind: str, said: Sequence[str], end: int, text: str) -> Iterator[str]:
    """All words that may say whom an act is about: of its text, or behind what was won.

    Args:
        kind: of the act.
        said: words of its clause, folded.
        end: where in it the act ends.
        text: that the clause is of.
    """
    if kind in ABOUT:
        yield from filter(says, said[end + 1 : end + 1 + BEHIND] if kind in _ALONE else words(text))


def _first(said: Sequence[str]) -> str:
    """The first word that says something and no office."""
    return next((word for word in said if _is_thing(word) and word not in _BY_OFFICE), "")


def _last(said: Sequence[str]) -> str:
    """The last word that says something; of "the owner of the ferry" the owner."""
    things = [at for at, word in enumerate(said) if _is_thing(word)]
    if not things:
        return ""
    at = things[-1]
    whose = things[-2] if len(things) > 1 and not _OF.isdisjoint(said[things[-2] : at]) else at
    return said[whose]


def _is_thing(word: str) -> bool:
    return says(word) and not word[0].isdigit() and value_of(word) is None


def _counts(said: Sequence[str]) -> bool:
    return any(word[0].isdigit() or value_of(word) is not None for word in said)


def _named(word: str) -> str:
    return "" if word in _UNSAID else word
