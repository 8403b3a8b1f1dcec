"""What a real relay writes of mails that it could not deliver, read back and understood."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from tests.integration.peers.newsroom import newsroom
from tests.integration.peers.postfix import FULL, GONE
from tests.integration.peers.servers import PASSWORD, mail_servers

from digest.cli.main import root
from digest.model import BounceKind, SubscriberState

BOX = "bounces@example.com"


@pytest.fixture(scope="module")
def servers():
    with mail_servers() as running:
        yield running


@contextmanager
def sent(folder, servers):
    """An edition that went to one who gets it and two who don't; then what came back."""
    readers = [("here@example.net", ""), (GONE, ""), (FULL, "")]
    with newsroom(folder, readers, extra=f'bounces = "{BOX}"\n') as room:
        report = room.send(servers.smtp(), PASSWORD)
        assert (report.sent, report.failed) == (3, 0)  # the relay took them all
        yield room


def test_postfix_reports_find_their_readers(servers, tmp_path):
    with sent(tmp_path, servers) as room:
        servers.mails([BOX, BOX])
        box = servers.boxes.mails / BOX
        config = ["--config", str(tmp_path / "digest.toml")]
        told = CliRunner().invoke(root, [*config, "bounces", "ingest", str(box), "--json"])
        assert told.exit_code == 0, told.output
        report = json.loads(told.stdout)
        assert report["kinds"] == {"hard": 1, "quota": 1}
        assert (report["bounced"], report["nobody"]) == (1, 0)
        again = CliRunner().invoke(root, [*config, "bounces", "ingest", str(box), "--json"])
        assert json.loads(again.stdout)["read"] == 0
        readers = room.store.subscribers
        assert readers.get(GONE).state is SubscriberState.BOUNCED
        assert readers.get(FULL).state is readers.get("here@example.net").state
        known = {one.bounce.kind: one for one in room.store.bounces.list()}
    hard = known[BounceKind.HARD]
    assert (hard.found_by, hard.bounce.status) == ("verp", "5.1.1")
    assert "no mailbox of that name" in hard.bounce.text
    assert hard.bounce.addresses == (GONE, "gone@moved.example")
