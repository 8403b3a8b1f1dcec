from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import time

import msgspec
import pytest
from tests.unit.pipeline.newsroom import NOW, settings
from tests.unit.pipeline.tiny_model import tiny_model

from digest.config import load
from digest.config.semantic import SemanticSettings
from digest.errors import ConfigError
from digest.model import (
    Cadence,
    Schedule,
    Source,
    SourceKind,
    SubscriberRow,
    SubscriptionState,
    Weekday,
)
from digest.pipeline import doctor as module
from digest.pipeline import verdicts
from digest.pipeline.doctor import examine
from digest.pipeline.sample import sample_edition
from digest.pipeline.verdicts import Room
from digest.render.check import Severity, check
from digest.store import open_store


def examined(made, *rooms: Room, offline: bool = True) -> dict[str, tuple[str, str]]:
    found = asyncio.run(examine(lambda: made, now=NOW, rooms=rooms, offline=offline))
    assert {one.room for one in found} <= set(rooms or Room)
    return {one.name: (one.verdict.value, one.detail) for one in found}


def test_settings_that_do_not_load_are_the_one_finding(tmp_path):
    def broken():
        return load(tmp_path / "gone.toml", environ={})

    [found] = asyncio.run(examine(broken, now=NOW))
    assert (found.room, found.verdict) == ("config", "failed")
    assert found.hint


def test_looking_makes_nothing(tmp_path):
    made = settings(tmp_path)
    before = sorted(tmp_path.iterdir())
    found = examined(made)
    assert sorted(tmp_path.iterdir()) == before
    assert found["database"][0] == "warning"
    assert found["key"][0] == "ok"
    assert found["sources"][0] == "warning"
    assert found["briefing: daily"][0] == "ok"
    assert found["clock"][0] == "ok"


def test_a_sound_store_is_ok_in_everything(tmp_path):
    made = settings(tmp_path)
    open_store(made.store.url).close()
    found = examined(made, Room.STORE)
    assert {name for name, (verdict, _) in found.items() if verdict != "ok"} <= {"disk"}


def test_readers_whose_topics_or_newsletter_are_gone_are_told_of(tmp_path):
    made = settings(tmp_path)
    there = made.newsletters["briefing"].topic_names[0]
    told = [
        SubscriberRow(email="a@example.com", newsletters=("briefing",), topics=("Planet",)),
        SubscriberRow(email="b@example.com", newsletters=("briefing",), topics=("Planet", there)),
        SubscriberRow(email="c@example.com", newsletters=("briefing",)),
        SubscriberRow(email="d@example.com", newsletters=("former",)),
        SubscriberRow(email="e@example.com", newsletters=("past",), state=SubscriptionState.LEFT),
    ]
    with open_store(made.store.url) as store:
        store.subscribers.upsert_many(told[1:3], now=NOW)
        assert examined(made, Room.STORE).keys().isdisjoint({"briefing: topics", "former: gone"})
        store.subscribers.upsert_many(told, now=NOW)
    found = examined(made, Room.STORE)
    verdict, words = found["briefing: topics"]
    assert (verdict, words.split()[0]) == ("warning", "1")
    assert "(Planet)" in words
    verdict, words = found["former: gone"]
    assert (verdict, words.split()[0]) == ("warning", "1")
    assert "past: gone" not in found


def test_readers_of_a_cadence_that_is_never_built_are_told_of(tmp_path):
    made = settings(tmp_path)
    weekly = SubscriberRow(email="w@example.com", newsletters=("briefing",), cadence=Cadence.WEEKLY)
    left = replace(weekly, email="l@example.com", state=SubscriptionState.LEFT)
    with open_store(made.store.url) as store:
        store.subscribers.upsert_many([weekly, left], now=NOW)
    verdict, words = examined(made, Room.STORE)["briefing: weekly readers"]
    assert (verdict, words.split()[0]) == ("warning", "1")
    letter = made.newsletters["briefing"]
    schedule = Schedule(at=time(7), days=tuple(Weekday), timezone="UTC", weekly=Weekday.SAT)
    weeks = msgspec.structs.replace(
        made, newsletters={"briefing": replace(letter, schedule=schedule)}
    )
    assert "briefing: weekly readers" not in examined(weeks, Room.STORE)
    alone = replace(letter, schedule=replace(schedule, days=()))
    only = msgspec.structs.replace(made, newsletters={"briefing": alone})
    daily = SubscriberRow(email="d@example.com", newsletters=("briefing",))
    with open_store(made.store.url) as store:
        store.subscribers.upsert_many([daily], now=NOW)
    found = examined(only, Room.STORE)
    assert "briefing: weekly readers" not in found
    assert found["briefing: daily readers"][0] == "warning"
    assert set(examined(only, Room.RENDER)) == {"briefing: weekly", "briefing: system mails"}


def test_a_store_of_another_program_is_said_to_be(tmp_path):
    made = settings(tmp_path)
    with closing(sqlite3.connect(made.store.path)) as other:
        other.execute("CREATE TABLE recipes (id INTEGER)")
    assert examined(made, Room.STORE)["database"][0] == "failed"
    source = Source(name="News", kind=SourceKind.FEED, url="https://news.example/rss")
    with_source = msgspec.structs.replace(made, sources=(source,))
    assert examined(with_source, Room.SOURCES)["News"] == ("warning", "never visited")


def test_a_store_that_lacks_a_migration_is_not_changed(tmp_path):
    made = settings(tmp_path)
    open_store(made.store.url, migrate=False).close()
    assert examined(made, Room.STORE)["migrations"][0] == "warning"
    with open_store(made.store.url, migrate=False) as store:
        assert store.pending()


