"""A sender is killed again and again: nobody is lost, and few get their mail twice."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.store.make import frozen_file, url

from digest.model import DeliveryState
from digest.store import open_store

ROOT = Path(__file__).parents[2]
READERS = 3000
CONNECTIONS = 10
KILLS = int(os.environ.get("DIGEST_FAULT_ROUNDS", "10"))
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("COV")}


class CountingSink:
    """The sink in a process of its own: `counts()` is what it took, by Message-ID."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.deliver.sink"],
            cwd=ROOT,
            env=PLAIN,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self.process.stdout.readline())

    def counts(self) -> dict[str, int]:
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


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
    while sum(sink.counts().values()) < aim and sender.poll() is None:
        pass
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
