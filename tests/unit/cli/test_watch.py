"""How a send is shown: never more often than it should be, and never at the send's cost."""

from __future__ import annotations

import asyncio
import io
import json
import os
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from digest.cli import terminal
from digest.cli import watch as module
from digest.cli.main import root
from digest.cli.options import Options
from digest.cli.watch import EVENT, WINDOW, Events, Meter, View, Watch, watching
from digest.deliver import Progress
from digest.model import Scope, Throttle

HALF = Progress(sent=40, deferred=6, failed=3, unsure=1, remaining=50, seconds=2.0)


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


# --- the rate


def test_a_rate_is_that_of_the_last_seconds():
    meter = Meter(0.0)
    assert meter.rate(0.0, 0) == 0.0
    assert meter.rate(2.0, 100) == 50.0
    for second in range(3, 30):
        rate = meter.rate(float(second), 100 + 10 * (second - 2))
    assert rate == 10.0
    for second in range(30, 40):
        rate = meter.rate(float(second), 370)
    assert rate == 0.0


@pytest.mark.parametrize("step", [0.1, 0.7, WINDOW * 3])
def test_a_steady_send_has_a_steady_rate_however_often_it_is_looked_at(step):
    meter = Meter(0.0)
    rates = [meter.rate(n * step, round(n * step * 1000)) for n in range(1, 300)]
    assert all(rate == pytest.approx(1000, rel=0.01) for rate in rates)


def test_the_meter_keeps_no_more_than_its_window():
    meter = Meter(0.0)
    for n in range(10_000):
        meter.rate(n * 0.2, n)
    assert len(meter._samples) <= WINDOW / 0.2 + 2


def test_time_left_is_what_remains_at_this_rate():
    assert View(progress=HALF, at=0.0, rate=0.5).left == timedelta(seconds=100)
    assert View(progress=HALF, at=0.0, rate=0.0).left is None
    assert View(progress=HALF, at=0.0, rate=1.0).readers == 100


# --- when it is shown


def test_a_commit_shows_nothing_and_a_look_the_latest():
    shown, clock = [], Clock()
    watch = Watch(shown.append, io.StringIO(), clock)
    watch.look()
    clock.now += 60
    for sent in range(1000):
        watch.note(Progress(sent=sent, seconds=2.0))
    assert shown == []
    watch.look()
    assert [(view.progress.sent, view.rate) for view in shown] == [(999, 499.5)]


def test_a_stream_that_is_gone_is_left_alone():
    calls = []

    def broken(view):
        calls.append(view)
        raise BrokenPipeError

    watch = Watch(broken, io.StringIO(), Clock())
    watch.note(HALF)
    watch.look()
    watch.look(last=True)
    assert len(calls) == 1


def fill(pipe):
    os.set_blocking(pipe, False)
    while True:
        os.write(pipe, b"x" * 4096)


def test_nobody_who_does_not_read_holds_the_send_up():
    """A pipe that is full is passed by until there is room again."""
    shown = []
    read, write = os.pipe()
    with os.fdopen(read, "rb") as reader, os.fdopen(write, "w") as stream:
        watch = Watch(shown.append, stream, Clock())
        watch.note(HALF)
        watch.look()
        assert len(shown) == 1
        with pytest.raises(BlockingIOError):
            fill(write)
        watch.look()
        assert len(shown) == 1
        reader.read1(1 << 20)
        watch.look()
        assert len(shown) == 2


class Seen:
    """Stands for the events of a send."""

    def __init__(self):
        self.sent = []
        self.news = asyncio.Event()

    def show(self, view):
        self.sent.append((view.progress.sent, view.last))
        self.news.set()


def test_the_clock_looks_and_the_end_does_once_more(monkeypatch):
    monkeypatch.setattr(module, "TICK", 0.001)

    async def send():
        seen = Seen()
        with watching(seen) as note:
            for sent in (1, 2):
                seen.news.clear()
                note(Progress(sent=sent))
                await seen.news.wait()
            note(Progress(sent=3))
        return seen.sent

    seen = asyncio.run(asyncio.wait_for(send(), 20))
    assert list(dict.fromkeys(seen)) == [(1, False), (2, False), (3, True)]


