"""What a text tells was done, by kinds of acts: died, arrested, called off; and how many.

Words of one kind are one act, so that "passed away" after "died" is none that is new. Goes by a
lexicon in nine languages at once, word by word. What may be or might have been is no act; what was
not done is known as that. Beside some acts stands who did it or to whom it was done: the same of
another one is another act.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from digest.curate.act_words import ENGLISH, GERMAN
from digest.curate.act_words_ar import ARABIC, UNDONE
from digest.curate.act_words_it_pt import ITALIAN, PORTUGUESE
from digest.curate.act_words_nl_ru import DUTCH, RUSSIAN
from digest.curate.act_words_south import FRENCH, SPANISH
from digest.curate.act_words_turns import EVERYDAY_TURNS
from digest.curate.again import AGAIN, TURNS, once_more
from digest.curate.doers import ABOUT, doer_of, things_of
from digest.curate.facts import stem
from digest.curate.numerals import numbers_in
from digest.curate.text import AND, fold, words
from digest.curate.unreal import denied, real

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

__all__ = ["Acts", "acts_in", "is_denied", "is_doubted", "taken_back"]

APART: Final = 6  # words between the parts of a verb: called the whole strike off
NEAR: Final = 4  # words before an act in which a "not" or "could" is about it
ALSO: Final = 2  # words before an act of which an "or" makes what is before that about it, too
COUNTED: Final = 10  # words between a number and the act that it counts
_CLAUSE = re.compile(r"[;:!?()…–—،؛“”„«»\"]|[,.](?!\d)|\s-\s")
_NOT = """not never nobody none neither without no nicht kein keine keinen keiner niemand nie ohne
    pas jamais aucun aucune sans ni nunca nadie ningún ninguna sin لم لا لن ليس ليست دون بدون
    nessuno nessuna nessun senza não ninguém nenhum nenhuma sem niet geen nooit zonder не
    никто никого никому нет без"""
_PERHAPS = """could might would should if unless whether expected likely könnte könnten dürfte
    dürften soll sollen sollte sollten falls wenn ob würde würden pourrait pourraient devrait
    devraient si serait seraient podría podrían debería deberían sería serían ربما إذا لو يتوقع
    يمكن potrebbe potrebbero dovrebbe dovrebbero può poderia poderá poderiam deveria pode zou zouden
    wellicht mogelijk может могут если бы возможно may_be may_have wants fordert fordern verlangt
    verlangen exige exigent"""
_OR = frozenset(["or", "nor", "oder", "noch", "ou", "ni", "o", "u", "или", "ни"])
_BEHIND = frozenset(["niemand", "niemanden", "keiner"])  # verletzt wurde niemand
_MAY = re.compile(r"\bmay\b")  # the month has a capital
_NE = re.compile(r"n'|ne$")  # French, before a verb that is denied
# What denies before some words alone: personne n'a, but not une personne; non è, but not non lieu.
_BEFORE = {
    "personne": _NE,
    "non": re.compile(r"(?:è|sono|era|erano|ha|hanno|aveva|avevano|si|ci|vi|li|lo|la|c'è)$|l'"),
}
_BEFORE_THINGS = "a an the its his her their this that these those"
_WHICH = frozenset(_BEFORE_THINGS.split())
_UNDER = frozenset(["under", "beneath", "alive", "unter", "sous", "bajo", "تحت", "sotto", "sob"])
_PEOPLE = frozenset(("injured", "wounded", "arrested", "detained", "rescued"))
_COUNTABLE: Final = frozenset(
    ("died", "injured", "missing", "arrested", "rescued", "recovered", "evacuated", "freed")
)
_PARTS: Final = frozenset(("found", "acquitted"))  # acts whose words may be part of another
_DENIES = frozenset(map(fold, _NOT.split()))
_DOUBTS = frozenset(map(fold, _PERHAPS.split()))


@dataclass(frozen=True, slots=True)
class Acts:
    """Kinds of acts, each with the words that tell it first; and counts: a kind and a number.

    `doers` are kinds with whom each is about and the words of it, `things` kinds with any word that
    may say whom; `denied` are kinds that were not done, each with whom that is about.
    """

    kinds: dict[str, str]
    counts: frozenset[tuple[str, int]]
    doers: tuple[tuple[str, str, str], ...] = ()
    things: frozenset[tuple[str, str]] = frozenset()
    denied: frozenset[tuple[str, str]] = frozenset()


class _Way(Enum):
    """How a text tells an act."""

    DONE = auto()
    DENIED = auto()
    PERHAPS = auto()


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to tell an act: its words behind the first, each with how many may lie before it.

    `undone`: it tells that the act was not done.
    """

    kind: str
    rest: tuple[tuple[str, int], ...]
    undone: bool = False


