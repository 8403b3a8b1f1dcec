"""`digest send` and `resume` with mails in doubt: counted, and told in words."""

from __future__ import annotations

import pytest
from tests.unit.cli.newsroom import mailbox

from digest.store import open_store


def leave(state: str, crashes: int) -> None:
    """As a sender leaves the open one."""
    with open_store("sqlite:///digest.db") as store:
        store._connection.raw.execute(
            "UPDATE deliveries SET state = ?, crashes = ?, fence = 9 WHERE state != 'sent'",
            (state, crashes),
        )


def test_a_reader_who_is_parked_is_counted_and_told(ready, frozen, monkeypatch):
    monkeypatch.setenv("DIGEST_OPERATOR__ADDRESS", "desk@example.com")
    leave("sending", 2)
    with mailbox() as (inbox, address):
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
        done = ready("resume", frozen, "--json")
        alarms = [mail.header("Subject") for mail in inbox.mails()]
    assert (done.code, done.events[-1]["failed"]) == (5, 1)
    assert "1 reader given up as poison" in done.err
    assert f"digest deliveries list --edition {frozen} --state failed" in done.err
    assert alarms == ["digest: the mail of 1 reader is given up"]


@pytest.mark.parametrize(
    ("policy", "words"), [("hold", "settle, retry or cancel"), ("resend", "sends it again")]
)
def test_a_reader_in_doubt_is_told_with_what_comes_next(ready, frozen, monkeypatch, policy, words):
    monkeypatch.setenv("DIGEST_SMTP__UNSURE", policy)
    leave("unsure", 1)
    with mailbox() as (_, address), open_store("sqlite:///digest.db") as store:
        store.outbox._holders.hold(9)  # who left it so is not at its end yet
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
        done = ready("resume", frozen)
    assert done.code == 75
    assert "1 reader may or may not have the mail" in done.err
    assert words in done.err
    assert f"digest deliveries list --edition {frozen} --state unsure" in done.err


@pytest.mark.parametrize("left", ["unsure", "sending"])
@pytest.mark.parametrize("policy", ["hold", "resend"])
def test_a_dry_run_counts_who_is_in_doubt_as_resume_treats_them(
    ready, frozen, monkeypatch, policy, left
):
    monkeypatch.setenv("DIGEST_SMTP__UNSURE", policy)
    gets = int(policy == "resend")
    leave(left, 1)
    looked = ready("resume", frozen, "--dry-run", "--json")
    assert (looked.json["queued"], looked.json["due"]) == (gets, gets)
    assert looked.json["queued"] + sum(looked.json["excluded"].values()) == looked.json["audience"]
    assert looked.json["excluded"].get("unsure, held for your word", 0) == 1 - gets
    assert looked.code == (0 if gets else 4)
    with mailbox() as (inbox, address):
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
        ready("resume", frozen)
        assert len(inbox.mails()) == gets


def test_one_who_waits_is_one_reader(ready, frozen, monkeypatch):
    monkeypatch.setenv("DIGEST_SMTP__DAILY_LIMIT", "1")
    with mailbox() as (_, address):
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
        assert "1 reader still waits" in ready("resume", frozen).err


def test_now_brings_those_forward_who_wait_for_their_hour(ready, frozen):
    with open_store("sqlite:///digest.db") as store:
        store._connection.raw.execute(
            "UPDATE deliveries SET due_at = '2999-01-01T00:00:00Z' WHERE state != 'sent'"
        )
        with mailbox() as (_, address), pytest.MonkeyPatch.context() as patch:
            patch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
            waiting = ready("send", frozen, "--json")
            assert (waiting.code, waiting.events[-1]["sent"]) == (75, 0)
            sent = ready("send", frozen, "--now", "--json")
    assert (sent.code, sent.events[-1]["sent"]) == (0, 1)
