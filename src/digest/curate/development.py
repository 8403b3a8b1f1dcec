"""Whether a sentence tells a fact that was not told: an act, a count, a number or a name.

An act is one of a kind that nothing told before did, or of another than did it before; a count is
another number of the same. What was told and is denied or corrected now is news before all else.
Ages, dates, years gone by and their clauses are no facts (trivia.py).
Who was told of by another word (persons.py) is nobody new.
What was told in other languages alone is known by its acts, its numbers and by persons' whole
names: other names and words differ.
Where nothing else is, what an article begins with is new if its words are (unheard.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from digest.curate.acts import acts_in, taken_back
from digest.curate.again import AGAIN
from digest.curate.calendar import undated
from digest.curate.facts import heard_in, news_in, stem
from digest.curate.initials import initials_in, known_by_initials
from digest.curate.numbers import fractions_in, in_digits
from digest.curate.persons import Persons, full_names, persons_in
from digest.curate.text import fold, words
from digest.curate.trivia import foreground
from digest.curate.unheard import COMPOUNDING, moments_in, retells, unheard_in
from digest.curate.unreal import corrects
from digest.prose.length import word_count
from digest.prose.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from digest.curate.acts import Acts
    from digest.curate.trivia import Foreground

__all__ = ["LEAST", "Heard", "News", "Teller", "hear", "news_of"]

LEAST: Final = 2  # words of a sentence that tells an act
LONG: Final = 6  # ... and of one that names or counts
READ: Final = 20_000  # characters of a text: hostile text costs no more
ACT, COUNT = 3, 4  # what they weigh beside a name or number ...
NAMED: Final = 3  # ... of which no more count
GRAVEST, MOST_ACTS, SLIGHT, SLIGHTEST, NONE = 4, 3, 2, 1, 0  # by which one sentence goes first
CORRECTED: Final = "corrected"
_NO_TONGUES: Final = frozenset(("", "und"))
_THING: Final = re.compile(r"(?: ?%|[ -][^\W\d_]+)")
_GRAVITY: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("died", "died in custody", CORRECTED), GRAVEST),
        **dict.fromkeys(("found", "rescued", "recovered", "injured", "buried"), SLIGHT),
        **dict.fromkeys(("missing", "evacuated", "closed", "scheduled", "ended"), SLIGHTEST),
    }
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reader could know: stems of words, kinds of acts, whom they are about, and counts.

    `denied` are kinds of acts that were denied already, `doers` kinds with whom each is about,
    `inside` is all of it, folded, in languages that put words together.
    """

    stems: frozenset[str]
    acts: frozenset[str]
    things: frozenset[tuple[str, str]]
    counts: frozenset[tuple[str, int]]
    tongues: frozenset[str]
    denied: frozenset[str] = frozenset()
    doers: frozenset[tuple[str, str]] = frozenset()
    persons: Persons = field(default_factory=Persons)
    initials: frozenset[str] = frozenset()
    inside: str = ""

    def knows(self, tongue: str) -> bool:
        """Whether something was told in a language, as far as both are known."""
        return tongue in _NO_TONGUES or not self.tongues.isdisjoint({tongue, *_NO_TONGUES})


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells a sentence: the year and language of its article, and what is no news in it.

    `outlets` are words of publishers' and authors' names, `names` what the article writes inside a
    sentence (facts.py), with which it may begin one; `again`: its outlet told the story before.
    """

    year: int
    tongue: str = ""
    outlets: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    again: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What of a sentence is new, in words, how much that weighs, and how grave its acts are."""

    words: tuple[str, ...]
    weight: int
    gravity: int


def hear(texts: Iterable[str], year: int, tongues: frozenset[str] = frozenset([""])) -> Heard:
    """All that these texts of a year told.

    Args:
        texts: what was printed, and what it was drawn from.
        year: in which they were written.
        tongues: their languages.
    """
    read = [in_digits(text[:READ]) for text in texts]
    told = [
        acts_in(foreground(sentence, year).acts) for text in read for sentence in _sentences(text)
    ]
    said = [undated(text)[0] for text in read]
    return Heard(
        stems=heard_in(said).union(*map(moments_in, said), *map(fractions_in, said)),
        acts=frozenset(chain.from_iterable(one.kinds for one in told)).union(
            CORRECTED for text in read if corrects(text)
        ),
        things=frozenset((kind, stem(word)) for one in told for kind, word in one.things),
        counts=frozenset(chain.from_iterable(one.counts for one in told)),
        tongues=tongues,
        denied=frozenset(kind for one in told for kind, _ in one.denied),
        doers=frozenset((kind, stem(doer)) for one in told for kind, doer, _ in one.doers),
        persons=persons_in(read),
        initials=initials_in(read),
        inside=" ".join(map(fold, read)) if not COMPOUNDING.isdisjoint(tongues) else "",
    )