_LANGUAGES: Final = (
    *(ENGLISH, GERMAN, FRENCH, SPANISH, ARABIC),
    *(ITALIAN, PORTUGUESE, DUTCH, RUSSIAN),
    EVERYDAY_TURNS,
)


def _forms() -> Mapping[str, Sequence[_Form]]:
    """By its first word each form of the lexicon."""
    found: defaultdict[str, list[_Form]] = defaultdict(list)
    for language in (*_LANGUAGES, UNDONE):
        for kind, told in language.items():
            for form in told.split():
                first, *rest = re.findall(r"[_~]?[^_~]+", form)
                steps = tuple(map(_step, rest))
                found[_plain(first)].append(_Form(kind, steps, undone=language is UNDONE))
    return found


def _step(word: str) -> tuple[str, int]:
    return _plain(word[1:]), APART if word[0] == "~" else 0


def _plain(word: str) -> str:
    (plain,) = words(word)
    return plain


_FORMS: Final = _forms()


def acts_in(text: str) -> Acts:
    """The acts that a text tells, clause by clause."""
    text = text.replace("ё", "е")  # as Russian is mostly written
    told = _told(text)
    if not told.kinds or (plain := real(text)) == text.lower():
        return told
    done = _told(plain)
    false = ((kind, doer) for part in denied(text) for kind, doer, _ in _doings(_told(part)))
    return replace(done, denied=done.denied.union(false))


def taken_back(
    told: Acts, kinds: Collection[str], things: Collection[tuple[str, str]]
) -> list[str]:
    """Kinds of acts that a text denies and others told as done, of the same one.

    "Nobody was injured" takes nothing back, for it is about nobody who was.

    Args:
        told: acts of the text.
        kinds: those that the others told.
        things: with the stems of all words that may say of whom.
    """
    return sorted(
        {
            kind
            for kind, doer in told.denied
            if kind in kinds
            and ((kind, stem(doer)) in things if doer else kind not in ABOUT | _COUNTABLE)
        }
    )


def is_doubted(text: str) -> bool:
    """Whether a text says of anything that it may be, is asked for, or is false."""
    said = words(text)
    pairs = (f"{one}_{other}" for one, other in pairwise(said))
    if not _DOUBTS.isdisjoint((*said, *pairs)) or _MAY.search(text):
        return True
    return real(text) != text.lower()


def is_denied(text: str) -> bool:
    """Whether a text says of anything that it was not done."""
    return any(map(_denies, words(text)))


def _doings(told: Acts) -> Iterator[tuple[str, str, str]]:
    """Each kind with whom it is about, "" where that is not said, and the words of it."""
    yield from told.doers
    about = {kind for kind, _, _ in told.doers}
    yield from ((kind, "", said) for kind, said in told.kinds.items() if kind not in about)


def _told(text: str) -> Acts:
    kinds: dict[str, str] = {}
    counts: set[tuple[str, int]] = set()
    doers: list[tuple[str, str, str]] = []
    things: set[tuple[str, str]] = set()
    undone: set[tuple[str, str]] = set()
    for clause in _CLAUSE.split(text):
        said = words(clause)
        acts = _found([one for at in range(len(said)) for one in _at(said, at, undone)])
        done = {said[at] for _, start, end in acts for at in (start, end)}
        for kind, start, end in acts:
            spoken = " ".join(dict.fromkeys((said[start], said[end])))
            kinds.setdefault(kind, spoken)
            if once_more(kind, said, start, end):
                kinds.setdefault(f"{kind}{AGAIN}", spoken)
            things.update((kind, thing) for thing in things_of(kind, said, end, text))
            if (doer := doer_of(kind, said, start, end)) and doer not in done:
                doers.append((kind, doer, spoken))
        counts.update(_counts(said, acts))
    return Acts(kinds, frozenset(counts), tuple(doers), frozenset(things), frozenset(undone))


