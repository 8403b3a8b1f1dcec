"""What goes wrong in the daemon reaches the operator: once a day, before the next edition."""

from __future__ import annotations

import asyncio
import logging

import pytest
from tests.integration.deliver.sink import Sink, answers
from tests.integration.test_daemon import EARLY, EDITION, play
from tests.integration.test_daemon_troubles import replace_port, shift_of
from tests.unit.schedule.house import MINUTE, SECOND, house, utc, without_relay

from digest.errors import StoreError
from digest.model import DeliveryState
from digest.pipeline.leftover import send_due_notices
from digest.pipeline.notices import NoticeReport
from digest.pipeline.notify import alarm
from digest.pipeline.send import send

DESK = "desk@news.example"
OPERATOR = f'[operator]\naddress = "{DESK}"\n'
BROKEN = f"""
[newsletters.evening]
title = "Evening"
from = "Evening <evening@news.example>"
public_url = "https://news.example"
postal_address = "1 Example Street"
approval = "auto"
template = "broken"

[newsletters.evening.schedule]
at = "07:00"

{OPERATOR}"""
GONE = f"""
[[sources]]
name = "Wire"
kind = "files"
path = "gone"

[[sources]]
name = "Agency"
kind = "files"
path = "away"

{OPERATOR}"""


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL)


def alarms(newsroom):
    """The subjects of what came to the operator, in order."""
    mails = newsroom.inbox.mails()
    return [mail.subject for mail in sorted(mails, key=lambda mail: mail.id) if to_desk(mail)]


def to_desk(mail):
    return mail.envelope.recipients == (DESK,)


async def through(newsroom, start, end):
    """Tick every 30 seconds."""
    newsroom.clock.now = start
    while newsroom.clock.now < end:
        await newsroom.tick()
        newsroom.clock.now += 30 * SECOND


