from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.curate.make import CHESS, QUAKE, QUAKE_ELSEWHERE, article

from digest.curate.explain import behind, explains, found_by, heaviest
from digest.curate.near import rarities
from digest.curate.reading import read

WHY = (
    "Larmont lies on a fault that has broken five times in a hundred years. An earthquake there "
    "begins ten kilometres under the harbour of Larmont, and its aftershocks last for weeks. The "
    "apartment blocks of the old harbour district stand on sand. The civil defence agency of "
    "Larmont has asked for stronger walls since the earthquake of 1998. "
) * 4
KNOWN = article(9, "Why Larmont shakes: what we know", WHY, language="en")
STORY = read(article(1, "Strong earthquake hits Larmont", QUAKE))
OTHERS = [
    read(article(2, "Earthquake damages villages near Velden", QUAKE_ELSEWHERE)),
    read(article(3, "Grandmaster at eleven", CHESS)),
]
RARITY = rarities([STORY, *OTHERS])


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Explainer: the fault under Larmont"},
        {"title": "Why does Larmont shake?"},
        {"title": "Q&A: the Larmont earthquake"},
        {"title": "Was wir über das Beben in Larmont wissen"},
        {"title": "Séisme à Larmont : ce que l’on sait"},
        {"title": "Las claves del terremoto de Larmont"},
        {"title": "زلزال لارمونت: ما نعرفه حتى الآن"},
        {"title": "רעידת האדמה בלרמונט: שאלות ותשובות"},
        {"title": "लारमोंट में भूकंप: जानिए कारण"},
        {"title": "【解説】ラーモントの地震"},
        {"title": "The fault", "categories": ("Explainers",)},
        {"title": "Die Spalte", "categories": ("Hintergrund",)},
        {"title": "The fault", "url": "https://news.example/explainers/the-fault"},
    ],
)
def test_headline_section_or_address_say_that_an_article_explains(changes):
    assert explains(replace(KNOWN, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Strong earthquake hits Larmont"},
        {"title": "The fault", "url": "https://news.example/what-we-know"},
        {"text": "Larmont lies on a fault."},
    ],
)
def test_a_report_and_a_notice_explain_nothing(changes):
    assert not explains(replace(KNOWN, **changes))


def stands(explainer, story=STORY):
    return behind(story, [(read(explainer), explainer.title)], RARITY) == [explainer.id]


def test_an_explainer_stands_behind_the_story_that_is_about_the_same():
    assert stands(KNOWN)


def test_it_stands_behind_no_look_alike_and_no_other_story():
    assert not stands(KNOWN, OTHERS[0])
    assert not stands(KNOWN, OTHERS[1])


def test_a_headline_about_something_else_is_not_behind_it():
    assert not stands(replace(KNOWN, title="What we know about the opera of Kell"))


def test_it_can_be_found_by_the_storys_heaviest_words():
    assert len(found_by(read(KNOWN)) & set(heaviest(STORY, RARITY))) >= 4
