"""The daemon over the real store and a real mailbox, by a clock that is set by hand."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from tests.unit.schedule.house import MINUTE, SECOND, house, utc, without_relay

from digest.model import DeliveryState, EditionState, RunState
from digest.pipeline.build import build
from digest.pipeline.freeze import approve
from digest.pipeline.send import send

MONDAY = date(2026, 11, 23)
EARLY = utc(2026, 11, 23, 5)
EDITION = "briefing-daily-2026-11-23"


def play(scenario, folder, *, now=EARLY, **options):
    async def whole():
        async with house(folder, now=now, **options) as newsroom:
            await scenario(newsroom)
            assert newsroom.store.check() == ()

    asyncio.run(whole())


def test_a_day_from_the_sources_to_the_readers(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 6, 59, 59)
        assert newsroom.mails == []
        await newsroom.at(2026, 11, 23, 7, 0, 0)
        assert newsroom.mails == ["reader1@example.com", "reader2@example.com"]
        assert newsroom.told == ["built", "sent"]
        assert newsroom.states == [(utc(2026, 11, 23, 7), "sent")]
        assert newsroom.edition(MONDAY).state is EditionState.SENT
        (run,) = newsroom.store.runs.list()
        assert (run.edition, run.detail) == (EDITION, "2 sent")
        await newsroom.at(2026, 11, 23, 7, 0, 5)
        await newsroom.at(2026, 11, 23, 9, 0, 0)
        assert len(newsroom.mails) == 2

    play(scenario, tmp_path)


@pytest.mark.parametrize(
    ("zone", "at", "before", "slot", "day"),
    [
        # the gap: there is no 02:30, so it is due at 03:00 local
        ("Europe/Paris", "02:30", utc(2027, 3, 28, 0, 59, 59), utc(2027, 3, 28, 1), 28),
        # the fold: there are two, and the first one is meant
        ("Europe/Paris", "02:30", utc(2026, 10, 25, 0, 29, 59), utc(2026, 10, 25, 0, 30), 25),
        # half an hour only, on another day in UTC
        ("Australia/Lord_Howe", "02:15", utc(2026, 10, 3, 15, 29), utc(2026, 10, 3, 15, 30), 4),
        ("Australia/Lord_Howe", "01:45", utc(2027, 4, 3, 14, 44), utc(2027, 4, 3, 14, 45), 4),
    ],
)
def test_a_slot_in_a_gap_or_a_fold_is_one_send(tmp_path, zone, at, before, *, slot, day):
    async def scenario(newsroom):
        newsroom.news(before.year, before.month, before.day)
        await newsroom.tick()
        assert newsroom.mails == []
        for minutes in range(0, 180, 10):
            newsroom.clock.now = slot + minutes * MINUTE
            await newsroom.tick()
        assert len(newsroom.mails) == 2
        assert newsroom.states == [(slot, "sent")]
        assert newsroom.store.runs.list()[0].edition.endswith(f"-{day:02}")

    play(scenario, tmp_path, now=before, zone=zone, at=at, max_late="1h")


def test_a_gap_at_the_end_of_a_day_takes_no_edition_from_the_next(tmp_path):
    """In Nuuk the clock jumps from 23:00 to midnight: both slots would be of one date."""

    async def scenario(newsroom):
        newsroom.news(2027, 3, 27, 12)
        await newsroom.at(2027, 3, 28, 1)
        newsroom.news(2027, 3, 28, 12)
        await newsroom.at(2027, 3, 29, 0, 30)
        assert newsroom.states == [(utc(2027, 3, 28, 1), "sent"), (utc(2027, 3, 29, 0, 30), "sent")]
        assert [run.edition[-5:] for run in newsroom.store.runs.list()] == ["03-28", "03-27"]
        assert len(newsroom.mails) == 4

    play(scenario, tmp_path, now=utc(2027, 3, 28), zone="America/Nuuk", at="23:30", max_late="1h")


def test_a_restart_at_five_past_catches_up(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 6)
        newsroom.start()
        await newsroom.at(2026, 11, 23, 7, 5)
        assert len(newsroom.mails) == 2
        newsroom.start()
        await newsroom.at(2026, 11, 23, 7, 6)
        assert len(newsroom.mails) == 2

    play(scenario, tmp_path)


def test_a_first_start_takes_the_slot_of_an_hour_ago_but_none_of_yesterday(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 8)
        assert newsroom.states == [(utc(2026, 11, 23, 7), "sent")]
        assert newsroom.told == ["built", "sent"]

    play(scenario, tmp_path)


def test_slots_that_passed_longer_ago_than_max_late_are_said_and_not_sent(tmp_path):
    async def scenario(newsroom):
        await newsroom.at(2026, 11, 20, 12)
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 10, 0, 1)
        assert newsroom.mails == []
        assert [state for _, state in newsroom.states] == ["late"] * 3
        assert newsroom.told == ["late"]
        assert "2026-11-21 07:00Z, 2026-11-22 07:00Z, 2026-11-23" in newsroom.last.words
        assert newsroom.last.code == 1
        await newsroom.at(2026, 11, 23, 10, 0, 6)
        assert newsroom.told == ["late"]
        await newsroom.at(2026, 11, 24, 12)
        assert newsroom.last.words.endswith("not sent: 2026-11-24 07:00Z")

    play(scenario, tmp_path)


def test_of_two_slots_in_time_only_the_newest_is_caught_up(tmp_path):
    async def scenario(newsroom):
        await newsroom.at(2026, 11, 22, 6)
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        assert newsroom.states == [
            (utc(2026, 11, 21, 7), "skipped"),
            (utc(2026, 11, 22, 7), "late"),
            (utc(2026, 11, 23, 7), "sent"),
        ]

    play(scenario, tmp_path, max_late="24h")


def test_the_last_second_of_max_late_is_in_time(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 22, 12)
        await newsroom.at(2026, 11, 23, 10)
        assert newsroom.states == [(utc(2026, 11, 23, 7), "sent")]

    play(scenario, tmp_path)


def test_a_clock_that_is_set_back_an_hour_sends_nothing_again(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7, 0)
        for minutes in range(0, 121, 5):
            newsroom.clock.now = utc(2026, 11, 23, 6) + minutes * MINUTE
            newsroom.start()
            await newsroom.tick()
        assert len(newsroom.mails) == 2
        assert newsroom.states == [(utc(2026, 11, 23, 7), "sent")]
        assert {event.what for event in newsroom.events} == {"collected", "built", "sent"}

    play(scenario, tmp_path)


def test_a_clock_that_ran_ahead_for_a_tick_costs_no_slot(tmp_path):
    async def scenario(newsroom):
        await newsroom.at(2026, 11, 22, 12)
        await newsroom.at(2026, 12, 24, 12)
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        assert len(newsroom.mails) == 2
        assert (utc(2026, 11, 23, 7), "sent") in newsroom.states

    play(scenario, tmp_path)


def test_a_clock_that_ran_far_ahead_hides_no_missed_slot(tmp_path):
    async def scenario(newsroom):
        await newsroom.at(2026, 11, 22, 12)
        await newsroom.at(2030, 1, 1)
        await newsroom.at(2026, 11, 23, 12)
        assert newsroom.last.words.endswith("not sent: 2026-11-23 07:00Z")

    play(scenario, tmp_path)


def test_too_few_stories_are_skipped_and_never_sent_empty(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        await newsroom.at(2026, 11, 23, 7, 30)
        assert newsroom.mails == []
        assert newsroom.told == ["skipped"]
        assert newsroom.last.code == 4
        assert "of at least 3 stories" in newsroom.store.runs.list()[0].detail

    play(scenario, tmp_path, min_stories=3)


def test_nobody_to_send_to_is_skipped(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        await newsroom.at(2026, 11, 23, 7, 30)
        assert newsroom.told == ["built", "skipped"]
        assert newsroom.last.code == 4

    play(scenario, tmp_path, readers=0)


def test_a_held_edition_goes_when_an_editor_approves_it(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        await newsroom.at(2026, 11, 23, 7, 30)
        assert newsroom.told == ["built", "held"]
        assert newsroom.edition(MONDAY).state is EditionState.HELD
        approve(newsroom.settings, newsroom.store, EDITION, now=newsroom.clock())
        await newsroom.at(2026, 11, 23, 10, 0, 0)
        assert newsroom.told == ["built", "held", "sent"]
        assert len(newsroom.mails) == 2

    play(scenario, tmp_path, approval="manual")


def test_an_edition_with_errors_is_held_though_nobody_was_to_approve_it(tmp_path):
    async def scenario(newsroom):
        parts = newsroom.folder / "templates" / "email" / "parts"
        parts.mkdir(parents=True)
        (parts / "footer.mjml.j2").write_text("<mj-text>Good night.</mj-text>")
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        assert newsroom.told == ["built", "held"]
        assert newsroom.last.cause == "errors in the edition"  # what alarms go by
        assert "DG041" in newsroom.last.words
        assert f"digest approve --force {EDITION}" in newsroom.last.words
        assert newsroom.edition(MONDAY).state is EditionState.HELD
        await newsroom.at(2026, 11, 23, 8)
        assert newsroom.mails == []
        approve(newsroom.settings, newsroom.store, EDITION, now=utc(2026, 11, 23, 8))
        await newsroom.at(2026, 11, 23, 9)
        assert newsroom.told == ["built", "held", "sent"]
        assert len(newsroom.mails) == 2

    play(scenario, tmp_path)


@pytest.mark.parametrize("approved", [True, False])
def test_a_held_edition_is_not_sent_after_max_late_and_says_so(tmp_path, approved):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 7)
        if approved:
            approve(newsroom.settings, newsroom.store, EDITION, now=utc(2026, 11, 23, 9))
        await newsroom.at(2026, 11, 23, 10, 0, 1)
        assert newsroom.told == ["built", "held", "late"]
        assert f"digest send {EDITION}" in newsroom.last.words
        assert ("digest approve" in newsroom.last.words) is not approved
        if not approved:
            approve(newsroom.settings, newsroom.store, EDITION, now=utc(2026, 11, 23, 11))
        await newsroom.at(2026, 11, 23, 11)
        assert newsroom.mails == []

    play(scenario, tmp_path, approval="manual")


def test_what_an_editor_built_is_held_as_it_is(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 6)
        now = newsroom.clock()
        mine = build(newsroom.settings, newsroom.store, None, day=MONDAY, now=now).edition
        newsroom.news(2026, 11, 23, 6)
        await newsroom.at(2026, 11, 23, 7)
        assert newsroom.edition(MONDAY).hash == mine.hash
        assert newsroom.told == ["held"]

    play(scenario, tmp_path, approval="manual")


def test_what_an_editor_sent_before_is_not_sent_again(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        await newsroom.at(2026, 11, 23, 6)
        now, clock = newsroom.clock(), newsroom.clock
        build(newsroom.settings, newsroom.store, None, day=MONDAY, now=now)
        await send(newsroom.settings, newsroom.store, EDITION, clock=clock)
        await newsroom.at(2026, 11, 23, 7)
        assert newsroom.told == ["sent"]
        assert "already" in newsroom.last.words
        assert len(newsroom.mails) == 2

    play(scenario, tmp_path)


def test_a_relay_that_is_away_is_tried_again_within_max_late(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        newsroom.start(without_relay(newsroom.settings))
        await newsroom.at(2026, 11, 23, 7)
        assert newsroom.told == ["built", "failed"]
        assert newsroom.last.code == 75
        (run,) = newsroom.store.runs.list()
        assert (run.state, run.tries, run.retry_at) == (RunState.FAILED, 1, run.slot + MINUTE)
        await newsroom.at(2026, 11, 23, 7, 0, 30)
        assert newsroom.told == ["built", "failed"]
        newsroom.start()
        await newsroom.at(2026, 11, 23, 7, 1)
        assert newsroom.told == ["built", "failed", "sent"]
        assert newsroom.store.outbox.counts(EDITION) == {DeliveryState.SENT: 2}

    play(scenario, tmp_path)


def test_a_relay_that_stays_away_past_max_late_is_given_up_and_left_to_a_person(tmp_path):
    async def scenario(newsroom):
        newsroom.news(2026, 11, 23, 4)
        newsroom.start(without_relay(newsroom.settings))
        newsroom.clock.set(2026, 11, 23, 7)
        while newsroom.clock() < utc(2026, 11, 23, 10, 20):
            await newsroom.tick()
            newsroom.clock.now += 30 * SECOND
        newsroom.start()
        await newsroom.at(2026, 11, 23, 12)
        assert newsroom.mails == []
        (run,) = newsroom.store.runs.list()
        assert (run.state, run.retry_at) == (RunState.FAILED, None)
        assert 10 < newsroom.told.count("failed") < 20
        assert f"given up, max_late is over; by hand: digest send {EDITION}" in (
            newsroom.last.words
        )

    play(scenario, tmp_path)
