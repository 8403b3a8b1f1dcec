"""What editors did, what the front page shows and who owns a source reaches the ranking."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.model import Cadence, OverrideKind, Source, SubscriberRow
from digest.pipeline.build import build
from digest.pipeline.edit import Wish, edit, undo
from digest.pipeline.ranking import rank_context
from digest.pipeline.why import why_story
from digest.store import open_store

SINCE = NOW - timedelta(hours=24)


@pytest.fixture
def house(tmp_path):
    own = Source(name="Example", kind="feed", url="https://news.example/rss", own=True)
    sources = (own, Source(name="Herald", kind="feed", url="https://herald.example", owner="Group"))
    configured = msgspec.structs.replace(settings(tmp_path), sources=sources)
    with open_store(configured.store.url) as store:
        told = [
            article("1"),
            article("2", source="Herald"),
            article("3", categories=("Top Story",)),
        ]
        store.articles.save(told, now=NOW)
        yield configured, store, told


def context(house, **build):
    configured, store, told = house
    made = msgspec.structs.replace(configured.build, **build)
    configured = msgspec.structs.replace(configured, build=made)
    return rank_context(
        configured, store, told, letter=configured.newsletter(), since=SINCE, now=NOW
    )


def test_sources_and_their_owners(house):
    made = context(house, half_life=timedelta(hours=6))
    assert made.weights == {"Example": 1.0, "Herald": 1.0}
    assert made.owners == {"Herald": "Group"}
    assert made.half_life == 6


def test_the_front_page_is_known_by_article(house):
    _, store, _ = house
    store.fronts.see(["https://news.example/1", "https://news.example/3"], now=NOW)
    assert {name: one.place for name, one in context(house).fronts.items()} == {"a1": 1, "a3": 2}


def test_marks_are_categories_of_own_sources_and_what_editors_put_forward(house):
    configured, store, _ = house
    assert context(house).marks == {}
    assert context(house, marks=("top story",)).marks == {"a3": (1.0, "marked Top Story")}
    edition = build(configured, store, None, now=NOW).edition
    wish = Wish(kind=OverrideKind.LEAD, story="s2")
    edit(configured, store, edition.id, wish, who="anna", now=NOW)
    words = f"made the lead by anna in {edition.id}"
    assert context(house).marks == {"a2": (1.5, words)}
    later = rank_context(
        configured,
        store,
        [],
        letter=configured.newsletter(),
        since=NOW + timedelta(hours=1),
        now=NOW,
    )
    assert later.marks == {}
    assert later.favour == {"Herald": (1, 0)}
    weekly = build(configured, store, None, cadence=Cadence.WEEKLY, now=NOW).edition.id
    places = {place.edition: place.reasons for place in why_story(store, "s2").places}
    assert f"{words}: +3.00" in places[weekly]


def test_what_is_decided_about_an_edition_does_not_rank_it_and_can_be_undone_after_a_build(house):
    configured, store, _ = house
    first = build(configured, store, None, now=NOW).edition
    for kind in (OverrideKind.LEAD, OverrideKind.PIN):
        edit(configured, store, first.id, Wish(kind=kind, story="s2"), who="anna", now=NOW)
    edit(configured, store, first.id, Wish(kind=OverrideKind.HIDE, story="s3"), who="anna", now=NOW)
    assert build(configured, store, None, now=NOW).edition.lead == "s2" != first.lead
    for _ in range(3):
        undo(configured, store, first.id, who="anna", now=NOW)
    assert replace(store.editions.get(first.id), hash="") == replace(first, hash="")


def test_what_was_hidden_speaks_against_its_source_once_an_edition(house):
    configured, store, _ = house
    edition = build(configured, store, None, now=NOW).edition
    for _ in range(2):
        wish = Wish(kind=OverrideKind.HIDE, story="s2")
        edit(configured, store, edition.id, wish, who="anna", now=NOW)
    assert context(house).favour == {"Herald": (0, 1)}


def test_one_source_leads_at_most_so_many_stories(house):
    configured, store, _ = house
    limits = replace(configured.build.limits, per_source=1)
    made = msgspec.structs.replace(configured.build, limits=limits)
    configured = msgspec.structs.replace(configured, build=made)
    edition = build(configured, store, None, now=NOW).edition
    slots = [slot.story.lead.source for part in edition.sections for slot in part.slots]
    assert sorted(slots) == ["Example", "Herald"]
    assert any("over per_source = 1 from Example" in line for line in edition.left_out)


def muters(store, count, of, *, sources=("EXAMPLE",)):
    rows = [
        SubscriberRow(
            email=f"reader{n}@news.example",
            newsletters=("briefing",),
            muted=sources if n < count else (),
        )
        for n in range(of)
    ]
    store.subscribers.upsert_many(rows, now=NOW)


def test_how_many_readers_mute_a_source_counts_where_that_is_asked_for(house):
    muters(house[1], 5, 20)
    assert context(house).muted == {}
    assert context(house, rank={"readers": 1.0}).muted == {"example": 0.25}


def test_of_few_readers_nothing_is_counted(house):
    muters(house[1], 5, 19)
    assert context(house, rank={"readers": 1.0}).muted == {}


def test_who_mutes_a_source_twice_counts_once(house):
    muters(house[1], 20, 40, sources=("Example", "example", "Herald"))
    assert context(house, rank={"readers": 1.0}).muted == {"example": 0.5, "herald": 0.5}
