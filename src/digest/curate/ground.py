"""Whether a language model's summary may stand: grounded in its sources, or refused.

Names, numbers and quotations have to stand in the sources, two names have to act on each other as
they do there, nothing may be denied that is not, and the form has to be that of a summary. What
was left out, or said in words of its own, it can't see: it reads words, not sense. Never mends a
summary.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.curate.dangling import dangles
from digest.curate.figures import unknown_number
from digest.curate.furniture import boilerplate
from digest.curate.names import known_share, names_in, unknown_name
from digest.curate.question import WORDS
from digest.curate.roles import mixed_up, speaker_of, swapped, turned_round
from digest.prose.length import word_count
from digest.prose.sentences import closed, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["objection"]

ALIKE = 0.5  # share of its words that the sources have: less is another language, or an essay
_MARKUP = re.compile(
    r"<[a-zA-Z/!?]|&(?:#\w+|[a-zA-Z]{2,8});|[*_]{2}|`|~~|\[[^\]]*\]\(|\||(?:^|\s)[*_]\S|"
    r"(?:^|\n)\s*(?:[-*•#>+]|\d+[.)])\s|https?:|www\.|\S@\S|[{}\\]"
)
_JOINERS = str.maketrans("", "", "\u200c\u200d")
_ENDS = re.compile(r"[.!?。！？؟।॥۔][\"”’»“)」』\]]*$")
_DOUBLE = re.compile(r"[\"“”„«»「『](?P<said>[^\"“”„«»「」『』]+)[\"“”«»」』]")
_SINGLE = re.compile(r"(?<!\w)['‘‚](?P<said>(?=\S).{2,300}?)['’‘](?!\w)")
_MARKS = re.compile('["“”„«»「」『』]')
_STOPS = " .,;:!?…。、"
_BEGINS = re.compile(r"(?:^|[.!?…。！？]\s*)$")
_STOPPED = re.compile(r"^(?:[.!?…。！？,;]*$|[.!?…。！？])")


def objection(summary: str, sources: Sequence[str], tongue: str = "") -> str:
    """Say why a summary may not stand; "" where nothing speaks against it.

    Args:
        summary: the answer, as it came but for white space at its ends.
        sources: what it was asked about, each with its title first, paragraphs parted by
            blank lines.
        tongue: their language, if it is known.
    """
    return (
        _form(summary, tongue)
        or _quotations(summary, sources)
        or _figures(summary, sources)
        or _names(summary, sources)
        or _roles(summary, sources)
    )


def _form(summary: str, tongue: str) -> str:
    count = word_count(summary)
    if not WORDS[0] <= count <= WORDS[1]:
        return f"{count} words, not {WORDS[0]} to {WORDS[1]}"
    if _MARKUP.search(summary):
        return "it holds markup, a list or an address"
    if not " ".join(summary.split()).translate(_JOINERS).isprintable():
        return "it holds characters that can't be seen"
    if not _ENDS.search(summary) or not closed(summary):
        return "it is cut short"
    if boilerplate(summary):
        return "it speaks of a site, not of news"
    return "it begins with a word that points at nothing" if dangles(summary, tongue) else ""


def _quotations(summary: str, sources: Sequence[str]) -> str:
    """Each quotation stands in a source, whole and quoted there, near the names beside it."""
    paragraphs = [_one_line(part) for source in sources for part in source.split("\n\n")]
    for sentence in sentences(_one_line(summary)):
        if _MARKS.search(_DOUBLE.sub("", sentence)):
            return "a quotation is cut"
        for said in _quoted(sentence):
            places = [at for at, text in enumerate(paragraphs) if _holds(text, said)]
            if not places:
                return f"the quotation “{said}” does not stand in the articles"
            rest = sentence.replace(said, "")
            own = names_in(rest)
            near = [at for at in places if not own or own & _beside(said, paragraphs, at)]
            if not any(_same_speaker(rest, said, paragraphs[at]) for at in near):
                return f"the quotation “{said}” stands beside other names in the articles"
    return ""


def _quoted(text: str) -> Iterator[str]:
    for found in (*_DOUBLE.finditer(text), *_SINGLE.finditer(text)):
        yield found["said"].strip(_STOPS)


def _holds(paragraph: str, said: str) -> bool:
    """Whether a paragraph quotes these words: all of a quotation, or whole sentences of one."""
    for found in (*_DOUBLE.finditer(paragraph), *_SINGLE.finditer(paragraph)):
        before, words, after = found["said"].partition(said)
        if words and _BEGINS.search(before.rstrip()) and _STOPPED.search(after):
            return True
    return False


def _beside(said: str, paragraphs: Sequence[str], at: int) -> frozenset[str]:
    """The names nearest to a quotation: of its sentence, else its paragraph, else the next ones."""
    sentence = _sentence_with(said, paragraphs[at])
    wider = " ".join(paragraphs[max(at - 1, 0) : at + 2])
    found = (names_in(text.replace(said, "")) for text in (sentence, paragraphs[at], wider))
    return next(filter(None, found), frozenset())


def _same_speaker(rest: str, said: str, paragraph: str) -> bool:
    """Whether the name beside the verb of saying is the same, where both have one."""
    own = speaker_of(rest)
    told = speaker_of(_sentence_with(said, paragraph).replace(said, ""))
    return not own or not told or bool(own & told)


def _sentence_with(said: str, paragraph: str) -> str:
    return next((one for one in sentences(paragraph) if said in one), "")


def _figures(summary: str, sources: Sequence[str]) -> str:
    number = unknown_number(summary, sources)
    return f"the number {number} does not stand in the articles" if number else ""


def _names(summary: str, sources: Sequence[str]) -> str:
    if name := unknown_name(summary, sources):
        return f"“{name}” does not stand in the articles"
    if known_share(summary, sources) < ALIKE:
        return "most of its words stand in none of the articles"
    return ""


def _roles(summary: str, sources: Sequence[str]) -> str:
    if act := swapped(summary, sources):
        return f"who does what to whom is another way round in the articles: “{act}”"
    if act := mixed_up(summary, sources):
        return f"the articles tell it of others: “{act}”"
    if word := turned_round(summary, sources):
        return f"what it says of “{word}” is denied in the articles, or it denies what they say"
    return ""


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("’", "'")
