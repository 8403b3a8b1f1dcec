from __future__ import annotations

import contextlib
import subprocess
import sys

import pytest
from tests.unit.store.make import LEASE, NOW, frozen, frozen_file, url

from digest.errors import StoreBusyError
from digest.model import DeliveryState
from digest.store import open_store
from digest.store.holders import Holders

HOLD = """
import os, sys
from pathlib import Path
from digest.store.holders import Holders
Holders(Path(sys.argv[1])).hold(int(sys.argv[2]))
print(flush=True)
sys.stdin.readline()
os.kill(os.getpid(), 9)
"""


def die_holding(database, fence, while_it_lives):
    """A process that holds `fence` and is killed; `while_it_lives` is called before that."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database), str(fence)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        while_it_lives()
        process.stdin.close()


def dead(holders):
    with holders.dead() as fences:
        return sorted(fences)


def test_the_living_are_not_dead_whoever_asks(tmp_path):
    database = tmp_path / "a[1].db"
    first, second = Holders(database), Holders(database)
    first.hold(7)
    first.hold(7)
    assert dead(first) == dead(second) == []
    first.drop(7)
    assert dead(second) == []
    assert list(tmp_path.iterdir()) == []


def test_the_dead_are_found_once_and_leave_nothing(tmp_path):
    database = tmp_path / "digest.db"
    holders = Holders(database)
    die_holding(database, 7, lambda: dead(holders) == [] or sys.exit("it lives"))
    assert dead(holders) == [7]
    assert dead(holders) == []
    assert list(tmp_path.iterdir()) == []


def test_the_dead_are_found_again_when_nothing_came_of_it(tmp_path):
    database = tmp_path / "digest.db"
    die_holding(database, 7, lambda: None)
    with contextlib.suppress(KeyError), Holders(database).dead() as fences:
        assert {}[fences[0]]
    assert dead(Holders(database)) == [7]


def test_a_look_at_the_dead_forgets_none_of_them(tmp_path):
    database = tmp_path / "digest.db"
    holders = Holders(database)
    holders.hold(8)
    die_holding(database, 7, lambda: holders.gone() == () or sys.exit("it lives"))
    assert holders.gone() == Holders(database).gone() == (7,)
    assert dead(holders) == [7]
    assert holders.gone() == ()


def test_other_files_and_other_databases_are_left_alone(tmp_path):
    for name in ("digest.db-sender-", "digest.db-sender-x", "other.db-sender-3", "digest.db"):
        (tmp_path / name).touch()
    assert dead(Holders(tmp_path / "digest.db")) == []
    assert len(list(tmp_path.iterdir())) == 4


def test_a_folder_without_leave_to_write_is_no_failure(tmp_path):
    holders = Holders(tmp_path / "gone" / "digest.db")
    holders.hold(1)
    holders.drop(1)


def test_a_dead_senders_deliveries_are_free_at_once(tmp_path):
    with open_store(url(tmp_path)) as store:
        edition = frozen(store, 4)
        store.outbox.claim(edition, now=NOW, limit=3, lease=LEASE, fence=7)
        store.outbox.commit((), [1], now=NOW, fence=7)
        store.outbox._holders.drop(7)  # as if it were another process's
        die_holding(store.path, 7, lambda: store.outbox.recover(edition, now=NOW, policy="hold"))
        assert store.outbox.counts(edition)[DeliveryState.SENDING] == 1
        assert store.outbox.recover(edition, now=NOW, policy="resend") == 1
        free = store.outbox.claim(edition, now=NOW, limit=9, lease=LEASE, fence=8)
        assert [one.id for one in free] == [1, 2, 3, 4]


def test_what_a_sender_left_sending_can_be_recovered_when_it_is_done(tmp_path):
    with open_store(url(tmp_path)) as store:
        edition = frozen(store, 2)
        store.outbox.claim(edition, now=NOW, limit=2, lease=LEASE, fence=7)
        store.outbox.commit((), [1], now=NOW, fence=7)
        store.outbox.release(7)
        assert store.outbox.recover(edition, now=NOW, policy="hold") == 1
        assert store.outbox.counts(edition)[DeliveryState.UNSURE] == 1


def test_a_sender_that_cannot_give_back_what_it_holds_is_taken_for_dead(tmp_path):
    edition = frozen_file(tmp_path, 3)
    with open_store(url(tmp_path)) as mine, open_store(url(tmp_path)) as other:
        mine.outbox.claim(edition, now=NOW, limit=3, lease=LEASE, fence=7)
        mine.outbox.commit((), [1], now=NOW, fence=7)
        with other._connection.write(), pytest.raises(StoreBusyError):
            mine.outbox.release(7)
        assert other.outbox.recover(edition, now=NOW, policy="resend") == 1
        free = other.outbox.claim(edition, now=NOW, limit=9, lease=LEASE, fence=8)
        assert len(free) == 3
        mine.outbox.release(7)
        other.outbox.release(8)
    assert not list(tmp_path.glob("*-sender-*"))
