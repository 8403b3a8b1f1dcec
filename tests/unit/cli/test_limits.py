"""The relay's daily limit, as the commands tell it."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.unit.cli.newsroom import mailbox, write_news

from digest.config import load
from digest.pipeline.relays import next_try
from digest.store import open_store


def test_a_day_s_limit_is_code_75_and_says_when_to_go_on(ready, folder, monkeypatch):
    write_news(folder)
    ready("collect")
    (folder / "readers.csv").write_text(
        "email\n" + "".join(f"r{n}@example.com\n" for n in range(5))
    )
    ready("subscribers", "import", "readers.csv")
    edition = ready("approve", ready("build").out.strip()).out.strip()
    monkeypatch.setenv("DIGEST_SMTP__DAILY_LIMIT", "3")
    with mailbox() as (_, address):
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
        sent = ready("send", edition, "--json")
        again = ready("resume", edition)
    assert (sent.code, again.code) == (75, 75)
    report = sent.events[-1]
    assert (report["sent"], report["failed"], report["remaining"]) == (3, 0, 2)
    assert report["reason"] == "daily limit of 3 reached; resume after 00:00 UTC"
    assert "daily limit of 3 reached" in again.out
    due = datetime.fromisoformat(report["next_due"])
    assert due == due.replace(hour=0, minute=0, second=0, microsecond=0)
    assert due > datetime.now(UTC)
    assert "the first until" in again.err
    for ident in (row["id"] for row in ready("deliveries", "list", "--state", "queued").rows):
        shown = ready("deliveries", "show", ident, "--json").json
        assert shown["waits_for"] == "main has had its 3 mails of today"
        assert datetime.fromisoformat(shown["next_try"]) == due
    assert ready("editions", "show", edition, "--json").json["state"] == "sending"


def test_who_waits_behind_another_send_s_share_is_told_so_and_no_time(ready, frozen, monkeypatch):
    monkeypatch.setenv("DIGEST_SMTP__DAILY_LIMIT", "3")
    now, [row] = datetime.now(UTC), ready("deliveries", "list", "--state", "queued").rows
    free = ready("deliveries", "show", row["id"], "--json").json
    assert free["waits_for"] == f"`digest resume {frozen}`, or the daemon"
    with open_store("sqlite:///digest.db") as store:
        settings = load(None, environ={"DIGEST_SMTP__DAILY_LIMIT": "3"})
        assert next_try(settings, store, frozen, now=now) == now
        share = {"now": now, "limit": 3, "held": 0}
        assert store.throttles.share("main", fence=9, most=9, **share) == 2
        assert next_try(settings, store, frozen, now=now) is None
        held = ready("deliveries", "show", row["id"], "--json").json
        assert held["next_try"] is None
        assert held["waits_for"].startswith("another send has the rest of the 3 mails that main")
        store.throttles.unshare(9)
        assert next_try(settings, store, frozen, now=now) == now
