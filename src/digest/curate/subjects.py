"""Two short texts that are near: do their titles speak of the same?

In a small newsroom's day few words are rare, so that two banks' rates or two fires of one town lie
as near as one event. What parts them is what each title is about and the other text never says. A
title's words are those that a Reading has three times. A full text has words enough to be told by,
and is left to its names and days, but for German, whose nouns hide them. What comes half a day
later has to be known by more: its title, names that both say, or much that both say where no title
names anybody new. The new toll of what had one is no other event. Of those that are of one matter
some tell two events of it all the same: the next match of a team, the next session of a council.
Knows no places and no kinds of events.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, Final

from digest.curate.facts import NOUNS_HAVE_CAPITALS
from digest.curate.forms import (
    ALIKE,
    SAME_FORM,
    counts_others,
    counts_the_same,
    numbers_at,
    other_event,
    scores_others,
)
from digest.curate.reading import TITLE
from digest.curate.text import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.curate.reading import Reading

__all__ = ["Subjects"]

KEPT: Final = 4096  # texts of which it is remembered what they are about
FEW: Final = 1  # names that strangers may share: a currency, a weekday, a country
SOME: Final = 2  # names of its own, or words of its title, that make a subject
BESIDE: Final = 0.6  # of two titles' words that are the same beside those they begin with
OWN: Final = 0.4  # of each title's words that the other text never says, between texts of one form
HALF: Final = 0.5  # ... and between others
MORE: Final = 0.55  # ... and of one matter, of which they tell two events; half on other weekdays
LATER: Final = 12  # hours between two texts, from which they have to have more in common:
KNOWN: Final = 2  # names that two matters may share: a league, a town, a force of police
PLAIN: Final = 4  # words, but for names, that both say where a matter goes on
NAMELESS: Final = 0.45  # cosine below which two texts without a name are of two matters
LIKE: Final = 0.3  # cosine below which two texts without a name are no more than alike
BRIEF: Final = 0.4  # of a full text's words: a sentence or two
SHORT: Final = 0.4  # cosine of texts of one form, where one is so brief
# With a capital these name nothing by themselves: the Bank of, two per cent of German.
_GENERIC = """bank banks banque banco banca zentralbank notenbank central europäische euro euros
    dollar dollars prozent percent cent cents viertel milliarden millionen billion million milliards
    millions millones gewinn umsatz konzern quartal group company foods industries minister
    ministry ministre ministro president président presidente präsident präsidentin governor
    gouverneur gobernador gouverneurin chef chefin court gericht police polizei policía party
    north south east west road street school fire"""
_COMMON: Final = frozenset(map(number_of, _GENERIC.split()))
_TOLLS: Final = frozenset(
    map(number_of, ("toll", "tolls", "opferzahl", "totenzahl", "bilan", "bilancio"))
)
_AGES: Final = frozenset(map(number_of, (" old", " jähriger", " alter", " عاما")))


class Subjects:
    """What each of many Readings is about, by its place; those asked of last are remembered."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._about = lru_cache(maxsize=KEPT)(lambda place: _About(readings[place]))

    def told_apart(self, left: int, right: int, cosine: float, *, full: float) -> bool:
        """Whether two near texts tell two events, by their form or by their subjects.

        Args:
            left: the place of one.
            right: the place of the other.
            cosine: of their words.
            full: 1 where both are full texts, less where one is short.
        """
        one, other = self._readings[left], self._readings[right]
        if other_event(one, other, cosine, full=full) or self._nouns_part(left, right, cosine):
            return True
        if full >= 1:
            return False
        mine, theirs = self._about(left), self._about(right)
        if _strangers(mine, theirs):
            return True
        if not mine.told or not theirs.told or _one_toll(mine, theirs):
            return False
        later = abs(one.hours - other.hours) >= LATER
        if _of_other_ages(one, other, cosine) or _of_one_form(mine, theirs):
            return True
        others = _of_others(mine, theirs, cosine, full)
        others = others or (later and _of_two_matters(mine, theirs, cosine))
        return others and not (later and _goes_on(mine, theirs))

    def _nouns_part(self, left: int, right: int, cosine: float) -> bool:
        """Whether half of each title is new to the other text, where all nouns have capitals.

        Among these the few that are names part no texts, however full.
        """
        if cosine < ALIKE or self._readings[left].language not in NOUNS_HAVE_CAPITALS:
            return False
        mine, theirs = self._about(left), self._about(right)
        if not mine.told or not theirs.told or _one_toll(mine, theirs):
            return False
        return _both_own(mine, theirs) >= HALF

    def two_stories(self, left: int, right: int, *, full: float) -> bool:
        """Whether two texts of one matter, half a day apart, are two stories of one thread.

        They tell two events, or the matter goes on under a title of which much is new.

        Args:
            left: the place of one.
            right: the place of the other.
            full: 1 where both are full texts, less where one is short.
        """
        if self.two_events(left, right, full=full):
            return True
        if full >= 1 or abs(self._readings[left].hours - self._readings[right].hours) < LATER:
            return False
        mine, theirs = self._about(left), self._about(right)
        if not mine.told or not theirs.told or len(_shared(mine, theirs)) > KNOWN:
            return False
        return _both_own(mine, theirs) >= OWN and _goes_on(mine, theirs)

    def two_events(self, left: int, right: int, *, full: float) -> bool:
        """Whether two texts of one matter, half a day apart, tell two events: two matches.

        By what each title tells that the other text never says.

        Args:
            left: the place of one.
            right: the place of the other.
            full: 1 where both are full texts, less where one is short.
        """
        one, other = self._readings[left], self._readings[right]
        if abs(one.hours - other.hours) < LATER:
            return False
        mine, theirs = self._about(left), self._about(right)
        if not mine.told or not theirs.told or _one_toll(mine, theirs):
            return False
        own = _both_own(mine, theirs)
        named = mine.loud - theirs.said and theirs.loud - mine.said
        if named and own >= (HALF if one.language in NOUNS_HAVE_CAPITALS else OWN * full):
            return True
        if not own or (full >= 1 and not named):
            return False
        if own >= MORE or (own >= OWN and scores_others(one, other)):
            return True
        return _on_other_days(one, other) and (own >= HALF or counts_others(one, other))


