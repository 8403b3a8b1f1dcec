"""The newsroom's own explainers behind the stories of an edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.model import Addition, BlockKind, OverrideKind, Source
from digest.pipeline.build import build
from digest.pipeline.edit import Wish, edit
from digest.store import open_store

OWN = Source(name="Example", kind="feed", own=True)
SOME = article("1").text


@pytest.fixture
def house(tmp_path):
    made = settings(tmp_path)
    letter = replace(made.newsletter(), adds=(Addition.BACKGROUND,))
    with open_store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        yield (
            msgspec.structs.replace(made, newsletters={letter.id: letter}, sources=(OWN,)),
            store,
        )


def explainer(number="8", **changes):
    values = {
        "title": "What we know about the bbbharbour bbbstorm",
        "text": SOME * 5,
        "published": NOW - timedelta(days=60),
        "first_seen": NOW - timedelta(days=60),
        "url": f"https://news.example/explained/{number}",
    }
    return article("1", **{**values, **changes, "id": f"a{number}"})


def background(house, *articles):
    made, store = house
    store.articles.save([article("1"), article("2"), *articles], now=NOW)
    edition = build(made, store, None, now=NOW).edition
    return {
        slot.id: [one.text for one in slot.blocks if one.kind is BlockKind.BACKGROUND]
        for section in edition.sections
        for slot in section.slots
    }


def test_an_own_explainer_is_linked_with_its_day_at_the_story_that_it_is_about(house):
    found = background(house, explainer())
    line = (
        "2026-09-24\tThe Example\tWhat we know about the bbbharbour bbbstorm"
        "\thttps://news.example/explained/8"
    )
    assert found == {"s1": [line], "s2": []}


@pytest.mark.parametrize(
    "changes",
    [
        {"source": "Coast Post"},
        {"published": NOW - timedelta(hours=1)},
        {"language": "de"},
        {"title": "Bbbharbour bbbstorm", "url": "https://news.example/8"},
    ],
    ids=["another's", "later", "another language", "a report"],
)
def test_what_is_another_sources_later_of_another_language_or_a_report_is_not(house, changes):
    assert not any(background(house, explainer(**changes)).values())


def test_no_more_than_two_are_linked(house):
    (line,) = background(house, *map(explainer, "789"))["s1"]
    assert len(line.splitlines()) == 2


def test_an_edit_finds_the_same_though_more_came_in(house):
    before = background(house, explainer())
    made, store = house
    late = explainer("9", text=SOME * 6, first_seen=NOW + timedelta(hours=1))
    store.articles.save([late], now=NOW)
    again = edit(
        made,
        store,
        "briefing-daily-2026-11-23",
        Wish(kind=OverrideKind.SUBJECT, value="Storm"),
        who="anna",
        now=NOW + timedelta(hours=2),
    )
    slot = next(one for one in again.edition.sections[0].slots if one.id == "s1")
    assert [one.text for one in slot.blocks] == before["s1"]
