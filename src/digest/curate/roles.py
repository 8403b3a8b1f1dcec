"""Who did what to whom, whether it was denied, and who said it: a summary beside its sources.

Holds the order of two names around an act, a negation beside an act, and the name beside a verb of
saying against the sentences of the sources that have the same names and words. Reads words, no
grammar: an act in other words, a pronoun for a name, and scripts without capitals it does not see.
Errs on the side of refusing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from digest.curate.acts import acts_in
from digest.curate.facts import DAYS
from digest.curate.names import NAME, names_in
from digest.curate.pronouns import without_asides
from digest.curate.saying import SAYS
from digest.curate.text import tokens
from digest.prose.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["mixed_up", "speaker_of", "swapped", "turned_round"]

NEXT = 4  # names behind one that are looked at: hostile text costs no more
WITHIN = 6  # words between two names that act on each other
CLOSE = 3  # words behind a negation that it may deny
SHARED = 2  # stems, beside a name, of two sentences that tell of the same
STEM = 5  # letters that the forms of an act have in common
_RUN = re.compile(rf"{NAME}(?: (?:(?:van|von|der|de|la|al|bin) )?{NAME})*")
_ENDINGS = re.compile(r"(?:ing|ed|es|s|e|te|ten|en|t|é|ée|er|ent|ó|a|an|ato)$")
_BY = re.compile(
    r"\b(?P<by>by|par|por|von|durch|da|dal|dalla)(?: (?!\b(?:by|von)\b)[\w’'-]+){0,2} ?$"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be)\b(?! \w+ing\b)|"
    r"\b(?:wurden?|wird|werden|worden|été|est|sont|fue|fueron|sido|ser|es|son|è|stat[oaie]|venne|viene)\b"
)
_ALONE = frozenset({"by", "par"})  # say by themselves that a sentence is turned round
_LAST = re.compile(r"\b(?:hat|haben|habe|hatten?|wird|werden|wurden?|will|wollen|soll|sollen)\b")
# German: one word with an article is a noun like any other, and an object may stand first.
_ARTICLE = re.compile(r"\b(?:[Dd](?:er|ie|as|en|em|es)|[Ee]in(?:e[nmrs]?)?) $")
_CLAUSE_END = re.compile(r"[,;:.!?–—]")
_JOINT = re.compile(
    r"[,;:.!?–—]|\b(?:and|but|while|although|und|aber|während|et|mais|y|pero|ma)\b", re.IGNORECASE
)
_DENIES = """not never cannot declined declines refused refuses denied denies failed fails nicht nie
    niemals ne pas jamais refusé refuse nunca non mai não"""
_NEGATIONS = frozenset(_DENIES.split())
_BEHIND = frozenset({"nicht", "pas"})  # stand behind the act
_SPANISH = re.compile(r"\b(?:el|los|las|del|una|que)\b")  # whose "no" is a not
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT = re.compile(r"n['’]t$|^n['’]")


class _Deed(NamedTuple):
    """Two names, the one that acts first, and the stem of what is done."""

    doer: frozenset[str]
    other: frozenset[str]
    act: str


def swapped(summary: str, sources: Sequence[str]) -> str:
    """An act around which two names have changed places, as the summary has it; "" for none."""
    told: defaultdict[str, set[_Deed]] = defaultdict(set)
    for source in _sentences_of(sources):
        for deed, _ in _deeds(source):
            told[deed.act].add(deed)
    for sentence in sentences(summary):
        for deed, written in _deeds(sentence):
            ways = {way for one in told[deed.act] if (way := _way(deed, one)) is not None}
            if ways == {False}:
                return written
    return ""


def mixed_up(summary: str, sources: Sequence[str]) -> str:
    """An act that is told of somebody of whom the sources tell another one; "" for none.

    Of sources that say she resigned and he was arrested, not that he resigned. Only where they
    name whoever did it each time that they tell an act of the kind.
    """
    told: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for source in _sentences_of(sources):
        for kind, who, _ in _alone(source):
            told[kind].append(who)
    for sentence in sentences(summary):
        for kind, who, said in _alone(sentence):
            others = (one for other, names in told.items() if other != kind for one in names)
            known = all(told[kind]) and not any(who & one for one in told[kind])
            if who and told[kind] and known and any(who & one for one in others):
                return said
    return ""


def _alone(sentence: str) -> Iterator[tuple[str, frozenset[str], str]]:
    """Each act of a clause, who it is told of, and its words; no names where that is open."""
    for clause in _JOINT.split(without_asides(sentence)):
        runs = [frozenset(tokens(run[0])) - DAYS for run in _RUN.finditer(clause)]
        told = acts_in(clause)
        doers = {kind: doer for kind, doer, _ in told.doers}
        for kind, said in told.kinds.items():
            who = [run for run in runs if doers.get(kind) in run]
            yield kind, who[0] if who and len(runs) == 1 else frozenset(), said


def turned_round(summary: str, sources: Sequence[str]) -> str:
    """A word that the summary denies and the sources do not, or the other way; "" for none."""
    told = [(names_in(one), _denials(one)) for one in _sentences_of(sources)]
    for sentence in sentences(summary):
        own, names = _denials(sentence), names_in(sentence)
        least = min(SHARED, len(own))
        near = [
            said for other, said in told if names & other and len(own.keys() & said.keys()) >= least
        ]
        for stem, denied in own.items():
            if {said[stem] == denied for said in near if stem in said} == {False}:
                written: list[str] = _LETTERS.findall(sentence)
                return next(one for one in written if _stem(one) == stem)
    return ""


def speaker_of(sentence: str) -> frozenset[str]:
    """The words of the name beside a verb of saying; none where there is no verb or no name.

    Args:
        sentence: without what it quotes.
    """
    verb = SAYS.search(sentence)
    if not verb:
        return frozenset()
    behind = _RUN.match(sentence[verb.end() :].lstrip(" ,"))
    before = [run[0] for run in _RUN.finditer(sentence[: verb.start()])]
    name = behind[0] if behind else next(reversed(before), "")
    return frozenset(tokens(name))


def _deeds(sentence: str) -> Iterator[tuple[_Deed, str]]:
    """What the names of a sentence do to each other, and each act as it is written."""
    text = without_asides(sentence)
    runs = [run for run in _RUN.finditer(text) if _acts(run, text)]
    for at, left in enumerate(runs):
        for right in runs[at + 1 : at + 1 + NEXT]:
            yield from _between(left, right, text)


def _between(left: re.Match[str], right: re.Match[str], text: str) -> Iterator[tuple[_Deed, str]]:
    between = text[left.end() : right.start()]
    if len(between.split()) > WITHIN or _JOINT.search(between.replace(",", "")):
        return
    turned = _turned(between, text)
    if not turned and _PASSIVE.search(between):
        return  # who did it is not said
    one, other = frozenset(tokens(left[0])) - DAYS, frozenset(tokens(right[0])) - DAYS
    doer, done_to = (other - one, one - other) if turned else (one - other, other - one)
    last = _CLAUSE_END.split(text[right.end() :])[0] if _LAST.search(between) else ""
    told = f"{between} {last}" if doer and done_to else ""
    for found in _LETTERS.finditer(told):
        word = found[0]
        if word.islower() and (tokens(word) or SAYS.fullmatch(word)):
            yield _Deed(doer, done_to, _stem(word)), word
    for kind, said in acts_in(told).kinds.items():
        yield _Deed(doer, done_to, f"{kind}:"), said  # sued, or filed a lawsuit against


def _acts(run: re.Match[str], text: str) -> bool:
    """Whether a run of capitals may be somebody who acts: no common noun, no possessive."""
    first, _, rest = run[0].partition(" ")
    one_word = not rest and _ARTICLE.search(text[max(run.start() - 6, 0) : run.start()])
    common = one_word or (" " not in rest and _ARTICLE.match(f"{first} "))
    return not common and not run[0].endswith(("'s", "’s"))


def _turned(between: str, text: str) -> bool:
    """Whether the second name is the one that acts: was sued by, wurde von ... verklagt."""
    by = _BY.search(between)
    return by is not None and (by["by"] in _ALONE or bool(_PASSIVE.search(text)))


def _way(deed: _Deed, told: _Deed) -> bool | None:
    """Whether two names act the same way in both; None where they are others."""
    if deed.doer & told.doer and deed.other & told.other:
        return True
    return False if deed.doer & told.other and deed.other & told.doer else None


def _denials(sentence: str) -> dict[str, bool]:
    """For the stem of each word in lower case, whether a negation denies it."""
    found: dict[str, set[bool]] = {}
    spanish = bool(_SPANISH.search(sentence))
    for clause in _JOINT.split(sentence):
        words = _LETTERS.findall(clause)
        nots = [at for at, word in enumerate(words) if _negates(word, spanish=spanish)]
        for at, word in enumerate(words):
            if word.islower() and tokens(word) and at not in nots:
                near = any(0 < at - other <= CLOSE for other in nots)
                near = near or (at + 1 in nots and words[at + 1] in _BEHIND)
                found.setdefault(_stem(word), set()).add(near)
    return {stem: True in ways for stem, ways in found.items() if len(ways) == 1}


def _negates(word: str, *, spanish: bool) -> bool:
    low = word.lower()
    return low in _NEGATIONS or bool(_NOT.search(low)) or (spanish and low == "no")


def _stem(word: str) -> str:
    """What the forms of an act have in common: sued, sues, suing."""
    return _ENDINGS.sub("", word)[:STEM] or word


def _sentences_of(sources: Sequence[str]) -> Iterator[str]:
    for source in sources:
        for paragraph in source.split("\n\n"):
            yield from sentences(" ".join(paragraph.split()))
