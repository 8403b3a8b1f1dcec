"""Whether two words mean one person: the minister, Mr Palm, Elin.

Goes by what stands beside each other: a first name before a last one, an office before or behind a
name. An office of which nothing was said is that of whom the act was told of by a first and a last
name; of whom an act was told by office alone is who else was named, where that is one without an
office. Knows no list of names; in Arabic, which has no capitals, any word heard may be one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from digest.curate.facts import NOUNS_HAVE_CAPITALS, stem
from digest.curate.names import NAME
from digest.curate.numerals import value_of
from digest.curate.text import UPPER, fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Persons", "full_names", "is_office", "persons_in"]

ARABIC: Final = "\u0600"  # and what stands behind it has no capitals
LONGEST: Final = 5  # words of a name behind its first: hostile text costs no more
_OFFICES: Final = """minister president premier chancellor mayor mayoress governor senator
    congressman congresswoman spokesman spokeswoman spokesperson secretary ambassador director
    chairman chairwoman chairperson chief boss coach manager king queen prince princess pope bishop
    singer actor actress writer author footballer striker goalkeeper banker businessman
    ministerin präsident präsidentin kanzler kanzlerin bürgermeister bürgermeisterin sprecher
    sprecherin sekretär botschafter botschafterin direktor direktorin chef chefin trainer trainerin
    könig königin papst bischof sänger sängerin schauspieler schauspielerin stürmer torwart
    ministre président présidente chancelier maire gouverneur sénateur sénatrice porte-parole
    ambassadeur ambassadrice directeur directrice patron patronne entraîneur entraîneuse roi reine
    pape évêque chanteur chanteuse acteur actrice écrivain attaquant gardien banquier
    ministro ministra presidente presidenta canciller alcalde alcaldesa gobernador gobernadora
    senador senadora portavoz embajador embajadora directora jefe jefa entrenador entrenadora rey
    reina papa obispo cantante actriz escritor escritora delantero portero banquero
    sindaco sindaca governatore senatore senatrice portavoce ambasciatore direttore direttrice
    allenatore allenatrice vescovo attore attrice scrittore attaccante portiere prefeito prefeita
    governador governadora embaixador diretor diretora treinador treinadora burgemeester
    woordvoerder woordvoerster ambassadeur directeur bondscoach koning koningin zanger zangeres
    министр президент премьер мэр губернатор сенатор посол директор тренер певец певица актёр
    актриса وزير وزيرة رئيس رئيسة محافظ مدير مديرة ملك ملكة أمير سفير سفيرة مدرب قائد مغني ممثل"""
_TITLES: Final = """mr mrs ms miss sir dame lord lady dr prof professor prime vice deputy former
    herr frau m mme mlle monsieur madame señor señora sr sra don doña signor signora senhor senhora
    dona meneer mevrouw господин госпожа"""
# Two capitals that name nobody: their words differ from one language to the next.
_BODIES: Final = """nations unies vereinte nationen naciones unidas nazioni unite nações unidas
    union unión unione união europe europe européenne europäische europea europeia états unis
    vereinigte staaten vereinigten estados unidos stati uniti royaume uni reino unido maison blanche
    casa blanca bianca weiße haus cour suprême tribunal corte suprema supremo conseil consejo
    consiglio conselho banque banco banca ministère ministerio ministero ministério parlement
    parlamento assemblée nationale asamblea nacional croix rouge cruz roja croce rossa rotes kreuz
    moyen orient oriente medio naher osten nahen osten court suprema supreme white house united
    states kingdom european red cross security council"""
_OFFICE_WORDS: Final = frozenset(map(fold, _OFFICES.split()))
_OFFICE_STEMS: Final = frozenset(map(stem, _OFFICE_WORDS))
_ADDRESS: Final = frozenset(map(fold, _TITLES.split()))
_NOBODY: Final = frozenset(map(fold, _BODIES.split()))
_COMPOUND: Final = ("minister", "ministerin", "präsident", "präsidentin", "chef", "chefin")
_RUN: Final = re.compile(
    rf"[{UPPER}][\w'’-]+(?: (?:(?:van|von|der|de|la|al|bin|da) )?{NAME}){{0,{LONGEST}}}"
)
_WHOLE: Final = re.compile(
    rf"[{UPPER}][\w'’-]+(?: {NAME}){{1,{LONGEST}}}"
)  # Süden von Lago names nobody
# The minister of transport, [Elin Palm]; [Elin Palm], the transport minister.
_OF = "of|for|für|der|des|de|du|del|della|do|da|van"
_BEFORE: Final = re.compile(rf"(?P<word>[^\W\d_][\w-]+)(?: (?:{_OF})(?: \w+){{1,2}})?,? $")
_BEHIND: Final = re.compile(
    r"(?:,(?: [^\W\d_][\w'’-]*){0,3}?)? (?P<word>[^\W\d_][\w-]+)"
    rf"(?=(?: (?:{_OF})(?: \w+){{1,2}})?[,.;]|$)"
)
NEAR: Final = 60  # characters before or behind a name in which its office stands


@dataclass(frozen=True, slots=True)
class Persons:
    """Names that texts have, first names by the name behind them, and what means the same.

    All are stems.
    """

    names: frozenset[str] = frozenset()
    firsts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    same: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def known_in(self, text: str) -> frozenset[str]:
        """Words of names in a text that only say more of a name than was told, or its title."""
        return frozenset(chain.from_iterable(map(self._known, _runs(text))))

    def is_told(
        self, doer: str, told: frozenset[str], heard: frozenset[str], text: str = ""
    ) -> bool:
        """Whether who did something in a text is somebody of whom that was told.

        Args:
            doer: a word, folded.
            told: stems of whom it was told of.
            heard: stems of all that was told.
            text: that names the doer, and may name the office beside.
        """
        mine = stem(doer)
        others = persons_in([text]).same.get(mine, frozenset())
        if told & (self.same.get(mine, frozenset()) | others):
            return True
        if is_office(doer):
            return mine not in heard and bool(told) and all(one in self.firsts for one in told)
        if doer >= ARABIC:
            return mine in heard and bool(told) and told <= _OFFICE_STEMS
        return told <= _OFFICE_STEMS and self._alone_is(mine)

    def _alone_is(self, mine: str) -> bool:
        """Whether nobody else was named who may hold an office that was told without a name."""
        free = (one for one in self.firsts if self.same[one].isdisjoint(_OFFICE_STEMS))
        return list(free) == [mine]

    def _known(self, run: Sequence[str]) -> Iterator[str]:
        last = next((word for word in reversed(run) if stem(word) in self.names), "")
        firsts = self.firsts.get(stem(last), frozenset()) if last else frozenset()
        mine = frozenset(map(stem, run))
        whole = bool(last) and (not firsts or not firsts.isdisjoint(mine))
        for at, word in enumerate(run):
            if _is_title(word) or (whole and last in run[at + 1 :]):
                yield word


def persons_in(texts: Iterable[str]) -> Persons:
    """Who is named in texts, and by which words."""
    names: set[str] = set()
    firsts: defaultdict[str, set[str]] = defaultdict(set)
    same: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        for found in _RUN.finditer(text):
            run = tokens(found[0])
            own = [stem(word) for word in run if not _is_title(word)]
            names.update(own)
            for first, last in pairwise(own):
                firsts[last].add(first)
            offices = [stem(word) for word in run if is_office(word)]
            _bind([*own, *offices, *map(stem, _beside(found, text))] if own else [], same)
    return Persons(
        frozenset(names),
        {last: frozenset(some) for last, some in firsts.items()},
        {word: frozenset(others) for word, others in same.items()},
    )


def is_office(word: str) -> bool:
    """Whether a word, folded, says what somebody is."""
    return word in _OFFICE_WORDS or (len(word) > len("minister") and word.endswith(_COMPOUND))


def full_names(text: str, tongue: str) -> frozenset[str]:
    """Words of names that are told whole in a text, or with a title, so that they are persons'.

    Args:
        text: a sentence.
        tongue: its language; where nouns have capitals, its first word says nothing.
    """
    found = (
        tokens(one[0])
        for one in _WHOLE.finditer(text)
        if one.start() or tongue not in NOUNS_HAVE_CAPITALS
    )
    return frozenset(chain.from_iterable(map(_persons_words, found)))


def _persons_words(run: Sequence[str]) -> Sequence[str]:
    own = [word for word in run if not _is_title(word)]
    titled = len(own) < len(run)
    named = len(own) > 1 or (titled and own)
    counts = any(value_of(word) is not None for word in own)
    return own if named and not counts and _NOBODY.isdisjoint(own) else ()


def _bind(words: Sequence[str], same: Mapping[str, set[str]]) -> None:
    for word in words:
        same[word].update(set(words) - {word})


def _beside(found: re.Match[str], text: str) -> Iterator[str]:
    """Offices that stand right before a name or behind it."""
    before = _BEFORE.search(text[max(0, found.start() - NEAR) : found.start()])
    behind = _BEHIND.match(text[found.end() : found.end() + NEAR])
    for one in filter(None, (before, behind)):
        yield from filter(is_office, [fold(one["word"])])


def _runs(text: str) -> Iterator[Sequence[str]]:
    return (tokens(found[0]) for found in _RUN.finditer(text))


def _is_title(word: str) -> bool:
    return word in _ADDRESS or is_office(word)
