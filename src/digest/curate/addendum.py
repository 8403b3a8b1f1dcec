"""What another source adds to a story's summary: one sentence of its own, named, or nothing.

It has to bring a fact that the lead's article does not have, speak of the same event, and stand
by itself. Numbers beside other numbers are left: two counts of one thing, unexplained, are worse
than one. Never writes a word and never cuts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.curate.facts import DAYS, heard_in, news_in, outlets_of, standing
from digest.curate.figures import unknown_number
from digest.curate.names import names_in
from digest.curate.summarise import word_count
from digest.curate.text import body
from digest.model import Addendum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.model import Article, Story

__all__ = ["addendum_to"]

WORDS = (20, 60)  # of a summary with what is added
NAMED = 3  # names or numbers beyond which more of them are no gain
LOOKED_AT = 8  # sentences at the top of an article that can stand
ARTICLES = 20  # of the coverage that are looked at: those of the first hours
TIED = 2  # stems of headline and summary that it shares
FRESH = 0.5  # share of its stems that the lead's article does not have
FRESH_STEMS = 5  # ... and how many of them at least
_PRONOUN = re.compile(
    r"\b(?:he|she|him|they|them|er|ihm|ihn|il|elle|ils|elles|lui|él|ella|ellos|ellas|هو|هي|הוא|היא|वह|वे)\b",
    re.IGNORECASE,
)
# "the letter", of which nothing was said, stands for something that was.
_POINTS_BACK = re.compile(
    r"\b(?:the|der|die|das|den|dem|le|la|les|el|los|las|il|lo|gli)\s+(?P<thing>[^\W\d_]{3,})\b"
    r"(?!\s+(?:[^\W\d_]+\s+)?(?:"
    r"of|in|at|for|to|on|from|by|that|who|which|where|when|whose|as|with|and|between|after|"
    r"der|des|von|vom|im|in|für|zum|zur|aus|mit|die|das|de|du|d|qui|que|pour|del|di|da|para|en|"
    r"(?-i:[A-ZÀ-Þ])))",
    re.IGNORECASE,
)


def addendum_to(
    story: Story, summary: str, teller: Callable[[Article], str] | None = None
) -> Addendum | None:
    """The sentence that goes on from a summary, with its source; None where none is fit.

    Args:
        story: articles with no more text than may be printed.
        summary: sentences of the lead's article.
        teller: says whose voice an article is; by default its publisher's.
    """
    lead, voice = story.lead, teller or (lambda article: article.outlet)
    room = WORDS[1] - word_count(summary)
    heard = heard_in((summary, lead.title, lead.summary, body(lead.text)))
    subject = heard_in((lead.title, summary))
    outlets = outlets_of((lead, *story.coverage))
    numbered = _counts(f"{lead.title}. {summary}")
    found = [
        (min(len(new), NAMED), -order, sentence, article)
        for article in story.current[:ARTICLES]
        if voice(article) != voice(lead) and article.tongue == lead.tongue
        for order, sentence in enumerate(standing(article)[:LOOKED_AT])
        if word_count(sentence) <= room
        and word_count(f"{summary} {sentence}") >= WORDS[0]
        and _adds(sentence, heard, subject)
        and not (numbered and unknown_number(sentence, [f"{lead.title}. {body(lead.text)}"]))
        and (new := news_in(sentence, heard, outlets))
    ]
    if not found or not summary:
        return None
    _, _, sentence, article = max(found, key=lambda one: one[:2])
    return Addendum(
        sentence=sentence,
        source=article.outlet,
        url=article.url,
        paywalled=article.paywalled,
    )


def _adds(sentence: str, heard: frozenset[str], subject: frozenset[str]) -> bool:
    """Whether it is of this event, more than what was said in other words, and clear."""
    own = heard_in([sentence])
    fresh = own - heard
    more = len(fresh) >= FRESH_STEMS and len(fresh) >= FRESH * len(own)
    if not more or len(own & subject) < TIED:
        return False
    things = (found["thing"] for found in _POINTS_BACK.finditer(sentence))
    return fresh.isdisjoint(heard_in(things)) and not any(_loose(sentence))


def _loose(sentence: str) -> Iterator[bool]:
    """Of each pronoun, whether no name stands before it that it could mean."""
    for found in _PRONOUN.finditer(sentence):
        yield not names_in(sentence[: found.start()]) - DAYS


def _counts(text: str) -> bool:
    return bool(unknown_number(text, [""]))
