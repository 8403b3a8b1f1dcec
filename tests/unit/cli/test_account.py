"""The account that a send gives of its readers, also where it ends with an error."""

from __future__ import annotations

from datetime import timedelta

from digest.cli import send as module
from digest.deliver import Progress, SendReport
from digest.errors import StoreError
from digest.model import EditionState
from digest.pipeline.freeze import SENDABLE, freeze


def test_the_numbers_of_the_report_add_up(ready, approved, monkeypatch):
    async def send(*args, **options):
        return SendReport(sent=10, deferred=4, remaining=10)

    monkeypatch.setattr(module, "send_edition", send)
    done = ready("send", approved, "--json")
    assert done.events[-1]["remaining"] == 6
    assert done.events[0]["readers"] == 20
    assert "10 readers still wait" in done.err


def test_who_still_waits_is_told_with_the_reason(ready, approved, monkeypatch):
    async def send(*args, **options):
        return SendReport(remaining=10, reason="the relay says: 452 4.3.1 no storage")

    monkeypatch.setattr(module, "send_edition", send)
    done = ready("send", approved)
    assert "10 readers still wait: the relay says: 452 4.3.1 no storage; next: " in done.err


def test_a_relay_that_is_refused_accounts_for_who_remains(ready, approved, monkeypatch):
    monkeypatch.setenv("DIGEST_SMTP__PORT", "1")
    queued = ready("send", approved, "--dry-run", "--json").json["queued"]
    broken = ready("send", approved, "--json")
    started, finished = broken.events
    assert (broken.code, started["readers"]) == (75, queued)
    assert (finished["event"], finished["sent"], finished["remaining"]) == ("finished", 0, queued)
    assert broken.err.count(finished["reason"]) == 1
    assert ready("send", approved).out == ""


def test_a_send_that_breaks_off_tells_who_may_have_the_mail(ready, approved, monkeypatch):
    async def send(settings, store, edition, *, clock, on_progress, **options):
        key, now = b"k" * 32, clock()
        found = store.editions.get(edition)
        freeze(settings, store, found, now=now, key=key, at_once=True)
        store.editions.set_state(edition, EditionState.SENDING, expect=SENDABLE)
        lease = timedelta(minutes=5)
        one, *_ = store.outbox.claim(edition, now=now, limit=2, lease=lease, fence=1)
        store.outbox.commit([], [one.id], now=now, fence=1)
        on_progress(Progress(sent=7, deferred=1, remaining=2))
        raise StoreError("the database can't grow: the disk is full", "free some of it")

    monkeypatch.setattr(module, "send_edition", send)
    queued = ready("send", approved, "--dry-run", "--json").json["queued"]
    broken = ready("send", approved)
    assert broken.code == 1
    assert broken.out.startswith(f"edition    {approved}\nsent       7\ndeferred   1\n")
    assert f"unsure     1\ncancelled  0\nremaining  {queued - 2}\n" in broken.out
    told, *_, error, hint = broken.err.splitlines()
    assert told.startswith("1 reader may or may not have the mail; ")
    assert error == "error: the database can't grow: the disk is full"
    assert "free some of it" in hint
