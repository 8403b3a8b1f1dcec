"""What a text says of itself: who wrote it, where it stood first, what its page offers to readers.

Knows how such notes begin in nine languages; what begins so speaks of its page, whatever comes
behind. Who is introduced by name ("Ada Reid is professor of law") is an author only where the
article has nothing else to say of them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from digest.curate.note_words import BEGINS, CREDITS, CREW, OFFERS, PROFESSIONS

if TYPE_CHECKING:
    from digest.model import Article

__all__ = ["introduces_author", "is_note"]

LOOKED_AT = 300  # characters at the start of a text that tell what it is
_SHORT: Final = 4  # letters of what binds names: and, von, de la
_WORD: Final = r"[A-ZÀ-ÖØ-ÞŁŚŻŽČŠ][\w'’.-]*"
_ARTICLE: Final = (
    r"(?:The|An?|Die|Der|Das|Eine?|Les?|La|Une?|El|Los|Il|Una?|Os?|As?|De|Het|This|In)"
)
_PARTICLE: Final = r"(?:de|del|della|di|da|dos|du|von|van|den|der|bin|al|el|la|le|y)"
_NAMED: Final = (  # Ada Reid, 41, is professor of law at ...
    rf"(?!{_ARTICLE} )(?:(?:Dr|Prof|Sir|Dame|Professor(?:in)?)\.? )*"
    rf"{_WORD}(?: {_PARTICLE})*(?: {_WORD}){{0,2}} (?P<last>{_WORD}?)(?:,? \(?\d\d\)?)?,? "
)
_BYLINE: Final = (" Reporter", " Reporters", " Correspondent", " Staff", " Writer", " Agencies")
_NAME: Final = re.compile(r"[^\W\d_][\w'’-]*")


class _Patterns(NamedTuple):
    note: re.Pattern[str]
    credit: re.Pattern[str]
    biography: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """What they look for; to compile it takes 20 ms of a start."""
    return _Patterns(
        re.compile(rf"[^\w@]*(?:{'|'.join((*BEGINS.values(), *OFFERS.values()))})"),
        re.compile(rf"[^\w@]*(?:{CREDITS})(?!\w)"),
        re.compile(rf"{_NAMED}(?i:{'|'.join(PROFESSIONS.values())})(?![\w-])"),
    )


def is_note(text: str) -> bool:
    """Whether a text begins as one that speaks of its own page."""
    opening = text[:LOOKED_AT]
    folded = opening.lower()
    if _patterns().note.match(folded):
        return True
    if credit := _patterns().credit.match(folded):
        return _names(opening[credit.end() :])
    return text.rstrip(".").endswith(_BYLINE) and _names(text)


def _names(text: str) -> bool:
    """Whether a text is made of names and what binds them."""
    return all(
        word[0].isupper() or len(word) <= _SHORT or word in CREW for word in _NAME.findall(text)
    )


def introduces_author(sentence: str, article: Article) -> bool:
    """Whether a sentence says what somebody is who signs the article, or whom it names once.

    One that is all that an article says is its news.
    """
    found = _patterns().biography.match(sentence)
    if not found or {article.text, article.summary} <= {"", sentence}:
        return False
    last = found["last"].rstrip(".")
    elsewhere = article.text.count(last) > sentence.count(last)
    return last in article.byline or not (elsewhere or last in article.title)