def test_a_key_that_others_can_read_is_found(tmp_path):
    made = settings(tmp_path)
    (tmp_path / "digest.key").write_bytes(b"x")
    (tmp_path / "digest.key").chmod(0o644)
    assert examined(made, Room.STORE)["key"][0] == "failed"
    given = msgspec.structs.replace(made, environ={"DIGEST_SECRET": "s" * 32})
    assert examined(given, Room.STORE)["key"] == ("ok", "DIGEST_SECRET")


def test_a_key_that_is_gone_after_the_first_mail_is_a_failure():
    assert verdicts.no_key("digest.key", has_mailed=False).verdict == "ok"
    lost = verdicts.no_key("digest.key", has_mailed=True)
    assert lost.verdict == "failed"
    assert "put back your copy" in lost.hint


def test_a_sentence_model_is_tried_and_one_that_is_gone_failed(tmp_path):
    made = settings(tmp_path)
    assert "semantic" not in examined(made, Room.CONFIG)
    tiny = SemanticSettings(model=str(tiny_model(tmp_path / "tiny")))
    found = examined(msgspec.structs.replace(made, semantic=tiny), Room.CONFIG)
    assert found["semantic"] == ("ok", f"{tiny.model}: 8 numbers a text, 0.0 MB on disk")
    (tmp_path / "tiny" / "model.onnx").unlink()
    gone = examined(msgspec.structs.replace(made, semantic=tiny), Room.CONFIG)
    assert (gone["semantic"][0], "holds no .onnx" in gone["semantic"][1]) == ("failed", True)
    assert verdicts.semantic("m", 0, 0).verdict == "failed"


def test_sources_are_visited_unless_offline(tmp_path):
    made = settings(tmp_path)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.md").write_text("# Ships\n\nThey enter the harbour.\n")
    here = Source(name="Desk", kind=SourceKind.FILES, path="articles")
    gone = replace(here, name="Gone", path="gone")
    two = msgspec.structs.replace(made, sources=(here, gone))
    found = examined(two, Room.SOURCES, offline=False)
    assert (found["Desk: now"][0], found["Gone: now"][0]) == ("ok", "failed")
    assert set(examined(two, Room.SOURCES)) == {"Desk", "Gone"}


def test_a_relay_that_is_not_there_failed(tmp_path):
    made = settings(tmp_path)
    smtp = msgspec.structs.replace(made.smtp, port=1)
    nowhere = msgspec.structs.replace(made, smtp=smtp)
    assert examined(nowhere, Room.SMTP, offline=False)["relay"][0] == "failed"
    assert examined(nowhere, Room.SMTP) == {}


def test_a_template_with_an_error_failed(tmp_path):
    made = settings(tmp_path)
    folder = tmp_path / "templates" / "email"
    folder.mkdir(parents=True)
    (folder / "daily.mjml.j2").write_text("<mjml>{{ nothing }}</mjml>")
    verdict, detail = examined(made, Room.RENDER)["briefing: daily"]
    assert verdict == "failed"
    assert "daily.mjml.j2, line 1" in detail


def test_a_template_that_breaks_a_rule_failed(tmp_path):
    made = settings(tmp_path)
    folder = tmp_path / "templates" / "email"
    folder.mkdir(parents=True)
    (folder / "daily.txt.j2").write_text("{{ newsletter.title }}")
    verdict, detail = examined(made, Room.RENDER)["briefing: daily"]
    assert verdict == "failed"
    assert "DG041" in detail


@pytest.mark.parametrize("kind", ["confirm", "welcome", "moved"])
def test_a_system_mail_with_an_error_failed(tmp_path, kind):
    made = settings(tmp_path)
    assert examined(made, Room.RENDER)["briefing: system mails"][0] == "ok"
    folder = tmp_path / "templates" / "email" / "system"
    folder.mkdir(parents=True)
    (folder / f"{kind}.txt.j2").write_text("{{ mail.nothing }}")
    verdict, detail = examined(made, Room.RENDER)["briefing: system mails"]
    assert verdict == "failed"
    assert f"{kind}.txt.j2, line 1" in detail


def test_the_sample_has_what_a_template_must_bear(tmp_path):
    letter = settings(tmp_path).newsletter()
    edition = sample_edition(letter, NOW)
    slots = [slot for section in edition.sections for slot in section.slots]
    assert len({slot.story.lead.language for slot in slots}) == len(slots) == 3
    bare = replace(letter, topics=())
    rendered = module.render_edition(settings(tmp_path), bare, sample_edition(bare, NOW))
    found = check(sample_edition(bare, NOW), bare, rendered)
    assert {one.severity for one in found} <= {Severity.INFO}


def test_an_installation_without_a_newsletter_failed(tmp_path):
    made = msgspec.structs.replace(settings(tmp_path), newsletters={})
    assert examined(made, Room.CONFIG)["newsletters"][0] == "failed"


def test_a_plugin_that_is_not_installed_is_named(tmp_path, monkeypatch):
    def missing(_settings):
        raise ConfigError("no kind is called gopher", "pip install it")

    made = settings(tmp_path)
    source = Source(name="Desk", kind=SourceKind.FILES, path="articles")
    monkeypatch.setattr("digest.pipeline.plugins.source_readers", missing)
    with_source = msgspec.structs.replace(made, sources=(source,))
    found = examined(with_source, Room.SOURCES, offline=False)
    assert found["plugins"] == ("failed", "no kind is called gopher")
