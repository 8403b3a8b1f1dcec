"""The week's edition beside the day's own: slots, readers, failures and approvals of its own."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from tests.unit.schedule.house import house, utc, without_relay

from digest.model import Cadence, EditionState, SubscriberRow
from digest.pipeline.build import build
from digest.pipeline.freeze import approve

EVERY = '"mon", "tue", "wed", "thu", "fri", "sat", "sun"'
WEEKLY = "briefing-weekly-2026-11-28"
DAILY = "briefing-daily-2026-11-28"
SATURDAY = date(2026, 11, 28)
FRIDAY = utc(2026, 11, 27, 12)


def play(scenario, folder, *, now=FRIDAY, days=EVERY, **options):
    schedule = f'weekly = "sat"\ndays = [{days}]'

    async def whole():
        async with house(folder, now=now, schedule=schedule, **options) as newsroom:
            row = SubscriberRow(
                email="week@example.com", newsletters=("briefing",), cadence=Cadence.WEEKLY
            )
            newsroom.store.subscribers.add(row, now=utc(2026, 1, 1))
            await scenario(newsroom)
            assert newsroom.store.check() == ()

    asyncio.run(whole())


def runs(newsroom):
    """Cadence, slot and state of each run, oldest first."""
    found = reversed(newsroom.store.runs.list())
    return sorted((run.cadence.value, run.slot, run.state.value) for run in found)


def test_each_reader_gets_the_edition_of_their_cadence(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 28, 4)
        await newsroom.at(2026, 11, 28, 6, 59, 59)
        assert newsroom.mails == []
        await newsroom.at(2026, 11, 28, 7)
        assert newsroom.mails == ["reader1@example.com", "reader2@example.com", "week@example.com"]
        slot = utc(2026, 11, 28, 7)
        assert runs(newsroom) == [("daily", slot, "sent"), ("weekly", slot, "sent")]
        assert {run.edition for run in newsroom.store.runs.list()} == {DAILY, WEEKLY}
        assert newsroom.store.editions.get(WEEKLY).cadence is Cadence.WEEKLY
        await newsroom.at(2026, 11, 28, 9)
        newsroom.start()
        await newsroom.at(2026, 11, 28, 9, 30)
        assert len(newsroom.mails) == 3

    play(scenario, tmp_path)


def test_a_day_without_news_leaves_the_week_as_it_is(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 24, 4)  # in the week's reach, not in the day's
        await newsroom.at(2026, 11, 28, 7)
        slot = utc(2026, 11, 28, 7)
        assert runs(newsroom) == [("daily", slot, "skipped"), ("weekly", slot, "sent")]
        assert newsroom.mails == ["week@example.com"]

    play(scenario, tmp_path)


def test_a_week_that_is_due_on_a_day_without_an_edition(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 28, 4)
        await newsroom.at(2026, 11, 28, 7, 5)
        assert runs(newsroom) == [("weekly", utc(2026, 11, 28, 7), "sent")]
        assert newsroom.mails == ["week@example.com"]

    play(scenario, tmp_path, days='"mon"')


def test_a_week_is_caught_up_with_until_max_late_and_then_said_to_be_late(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 28, 4)
        await newsroom.at(2026, 11, 27, 12)
        newsroom.start()
        await newsroom.at(2026, 11, 28, 10)
        assert newsroom.mails == ["week@example.com"]
        newsroom.start()
        await newsroom.at(2026, 12, 12, 10, 0, 1)
        states = {slot.day: state for one, slot, state in runs(newsroom) if one == "weekly"}
        assert states == {28: "sent", 5: "late", 12: "late"}
        assert "2 weekly slots passed" in newsroom.last.words

    play(scenario, tmp_path, days='"wed"')


def test_what_fails_in_one_is_told_and_tried_for_it_alone(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 28, 4)
        await newsroom.at(2026, 11, 28, 6)
        newsroom.start(without_relay(newsroom.settings))
        await newsroom.at(2026, 11, 28, 7)
        assert newsroom.mails == []
        told = [event for event in newsroom.events if event.what == "failed"]
        assert len(told) == 2
        assert len({event.cause for event in told}) == 2  # an alarm for each
        newsroom.store.editions.set_state(
            DAILY, EditionState.CANCELLED, expect={EditionState.APPROVED, EditionState.SENDING}
        )
        newsroom.start()
        await newsroom.at(2026, 11, 28, 7, 2)
        slot = utc(2026, 11, 28, 7)
        assert runs(newsroom) == [("daily", slot, "skipped"), ("weekly", slot, "sent")]
        assert newsroom.mails == ["week@example.com"]

    play(scenario, tmp_path)


def test_each_waits_for_its_own_approval(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 28, 4)
        await newsroom.at(2026, 11, 28, 7)
        assert {state for _, _, state in runs(newsroom)} == {"held"}
        approve(newsroom.settings, newsroom.store, WEEKLY, now=newsroom.clock())
        await newsroom.at(2026, 11, 28, 7, 1)
        assert newsroom.mails == ["week@example.com"]
        assert newsroom.edition(SATURDAY).state is EditionState.HELD

    play(scenario, tmp_path, approval="manual")


@pytest.mark.parametrize(
    ("zone", "slot"),
    [("Europe/Paris", utc(2026, 11, 28, 6)), ("Pacific/Auckland", utc(2026, 11, 27, 18))],
)
def test_the_week_is_due_by_the_local_day(tmp_path, zone, slot):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 26, 4)
        newsroom.clock.now = slot
        await newsroom.tick()
        assert runs(newsroom)[-1] == ("weekly", slot, "sent")
        assert newsroom.store.runs.list()[0].edition in {DAILY, WEEKLY}

    play(scenario, tmp_path, zone=zone)


def test_a_newsletter_that_comes_once_a_week_alone(tmp_path):
    async def scenario(newsroom):
        assert newsroom.settings.newsletter("briefing").cadences == (Cadence.WEEKLY,)
        newsroom.news(2026, 11, 28, 4)
        await newsroom.at(2026, 11, 28, 6, 59, 59)
        assert newsroom.mails == []
        await newsroom.at(2026, 11, 28, 7)
        assert newsroom.mails == ["week@example.com"]
        await newsroom.at(2026, 12, 1, 7)
        assert runs(newsroom) == [("weekly", utc(2026, 11, 28, 7), "sent")]
        assert build(
            newsroom.settings, newsroom.store, None, now=utc(2026, 12, 5, 7)
        ).edition.id == ("briefing-weekly-2026-12-05")

    play(scenario, tmp_path, days="")
