"""The story so far: the dated headlines of what a story told before today."""

from __future__ import annotations

import quopri
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from tests.unit.pipeline.newsroom import NOW, article
from tests.unit.pipeline.test_memory import edition_of, later, slots

from digest.model import Addition, OverrideKind
from digest.pipeline.edit import Wish, edit
from digest.pipeline.stories import settle_stories

FACTS = (
    "After the bbbstorm 15 cables of the bbbbridge at bbbharbour are broken, says the bbbcouncil.",
    "The bbbcouncil of bbbharbour closed 40 roads to the bbbbridge because of the bbbstorm.",
    "For the bbbbridge of bbbharbour 700 crowns a head are wanted after the bbbstorm.",
)


def story_of_four_days(house, sources=()):
    """Told on three mornings; the edition of the fourth."""
    made, store = house
    letter = replace(made.newsletter(), adds=(Addition.SO_FAR,), sources=sources)
    wanted = (msgspec.structs.replace(made, newsletters={letter.id: letter}), store)
    edition_of(wanted, article("1"), approved=True)
    for at, fact in enumerate(FACTS, 1):
        now = NOW + timedelta(days=at)
        told = later(str(at + 1), text=fact, published=now, title=f"Bbbharbour bbbstorm day {at}")
        last = edition_of(wanted, told, now=now, approved=at < len(FACTS))
    return wanted, last


def test_a_story_of_several_days_is_told_with_its_dated_headlines(house):
    (_, store), edition = story_of_four_days(house)
    ((slot,),) = (slots(edition).values(),)
    (block,) = slot.blocks
    assert [line.split("\t") for line in block.text.splitlines()] == [
        ["2026-11-23", "The Example", article("1").title, "https://news.example/1"],
        ["2026-11-24", "Coast Post", "Bbbharbour bbbstorm day 1", "https://news.example/2"],
        ["2026-11-25", "Coast Post", "Bbbharbour bbbstorm day 2", "https://news.example/3"],
    ]
    rendered = store.editions.rendered(edition.id, "en")
    html, text = (
        quopri.decodestring(b"".join(part.body for part in parts)).decode().replace("\r\n", "\n")
        for parts in (rendered.html, rendered.text)
    )
    assert "The story so far" in html
    assert "Tue, Nov 24</bdi>" in html
    assert "Tue, Nov 24: Bbbharbour bbbstorm day 1 (Coast Post)\nhttps://news.example/2" in text
    assert "The story so far" in rendered.web.html


@pytest.mark.parametrize(
    ("sources", "first"), [((), "2026-11-22"), (("Example", "Coast Post"), "2026-11-23")]
)
def test_what_a_source_told_that_the_newsletter_does_not_take_is_not_its_story_so_far(
    house, sources, first
):
    early = NOW - timedelta(hours=20)
    house[1].articles.save(
        [
            replace(
                article("9", title=article("1").title, published=early),
                text=article("1").text,
                source="Gazette",
                publisher="Gazette",
            )
        ],
        now=early,
    )
    _, edition = story_of_four_days(house, sources)
    (block,) = edition.sections[0].slots[0].blocks
    assert block.text.partition("\t")[0] == first


def test_the_headline_is_the_one_that_readers_saw_and_an_edit_finds_the_same(house):
    wanted, edition = story_of_four_days(house)
    before = edition.sections[0].slots[0].blocks
    came = NOW + timedelta(days=4)
    late = later("9", title="Late", published=NOW - timedelta(hours=20), first_seen=came)
    wanted[1].articles.save([late], now=NOW + timedelta(days=4))
    settle_stories(wanted[1], now=NOW + timedelta(days=4))
    again = edit(
        *wanted,
        edition.id,
        Wish(kind=OverrideKind.SUBJECT, value="Storm"),
        who="anna",
        now=NOW + timedelta(days=3, hours=1),
    )
    assert again.edition.sections[0].slots[0].blocks == before
