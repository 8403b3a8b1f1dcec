"""`digest notices`: what there is, what is due, and what is taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.cli.newsroom import mailbox
from tests.unit.pipeline.test_leftover import MANY, bombed, knows
from tests.unit.store.test_notices import notice

from digest.config import load
from digest.model import NoticeKind
from digest.pipeline import notices
from digest.pipeline.notices import NoticeReport
from digest.store import open_store


@pytest.fixture
def told(ready, folder):
    """Two alarms and a test: one of the alarms is due tomorrow."""
    now = datetime.now(UTC).replace(microsecond=0)
    several = [
        notice(1, subject="First\x1b[2J"),
        notice(2, kind=NoticeKind.TEST, email="me@news.example"),
        notice(3, due_at=now + timedelta(days=1)),
    ]
    with open_store(f"sqlite:///{folder / 'digest.db'}") as store:
        for one in several:
            assert store.notices.enqueue(one, now=now)
    return ready


def test_notices_are_listed_newest_first(told):
    rows = told("notices", "list").rows
    assert [row["id"] for row in rows] == ["3", "2", "1"]
    assert [row["kind"] for row in rows] == ["alarm", "test", "alarm"]
    assert (rows[1]["email"], rows[1]["state"], rows[1]["code"]) == (
        "me@news.example",
        "queued",
        "",
    )
    assert rows[2]["subject"] == "First [2J"
    assert len(told("notices", "list", "--limit", "1").rows) == 1
    [found] = told("notices", "list", "--kind", "test", "--json").json
    names = {"id", "kind", "key", "email", "subject", "text", "state", "attempts", "due_at", "code"}
    assert names <= set(found)
    assert told("notices", "list", "--state", "sent", "--json").json == []
    assert told("notices", "list", "--state", "unsure").code == 2


def test_a_dry_run_shows_what_is_due_and_sends_nothing(told):
    dry = told("notices", "send", "--dry-run")
    assert [row["id"] for row in dry.rows] == ["1", "2"]
    assert (dry.code, dry.err) == (0, "nothing was sent\n")
    assert len(told("notices", "send", "--dry-run", "--json").json) == 2


def test_what_is_due_is_sent_once(told, monkeypatch):
    with mailbox() as (inbox, address):
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
        sent = told("notices", "send", "--json")
        assert sent.code == 0
        assert sent.json == {"sent": 2, "deferred": 0, "failed": 0, "remaining": 0, "reason": ""}
        assert "sent       0" in told("notices", "send").out
        reached = [mail.envelope.recipients[0] for mail in inbox.mails()]
    assert sorted(reached) == ["desk@news.example", "me@news.example"]
    assert [row["state"] for row in told("notices", "list").rows] == ["queued", "sent", "sent"]


def test_without_a_relay_they_wait(told, monkeypatch):
    monkeypatch.setenv("DIGEST_SMTP__PORT", "9")
    failed = told("notices", "send")
    assert failed.code == 75
    assert "can't be used" in failed.err
    assert {row["state"] for row in told("notices", "list").rows} == {"queued"}


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (NoticeReport(sent=2), 0),
        (NoticeReport(sent=1, failed=1), 5),
        (NoticeReport(failed=1, deferred=1), 75),
        (NoticeReport(sent=1, remaining=2, reason="454 quota"), 75),
    ],
)
def test_the_report_decides_the_code(ready, monkeypatch, report, code):
    async def send(*_, **__):
        return report

    monkeypatch.setattr(notices, "send_notices", send)
    done = ready("notices", "send")
    assert done.code == code
    assert ("454 quota" in done.out) == bool(report.reason)


def test_one_is_taken_back(told):
    done = told("notices", "cancel", "3", "--json")
    assert (done.json["state"], done.json["detail"]) == ("cancelled", "cancelled by hand")
    again = told("notices", "cancel", "3")
    assert again.code == 1
    assert "notice 3 is cancelled already" in again.err
    assert "state     cancelled" in told("notices", "cancel", "1").out
    unknown = told("notices", "cancel", "7")
    assert unknown.code == 1
    assert "no notice 7" in unknown.err


@pytest.mark.parametrize("command", [("notices", "send"), ("db", "prune")])
def test_addresses_that_nobody_confirmed_in_time_are_forgotten(ready, folder, command):
    made = load(folder / "digest.toml", environ={})
    with open_store(f"sqlite:///{folder / 'digest.db'}") as store:
        bombed(made, store, datetime.now(UTC) - timedelta(days=7))
        assert knows(store)
        assert ready("db", "prune", "--dry-run", "--json").json["confirmations"] == MANY
        assert knows(store)
        assert ready(*command).code == 0
        assert not knows(store)