def _found(acts: Sequence[tuple[str, int, int]]) -> Sequence[tuple[str, int, int]]:
    """Acts without those whose words are part of another: bodies found, pleaded not guilty."""
    spans = [(start, end) for kind, start, end in acts if kind not in _PARTS]
    return [
        (kind, start, end)
        for kind, start, end in acts
        if kind not in _PARTS or not any(first <= end <= last for first, last in spans)
    ]


def _at(
    said: Sequence[str], at: int, undone: set[tuple[str, str]]
) -> Iterator[tuple[str, int, int]]:
    """Acts that begin at a word: their kind, and where their first and last words stand.

    Those that were not done go to `undone`, each with whom it is about.
    """
    word = said[at] if said[at] in _FORMS else said[at].removeprefix(AND)
    for form in _FORMS.get(word, ()):
        end = _end(said, at, form.rest)
        if (
            end is None
            or _is_beside(said, at)
            or (form.kind == "buried" and _is_under(said, at, end))
        ):
            continue
        way = _Way.DENIED if form.undone else _way(said, at, end)
        if way is _Way.DONE:
            yield form.kind, at, end
        elif way is _Way.DENIED:
            before = [one for one in said[:at] if not (_denies(one) or _NE.match(one))]
            undone.add((form.kind, doer_of(form.kind, [*before, *said[at:]], len(before), end)))


def _is_under(said: Sequence[str], at: int, end: int) -> bool:
    """Whether who is buried lies under something, and in no grave."""
    return not _UNDER.isdisjoint([*said[max(0, at - NEAR) : at], *said[end + 1 : end + 1 + ALSO]])


def _is_beside(said: Sequence[str], at: int) -> bool:
    """Whether a word only tells which thing is meant: the collapsed bridge."""
    before = said[at - 1] if at else ""
    return before in _WHICH and said[at].endswith("ed") and said[at] not in _PEOPLE


def _end(said: Sequence[str], at: int, rest: Sequence[tuple[str, int]]) -> int | None:
    """Where a form ends that began at a word; None where its words are not there, or denied."""
    for word, apart in rest:
        behind = said[at + 1 : at + 2 + apart]
        if word not in behind or not _DENIES.isdisjoint(behind[: behind.index(word)]):
            return None
        at += 1 + behind.index(word)
    return at


def _way(said: Sequence[str], at: int, end: int) -> _Way:
    """Whether an act was done, by the words around it."""
    if not _BEHIND.isdisjoint(said[end + 1 : end + 1 + 2 * NEAR]):
        return _Way.DENIED
    near = NEAR if _OR.isdisjoint(said[max(0, at - ALSO) : at]) else 2 * NEAR
    for place in reversed(range(max(0, at - near), at)):
        word = said[place]
        if word in TURNS:
            break
        if word in _DOUBTS or "_".join(said[place : min(place + 2, at)]) in _DOUBTS:
            return _Way.PERHAPS
        if _denies(word) or (word in _BEFORE and _BEFORE[word].match(said[place + 1])):
            return _Way.DENIED
    return _Way.DONE


def _denies(word: str) -> bool:
    return word in _DENIES or word.endswith("n't")


def _counts(said: Sequence[str], acts: Sequence[tuple[str, int, int]]) -> Iterator[tuple[str, int]]:
    """Each number beside the nearest act that it can count, of two as near the later."""
    countable = [(kind, start) for kind, start, _ in acts if kind in _COUNTABLE]
    for _, at, value in numbers_in(said):
        near = [(abs(start - at), start < at, kind) for kind, start in countable]
        if near and min(near)[0] <= COUNTED:
            yield min(near)[2], value
