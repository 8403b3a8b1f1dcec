"""A quotation lifted whole out of an article: the sentence that holds it, with who said it.

Never cuts, and never joins what stood apart: a sentence is taken as it is or not at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.curate.dangling import dangles
from digest.curate.furniture import boilerplate
from digest.curate.names import NAME
from digest.curate.saying import SAYS
from digest.curate.text import body, tokens
from digest.prose.length import word_count
from digest.prose.sentences import closed, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Article

__all__ = ["quotation"]

READ = 20_000  # characters of a text: hostile text costs no more
LEAST, MOST = 12, 60  # words of the sentence
NEAR = 3  # quotations of which a clear one goes before the first
SPOKEN = 6  # words inside the quotation marks
_QUOTED = re.compile(r"[\"“„«「『](?P<said>[^\"“”„«»「」『』]{10,400})[\"”“»」』]")
# Scripts without capitals: a speaker has at least two words of their own, or an honorific.
_CASELESS = re.compile("[\u05d0-\u05ea\u0620-\u06ff\u0900-\u097f\u3040-\u30ff\u4e00-\u9fff]")
_SPEAKER = re.compile(
    r"(?:قال|أضاف|أكد|صرح|أوضح|حذر|كتب)ت? (?!إن|أن|ل)\S+ \S+|"
    r"(?:אמר|הוסיף|הבהיר|הזהיר|כתב)ה? (?!כי |ש)\S+ \S+|"
    r"(?<!\S)\S{1,40} \S{1,40} (?:ने|का) (?:कहा|बताया|लिखा|कहना)|"
    r"[\u3040-\u30ff\u4e00-\u9fff]{2,20}(?:氏|さん|首相|大統領|市長|知事|大臣|会長|社長|教授|選手|監督)(?:は|が|も)"
)
_RUN = re.compile(rf"{NAME}(?: (?:(?:van|von|der|de|da|do|dos|la|al|bin|ben) )?{NAME})*")
# Between a verb and a name, or in front of one, these make it a place, a listener, a house, or
# somebody else the speaker: said a nurse of the Larmont Post.
_BREAKS = {
    "en": "an?|one|to|in|at|of|from|for|with|on",
    "de": "eine?[rmn]?|dem|am|an|im|in|vor|bei|aus|von",
    "fr": "une?|à|au|aux|dans|chez|depuis|de|du|des",
    "es": "una?|uno|a|al|en|de|del",
    "it": "una?|uno|a|al|alla|alle|ai|agli|in|nel|nella|di|del|della",
    "pt": "uma?|ao|à|no|na|em|de|do|da",
}
_BETWEEN = {
    tongue: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for tongue, words in _BREAKS.items()
}
_BEFORE = {
    tongue: re.compile(rf"(?<!\w)(?:{words})(?: (?:the|der|den|la|el|l['’]))?\s*$", re.IGNORECASE)
    for tongue, words in _BREAKS.items()
}
_POINTS = "•▪◦‣·*"  # of a list
_TO_WHOM = re.compile(r"t(?:old|ells)", re.IGNORECASE)  # Ada Fennick told Radio Tessa
_HEARS = re.compile(r"(?:(?:à|all?) ?[l'’]*|a|der|to) ?(?:AFP|AP|Efe|EFE|Ansa|ANSA|dpa|Reuters)\b")


def quotation(article: Article, beside: str = "") -> str:
    """A sentence of an article that quotes somebody by name; "" where there is none.

    Of the first three one whose quoted words begin with no pronoun, else the first.

    Args:
        article: its text is looked through, headings left out.
        beside: what the reader is told anyway; a quotation that stands there is not repeated.
    """
    told = " ".join(beside.split())
    known = f"{article.title} {told}"
    found = [
        sentence
        for paragraph in body(article.text)[:READ].split("\n\n")
        for sentence in sentences(" ".join(paragraph.split()))
        if sentence not in told and _is_quotation(sentence, article.tongue, known)
    ]
    clear = (one for one in found[:NEAR] if not _begins_with_pronoun(one, article.tongue))
    return next(clear, next(iter(found), ""))


def _begins_with_pronoun(sentence: str, tongue: str) -> bool:
    """Whether what is quoted begins with "It" or "They", which the sentence before may tell of."""
    quoted = _QUOTED.search(sentence)
    return quoted is not None and dangles(quoted["said"], tongue)


def _is_quotation(sentence: str, tongue: str, known: str) -> bool:
    found = _QUOTED.search(sentence)
    if not found or word_count(found["said"]) < SPOKEN or not closed(sentence):
        return False
    if sentence[0] in _POINTS or boilerplate(sentence):
        return False
    if not LEAST <= word_count(sentence) <= MOST:
        return False
    if found.start() and dangles(sentence, tongue):
        return False  # However, Mia Falk said: what is quoted may begin with "but"
    outside = sentence[: found.start()] + sentence[found.end() :]
    if _CASELESS.search(outside):
        return bool(SAYS.search(outside)) and bool(_SPEAKER.search(outside))
    return _is_named(outside, tongue, frozenset(tokens(known)))


def _is_named(outside: str, tongue: str, known: frozenset[str]) -> bool:
    """Whether a name stands beside a verb of saying: of two words, or one that is known."""
    text = _HEARS.sub("", outside)
    return any(
        _names(run, beside, known)
        for verb in SAYS.finditer(text)
        for run, beside in _beside(verb, text, tongue if tongue in _BREAKS else "en")
    )


def _beside(verb: re.Match[str], text: str, tongue: str) -> Iterator[tuple[str, str]]:
    """The names that may be the verb's subject, and what stands between it and each."""
    before, behind = text[: verb.start()], text[verb.end() :]
    for run in _RUN.finditer(before):
        if not _BEFORE[tongue].search(before[: run.start()]):
            yield run[0], before[run.end() :]
    first = _RUN.search(behind)
    if first and not _TO_WHOM.fullmatch(verb[0]):
        between = behind[: first.start()]
        if not _BETWEEN[tongue].search(between):
            yield first[0], between


def _names(run: str, beside: str, known: frozenset[str]) -> bool:
    """Whether it names a speaker; one word does right beside the verb, if it was named before."""
    return " " in run or (not beside.strip(" ,") and bool(known.intersection(tokens(run))))
