"""An edition too large for Gmail is built smaller, and says so."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.compose import CUT, select
from digest.config import load
from digest.errors import RenderError
from digest.model import Block, BlockKind
from digest.pipeline.build import build
from digest.render import join, largest, selection_fields
from digest.store import open_store

SOURCE = """
[build]
max_stories = 300
per_topic = 300

[[sources]]
name = "Example"
kind = "feed"
url = "https://news.example/feed"
"""
LINK = len("https://news.example/p/") + 69  # and an id of eight letters
LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"  # six bytes each, once encoded
READER = {
    "preferences_url": b"https://meridian.example/p/" + b"t" * 80,
    "unsubscribe_url": b"https://meridian.example/u/" + b"t" * 80,
    "name": b"Ann",
}


def _long(number: int, sentences: int = 12):
    """A story of words of its own."""
    draw = random.Random(number)

    def words(count):
        return " ".join("".join(draw.choices(LETTERS, k=9)) for _ in range(count))

    text = " ".join(f"{words(14).capitalize()}." for _ in range(sentences))
    topic = ("World", "Science")[number % 2]
    url = f"https://news.example/{number}"
    made = article("1", topic, title=words(10), text=text, url=url, language="ru")
    return replace(made, id=f"a{number:03}")


@pytest.fixture
def house(tmp_path):
    configured = settings(tmp_path, max_stories=60, per_topic=60)
    with open_store(configured.store.url) as store:
        yield configured, store


def _size(rendered, selection):
    values = {**selection_fields(rendered, selection), **READER}
    return len(join(rendered.html, rendered, selection, values, html=True))


def test_sixty_long_stories_fit_and_what_that_took_is_said(house):
    configured, store = house
    store.articles.save([_long(number) for number in range(60)], now=NOW)
    report = build(configured, store, None, now=NOW)
    assert report.stories == 60
    edition = store.editions.get(report.edition.id)
    rendered = store.editions.rendered(edition.id, edition.language)
    slots = [slot for section in edition.sections for slot in section.slots]
    assert 90_000 < _size(rendered, select(edition, topics=())) <= 100_000
    for topic in ("World", "Science"):
        assert _size(rendered, select(edition, topics=(topic,))) <= 100_000
    gone = [line for line in edition.left_out if "left out, so that" in line]
    short = [line for line in edition.left_out if "told in a sentence" in line]
    assert len(gone) == 60 - len(slots) > 0
    assert 0 < len(short) < sum(slot.short for slot in slots)  # the others were briefs before


def test_readers_own_links_in_each_story_cost_no_more_stories_than_they_weigh(tmp_path):
    settings(tmp_path)
    made = tmp_path / "digest.toml"
    made.write_text(f"{made.read_text()}quick_links = true\n{SOURCE}")
    configured = load(made, environ={})
    with open_store(configured.store.url) as store:
        store.articles.save([_long(number, sentences=1) for number in range(150)], now=NOW)
        edition = build(configured, store, None, now=NOW).edition
        rendered = store.editions.rendered(edition.id, edition.language)
    assert any("left out, so that" in line for line in edition.left_out)
    assert 95_000 < largest(rendered, LINK) <= 100_000
    assert 95_000 < _size(rendered, select(edition, topics=())) <= 100_000  # as a reader gets it


def test_what_was_left_out_for_its_size_is_told_to_who_asks_why(house):
    configured, store = house
    store.articles.save([_long(number) for number in range(60)], now=NOW)
    edition = build(configured, store, None, now=NOW).edition
    standing = {slot.story.lead.id for section in edition.sections for slot in section.slots}
    for number in range(60):
        told = [choice.reason for _, choice in store.choices.of(f"a{number:03}")]
        assert told == ([] if f"a{number:03}" in standing else [CUT])


def test_an_edition_that_cannot_be_made_to_fit_is_refused(house):
    configured, store = house
    store.articles.save([article("1"), article("2")], now=NOW)
    note = Block(id="note", kind=BlockKind.GREETING, text="word " * 30_000)
    with pytest.raises(RenderError, match="over the 100000"):
        build(configured, store, None, now=NOW, blocks=(note,))
