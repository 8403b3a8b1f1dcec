"""A disk that can't be written: a send says so and ends, and what it did is known."""

from __future__ import annotations

import stat

import pytest
from tests.fault.disks import Limit, SmallDisk, as_everybody, can_mount, mounted, remount

READERS = 3000
FEW = 40
MOUNTS = can_mount()
DISKS = (SmallDisk, Limit) if MOUNTS else (Limit,)


@pytest.fixture(params=DISKS, ids=lambda kind: kind.__name__)
def disk(request, tmp_path):
    with request.param.at(tmp_path) as small:
        yield small


def test_a_disk_that_fills_up_ends_a_send_in_words(newsroom, disk):
    edition = newsroom.approved(READERS)
    sending = newsroom.start("send", edition, "--json")
    newsroom.sink.wait_for(100, sending)
    disk.fill(sending)
    ended = newsroom.end(sending)
    assert ended.code == 1
    assert "\nerror: the database" in f"\n{ended.err}"
    assert disk.said in ended.err
    told = ended.report
    assert disk.said in told["reason"]
    assert told["sent"] + told["unsure"] + told["remaining"] == READERS
    disk.free()
    stopped = newsroom.books.account()
    assert stopped.of("queued", "sent", "sending") == set(stopped.states)
    assert newsroom.state(edition) == "sending"
    assert newsroom.resumed(edition).repeated <= stopped.of("sending")


def test_on_a_full_disk_no_send_begins(newsroom, disk):
    edition = newsroom.approved(FEW)
    disk.fill(None)
    newsroom.under = disk.under
    for command in ("send", "resume"):
        ended = newsroom.fails(command, edition)
        assert ended.code == 1
        assert disk.said in ended.err
    assert newsroom.sink.total() == 0
    disk.free()
    newsroom.under = disk.under
    assert newsroom.state(edition) == "approved"
    assert newsroom.resumed(edition).surplus == 0


@pytest.mark.parametrize("shut", [("digest.db",), (".",), ("digest.db", ".")], ids=" and ".join)
def test_without_the_right_to_write_nothing_begins_and_the_hint_mends_it(newsroom, shut):
    edition = newsroom.approved(FEW)
    newsroom.under = as_everybody()
    for name in shut:
        allow(newsroom.folder / name, write=False)
    for command in ("send", "resume"):
        ended = newsroom.fails(command, edition)
        assert ended.code == 1
        assert "is read-only" in ended.err
    assert newsroom.sink.total() == 0
    hint = ended.err.splitlines()[1].partition("this account read and write ")[2]
    for name in hint.split(", "):
        allow(newsroom.folder / name, write=True)
    assert newsroom.resumed(edition).surplus == 0


def allow(path, *, write):
    mode = stat.S_IMODE(path.stat().st_mode)
    path.chmod(
        mode | stat.S_IWUSR if write else mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    )


if MOUNTS:

    def test_on_a_disk_that_is_mounted_read_only_nothing_begins(newsroom):
        with mounted(newsroom.folder):
            edition = newsroom.approved(FEW)
            remount(newsroom.folder, "ro")
            for command in ("send", "resume"):
                ended = newsroom.fails(command, edition)
                assert ended.code == 1
                assert "is read-only: its disk is mounted so" in ended.err
            assert newsroom.sink.total() == 0
            remount(newsroom.folder, "rw")
            assert newsroom.resumed(edition).surplus == 0
