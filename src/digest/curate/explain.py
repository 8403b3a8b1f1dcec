"""Which articles explain rather than report, and which of them stand behind a story.

An explainer says so, in its headline, its section or its address, and is longer than a notice.
It stands behind a story where both speak of the same things by the weights that stories are made
with, and where the story knows what the explainer's headline is about.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.curate.near import log_of, rarity_of
from digest.curate.text import body, number_of, tokens
from digest.prose.length import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from digest.curate.reading import Reading
    from digest.model import Article

__all__ = ["behind", "explains", "found_by", "heaviest", "mark_of"]

LONG = 150  # words of a text that explains
NEAR = 0.15  # cosine from which an explainer is about a story's matter
SHARED = 4  # ... with so many of the story's heaviest words
NAMES = 5  # heaviest names of an explainer,
KNOWN = 0.5  # ... of which the story has to know so much by weight
HEAVIEST = 16  # words of a story by which explainers are looked for
READ = 300  # characters of a headline: a hostile one costs no more
_TITLES = re.compile(
    r"\bexplain(?:er|ed|s)\b|\bwhat (?:we|you) (?:need to )?know\b|\bwhat (?:is|are|was)\b.*\?|"
    r"\bhow (?:do|does|did|is|are)\b.*\?|\bwhy (?:do|does|did|is|are|was)\b.*\?|^how \w+ works?\b|"
    r"\bq ?& ?a\b|\bquestions and answers\b|\bbackground(?:er)?:|\btimeline:|\bin depth:|"
    r"\berklärt\b|\bhintergr(?:und|ünde)\b|\bwas wir (?:\S+ ){0,8}wissen\b|"
    r"\bfragen und antworten\b|\bwas bedeutet\b|\bwas ist\b.*\?|\bwie funktionier\w+|"
    r"\bwarum\b.*\?|\bfaq\b|"
    r"\bdécryptage\b|\bce que l['’]on sait\b|\bce qu['’]il faut savoir\b|\bexpliquée?s?\b|"
    r"\bquestions[- ]réponses\b|\bcomprendre\b|\bpourquoi\b.*\?|\bqu['’]est-ce\b|"
    r"\b(?:las )?claves\b|\blo que sabemos\b|\b(?:lo )?qué se sabe\b|\blo que se sabe\b|"
    r"\bexplicad[oa]s?\b|\bpreguntas y respuestas\b|\bpor qué\b.*\?|\bqué es\b.*\?|"
    r"ما نعرفه|ما الذي نعرفه|ماذا نعرف|كل ما (?:تريد|يجب|تحتاج)|أسئلة وأجوبة|سؤال وجواب|"
    r"خلفية:|شرح:|"
    r"מה (?:אנחנו )?יודעים|מה שידוע|כל מה ש|שאלות ותשובות|הסבר:|רקע:|"
    r"क्या है|क्यों है|जानिए|समझिए|सवाल[- ]जवाब|व्याख्या|"
    r"解説|わかっていること|とは何か|とは？|なぜ.*[？か]$|Q&A|一問一答|まとめ：",
    re.IGNORECASE,
)
_NAMED = """explainer explainers explained explains background backgrounder backgrounders q&a faq
    hintergrund hintergründe erklärt erklärstück décryptage décryptages decryptage contexte
    comprendre claves contexto explicado شرح خلفية خلفيات הסבר הסברים רקע व्याख्या एक्सप्लेनर 解説
    in-depth what-we-know"""
_SECTIONS = frozenset(_NAMED.split())


def explains(article: Article) -> bool:
    """Whether an article says that it explains, and is long enough for that."""
    said = bool(mark_of(article.title, article.categories, article.url))
    return said and word_count(body(article.text)) >= LONG


def mark_of(title: str, categories: Iterable[str], url: str | None) -> str:
    """By what an article says that it explains; "" where it does not."""
    if found := _TITLES.search(title[:READ]):
        return found[0]
    parts = urlsplit(url or "").path.split("/")[1:-1] if url else []
    named = (name.strip() for name in (*categories, *parts))
    return next((name for name in named if name.casefold() in _SECTIONS), "")


def found_by(reading: Reading) -> frozenset[int]:
    """The terms by which an explainer is to be found: its names, and what it says twice."""
    often = {term for term, count in reading.said().items() if count > 1}
    return frozenset(often | reading.named())


def heaviest(story: Reading, rarity: Mapping[int, float]) -> tuple[int, ...]:
    """The terms by which to look for what stands behind a story."""
    weights = _weighed(story, rarity)
    return tuple(sorted(weights, key=lambda term: (-weights[term], term))[:HEAVIEST])


def behind(
    story: Reading, known: Sequence[tuple[Reading, str]], rarity: Mapping[int, float]
) -> list[str]:
    """Ids of the explainers that stand behind a story, the nearest first.

    Args:
        story: what its articles say.
        known: explainers, each with its headline.
        rarity: weights of words.
    """
    wanted, own = set(heaviest(story, rarity)), _weighed(story, rarity)
    found = []
    for reading, title in known:
        weights = _weighed(reading, rarity)
        near = _cosine(own, weights)
        about = set(map(number_of, tokens(_TITLES.sub(" ", title[:READ]))))
        shared = len(wanted & weights.keys())
        known_to = _known(reading, weights, story)
        if near >= NEAR and shared >= SHARED and known_to and not about.isdisjoint(wanted):
            found.append((-near, reading.id))
    return [name for _, name in sorted(found)]


def _known(reading: Reading, weights: Mapping[int, float], story: Reading) -> bool:
    """Whether the names that it speaks of most are the story's; one without names passes."""
    heavy = sorted(reading.named(), key=lambda name: (-weights[name], name))[:NAMES]
    total = sum(weights[name] for name in heavy)
    told = set(story.numbers())
    known = sum(weights[name] for name in heavy if name in told)
    return known >= KNOWN * total


def _weighed(reading: Reading, rarity: Mapping[int, float]) -> dict[int, float]:
    """A vector of length 1; a word that no story of the day has weighs as a rare one."""
    rare = rarity_of(1)
    raw = {term: rarity.get(term, rare) * log_of(count) for term, count in reading.said().items()}
    unit = math.hypot(*raw.values()) or 1.0
    return {term: weight / unit for term, weight in raw.items()}


def _cosine(left: Mapping[int, float], right: Mapping[int, float]) -> float:
    return sum(weight * right[term] for term, weight in left.items() if term in right)
