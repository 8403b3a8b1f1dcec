"""What a real relay writes of mails that it could not deliver, read back and understood."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from tests.integration.peers.daemon import HOST
from tests.integration.peers.newsroom import newsroom
from tests.integration.peers.postfix import FULL, GONE
from tests.integration.peers.servers import PASSWORD, mail_servers

from digest.cli.main import root
from digest.config import load
from digest.errors import BounceError
from digest.model import BounceKind, SubscriberState
from digest.pipeline.postbox import ingest_box


@pytest.fixture(scope="module")
def servers():
    with mail_servers() as running:
        yield running


@contextmanager
def sent(folder, servers, box):
    """An edition that went to one who gets it and two who don't; then what came back."""
    readers = [("here@example.net", ""), (GONE, ""), (FULL, "")]
    with newsroom(folder, readers, extra=f'bounces = "{box}"\n') as room:
        report = room.send(servers.smtp(), PASSWORD)
        assert (report.sent, report.failed) == (3, 0)  # the relay took them all
        servers.mails([box, box])
        yield room


def test_postfix_reports_find_their_readers(servers, tmp_path):
    with sent(tmp_path, servers, "bounces@example.com") as room:
        box = servers.boxes.mails / "bounces@example.com"
        command = ["--config", str(tmp_path / "digest.toml"), "bounces", "ingest", str(box)]
        told = CliRunner().invoke(root, [*command, "--json"])
        assert told.exit_code == 0, told.output
        report = json.loads(told.stdout)
        assert report["kinds"] == {"hard": 1, "quota": 1}
        assert (report["bounced"], report["nobody"]) == (1, 0)
        again = CliRunner().invoke(root, [*command, "--json"])
        assert json.loads(again.stdout)["read"] == 0
        readers = room.store.subscribers
        assert readers.get(GONE).state is SubscriberState.BOUNCED
        assert readers.get(FULL).state is SubscriberState.ACTIVE
        known = {one.bounce.kind: one for one in room.store.bounces.list()}
    hard = known[BounceKind.HARD]
    assert (hard.found_by, hard.bounce.status) == ("verp", "5.1.1")
    assert "no mailbox of that name" in hard.bounce.text
    assert hard.bounce.addresses == (GONE, "gone@moved.example")


def test_over_imap_each_is_taken_once_and_the_mailbox_shows_it(servers, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(servers.authority))
    with sent(tmp_path, servers, "returns@example.com") as room:
        with (tmp_path / "digest.toml").open("a") as toml:
            place = f"returns%40example.com@{HOST}:{servers.boxes.port}/INBOX"
            toml.write(f'\n[bounces]\nimap = "imaps://{place}"\n')
            toml.write('password = { file = "imap.password" }\n')
        (tmp_path / "imap.password").write_text("wrong-horse\n")
        made = load(tmp_path / "digest.toml", environ={})
        with pytest.raises(BounceError, match="INBOX"):
            asyncio.run(ingest(made, room.store))
        (tmp_path / "imap.password").write_text(f"{PASSWORD}\n")
        dry = asyncio.run(ingest(made, room.store, dry_run=True))
        first = asyncio.run(ingest(made, room.store))
        second = asyncio.run(ingest(made, room.store))
        assert (dry.read, first.read, first.bounced, second.read) == (2, 2, 1, 0)
        assert {one.origin for one in room.store.bounces.list()} == {"imap"}


async def ingest(settings, store, *, dry_run: bool = False):
    now, stop = datetime.now(UTC), asyncio.Event()
    return await ingest_box(settings, store, clock=lambda: now, stop=stop, dry_run=dry_run)