# --- events


def test_events_come_a_second_apart_and_only_with_news(capsys):
    events = Events("e")
    for number in range(80):
        sent = min(number, 25)
        progress = Progress(sent=sent, remaining=25 - sent, seconds=sent / 10)
        events.show(View(progress=progress, at=number / 10, rate=10.04))
    found = lines(capsys)
    assert found[0] == {"event": "started", "edition": "e", "readers": 25}
    assert [one["sent"] for one in found[1:]] == [0, 10, 20, 25]
    assert found[2] == {
        "event": "progress",
        "sent": 10,
        "deferred": 0,
        "failed": 0,
        "unsure": 0,
        "remaining": 15,
        "rate": 10.0,
        "seconds": 1.0,
    }
    assert EVENT == 1.0


def test_the_last_progress_is_told_however_soon_it_comes(capsys):
    events = Events("e")
    events.show(View(progress=HALF, at=5.0, rate=1.0))
    events.show(View(progress=HALF, at=5.1, rate=1.0, last=True))
    events.finished({"sent": 40})
    assert [one["event"] for one in lines(capsys)] == [
        "started",
        "progress",
        "progress",
        "finished",
    ]


def test_a_rest_is_an_event_of_its_own_behind_the_start(capsys):
    events = Events("e")
    until = datetime(2026, 11, 23, 7, 1, 19, 645_114, tzinfo=UTC)
    events.paused(Throttle(scope=Scope.RELAY, name="main", until=until, reason="421 slow down"))
    assert lines(capsys) == []
    for second in (5.0, 6.5):
        events.show(View(progress=HALF, at=second, rate=1.0))
    started, paused, progress = lines(capsys)
    assert (started["event"], progress["event"]) == ("started", "progress")
    assert paused == {
        "event": "paused",
        "edition": "e",
        "relay": "main",
        "until": "2026-11-23T07:01:19Z",
        "reason": "421 slow down",
    }


# --- the bar


@contextmanager
def told(*_):
    """Stands for the bar; keeps what it was to draw."""
    yield lambda *drawn: DRAWN.append(drawn)


DRAWN: list[tuple] = []


def watched(monkeypatch, *, volume=0, tty=True, events=None):
    """What is drawn of a send of which half is done."""
    DRAWN.clear()
    monkeypatch.setattr(terminal, "sending", told)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: tty)

    async def send():
        with watching(events) as note:
            note(HALF)

    with root.make_context("digest", ["send"]) as context:
        context.obj = Options(volume=volume)
        asyncio.run(send())
    return DRAWN


def test_a_bar_tells_it_all(monkeypatch):
    [(done, total, beside, below)] = watched(monkeypatch)
    assert (done, total) == (50, 100)
    assert beside.startswith("40/100 sent, ")
    assert beside.endswith(" left")
    assert below.endswith("/s, 6 deferred, 3 failed, 1 unsure, 50 remaining")


def test_there_is_no_bar_where_nobody_looks_on(monkeypatch, capsys):
    monkeypatch.setenv("NO_COLOR", "")
    assert watched(monkeypatch, volume=-1) == []
    assert watched(monkeypatch, tty=False) == []
    assert watched(monkeypatch, events=Events("e")) == []
    assert len(lines(capsys)) == 2
    assert len(watched(monkeypatch, volume=1)) == 1
    monkeypatch.setenv("NO_COLOR", "1")
    assert watched(monkeypatch) == []


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_bar_keeps_to_two_lines(monkeypatch, capsys, width):
    monkeypatch.setenv("COLUMNS", str(width))
    most = Progress(sent=1_234_567, deferred=12_345, failed=12_345, unsure=999, remaining=987_654)
    words = module._words(View(progress=most, at=0.0, rate=12_345.0))
    terminal._console().print(terminal._bar(*words, width))
    drawn = capsys.readouterr().out.splitlines()
    assert len(drawn) == 2
    assert max(map(len, drawn)) <= width
    if width > 40:
        assert "1,234,567/2,247,910 sent, 0:01:20 left" in drawn[0]
        assert drawn[1] == (
            "12,345/s, 12,345 deferred, 12,345 failed, 999 unsure, 987,654 remaining"
        )
