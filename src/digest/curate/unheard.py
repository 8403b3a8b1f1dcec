"""What an article begins with in words that were never heard: an act that no lexicon has.

"The terminal was mothballed": nobody is named, nothing is counted, and acts.py has no word for it,
yet it is news. It is known by its words: enough of those of the first sentence, or of a headline,
are new. Others tell the same in words of their own, so that theirs say something only where much
was told, in many words; but no newsroom writes anew what it wrote: of an outlet that told the story
and comes again less is asked. Who tells once more when it was or how many they were retells. What
may be, what is long past, who says it and when are nothing new. Reads words, no sense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.curate.acts import is_denied, is_doubted
from digest.curate.again import ONCE_MORE
from digest.curate.calendar import DAY_NAMES
from digest.curate.doers import GIVEN
from digest.curate.facts import DAYS, stem
from digest.curate.numerals import numbers_in, value_of
from digest.curate.persons import is_office
from digest.curate.saying import SAYS
from digest.curate.text import fold, tokens, words

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["COMPOUNDING", "moments_in", "retells", "unheard_in"]

ENOUGH: Final = 300  # stems that were told, from which a word of others that is none of them is new
FEW: Final = 2  # words of a sentence that have to be new ...
SHARE: Final = 0.4  # ... and what share of its words they are
AGAIN: Final = 0.35  # ... where its outlet told the story before
BRIEF: Final = 6  # words of a sentence of such an outlet in which one new word is enough ...
ONE_OF: Final = 0.2  # ... if it is so many of them
HEADLINE: Final = 0.6  # ... of a headline, which others write in other words anyway
PART: Final = 4  # letters of a word that may be part of a longer one ...
ENDING: Final = 2  # ... and of its ending, which may be another there
_SHARES: Final = {
    (False, False): SHARE,
    (False, True): HEADLINE,
    (True, False): AGAIN,
    (True, True): SHARE,
}  # by whether its outlet comes again, and whether it is a headline
# Who says it, and when: in a sentence that has nothing else nothing is new.
_SAID_AND_WHEN = """spokesman spokeswoman spokesperson spokespeople government official source
    sources agency company statement report reports according today yesterday tomorrow tonight
    overnight morning afternoon evening night week weekend month sprecher sprecherin sprecherinnen
    regierung angaben zufolge mitteilung mitteilte bericht unternehmen firma heute gestern morgen
    vormittag nachmittag abend nacht woche wochenende monat gouvernement porte parole selon
    communiqué source entreprise société aujourd'hui hier demain matin soir nuit semaine mois
    gobierno portavoz según comunicado fuentes empresa hoy ayer mañana tarde noche semana mes
    governo portavoce secondo comunicato fonti azienda oggi ieri domani mattina sera notte settimana
    mese porta voz segundo comunicado fontes hoje ontem amanhã manhã noite mês regering woordvoerder
    volgens verklaring bedrijf vandaag gisteren morgen ochtend avond nacht maand правительство
    представитель сообщению словам компания сегодня вчера завтра утром вечером ночью неделя неделе
    حكومة متحدث مصدر مصادر بيان شركة اليوم أمس غدا صباح مساء ليلة أسبوع شهر"""
COMPOUNDING: Final = frozenset(("de", "lb", "nl", "sv", "da", "nb", "nn", "no", "fi", "hu"))
"""Languages in which a word may be part of a longer one."""
_NOTHING_NEW: Final = DAYS | GIVEN | ONCE_MORE | frozenset(map(fold, _SAID_AND_WHEN.split()))


def unheard_in(
    text: str,
    heard: frozenset[str],
    known: Collection[str] = (),
    *,
    inside: str = "",
    again: bool = False,
    headline: bool = False,
) -> tuple[str, ...]:
    """The words of a sentence that nobody heard; none where they are too few to be an act.

    None either where it is about something else: all words are new.

    Args:
        text: the first sentence of an article, without what is past (trivia.py); or its headline.
        heard: stems of all that was told.
        known: other words that are nothing new.
        inside: what was told, folded, where a word of it may hold others: Hafenvertrag.
        again: its outlet told the story before.
        headline: it is one.
    """
    said = tokens(text)
    about_else = heard.isdisjoint(map(stem, said))
    if about_else or is_doubted(text) or not (again or _is_sure(text, heard)):
        return ()
    own = list(dict.fromkeys(filter(_tells, said)))
    new = [
        word
        for word in own
        if stem(word) not in heard and word not in known and not _is_part(word, inside)
    ]
    return tuple(new) if _is_much(len(new), len(own), again=again, headline=headline) else ()


def retells(sentence: str, heard: frozenset[str]) -> bool:
    """Whether a sentence says once more a number, a weekday or a month that was told.

    Args:
        sentence: as it is written.
        heard: of `moments_in`, of all that was told.
    """
    return not heard.isdisjoint(moments_in(sentence))


def moments_in(text: str) -> frozenset[str]:
    """The numbers of a text, in digits, and the weekdays and months that it names."""
    said = words(text)
    return DAY_NAMES.intersection(said).union(str(number) for _, _, number in numbers_in(said))


def _is_sure(text: str, heard: frozenset[str]) -> bool:
    """Whether new words of an outlet that did not tell the story mean that something is new."""
    return len(heard) >= ENOUGH and not is_denied(text)


def _is_part(word: str, inside: str) -> bool:
    """Whether a word, less its ending, is part of one that was told."""
    return len(word) >= PART and word[: max(PART, len(word) - ENDING)] in inside


def _is_much(new: int, own: int, *, again: bool, headline: bool) -> bool:
    """Whether so many new words of all can be an act."""
    if again and own <= BRIEF and not headline:
        return new > 0 and new >= ONE_OF * own
    return new >= FEW and new >= _SHARES[again, headline] * own


def _tells(word: str) -> bool:
    """Whether a word may tell what was done: no number, no day, none of who says it."""
    if not word[0].isalpha() or value_of(word) is not None:
        return False
    return not (word in _NOTHING_NEW or is_office(word) or SAYS.fullmatch(word))
