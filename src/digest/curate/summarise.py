"""What a story says, in the article's own sentences.

Takes the standfirst where it is one, else the sentences that stand early, share words with
the title and with the rest of the text. One whose pronoun may mean somebody of the sentence
before it stands behind that or not at all. Never writes a word of its own and never cuts a
quotation.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from digest.curate.dangling import dangles
from digest.curate.dateline import without_dateline, without_stamp
from digest.curate.furniture import boilerplate, is_line
from digest.curate.notes import introduces_author
from digest.curate.pronouns import leans
from digest.curate.text import tokens
from digest.prose.length import WIDE, word_count
from digest.prose.sentences import closed, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from digest.model import Article

__all__ = ["joined", "repeats", "standfirst", "summarise"]

REAL = 8  # words of a standfirst that deserves the name
LOOK = 30  # sentences of a text that are looked at
READ = 40_000  # characters of a text, and of one paragraph: hostile text costs no more
PARAGRAPH = 5_000
DEK = 2  # sentences of a standfirst inside a text, behind which its dateline may stand
TAIL = 100  # characters at the end of a sentence that tell whether it was cut short
LEAST = 6  # words of a sentence worth lifting
_TAG = re.compile(r"<[^<>]{1,500}>")
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>|&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z]{2,8});")
_CUT = re.compile(
    r"(?:…|\.\.\.|\[\s*(?:…|\.\.\.)\s*\]|\b(?:read|learn|see) (?:more|on|the full story)|"
    r"continue reading|weiterlesen|lire la suite|leer más|seguir leyendo|lees meer|"
    r"leggi tutto|leia mais|اقرأ المزيد)[\s.»>→…\])]*$|[:;,]\s*\.$",  # or what it led up to is lost
    re.IGNORECASE,
)
_DASHES = ("—", "–", "-")
_POINTS = "•▪◦‣· "  # before a point of a list


class _Said(NamedTuple):
    """A sentence, its place in its article, and the language of that."""

    text: str
    at: int
    tongue: str

    @property
    def leans(self) -> bool:
        """Whether the sentence before it has to stand before it."""
        return dangles(self.text, self.tongue) or (self.at > 0 and leans(self.text, self.tongue))


def summarise(article: Article, *, words: tuple[int, int] = (20, 60)) -> str:
    """Sum up an Article by sentences of its own.

    Args:
        article: its summary counts as standfirst if it is whole (eight words and more,
            no markup, not cut short, no pronoun in front).
        words: least and most words; fewer only where the article itself has no more. Two
            characters of a script without spaces count as one word.
    """
    own = standfirst(article)
    whole = bool(own) and not dangles(own[0], article.tongue)
    if whole and sum(map(word_count, own)) >= words[0]:
        return _fit(own, words)  # without a look at the text, which costs most of the time
    body = _said(article)
    if own and (whole or not body):
        return _fit(_topped_up(own, body, article.title, words), words)
    if body:
        return _fit(_best(body, article.title, words), words)
    return _fit(_news(_plain(article.summary[:PARAGRAPH]), article), words)


def standfirst(article: Article) -> list[str]:
    """The sentences of its summary, without dateline, if that is a real one; else none."""
    summary = article.summary[:PARAGRAPH]
    if _MARKUP.search(summary) or _CUT.search(summary):
        return []
    told = _news(without_dateline(without_stamp(_unheaded(summary, article.text))), article)
    return told if sum(map(word_count, told)) >= REAL and closed(" ".join(told)) else []


def _unheaded(summary: str, text: str) -> str:
    """A summary on one line, without the byline or heading above the text that it was made of."""
    told = " ".join(summary.split())
    for paragraph in text[:PARAGRAPH].split("\n\n"):
        line = " ".join(paragraph.split())
        if not (is_line(line) and told.startswith(line)):
            break
        told = told[len(line) :].lstrip()
    return told


def _news(text: str, article: Article) -> list[str]:
    """The sentences of a text on one line, but those about its site or its author."""
    return [one for one in _undated(sentences(text)) if not _is_aside(one, article)]


def _undated(told: Sequence[str]) -> list[str]:
    """Sentences, without the dateline that stands behind a dek on the same line."""
    return [_bare(one) if 0 < at <= DEK else one for at, one in enumerate(told)]


def _bare(sentence: str) -> str:
    bare = without_dateline(sentence)
    dateline = sentence[: len(sentence) - len(bare)].rstrip()
    return bare if dateline.endswith(_DASHES) else sentence


def _is_aside(sentence: str, article: Article) -> bool:
    return boilerplate(sentence) or introduces_author(sentence, article)


def _said(article: Article) -> list[_Said]:
    """The sentences at the top of a text that are worth lifting."""
    found: list[str] = []
    for part in article.text[:READ].split("\n\n"):
        paragraph = " ".join(part.split())
        if paragraph and not paragraph.startswith("#") and len(found) < LOOK:
            found.extend(_of_paragraph(paragraph[:PARAGRAPH], behind=len(found)))
    return [
        _Said(sentence, at, article.tongue)
        for at, sentence in enumerate(found[:LOOK])
        if _usable(sentence) and not _is_aside(sentence, article)
    ]


def _of_paragraph(paragraph: str, *, behind: int) -> list[str]:
    """Its sentences, without stamp or dateline; none of a byline or a point of a list.

    Args:
        paragraph: on one line.
        behind: how many sentences stand before it.
    """
    if is_line(paragraph):
        return []
    told = without_stamp(paragraph.lstrip(_POINTS))
    bare = without_dateline(told) if behind <= DEK else told
    dateline = told[: len(told) - len(bare)].rstrip()
    speaker = behind and not dateline.endswith(_DASHES)  # RIYADH: may be who answers
    found = sentences(told if speaker else bare)
    return found if behind else _undated(found)


def _usable(sentence: str) -> bool:
    whole = closed(sentence) and not _CUT.search(sentence[-TAIL:])
    return whole and word_count(sentence) >= LEAST


def _topped_up(own: list[str], body: list[_Said], title: str, words: tuple[int, int]) -> list[str]:
    """A standfirst that is too short is followed by the best that neither it nor the title says."""
    length = sum(map(word_count, own))
    if length >= words[0] or not body:
        return own
    fresh = [said for said in body if not repeats(said.text, (title, *own))]
    left = (words[0] - length, words[1] - length)
    return [*own, *_best(fresh, title, left)]


def repeats(sentence: str, told: Iterable[str]) -> bool:
    """Whether more than half of a sentence's words were told."""
    mine = set(tokens(sentence))
    return len(mine.intersection(tokens(" ".join(told)))) * 2 > len(mine)


