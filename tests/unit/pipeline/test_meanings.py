"""The way of meanings through the house: configured, kept, learned, said in reasons."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import msgspec
import pytest
from tests.unit.pipeline.newsroom import NOW, article, settings
from tests.unit.pipeline.tiny_model import tiny_model

from digest.config.semantic import SemanticSettings
from digest.curate.meaning import said
from digest.errors import ConfigError
from digest.model import OverrideKind
from digest.pipeline.build import build
from digest.pipeline.edit import Wish, edit
from digest.pipeline.embedder import Embedder
from digest.pipeline.freeze import approve
from digest.pipeline.meanings import TAUGHT, meanings_of, meanings_where_open, meant
from digest.pipeline.topics import explain, graded, lessons_for, train
from digest.store import open_store

ZORBING = {"zorbing": "Science", "zorbs": "Science"}  # no shipped word, for no topic


@pytest.fixture
def house(tmp_path):
    model = SemanticSettings(model=str(tiny_model(tmp_path / "tiny", ZORBING)))
    configured = msgspec.structs.replace(settings(tmp_path), semantic=model)
    with open_store(configured.store.url) as store:
        told = [article("1"), article("2", "", title="Zorbing: zorbs wait for wind")]
        store.articles.save(told, now=NOW)
        yield configured, store, configured.newsletter()


@pytest.fixture
def read(monkeypatch):
    """The texts that a network read."""
    texts = []
    vector = Embedder.vector
    monkeypatch.setattr(
        Embedder, "vector", lambda self, text: texts.append(text) or vector(self, text)
    )
    return texts


def placed(edition):
    return {slot.id: slot for section in edition.sections for slot in section.slots}


def test_a_build_puts_an_article_where_its_meaning_belongs_and_says_so(house):
    configured, store, _ = house
    story = placed(build(configured, store, None, now=NOW).edition)["s2"].story
    assert story.topic == "Science"
    assert "by what the articles mean: 0." in story.reasons[0]
    without = msgspec.structs.replace(configured, semantic=None)
    assert placed(build(without, store, None, now=NOW).edition)["s2"].story.topic == "Other"


def test_two_builds_are_the_same_and_read_each_text_once(house, read):
    configured, store, _ = house
    first = build(configured, store, None, now=NOW).edition
    assert len(read) == len(set(read)) > 60
    assert [text for text in read if "Zorbing" in text]
    assert not [text for text in read if said(article("1")) in text]  # its category tells
    read.clear()
    assert build(configured, store, None, now=NOW).edition == first
    assert read == []


def test_vectors_are_kept_as_they_are_and_forgotten_in_time(house):
    configured, store, letter = house
    told = [store.articles.get("a2")]
    found = meanings_of(configured, store, letter, told, now=NOW)
    again = meanings_of(configured, store, letter, told, now=NOW)
    assert found == again
    assert set(found.articles) == {"a2"}
    store.prune(configured.store.keep, NOW + configured.store.keep + timedelta(days=1))
    assert store.meanings.of(found.model, [_hash(said(told[0]))]) == {}


def test_another_model_reads_anew(house, read, tmp_path):
    configured, store, letter = house
    told = [store.articles.get("a2")]
    first = meanings_of(configured, store, letter, told, now=NOW)
    other = SemanticSettings(model=str(tiny_model(tmp_path / "other", {"zorbing": "World"})))
    read.clear()
    changed = msgspec.structs.replace(configured, semantic=other)
    second = meanings_of(changed, store, letter, told, now=NOW)
    assert second.articles["a2"] != first.articles["a2"]
    assert len(read) > 60


def test_without_a_model_nothing_is_read(house, read):
    configured, store, letter = house
    without = msgspec.structs.replace(configured, semantic=None)
    assert meanings_of(without, store, letter, [article("1")], now=NOW) is None
    assert meanings_where_open(without, store, letter, [article("1")], now=NOW) is None
    assert meant(without, store, [(article("1"), "World", 1.0)], now=NOW) == ({}, "")
    assert read == []


def test_what_editors_moved_teaches_what_a_topic_means(house):
    configured, store, letter = house
    edition = build(configured, store, None, now=NOW).edition
    wish = Wish(kind=OverrideKind.TOPIC, story="s2", value="World")
    edit(configured, store, edition.id, wish, who="anna", now=NOW)
    approve(configured, store, edition.id, now=NOW)
    lessons = train(configured, store, letter, now=NOW)
    vector = meanings_of(configured, store, letter, [store.articles.get("a2")], now=NOW)
    assert lessons.model == vector.model
    world = lessons.meant["World"]
    assert world[4] == pytest.approx(5 * vector.articles["a2"][4], rel=0.2)
    assert store.lessons.get(letter.id)[0] == lessons


def test_another_model_learns_anew_at_once(house):
    configured, store, letter = house
    train(configured, store, letter, now=NOW)
    soon = NOW + timedelta(hours=1)
    assert lessons_for(configured, store, letter, now=soon).model
    without = msgspec.structs.replace(configured, semantic=None)
    assert lessons_for(without, store, letter, now=soon).model == ""


def test_no_more_articles_teach_than_are_needed(house, read):
    configured, store, _ = house
    told = [(article("1", title=f"Number {n}"), "World", 1.0) for n in range(TAUGHT + 5)]
    meant(configured, store, told, now=NOW)
    assert len(read) == TAUGHT


def test_an_explanation_and_a_grading_ask_the_model_too(house):
    configured, store, letter = house
    told = store.articles.get("a2")
    found = explain(configured, store, letter, told, now=NOW)
    assert found.topic == "Science"
    assert found.levels[-1].by[0].endswith("in meaning")
    read = []
    labelled = [(told, "Science"), (article("3", "", title="Zorbs"), "Science")]
    judged = graded(
        configured, store, letter, labelled, now=NOW, on_read=lambda *done: read.append(done)
    )
    assert judged.accuracy == 1.0
    [(_, text)] = read  # the first was kept
    assert text.startswith("Zorbs")


def test_a_build_with_a_model_that_is_gone_is_refused(house, tmp_path):
    configured, store, _ = house
    (tmp_path / "tiny" / "tokenizer.json").unlink()
    with pytest.raises(ConfigError, match=r"semantic\.model: there is no tokenizer"):
        build(configured, store, None, now=NOW)


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()[:32]
