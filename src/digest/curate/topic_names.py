"""What feeds and newsletters call a topic, in several languages, and which topic that is.

Pure data and its use. An operator's own map goes before it.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.curate.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LABELS", "by_category", "covered", "named_after"]

# What feeds call a topic, by the name newsletters tend to give it.
_CATEGORIES = {
    "World": "international, global, world news, politics, foreign affairs, diplomacy, europe, "
    "asia, africa, middle east, welt, ausland, monde, mundo, internacional, mondo, "
    "esteri, buitenland, العالم, دولي",
    "Politics": "political, government, elections, election, policy, parliament, national, inland, "
    "politik, politique, política, politica, politiek, سياسة",
    "Business": "economy, economics, markets, finance, companies, money, banking, trade, industry, "
    "wirtschaft, finanzen, économie, economie, economía, economia, negocios, اقتصاد, "
    "أعمال",
    "Technology": "tech, computing, internet, ai, artificial intelligence, software, gadgets, "
    "technik, digital, netzwelt, technologie, tecnología, tecnologia, تكنولوجيا, تقنية",
    "Science": "environment, climate, climate change, space, nature, research, physics, biology, "
    "sci, wissenschaft, klima, sciences, planète, ciencia, scienza, scienze, wetenschap, "
    "ciência, علوم",
    "Health": "medicine, wellness, public health, gesundheit, santé, salud, salute, gezondheid, "
    "saúde, صحة",
    "Culture": "arts, art, entertainment, books, film, music, theatre, theater, museums, movies, "
    "kultur, feuilleton, cultura, cultuur, showbiz, ثقافة, فن",
    "Sport": "sports, football, soccer, tennis, cricket, rugby, athletics, cycling, basketball, "
    "fußball, deportes, deporte, esportes, desporto, رياضة",
}
LABELS = tuple(_CATEGORIES)
# Who takes what a newsletter has no topic for; in this order.
_NEXT = {
    "Politics": ("World",),
    "Health": ("Science", "Technology"),
    "Science": ("Technology",),
    "Technology": ("Science",),
}
_PARTS = re.compile(r"\s*(?:[^\w\s-]|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*")


def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for label, names in _CATEGORIES.items():
        for name in (label, *names.split(", ")):
            found[fold(name)] = (*found.get(fold(name), ()), label)
    return found


_BY_NAME: Mapping[str, tuple[str, ...]] = MappingProxyType(_by_name())


def by_category(name: str) -> tuple[str, ...]:
    """The labels that a category speaks for, the closest last."""
    return _BY_NAME.get(fold(name.strip()), ())


def named_after(topics: Iterable[str]) -> dict[str, str]:
    """By label, which of a newsletter's topics is named after it: "Sci/Tech" after two."""
    taken: dict[str, str] = {}
    for name in topics:
        for part in filter(None, [fold(name), *_PARTS.split(fold(name))]):
            for label in by_category(part)[-1:]:
                taken.setdefault(label, name)
    return taken


def covered(topics: Iterable[str]) -> dict[str, str]:
    """By label, which of a newsletter's topics takes it.

    A topic takes the labels that it is named after; what is left goes to a topic that is near.
    """
    taken = named_after(topics)
    for label, others in _NEXT.items():
        near = next((taken[other] for other in others if other in taken), None)
        if near:
            taken.setdefault(label, near)
    return taken
