from __future__ import annotations

import asyncio
import mailbox

import pytest
from tests.unit.pipeline.newsroom import NOW, settings

from digest.config import load
from digest.errors import BounceError, ConfigError
from digest.pipeline.postbox import has_box, ingest_box
from digest.store import open_store

REPLY = "From: ann@home.example\nSubject: Re: x\n\nNumber {}\n"


@pytest.fixture
def room(tmp_path):
    box = mailbox.Maildir(tmp_path / "Back")
    for number in range(3):
        box.add(REPLY.format(number).encode())
    made = settings(tmp_path)
    with (tmp_path / "digest.toml").open("a") as toml:
        toml.write('\n[bounces]\nbox = "Back"\n')
    with open_store(made.store.url) as store:
        yield load(tmp_path / "digest.toml", environ={}), store


def ingest(room, *, stop: asyncio.Event | None = None, dry_run: bool = False):
    made, store = room
    halt = stop or asyncio.Event()
    return asyncio.run(ingest_box(made, store, clock=lambda: NOW, stop=halt, dry_run=dry_run))


def test_what_lies_in_the_box_is_taken_once(room):
    assert has_box(room[0])
    assert ingest(room).tasks == 3
    assert ingest(room).read == 0
    assert {one.origin for one in room[1].bounces.list()} == {"maildir Back"}


def test_a_dry_run_takes_nothing(room):
    assert ingest(room, dry_run=True).read == 3
    assert ingest(room).read == 3


def test_a_stop_ends_it_before_the_next_mail(room):
    stop = asyncio.Event()
    stop.set()
    assert ingest(room, stop=stop).read == 0


def test_a_box_that_is_not_there_is_said_so(room):
    mailbox.Maildir(room[0].root / "Back").clear()
    for part in ("new", "cur", "tmp"):
        (room[0].root / "Back" / part).rmdir()
    (room[0].root / "Back").rmdir()
    with pytest.raises(BounceError, match="Back"):
        ingest(room)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('box = "a"\nimap = "imaps://a@b.example/x"', "one place"),
        ('imap = "imaps://a@b.example/x"', "together"),
        ('imap = "imap://a@b.example/x"', "imaps"),
        ('password = { env = "X" }', "together"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(tmp_path, table, words):
    settings(tmp_path)
    with (tmp_path / "digest.toml").open("a") as toml:
        toml.write(f"\n[bounces]\n{table}\n")
    with pytest.raises(ConfigError, match=words):
        load(tmp_path / "digest.toml", environ={})
