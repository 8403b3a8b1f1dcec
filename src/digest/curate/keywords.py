"""A newsletter's own words for a topic: what an operator writes, and what it hears in an article.

A word or a phrase in any script and case, "elect*" for all that begin so, a name in double
quotes exactly as it is written ("Apple", not apple), and NOT before one that rules the topic
out. Whole words only, but where a script writes no spaces between them; in Arabic and Hebrew
behind what is written in one word with them: and, the, in, to.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.curate.text import body, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from digest.model import Article

__all__ = ["IN_TITLE", "Heard", "Rules", "hear", "rules_of"]

IN_TITLE = 2
"""How often a word in the title counts; below it, once."""
_NOT = "NOT "
_EXACT = re.compile(r'^"(.+)"$')
# One sign of Chinese, Japanese or Korean, which else are read in pairs; Thai, Lao, Burmese, Khmer.
_INSIDE = re.compile(
    "^[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]$|"
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
# Without the from and the that of Hebrew: with them many words are another's ("number", a book).
_BEFORE = (
    (re.compile("[\u0620-\u064a]{2}[\u0620-\u064a ]"), ("و", "ب", "ل", "لل", "وب", "ول", "ولل")),
    (re.compile("[\u05d0-\u05ea]{2}[\u05d0-\u05ea ]"), ("ה", "ו", "ב", "ל", "וה", "וב", "ול")),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """An article as rules look through it: folded and padded, and as it was written."""

    title: str
    below: str
    written: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """`needles` are looked for in folded words, or, where `exact`, that in what was written."""

    written: str
    needles: tuple[str, ...]
    exact: re.Pattern[str] | None

    def counts(self, heard: Heard) -> int:
        """1 below the title, 2 in it, 3 in both."""
        if self.exact:
            return int(bool(self.exact.search(heard.written)))
        titled = any(needle in heard.title for needle in self.needles)
        told = any(needle in heard.below for needle in self.needles)
        return IN_TITLE * titled + told


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one topic."""

    speaking: tuple[_Rule, ...]
    against: tuple[_Rule, ...]

    def said(self, heard: Heard) -> Counter[str]:
        """What speaks for the topic, as the operator writes it, and how loudly."""
        if self.excluded(heard):
            return Counter()
        return +Counter({rule.written: rule.counts(heard) for rule in self.speaking})

    def excluded(self, heard: Heard) -> bool:
        """Whether a NOT rules the topic out."""
        return any(rule.counts(heard) for rule in self.against)


def rules_of(written: Mapping[str, Iterable[str]]) -> dict[str, Rules]:
    """By topic, the rules that its words stand for; a word of no letters stands for none."""
    return {topic: _rules(list(lines)) for topic, lines in written.items()}


def hear(article: Article) -> Heard:
    """Read an article once for all rules."""
    below = f"{article.summary} {body(article.text)}"
    return Heard(
        title=f" {' '.join(words(article.title))} ",
        below=f" {' '.join(words(below))} ",
        written=f"{article.title}\n{below}",
    )


def _rules(lines: list[str]) -> Rules:
    against = [line.removeprefix(_NOT) for line in lines if line.startswith(_NOT)]
    speaking = [line for line in lines if not line.startswith(_NOT)]
    return Rules(tuple(_made(speaking)), tuple(_made(against)))


def _made(lines: list[str]) -> Iterable[_Rule]:
    for line in lines:
        quoted = _EXACT.match(line.strip())
        folded = " ".join(words(line))
        if quoted:
            exact = re.compile(rf"(?<!\w){re.escape(quoted[1])}(?!\w)")
            yield _Rule(line, (), exact)
        elif folded:
            yield _Rule(line, _needles(folded, open_end=line.strip().endswith("*")), None)


def _needles(folded: str, *, open_end: bool) -> tuple[str, ...]:
    if _INSIDE.search(folded):
        return (folded,)
    before = next((prefixes for letters, prefixes in _BEFORE if letters.match(folded)), ())
    end = "" if open_end else " "
    return tuple(f" {prefix}{folded}{end}" for prefix in ("", *before))