def _sentences(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield from sentences(paragraph)


def news_of(
    sentence: str, heard: Heard, teller: Teller, *, title: bool = False, first: bool = False
) -> News | None:
    """What is new in a sentence; None where nothing is.

    Args:
        sentence: one that stands by itself.
        heard: what was told before.
        teller: of its article.
        title: it is a headline, whose capitals mean nothing.
        first: it is the first of its article: what stands there as a correction is one.
    """
    plain = in_digits(sentence)
    ground = foreground(plain, teller.year)
    known, known_tongue = _known_in(ground.facts, heard, teller), heard.knows(teller.tongue)
    named: tuple[str, ...] = ()
    if title or word_count(sentence) >= LONG:
        named = news_in(ground.facts, heard.stems, known, tongue=teller.tongue, names=teller.names)
    if title or not known_tongue:
        whole = frozenset() if title else full_names(ground.facts, teller.tongue)
        named = tuple(word for word in named if word[0].isdigit() or fold(word) in whole)
    told = acts_in(ground.acts)
    counts = _counts(told, heard, known_tongue=known_tongue) if ground.facts else []
    back = {
        kind: f"not {kind}" for kind in taken_back(told, heard.acts - heard.denied, heard.things)
    }
    acts = {**back, **_acts(told, heard, ground.acts, known_tongue=known_tongue)}
    if (title or first) and corrects(sentence) and CORRECTED not in heard.acts:
        acts[CORRECTED] = CORRECTED
    said = (*(_counted(kind, number, heard) for kind, number in counts), *acts.values())
    unheard: tuple[str, ...] = ()
    if (title or first) and known_tongue and not (said or retells(plain, heard.stems)):
        known = known.union(words(" ".join(told.kinds.values())))
        unheard = _unheard(ground, heard, known, again=teller.again, title=title)
    said += _rest(named, ground.facts, {str(number) for _, number in counts}, alone=not said)
    said = said or unheard[:NAMED]
    weight = ACT * len(acts) + COUNT * len(counts) + min(len(named) or len(unheard), NAMED)
    least = SLIGHTEST if unheard else NONE
    gravity = max((_gravity(one, back) for one in (*acts, *dict(counts))), default=least)
    return News(tuple(dict.fromkeys(said)), weight, gravity) if said else None


def _known_in(facts: str, heard: Heard, teller: Teller) -> frozenset[str]:
    """Words of a text that are no news: who reports, and other names of who was told of."""
    known = heard.persons.known_in(facts) | known_by_initials(facts, heard.initials)
    return teller.outlets | known


def _unheard(
    ground: Foreground, heard: Heard, known: frozenset[str], *, again: bool, title: bool
) -> tuple[str, ...]:
    """The words of a sentence that were never heard, where it tells nothing aside."""
    if ground.aside:
        return ()
    return unheard_in(
        ground.facts, heard.stems, known, inside=heard.inside, again=again, headline=title
    )


def _rest(named: Iterable[str], text: str, counted: set[str], *, alone: bool) -> tuple[str, ...]:
    """Names and numbers in words; where there is an act no words beside them."""
    told = (word for word in named if word not in counted)
    return tuple(_with_thing(one, text) for one in told if alone or not one[0].islower())


def _with_thing(new: str, text: str) -> str:
    """A number with the word behind it, which tells what it counts; a name as it is."""
    if not new[0].isdigit():
        return new
    behind = text.partition(new)[2]
    found = _THING.match(behind)
    return f"{new}{found[0]}" if found else new


def _acts(told: Acts, heard: Heard, text: str, *, known_tongue: bool) -> Mapping[str, str]:
    """By its kind each act that was not told, or of another than was told of, in words."""
    new = {kind: _named(kind, said) for kind, said in told.kinds.items() if kind not in heard.acts}
    if known_tongue:
        for kind, doer, said in told.doers:
            if kind in heard.acts and not _is_told(kind, doer, heard, text):
                new.setdefault(kind, f"{_named(kind, said)}: {doer}")
    return new


def _is_told(kind: str, doer: str, heard: Heard, text: str) -> bool:
    """Whether an act was told of who it is about now, by that word or by another."""
    others = frozenset(one for act, one in heard.doers if act == kind)
    known = (kind, stem(doer)) in heard.things
    return known or heard.persons.is_told(doer, others, heard.stems, text)


def _gravity(kind: str, back: Collection[str]) -> int:
    """How grave an act is, or that one was none."""
    return GRAVEST if kind in back else _GRAVITY.get(kind.removesuffix(AGAIN), MOST_ACTS)


def _named(kind: str, said: str) -> str:
    """A kind of act, and the words that told it where they are others."""
    return kind if said == kind else f"{kind} (“{said}”)"


def _counted(kind: str, number: int, heard: Heard) -> str:
    """A count, and where it is lower than the highest that was told, that one too."""
    most = max(known for one, known in heard.counts if one == kind)
    return f"{number} {kind}" + (f", fewer than the {most} told" if number < most else "")


def _counts(told: Acts, heard: Heard, *, known_tongue: bool) -> list[tuple[str, int]]:
    """What was counted before and is another number now."""
    known = {kind for kind, _ in heard.counts}
    new = sorted((kind, number) for kind, number in told.counts - heard.counts if kind in known)
    return [one for one in new if known_tongue or str(one[1]) not in heard.stems]
