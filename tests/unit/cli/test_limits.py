"""The relay's daily limit, as the commands tell it."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.unit.cli.newsroom import mailbox, write_news


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
    assert ready("editions", "show", edition, "--json").json["state"] == "sending"
