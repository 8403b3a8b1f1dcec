"""Daemons as processes: two at once, one that is killed, one that is asked to end."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from contextlib import ExitStack
from datetime import timedelta

import pytest
from tests.fault.counting import PLAIN, ROOT, CountingSink
from tests.unit.schedule.house import add_readers, utc, write_news, write_settings

from digest.model import DeliveryState, RunState
from digest.store import open_store

SLOT = utc(2026, 11, 23, 7)
LATER = SLOT + timedelta(minutes=10)
EDITION = "briefing-daily-2026-11-23"
CONNECTIONS = 10  # the default of [smtp]


@pytest.fixture
def sink():
    with contextlib.closing(CountingSink()) as running:
        yield running


@pytest.fixture
def newsroom(tmp_path, sink):
    """Makes a folder with news and so many readers."""

    def make(readers):
        settings = write_settings(tmp_path, port=sink.port)
        write_news(tmp_path, dated=utc(2026, 11, 23, 4))
        with open_store(settings.store.url) as store:
            add_readers(store, readers)
        return tmp_path

    return make


def start(folder, now, mode="once"):
    """A daemon that has opened the database and waits for a word."""
    arguments = [str(folder), now.isoformat(), mode]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.daemon_process", *arguments],
        cwd=ROOT,
        env=PLAIN,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def begin(*processes):
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()


def events(process):
    out, _ = process.communicate(timeout=60)
    return out.split()


def found(folder):
    with open_store(f"sqlite:///{folder / 'digest.db'}") as store:
        assert store.check() == ()
        return store.outbox.counts(EDITION), store.runs.list()


def test_two_daemons_at_once_make_one_send(newsroom, sink):
    folder = newsroom(400)
    with ExitStack() as stack:
        daemons = [stack.enter_context(start(folder, SLOT)) for _ in range(3)]
        begin(*daemons)
        said = [events(daemon) for daemon in daemons]
    assert [daemon.returncode for daemon in daemons] == [0, 0, 0]
    assert sorted(word for words in said for word in words if word != "collected") == [
        "built",
        "sent",
    ]
    counts, runs = found(folder)
    assert counts == {DeliveryState.SENT: 400}
    assert [run.state for run in runs] == [RunState.SENT]
    assert set(sink.counts().values()) == {1}
    assert len(sink.counts()) == 400


def test_a_daemon_that_is_killed_in_the_middle_of_a_send_loses_nobody(newsroom, sink):
    folder = newsroom(3000)
    with start(folder, SLOT) as daemon:
        begin(daemon)
        sink.wait_for(200, daemon)
        daemon.kill()
    assert daemon.returncode == -signal.SIGKILL
    counts, (run,) = found(folder)
    assert run.state is RunState.BUILT
    assert counts[DeliveryState.SENT] < 3000
    with start(folder, LATER) as other:
        begin(other)
        assert events(other)[-1] == "sent"
    counts, (run,) = found(folder)
    assert counts == {DeliveryState.SENT: 3000}
    assert run.state is RunState.SENT
    taken = sink.counts()
    assert len(taken) == 3000
    assert sum(taken.values()) - 3000 <= CONNECTIONS


def test_sigterm_finishes_what_is_in_flight_and_the_next_start_goes_on(newsroom, sink):
    folder = newsroom(3000)
    with start(folder, SLOT, "run") as daemon:
        begin(daemon)
        sink.wait_for(200, daemon)
        daemon.send_signal(signal.SIGTERM)
        assert events(daemon)[-2:] == ["stopped", "ended"]
        assert daemon.returncode == 0
    counts, (run,) = found(folder)
    assert set(counts) == {DeliveryState.SENT, DeliveryState.QUEUED}
    assert run.state is RunState.BUILT
    with start(folder, SLOT) as other:
        begin(other)
        assert events(other)[-1] == "sent"
    assert set(sink.counts().values()) == {1}
    assert len(sink.counts()) == 3000


def test_sigterm_ends_a_daemon_that_waits(newsroom):
    folder = newsroom(1)
    with start(folder, SLOT - timedelta(hours=1), "run") as daemon:
        begin(daemon)
        assert daemon.stdout.readline() == "started\n"
        daemon.send_signal(signal.SIGTERM)
        assert events(daemon)[-1] == "ended"
    assert daemon.returncode == 0
