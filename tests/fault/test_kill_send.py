"""A sender is killed again and again: nobody is lost, and few get their mail twice."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys

import pytest
from tests.fault.counting import PLAIN, ROOT, CountingSink
from tests.unit.store.make import frozen_file, url

from digest.model import DeliveryState
from digest.store import open_store

READERS = 3000
CONNECTIONS = 10
KILLS = int(os.environ.get("DIGEST_FAULT_ROUNDS", "10"))


@pytest.fixture
def sink():
    with contextlib.closing(CountingSink()) as running:
        yield running


def start(folder, edition, port, hours):
    arguments = [url(folder), edition, str(port), str(hours)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.fault.sender", *arguments],
        cwd=ROOT,
        env=PLAIN,
        stdout=subprocess.DEVNULL,
    )


def interrupt(folder, edition, sink, *, hours, number, dice):
    """Start a sender, stop it by a signal after a random number of mails; its exit code."""
    aim = sum(sink.counts().values()) + dice.randint(30, 200)
    sender = start(folder, edition, sink.port, hours)
    sink.wait_for(aim, sender)
    sender.send_signal(number)
    return sender.wait(30)


def states(folder, edition):
    with open_store(url(folder)) as store:
        return store.outbox.counts(edition)


def test_kill_loses_nobody_and_repeats_at_most_what_was_in_flight(tmp_path, sink):
    edition = frozen_file(tmp_path, READERS)
    dice = random.Random(2026)
    ends = [
        interrupt(tmp_path, edition, sink, hours=hours, number=signal.SIGKILL, dice=dice)
        for hours in range(KILLS)
    ]
    kills = ends.count(-signal.SIGKILL)
    assert kills >= min(KILLS, 5)
    assert start(tmp_path, edition, sink.port, KILLS).wait(60) == 0
    counts = sink.counts()
    assert states(tmp_path, edition) == {DeliveryState.SENT: READERS}
    assert len(counts) == READERS
    assert sum(counts.values()) - READERS <= CONNECTIONS * kills
    assert max(counts.values()) <= 1 + kills


def test_sigterm_loses_nobody_and_repeats_nothing(tmp_path, sink):
    edition = frozen_file(tmp_path, READERS)
    dice = random.Random(2026)
    for _ in range(5):
        end = interrupt(tmp_path, edition, sink, hours=0, number=signal.SIGTERM, dice=dice)
        assert end == 0
        left = states(tmp_path, edition)
        assert DeliveryState.SENDING not in left
        assert DeliveryState.UNSURE not in left
    assert start(tmp_path, edition, sink.port, 0).wait(60) == 0
    assert states(tmp_path, edition) == {DeliveryState.SENT: READERS}
    assert set(sink.counts().values()) == {1}
    assert len(sink.counts()) == READERS
