"""A sender that is killed in the middle of its commits loses nobody and claims no success."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from tests.unit.store.make import LEASE, NOW, frozen_file, url

from digest.model import DeliveryState
from digest.store import open_store

READERS = 400
SENDER = """
import sys
from datetime import datetime, timedelta
from digest.model import Outcome, OutcomeKind
from digest.store import open_store

where, edition, now = sys.argv[1], sys.argv[2], datetime.fromisoformat(sys.argv[3])
sent = Outcome(kind=OutcomeKind.SENT, code=250)
with open_store(where) as store:
    before = None
    while page := store.outbox.claim(
        edition, now=now, limit=50, lease=timedelta(minutes=5), fence=1
    ):
        for delivery in page:
            results = [] if before is None else [(before, sent)]
            store.outbox.commit(results, [delivery.id], now=now, fence=1)
            if results:
                print("committed", before, flush=True)
            print("mailed", delivery.id, flush=True)
            before = delivery.id
"""


def told(lines: list[bytes], word: bytes) -> set[int]:
    return {
        int(line.split()[1]) for line in lines if line.startswith(word) and line.endswith(b"\n")
    }


@pytest.mark.parametrize("after", [1, 37, 260])
def test_killed_between_commits(tmp_path, after):
    edition = frozen_file(tmp_path, READERS)
    command = [sys.executable, "-c", SENDER, url(tmp_path), edition, NOW.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as sender:
        lines = [sender.stdout.readline() for _ in range(after)]
        sender.kill()
        lines += sender.stdout.readlines()
    mailed, committed = told(lines, b"mailed"), told(lines, b"committed")
    with open_store(url(tmp_path)) as store:
        assert store.check() == ()
        by_state = {
            state: {one.id for one in store.outbox.list(edition, state, READERS)}
            for state in DeliveryState
        }
        sent, sending = by_state[DeliveryState.SENT], by_state[DeliveryState.SENDING]
        assert committed <= sent <= mailed
        assert mailed - sent <= sending
        assert len(sending) == 1
        assert len(sent) + len(sending) + len(by_state[DeliveryState.QUEUED]) == READERS
        resume = NOW + LEASE + timedelta(seconds=1)
        assert store.outbox.recover(edition, now=resume, policy="resend") == 1
        again = store.outbox.claim(edition, now=resume, limit=READERS, lease=LEASE, fence=2)
        assert {one.id for one in again} == set(range(1, READERS + 1)) - sent


def test_killed_in_the_middle_of_a_freeze(tmp_path):
    program = """
import os, signal, sys
from datetime import datetime
from digest.model import OutboxRow, Selection
from digest.store import open_store
from tests.unit.store.make import approved, outbox_rows, readers, rendered

with open_store(sys.argv[1]) as store:
    readers(store, 50)
    going = approved(store)
    def rows():
        for number, row in enumerate(outbox_rows(store, going)):
            if number == 30:
                os.kill(os.getpid(), signal.SIGKILL)
            yield row
    store.outbox.freeze(going.id, rendered(going), rows())
"""
    done = subprocess.run([sys.executable, "-c", program, url(tmp_path)], check=False)
    assert done.returncode == -9
    with open_store(url(tmp_path)) as store:
        (going,) = store.editions.list()
        assert (going.state.value, store.outbox.list()) == ("approved", ())
        assert store.check() == ()