def test_a_slot_that_fails_is_told_once_and_again_when_it_is_given_up(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        assert alarms(newsroom) == ["digest: evening failed"]
        await through(newsroom, utc(2026, 11, 23, 7, 1), utc(2026, 11, 23, 9, 50))
        assert alarms(newsroom) == ["digest: evening failed"]
        await through(newsroom, utc(2026, 11, 23, 9, 50), utc(2026, 11, 23, 10, 20))
        assert alarms(newsroom) == ["digest: evening failed"] * 2
        first, last = [mail for mail in newsroom.inbox.mails() if to_desk(mail)][::-1]
        texts = sorted((first.text, last.text), key=lambda text: "given up" in text)
        assert "broken.mjml.j2" in texts[0]
        assert "next try at" in texts[0]
        assert "given up, max_late is over" in texts[1]
        assert first.header("From") == "Evening <evening@news.example>"

    template = tmp_path / "templates" / "email" / "broken.mjml.j2"
    template.parent.mkdir(parents=True)
    template.write_text("{% nonsense")
    play(scenario, tmp_path, more=BROKEN)


def test_slots_that_were_missed_are_told(tmp_path):
    async def scenario(newsroom):
        await newsroom.at(2026, 11, 20, 12)
        await newsroom.at(2026, 11, 23, 10, 0, 1)
        assert alarms(newsroom) == ["digest: briefing late"]
        await newsroom.at(2026, 11, 23, 10, 0, 6)
        assert alarms(newsroom) == ["digest: briefing late"]

    play(scenario, tmp_path, more=OPERATOR)


def test_a_held_edition_that_nobody_approved_is_told(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        assert alarms(newsroom) == []
        await newsroom.at(2026, 11, 23, 10, 0, 1)
        assert alarms(newsroom) == ["digest: briefing late"]

    play(scenario, tmp_path, more=OPERATOR, approval="manual")


def test_most_sources_failing_is_told_once_a_day(tmp_path):
    async def scenario(newsroom):
        for hours in (5, 6, 12, 20):
            await newsroom.at(2026, 11, 23, hours)
        assert alarms(newsroom) == ["digest: most sources failed"]
        await newsroom.at(2026, 11, 24, 5)
        assert alarms(newsroom).count("digest: most sources failed") == 2

    play(scenario, tmp_path, more=GONE, at="23:59")


def test_a_fault_of_the_daemon_is_told(tmp_path, monkeypatch):
    async def scenario(newsroom):
        def broken(*_):
            raise StoreError("a table is gone")

        monkeypatch.setattr(newsroom.daemon, "_leftovers", broken)
        await newsroom.at(2026, 11, 23, 5)
        await newsroom.at(2026, 11, 23, 5, 30)
        assert alarms(newsroom) == ["digest: the tick: StoreError"]

    play(scenario, tmp_path, more=OPERATOR)


def test_what_went_well_is_no_alarm(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        await newsroom.at(2026, 11, 24, 7)
        assert newsroom.told == ["built", "sent", "skipped"]
        assert newsroom.store.notices.list() == ()

    play(scenario, tmp_path, more=OPERATOR)


def test_without_an_operator_nothing_is_kept(tmp_path):
    async def scenario(newsroom):
        await newsroom.at(2026, 11, 20, 12)
        await newsroom.at(2026, 11, 23, 10, 0, 1)
        assert newsroom.store.notices.list() == ()

    play(scenario, tmp_path)


def test_an_alarm_about_the_relay_waits_for_it_and_goes_before_the_edition(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        newsroom.start(without_relay(newsroom.settings))
        await newsroom.at(2026, 11, 23, 7)
        assert newsroom.store.outbox.counts(EDITION) == {}
        await through(newsroom, utc(2026, 11, 23, 7, 0, 30), utc(2026, 11, 23, 7, 30))
        (kept,) = newsroom.store.notices.list()
        assert kept.state is DeliveryState.QUEUED
        newsroom.start()
        await newsroom.at(2026, 11, 23, 7, 45)
        mails = sorted(newsroom.inbox.mails(), key=lambda mail: mail.id)
        assert [to_desk(mail) for mail in mails] == [True, False, False]
        assert "can't be used" in mails[0].text

    play(scenario, tmp_path, more=OPERATOR)


def test_notices_that_no_relay_takes_are_tried_less_and_less_often(tmp_path):
    async def scenario(newsroom):
        newsroom.start(without_relay(newsroom.settings))
        raise_one(newsroom)
        await through(newsroom, EARLY, EARLY + 60 * MINUTE)
        failed = [event for event in newsroom.events if event.what == "failed"]
        assert 5 <= len(failed) <= 9
        assert all(event.words.startswith("notices: relay 127.0.0.1:9") for event in failed)
        assert len(newsroom.store.notices.list()) == 1

    play(scenario, tmp_path, more=OPERATOR)


def raise_one(newsroom):
    words = {"key": "one", "subject": "digest: trouble", "text": "It broke."}
    assert alarm(newsroom.settings, newsroom.store, now=newsroom.clock(), **words)


@pytest.mark.parametrize("said", [b"550 5.1.1 nobody", b"454 4.7.0 quota", b"421 4.3.2 no"])
def test_an_alarm_that_is_refused_raises_no_other(tmp_path, said):
    async def whole():
        async with (
            Sink(answers(RCPT=said)) as sink,
            house(tmp_path, now=EARLY, more=OPERATOR) as newsroom,
        ):
            newsroom.start(replace_port(newsroom.settings, sink.port))
            raise_one(newsroom)
            await through(newsroom, EARLY, EARLY + 20 * MINUTE)
            assert len(newsroom.store.notices.list()) == 1
            assert not [event for event in newsroom.events if event.cause]
            assert sink.seen["RCPT"] <= 6

    asyncio.run(whole())


def test_notices_go_beside_an_edition_that_is_going_out(tmp_path):
    async def scenario(newsroom):
        raise_one(newsroom)
        shift = shift_of(newsroom, asyncio.sleep)
        async with shift.relay:
            await asyncio.wait_for(send_due_notices(shift), 20)
        assert newsroom.mails == [DESK]
        assert [(event.what, event.words) for event in newsroom.events] == [("notified", "1 sent")]

    play(scenario, tmp_path, more=OPERATOR)


def test_an_edition_waits_for_the_notices_that_are_going_out(tmp_path, monkeypatch):
    going, built, done, order = asyncio.Event(), asyncio.Event(), asyncio.Event(), []

    class Events(list):
        def append(self, event):
            super().append(event)
            if event.what == "built":
                built.set()

    async def slow(*_, **__):
        going.set()
        await done.wait()
        order.append("notices")
        return NoticeReport()

    async def edition(*args, **more):
        order.append("edition")
        return await send(*args, **more)

    monkeypatch.setattr("digest.pipeline.leftover.send_notices", slow)
    monkeypatch.setattr("digest.pipeline.day.send", edition)

    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        newsroom.clock.set(2026, 11, 23, 7)
        raise_one(newsroom)
        newsroom.events = Events()
        newsroom.start()
        tick = asyncio.create_task(newsroom.tick())
        await asyncio.wait_for(built.wait(), 20)
        for _ in range(100):
            await asyncio.sleep(0)
        assert going.is_set()
        assert order == []
        done.set()
        await asyncio.wait_for(tick, 20)
        assert order == ["notices", "edition"]
        assert newsroom.mails == [DESK, "reader1@example.com", "reader2@example.com"]

    play(scenario, tmp_path, more=OPERATOR)
