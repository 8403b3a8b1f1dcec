"""An agenda out of a calendar: days, zones, repetitions, what is cancelled, what is hostile."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.curate.make import NOW, newsletter

from digest.compose.block_agenda import agenda
from digest.compose.calendar import MAX_BYTES
from digest.errors import BlockError
from digest.model import Schedule

DAY = date(2026, 11, 23)
PARIS = newsletter(schedule=Schedule(at=time(7), days=(), timezone="Europe/Paris"))


@dataclass
class Answer:
    body: bytes
    url: str = ""
    content_type: str = ""
    last_modified: str = ""


def event(*lines, what="Parliament meets", uid="1"):
    return ("BEGIN:VEVENT", f"UID:{uid}", *lines, f"SUMMARY:{what}", "END:VEVENT")


def calendar(*events, head=()):
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", *head, *(one for each in events for one in each))
    return "\r\n".join((*lines, "END:VCALENDAR", "")).encode()


def made(body, letter=PARIS, day=DAY, **options):
    async def fetch(place):
        assert place == "https://town.example/days.ics"
        return Answer(body)

    told = {"calendar": "webcal://town.example/days.ics", **options}
    return asyncio.run(agenda(letter, date=day, now=NOW, options=told, fetch=fetch))


def lines(*events, **more):
    return [line for block in made(calendar(*events), **more) for line in block.text.splitlines()]


def test_an_event_stands_at_its_time_in_the_newsletter_s_zone():
    told = event("DTSTART:20261123T083000Z", "DTEND:20261123T100000Z", "LOCATION:Port\\, hall 2")
    assert lines(told) == ["09:30-11:00 Parliament meets, Port, hall 2"]
    (block,) = made(calendar(told), title="Today", source="Town hall", url="https://t.example")
    assert (block.title, block.source, block.url) == ("Today", "Town hall", "https://t.example")
    assert block.expires == datetime(2026, 11, 23, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (("DTSTART;TZID=America/New_York:20261123T040000",), "10:00 Parliament meets"),
        (("DTSTART:20261123T093000",), "09:30 Parliament meets"),  # floating
        (("DTSTART:20261123T093000", "DURATION:PT45M"), "09:30-10:15 Parliament meets"),
        (("DTSTART:20261123T230000", "DTEND:20261124T010000"), "23:00 Parliament meets"),
        (("DTSTART:20261122T230000", "DTEND:20261123T010000"), "Parliament meets"),
        (("DTSTART;VALUE=DATE:20261123",), "Parliament meets"),
        (("DTSTART;VALUE=DATE:20261121", "DTEND;VALUE=DATE:20261126"), "Parliament meets"),
        (("DTSTART:20260105T090000", "RRULE:FREQ=WEEKLY;BYDAY=MO"), "09:00 Parliament meets"),
        (("DTSTART:19260101T090000", "RRULE:FREQ=DAILY"), "09:00 Parliament meets"),
    ],
)
def test_times_of_each_form(told, line):
    assert lines(event(*told)) == [line]


@pytest.mark.parametrize(
    "told",
    [
        ("DTSTART:20261123T093000", "STATUS:CANCELLED"),
        ("DTSTART:20261123T093000", "CLASS:PRIVATE"),
        ("DTSTART:20261123T093000", "CLASS:CONFIDENTIAL"),
        ("DTSTART:20261124T093000",),
        ("DTSTART:20261122T093000",),
        ("DTSTART;VALUE=DATE:20261122", "DTEND;VALUE=DATE:20261123"),
        ("DTSTART:20260105T090000", "RRULE:FREQ=WEEKLY;BYDAY=MO", "EXDATE:20261123T090000"),
        ("DTSTART:20260105T090000", "RRULE:FREQ=WEEKLY;UNTIL=20261101T000000"),
        ("DTSTART:20260105T090000", "RRULE:FREQ=SECONDLY"),
        ("DTSTART:20260105T090000", "RRULE:FREQ=DAILY;BYHOUR=1,2;BYMINUTE=1,2,3"),
    ],
)
def test_what_is_not_of_the_day_or_not_for_print_is_left_out(told):
    assert made(calendar(event(*told))) == ()


def test_one_of_a_series_can_be_moved_or_cancelled():
    series = event("DTSTART:20261102T090000", "RRULE:FREQ=WEEKLY")
    moved = event("DTSTART:20261123T113000", "RECURRENCE-ID:20261123T090000", what="Moved")
    gone = event("DTSTART:20261123T090000", "RECURRENCE-ID:20261123T090000", "STATUS:CANCELLED")
    assert lines(series, moved) == ["11:30 Moved"]
    assert lines(series, gone) == []


def test_several_days_in_their_order_and_the_days_before_skipped():
    told = [
        event("DTSTART:20261125T080000", what="Wednesday", uid="3"),
        event("DTSTART:20261123T200000", what="Evening", uid="2"),
        event("DTSTART;VALUE=DATE:20261123", what="All day", uid="1"),
        event("DTSTART:20261201T080000", what="Next week", uid="4"),
    ]
    assert lines(*told, days=7) == ["All day", "20:00 Evening", "2026-11-25 08:00 Wednesday"]
    assert lines(*told, days=7, skip=1) == ["2026-11-25 08:00 Wednesday"]


def test_a_summary_is_one_line_of_a_length_that_can_be_read():
    (line,) = lines(event("DTSTART:20261123T093000", what="One\\nline " + "word " * 60))
    assert line.startswith("09:30 One line word")
    assert line.endswith("word…")
    assert len(line) <= 146


def test_more_events_than_told_are_a_reason_and_not_half_an_agenda():
    many = [event("DTSTART:20261123T093000", uid=str(n), what=f"Event {n}") for n in range(13)]
    with pytest.raises(BlockError, match="13 events, more than rows = 12"):
        made(calendar(*many))
    assert len(lines(*many, rows=13)) == 13


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>", "no calendar"),
        (b"", "no calendar"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "can't be read|no calendar"),
        (calendar(head=("X:" + "x" * MAX_BYTES,)), "too large"),
        (calendar(*[("BEGIN:VEVENT", "END:VEVENT")] * 5001), "too large: .* 5,001 events"),
        (
            calendar(
                *[
                    event("DTSTART:20200101T000000", "RRULE:FREQ=DAILY", uid=str(n))
                    for n in range(501)
                ]
            ),
            "repeats 501 events",
        ),
    ],
)
def test_a_file_that_is_no_calendar_or_too_much_is_a_reason(body, words):
    with pytest.raises(BlockError, match=words):
        made(body)


def test_a_broken_event_costs_itself_alone():
    good = event("DTSTART:20261123T093000", uid="2")
    assert lines(event("DTSTART:soon", uid="1"), good) == ["09:30 Parliament meets"]


@given(st.binary(max_size=200), st.sampled_from(["DTSTART", "RRULE", "DTEND", "RDATE", "X"]))
def test_no_bytes_bring_it_down(noise, name):
    told = event("DTSTART:20261123T093000")
    body = calendar((*told[:-1], f"{name}:NOISE", told[-1])).replace(b"NOISE", noise)
    try:
        blocks = made(body)
    except BlockError:
        return
    assert all(block.text for block in blocks)