class _About:
    """What a text says, what its title says, and which names."""

    __slots__ = (
        "counts",
        "loud",
        "named",
        "names",
        "opens",
        "reading",
        "said",
        "title",
        "told",
    )

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        terms = reading.numbers().tolist()
        self.said = frozenset(terms)
        self.told = min(reading.counts, default=TITLE) < TITLE
        self.title = frozenset(compress(terms, map(TITLE.__le__, reading.counts)))
        self.named = reading.names
        self.names = frozenset(terms[len(terms) - reading.names :]) - _COMMON
        self.opens = reading.opens
        self.counts = reading.tolls or (reading.heading and not _TOLLS.isdisjoint(self.title))
        self.loud = ((self.names & self.title) | {reading.opens}) - _COMMON - {0}


def _on_other_days(one: Reading, other: Reading) -> bool:
    """Whether each text names weekdays, and none that the other names."""
    return bool(one.weekdays and other.weekdays) and not one.weekdays & other.weekdays


def _strangers(one: _About, other: _About) -> bool:
    """Whether no name of a title is shared, hardly another, and each has names of its own."""
    loud = _loud(one, other), _loud(other, one)
    if not (loud[0].isdisjoint(other.said) and loud[1].isdisjoint(one.said)):
        return False
    alone = (one.names | loud[0]) - other.said, (other.names | loud[1]) - one.said
    own = min(map(len, alone)) >= SOME
    if len(_shared(one, other)) > (KNOWN if own else FEW):
        return False
    return all(loud) or own