def _stopped(sentence: str) -> str:
    """A standfirst or a point of a list may lack its full stop; before a sentence it needs one."""
    if not sentence[-1].isalnum():
        return sentence
    return sentence + ("。" if WIDE.search(sentence[-1]) else ".")


def _best(body: list[_Said], title: str, words: tuple[int, int]) -> list[str]:
    """Pick sentences by score until there are enough words, in the order of the text."""
    scores = _scores([said.text for said in body], title)
    ranked = [body[at] for at in sorted(range(len(body)), key=lambda at: (-scores[at], at))]
    chosen: dict[int, str] = {}
    length = 0
    while length < words[0] and (said := _next(ranked, chosen, words[1] - length)):
        chosen[said.at] = said.text
        length += word_count(said.text)
    if chosen:
        return [chosen[at] for at in sorted(chosen)]
    standing = [said for said in body if not said.leans] or body
    return [said.text for said in standing[:1]]


def _next(ranked: Sequence[_Said], chosen: Mapping[int, str], room: int) -> _Said | None:
    """The best sentence that is not chosen yet, fits, and does not lean on one that is not."""
    for said in ranked:
        if said.at in chosen or word_count(said.text) > room:
            continue
        if not said.leans or said.at - 1 in chosen:
            return said
    return None


def _scores(body: Sequence[str], title: str) -> list[float]:
    bags = [set(tokens(sentence)) for sentence in body]
    spread = Counter(word for bag in bags for word in bag)
    heading = set(tokens(title))
    scores: list[float] = []
    for at, bag in enumerate(bags):
        shared = len(bag & heading) / max(len(heading), 1)
        central = sum(spread[word] - 1 for word in bag) / max(len(bag) * len(body), 1)
        scores.append(round(1 / (1 + at / 2) + shared + central, 6))
    return scores


def _fit(chosen: Sequence[str], words: tuple[int, int]) -> str:
    """As many leading sentences as the limit allows; a first one too long is cut."""
    taken: list[str] = []
    length = 0
    for sentence in chosen:
        length += word_count(sentence)
        if length > words[1]:
            break
        taken.append(sentence)
    if not taken and chosen:
        return _shortened(chosen[0], words[1])
    return joined([*map(_stopped, taken[:-1]), *taken[-1:]])


def joined(taken: Sequence[str]) -> str:
    """Sentences behind one another; scripts without spaces have none between them."""
    text = ""
    for sentence in taken:
        gap = "" if not text or WIDE.search(text[-2:]) else " "
        text += gap + sentence
    return text


def _shortened(sentence: str, limit: int) -> str:
    """Cut at a word, before a quotation rather than in it; nothing if that leaves nothing."""
    kept = sentence.split()[:limit] if " " in sentence else [sentence[: limit * 2]]
    while kept and not closed(" ".join(kept)):
        kept.pop()
    return " ".join(kept).rstrip(",;:–—- ") + "…" if kept else ""


def _plain(summary: str) -> str:
    text = html.unescape(_TAG.sub(" ", summary)) if _MARKUP.search(summary) else summary
    return without_dateline(" ".join(_CUT.sub("…", text).split()))
