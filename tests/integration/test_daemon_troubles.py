"""What goes wrong in one source, newsletter or sending stops nothing else."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from tests.integration.deliver.sink import Act, Sink, at
from tests.integration.test_daemon import EARLY, EDITION, MONDAY, play
from tests.unit.schedule.house import MINUTE, SECOND, house, utc

from digest.config import load
from digest.errors import StoreError
from digest.model import Article, DeliveryState, EditionState, RunState
from digest.pipeline import send as sending
from digest.pipeline.build import build
from digest.pipeline.deliveries import decide
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.leftover import is_ours
from digest.pipeline.send import send
from digest.pipeline.shift import LEASE, Shift, collect_due, holding
from digest.schedule import daemon as daemon_module
from digest.store import Chosen, Decision
from digest.store.articles import Articles

SECOND_LETTER = """
[newsletters.evening]
title = "Evening"
from = "Evening <evening@news.example>"
public_url = "https://news.example"
postal_address = "1 Example Street"
approval = "auto"
template = "broken"

[newsletters.evening.schedule]
at = "07:00"
"""
SECOND_SOURCE = """
[[sources]]
name = "Wire"
kind = "files"
path = "wire"
"""


def test_a_newsletter_that_can_not_be_rendered_leaves_the_others(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        assert len(newsroom.mails) == 2
        runs = {run.newsletter: run for run in newsroom.store.runs.list()}
        assert runs["briefing"].state is RunState.SENT
        broken = runs["evening"]
        assert (broken.state, broken.retry_at) == (RunState.FAILED, broken.slot + MINUTE)
        assert "broken.mjml.j2" in broken.detail
        assert len(newsroom.mails) == 2

    template = tmp_path / "templates" / "email" / "broken.mjml.j2"
    template.parent.mkdir(parents=True)
    template.write_text("{% nonsense")
    play(scenario, tmp_path, more=SECOND_LETTER)


def test_a_fault_of_our_own_in_one_newsletter_leaves_the_others(tmp_path, monkeypatch, caplog):
    begun = daemon_module.due
    letter = SECOND_LETTER.replace('template = "broken"', "")

    def broken(schedule, **bounds):
        if schedule.max_late == timedelta(hours=5):
            raise RuntimeError("a fault")
        return begun(schedule, **bounds)

    monkeypatch.setattr(daemon_module, "due", broken)

    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        await newsroom.at(2026, 11, 23, 7, 0, 5)
        assert len(newsroom.mails) == 2
        failed = [event for event in newsroom.events if event.what == "failed"]
        assert [event.words.split(";")[0] for event in failed] == ["evening: RuntimeError: a fault"]

    with caplog.at_level(logging.CRITICAL):
        play(scenario, tmp_path, more=f'{letter}max_late = "5h"\n')


def break_storing(monkeypatch, source):
    whole = Articles.save

    def save(self, articles, **more):
        kept: list[Article] = list(articles)
        if any(article.source == source for article in kept):
            raise StoreError("an article that can't be stored")
        return whole(self, kept, **more)

    monkeypatch.setattr(Articles, "save", save)


def test_a_source_that_raises_stops_nothing_else(tmp_path, monkeypatch, caplog):
    """Not in its visit, where its errors end, but where its articles are stored."""
    break_storing(monkeypatch, "Wire")

    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        (tmp_path / "wire").mkdir()
        (tmp_path / "wire" / "a.md").write_text("---\ntitle: A wire report\n---\nSome text.\n")
        await newsroom.at(2026, 11, 23, 7)
        assert len(newsroom.mails) == 2
        wire = newsroom.store.fetched.get("Wire")
        assert (wire.failures, wire.error) == (1, "an article that can't be stored")
        assert newsroom.store.fetched.get("Desk").failures == 0
        (collected,) = [event for event in newsroom.events if event.what == "collected"]
        assert "failed: Wire" in collected.words

    play(scenario, tmp_path, more=SECOND_SOURCE)


def test_a_source_that_fails_is_asked_less_often(tmp_path):
    async def scenario(newsroom):
        visits = []
        for minutes in range(6 * 60):
            newsroom.clock.now = EARLY + minutes * MINUTE
            await newsroom.tick()
            visits.append(newsroom.store.fetched.get("Wire").checked)
        assert 7 <= len(set(visits)) <= 10
        assert newsroom.store.fetched.get("Desk").checked >= EARLY + 345 * MINUTE

    play(scenario, tmp_path, more=SECOND_SOURCE, at="23:59")


def test_a_send_by_hand_that_was_interrupted_is_finished(tmp_path, monkeypatch):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 5)
        now = newsroom.clock()
        build(newsroom.settings, newsroom.store, None, day=MONDAY, now=now)

        def then_stopped(*given, **named):
            newsroom.stop.set()  # earlier, and nothing would have begun
            return freeze(*given, **named)

        with monkeypatch.context() as patched:
            patched.setattr(sending, "freeze", then_stopped)
            await send(
                newsroom.settings,
                newsroom.store,
                EDITION,
                clock=newsroom.clock,
                stop=newsroom.stop,
            )
        assert newsroom.mails == []
        newsroom.stop.clear()
        await newsroom.at(2026, 11, 23, 5, 1)
        assert newsroom.told == ["resumed"]
        assert newsroom.edition(MONDAY).state is EditionState.SENT
        assert len(newsroom.mails) == 2

    play(scenario, tmp_path)


@pytest.mark.parametrize("readers", [1, 2])
def test_a_deferred_reader_is_tried_again_when_due(tmp_path, readers):
    async def whole():
        async with (
            Sink(at("RCPT", readers, b"451 4.3.0 later")) as sink,
            house(tmp_path, now=EARLY, readers=readers) as newsroom,
        ):
            newsroom.start(replace_port(newsroom.settings, sink.port))
            newsroom.news(2026, 11, 23, 4)
            await newsroom.at(2026, 11, 23, 7)
            assert newsroom.told == ["built", "sent"]
            assert newsroom.last.words.endswith("1 deferred")
            assert newsroom.last.code == 75
            await newsroom.at(2026, 11, 23, 7, 4)
            assert len(sink.recipients) == readers - 1
            await newsroom.at(2026, 11, 23, 12)
            assert newsroom.told == ["built", "sent", "resumed"]
            assert len(sink.recipients) == readers
            assert newsroom.store.outbox.counts(EDITION) == {DeliveryState.SENT: readers}

    asyncio.run(whole())


def test_a_reader_who_waits_for_a_persons_word_is_left_to_that_person(tmp_path):
    async def whole():
        async with (
            Sink(at("BODY", 1, Act.DROP)) as sink,
            house(tmp_path, now=EARLY, readers=3) as newsroom,
        ):
            newsroom.start(replace_port(newsroom.settings, sink.port, unsure="hold"))
            newsroom.news(2026, 11, 23, 4)
            await newsroom.at(2026, 11, 23, 7)
            assert newsroom.last.words.endswith("1 unsure")
            told = list(newsroom.told)
            await newsroom.at(2026, 11, 23, 12)
            assert newsroom.told == told
            assert sink.ids.total() == 3
            chosen = Chosen(edition=EDITION, states=(DeliveryState.UNSURE,))
            decide(newsroom.store, Decision.RETRY, chosen, now=newsroom.clock())
            await newsroom.at(2026, 11, 23, 12, 1)
            assert newsroom.told == [*told, "resumed"]
            assert newsroom.edition(MONDAY).state is EditionState.SENT

    asyncio.run(whole())


def replace_port(settings, port, **more):
    smtp = msgspec.structs.replace(settings.smtp, port=port, **more)
    return msgspec.structs.replace(settings, smtp=smtp)


def test_a_sending_that_some_have_is_finished_however_late(tmp_path):
    async def whole():
        async with (
            Sink(at("RCPT", 2, b"454 4.7.0 quota")) as sink,
            house(tmp_path, now=EARLY, readers=5) as newsroom,
        ):
            newsroom.start(replace_port(newsroom.settings, sink.port))
            newsroom.news(2026, 11, 23, 4)
            await newsroom.at(2026, 11, 23, 7)
            assert 0 < len(sink.recipients) < 5
            await newsroom.at(2026, 11, 23, 18)
            assert sorted(sink.recipients) == sorted(set(sink.recipients))
            assert len(sink.recipients) == 5
            assert newsroom.store.runs.list()[0].state is RunState.SENT

    asyncio.run(whole())


@pytest.mark.parametrize("step", ["claimed", "built", "sending"])
def test_a_run_whose_daemon_died_is_taken_up_where_it_was(tmp_path, step):
    async def scenario(newsroom):
        store, slot = newsroom.store, utc(2026, 11, 23, 7)
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 5)
        newsroom.clock.now = slot
        run = store.runs.claim("briefing", slot, now=slot, lease=LEASE, fence=5)
        if step != "claimed":
            build(newsroom.settings, store, None, day=MONDAY, now=slot)
            built = replace(run, state=RunState.BUILT, edition=EDITION)
            store.runs.record(built, now=slot, fence=5)
        if step == "sending":
            dead = asyncio.Event()
            dead.set()
            await send(newsroom.settings, store, EDITION, clock=newsroom.clock, stop=dead)
        newsroom.clock.now = slot + LEASE - SECOND
        await newsroom.tick()
        assert newsroom.told == []
        newsroom.clock.now = slot + LEASE
        await newsroom.tick()
        assert newsroom.last.what == "sent"
        assert len(newsroom.mails) == 2
        assert newsroom.states == [(slot, "sent")]

    play(scenario, tmp_path)


def test_a_run_that_gave_up_is_not_sent_behind_a_persons_back(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        approve(newsroom.settings, newsroom.store, EDITION, now=newsroom.clock())
        await newsroom.at(2026, 11, 23, 11)
        assert newsroom.last.what == "late"
        assert not is_ours(newsroom.store, EDITION, scheduled=True)

    play(scenario, tmp_path, approval="manual")


def shift_of(newsroom, sleep):
    return Shift(
        settings=newsroom.settings,
        store=newsroom.store,
        clock=newsroom.clock,
        stop=newsroom.stop,
        tell=newsroom.events.append,
        fence=5,
        sleep=sleep,
    )


def test_who_works_on_a_run_renews_its_lease(tmp_path):
    async def scenario(newsroom):
        beats, enough = [], asyncio.Event()

        async def sleep(seconds):
            beats.append(seconds)
            if len(beats) > 20:
                enough.set()
                await asyncio.Event().wait()
            newsroom.clock.now += timedelta(seconds=seconds)

        shift, start = shift_of(newsroom, sleep), newsroom.clock()
        run = newsroom.store.runs.claim("briefing", start, now=start, lease=LEASE, fence=5)
        async with holding(shift, run):
            await enough.wait()
            assert newsroom.clock() > start + 3 * LEASE
            assert max(beats) < LEASE.total_seconds() / 2
            assert newsroom.store.runs.free("briefing", now=newsroom.clock()) == ()
        assert newsroom.store.runs.free("briefing", now=newsroom.clock()) == (run,)

    play(scenario, tmp_path)


def test_a_clock_set_back_ends_the_wait_that_a_trouble_began(tmp_path, monkeypatch):
    async def scenario(newsroom):
        tried = []

        def broken(*_):
            tried.append(newsroom.clock())
            raise StoreError("the disk is full")

        monkeypatch.setattr(newsroom.daemon, "_slots", broken)
        await newsroom.at(2026, 11, 23, 7)
        await newsroom.tick()
        assert len(tried) == 1
        await newsroom.at(2026, 11, 23, 6)
        assert len(tried) == 2

    play(scenario, tmp_path)


def test_a_stop_ends_a_pass_over_the_sources(tmp_path, monkeypatch):
    async def scenario(newsroom):
        shift = shift_of(newsroom, asyncio.sleep)

        async def endless(*_, **__):
            newsroom.stop.set()
            await asyncio.Event().wait()

        monkeypatch.setattr("digest.pipeline.shift.collect", endless)
        await asyncio.wait_for(collect_due(shift), 20)
        assert newsroom.events == []

    play(scenario, tmp_path)


def test_after_a_stop_nothing_is_begun_and_the_slot_stays_free(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        newsroom.clock.set(2026, 11, 23, 7)
        newsroom.daemon.tick(newsroom.clock())
        newsroom.stop.set()
        await newsroom.daemon.settle()
        assert newsroom.mails == []
        newsroom.stop.clear()
        newsroom.start()
        await newsroom.tick()
        assert len(newsroom.mails) == 2

    play(scenario, tmp_path)


def test_two_editions_of_one_day_are_not_made_when_the_hour_is_changed(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        (tmp_path / "digest.toml").write_text(
            (tmp_path / "digest.toml").read_text().replace('"07:00"', '"09:00"')
        )
        newsroom.start(load(tmp_path / "digest.toml", environ={}))
        await newsroom.at(2026, 11, 23, 9)
        assert len(newsroom.mails) == 2
        assert newsroom.edition(date(2026, 11, 23)).state is EditionState.SENT

    play(scenario, tmp_path)