def _loud(one: _About, other: _About) -> frozenset[int]:
    """The names of a title, but for its first word where the other text has it as a plain one."""
    plain = other.said - other.names - other.title - one.names
    return one.loud - ({one.opens} & plain)


def _one_toll(one: _About, other: _About) -> bool:
    """Whether both titles count people of one thing and place, and one says that it is a toll."""
    if not (one.counts and other.counts) or _TOLLS.isdisjoint(one.title | other.title):
        return False
    things = (one.title & other.title) - _TOLLS - one.names - other.names
    return bool(things - {one.opens, other.opens} and one.loud & other.loud)


def _of_other_ages(one: Reading, other: Reading, cosine: float) -> bool:
    """Whether two texts of one form speak of people of other ages."""
    if cosine < SAME_FORM:
        return False
    mine, theirs = (numbers_at(reading.figures, _AGES) for reading in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _of_one_form(one: _About, other: _About) -> bool:
    """Whether two titles are the same beside what they begin with, or the names of each alone.

    Two that have a number in common are not of one form for names: 240,000 cars are recalled once.
    """
    both, most = len(one.title & other.title), max(len(one.title), len(other.title))
    if _opened(one, other) and both >= BESIDE * most:
        return True
    if counts_the_same(one.reading, other.reading):
        return False
    alone = one.names - other.said, other.names - one.said
    own = alone[0] & one.title, alone[1] & other.title
    most = max(len(one.title - own[0]), len(other.title - own[1]))
    return all(own) and min(map(len, alone)) >= SOME and both >= BESIDE * most


def _opened(one: _About, other: _About) -> bool:
    """Whether each title begins with a name that the other text never says."""
    opens = one.opens, other.opens
    return all(opens) and opens[0] not in other.said and opens[1] not in one.said


def _of_others(one: _About, other: _About, cosine: float, full: float) -> bool:
    """Whether much of each title is new to the other text: half of it, or in one form less."""
    mine = _own(one, other)
    own = min(mine, _own(other, one)) if mine >= OWN else 0.0
    if own < OWN:
        return False
    if cosine >= (SHORT if full < BRIEF else SAME_FORM):
        return True
    if own < HALF:
        return False
    if not one.named and not other.named:
        return cosine < LIKE
    shared = (one.loud & other.said) | (other.loud & one.said)
    return _opened(one, other) and len(shared) <= FEW


def _goes_on(one: _About, other: _About) -> bool:
    """Whether titles name only what the other text names, too, and the texts share much besides.

    Reports of two days, whose weekdays or numbers are others, go on from nothing.
    """
    titles = one.loud & one.names, other.loud & other.names
    known = titles[0] <= other.names | other.loud and titles[1] <= one.names | one.loud
    plain = (one.said & other.said) - one.names - other.names
    if not all(titles) or not known or len(plain) < PLAIN:
        return False
    mine, theirs = one.reading, other.reading
    return not counts_others(mine, theirs) and not _on_other_days(mine, theirs)


def _of_two_matters(one: _About, other: _About, cosine: float) -> bool:
    """Whether much of each title is new to the other text, and what both name may be chance."""
    own = _both_own(one, other)
    if own < OWN:
        return False
    if not one.named and not other.named:
        return own >= HALF and cosine < NAMELESS
    return len(_shared(one, other)) <= KNOWN


def _shared(one: _About, other: _About) -> frozenset[int]:
    """The names of either text that both say."""
    return (one.names & other.said) | (other.names & one.said)


def _both_own(one: _About, other: _About) -> float:
    """The share of either title's words that the other text never says, the lower of both."""
    return min(_own(one, other), _own(other, one))


def _own(one: _About, other: _About) -> float:
    """The share of a title's words that the other text never says; 0 for a single one."""
    own = len(one.title - other.said)
    return own / len(one.title) if own >= SOME else 0.0
