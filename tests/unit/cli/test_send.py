"""From an approved edition to deliveries, by commands alone."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.cli.newsroom import mailbox

from digest.cli import send as module
from digest.deliver import SendReport
from digest.model import Outcome, OutcomeKind


def test_a_sender_that_was_wrong_is_mended_by_another_build(ready, approved, folder):
    config = folder / "digest.toml"
    text = config.read_text()
    line = next(line for line in text.splitlines() if line.startswith("from = "))
    config.write_text(text.replace(line, 'from = "Desk <desk@other.example>"'))
    for look in ([], ["--dry-run"]):
        refused = ready("send", approved, *look)
        assert refused.code == 1
        assert "digest build" in refused.err
    again = ready("build")
    assert (again.code, again.out.strip()) == (0, approved)
    assert "taken back" in again.err
    assert ready("build", "--json").json["withdrawn"] is False
    assert ready("approve", approved).code == 0
    assert ready("send", approved, "--dry-run").code == 0


def test_a_draft_is_not_sent(ready, built):
    refused = ready("send", built, "--json")
    assert (refused.code, refused.out) == (1, "")
    assert f"digest approve {built}" in refused.err


def test_a_dry_run_sends_nothing(ready, approved):
    count = ready("send", approved, "--dry-run", "--json").json
    assert count["queued"] + sum(count["excluded"].values()) == count["audience"]
    assert "would get it" in ready("send", approved, "--dry-run").out
    assert ready("deliveries", "list", "--json").json == []


def test_out_writes_each_readers_mail(ready, approved, folder):
    written = ready("send", approved, "--out", "out").out.split()
    queued = ready("send", approved, "--dry-run", "--json").json["queued"]
    assert len([name for name in written if name.endswith(".eml")]) == queued
    assert {"out/edition.html", "out/edition.txt"} < set(written)
    assert sorted(written) == sorted(f"out/{path.name}" for path in (folder / "out").glob("[!.]*"))
    assert ready("editions", "list").rows[0]["state"] == "approved"


def test_out_leaves_no_mail_of_a_reader_who_is_gone(ready, approved, folder):
    before = ready("send", approved, "--out", "out").out.split()
    gone = next(name for name in before if name.endswith(".eml"))
    address = Path(gone).name.rpartition("-")[0]
    assert ready("subscribers", "remove", address, "--yes").code == 0
    after = ready("send", approved, "--out", "out").out.split()
    assert set(before) - set(after) == {gone}
    assert {f"out/{path.name}" for path in (folder / "out").glob("[!.]*")} == set(after)


def test_out_spares_what_digest_did_not_write(ready, approved, folder):
    ready("send", approved, "--out", "out")
    (folder / "out" / "mine.eml").write_text("mine")
    before = sorted((folder / "out").iterdir())
    refused = ready("send", approved, "--out", "out")
    assert refused.code == 1
    assert "mine.eml" in refused.err
    assert sorted((folder / "out").iterdir()) == before


def test_ways_to_look_exclude_each_other(ready):
    assert ready("send", "x", "--dry-run", "--out", "y").code == 2
    assert ready("send", "x", "--test", "a@news.example", "--dry-run").code == 2


def test_a_relay_that_is_not_there_is_75(ready, approved, monkeypatch):
    monkeypatch.setenv("DIGEST_SMTP__PORT", "1")
    assert ready("send", approved).code == 75
    assert ready("editions", "list").rows[0]["state"] == "approved"
    assert ready("deliveries", "list", "--json").json == []
    assert ready("send", approved, "--test", "a@news.example").code == 75
    assert ready("send", approved, "--test", "no address").code == 2


def test_every_reader_once(ready, approved, monkeypatch):
    with mailbox() as (inbox, address):
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
        tested = ready("send", approved, "--test", "me@news.example", "--json")
        assert (tested.code, tested.json["kind"]) == (0, "sent")
        queued = ready("send", approved, "--dry-run", "--json").json["queued"]
        sent = ready("send", approved, "--yes", "--now", "--json")
        first, *between, last, report = sent.events
        assert first == {"event": "started", "edition": approved, "readers": queued}
        assert {event["event"] for event in (*between, last)} == {"progress"}
        assert (last["sent"], last["remaining"]) == (queued, 0)
        assert (sent.code, report["event"], report["sent"]) == (0, "finished", queued)
        for again in (ready("send", approved), ready("resume", approved)):
            assert again.code == 0
            assert "already sent" in again.out
        events = ready("resume", approved, "--json").events
        reached = [mail.envelope.recipients[0] for mail in inbox.mails()]
    assert len(reached) == len(set(reached)) == queued + 1
    assert [(one["event"], one.get("readers")) for one in events] == [
        ("started", 0),
        ("finished", None),
    ]
    assert events[-1]["reason"] == "already sent"
    found = ready("deliveries", "list", "--json").json
    names = {"id", "edition", "subscriber", "state", "attempts", "message_id", "code"}
    assert all(names <= set(delivery) for delivery in found)
    assert {delivery["email"] for delivery in found} == set(reached) - {"me@news.example"}
    rows = ready("deliveries", "list", "--edition", approved, "--state", "sent").rows
    assert [row["code"] for row in rows] == ["250 2.0.0"] * queued
    assert ready("deliveries", "list", "--state", "failed", "--json").json == []
    assert len(ready("deliveries", "list", "--limit", "1").rows) == 1


def on_a_terminal(*command):
    """A command with a terminal as its stderr: what it printed there, and on stdout."""
    ours, theirs = pty.openpty()
    code = f"from digest.cli.main import run; run({command})"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    ) as process:
        os.close(theirs)
        drawn = b""
        with contextlib.suppress(OSError):  # Linux says so at the end
            while piece := os.read(ours, 4096):
                drawn += piece
        out = process.stdout.read().decode()
    os.close(ours)
    return drawn.decode(), out


def test_a_terminal_sees_a_bar_and_stdout_the_report_alone(ready, approved, monkeypatch):
    with mailbox() as (_, address):
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
        drawn, out = on_a_terminal("send", approved, "--now")
    queued = len(ready("deliveries", "list").rows)
    assert "getting ready" in drawn
    assert f"{queued}/{queued} sent" in drawn
    assert "0 deferred, 0 failed, 0 unsure, 0 remaining" in drawn
    assert out.startswith(f"edition    {approved}\nsent       {queued}\n")
    assert "\x1b" not in out
    assert "getting ready" not in on_a_terminal("-q", "resume", approved)[0]


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (SendReport(sent=3), 0),
        (SendReport(sent=3, failed=1), 5),
        (SendReport(sent=3, deferred=1, remaining=1), 75),
        (SendReport(sent=3, failed=1, remaining=1), 75),
        (SendReport(sent=3, unsure=1), 75),
        (SendReport(reason="already sent"), 0),
    ],
)
def test_the_report_decides_the_code(ready, approved, monkeypatch, report, code):
    async def send(*args, **options):
        return report

    monkeypatch.setattr(module, "send_edition", send)
    for command in ("send", "resume"):
        done = ready(command, approved)
        assert done.code == code
        goes_on = bool(report.remaining or report.unsure)
        assert ("digest resume" in done.err) == goes_on


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (
            datetime(2100, 1, 2, 3, 4, tzinfo=UTC),
            "wait, the first until 2100-01-02 03:04 UTC; next",
        ),
        (datetime(2000, 1, 2, 3, 4, tzinfo=UTC), "wait; next"),
        (None, "wait; next"),
    ],
)
def test_who_waits_is_told_until_when(ready, approved, monkeypatch, due, words):
    async def send(*args, **options):
        return SendReport(deferred=2, remaining=2, next_due=due)

    monkeypatch.setattr(module, "send_edition", send)
    assert words in ready("resume", approved).err
    last = json.loads(ready("resume", "--json", approved).out.splitlines()[-1])
    assert last["next_due"] == (due.strftime("%Y-%m-%dT%H:%M:%SZ") if due else "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_lets_what_is_in_flight_finish(ready, approved, monkeypatch, number):
    async def send(*args, stop, **options):
        os.kill(os.getpid(), number)
        await asyncio.wait_for(stop.wait(), 20)
        return SendReport(sent=1, remaining=2)

    monkeypatch.setattr(module, "send_edition", send)
    stopped = ready("send", approved)
    assert stopped.code == 130
    assert "finishing what is in flight" in stopped.err


@pytest.mark.parametrize(
    ("number", "handler"),
    [
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGINT, signal.SIG_IGN),  # a shell has it so for what is in the background
        (signal.SIGTERM, signal.default_int_handler),  # as the command has it
    ],
)
def test_a_second_signal_stops_at_once(ready, approved, monkeypatch, number, handler):
    async def send(*args, stop, **options):
        os.kill(os.getpid(), number)
        await asyncio.wait_for(stop.wait(), 20)
        os.kill(os.getpid(), number)
        await asyncio.Event().wait()

    monkeypatch.setattr(module, "send_edition", send)
    before = signal.signal(number, handler)
    try:
        assert ready("send", approved).code == 130
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("sent", 0), ("rejected", 5), ("deferred", 75), ("unsure", 75)],
)
def test_the_answer_to_a_test_decides_the_code(ready, approved, monkeypatch, kind, code):
    async def send_test(*args, **options):
        return Outcome(kind=OutcomeKind(kind), code=250, text="so it is")

    monkeypatch.setattr(module, "send_test", send_test)
    tested = ready("send", approved, "--test", "a@news.example")
    assert tested.code == code
    assert "so it is" in tested.out


def test_a_test_that_the_relay_denies_says_what_to_do(ready, approved, monkeypatch):
    async def send_test(*args, **options):
        text = "<a@news.example>: Relay access denied"
        return Outcome(kind=OutcomeKind.DEFERRED, code=554, enhanced="5.7.1", text=text)

    monkeypatch.setattr(module, "send_test", send_test)
    assert "smtp.user" in ready("send", approved, "--test", "a@news.example").err


@pytest.mark.parametrize("command", ["send", "resume"])
@pytest.mark.parametrize("answer", ["n\n", "y\n", ""])
def test_a_person_is_asked(ready, approved, monkeypatch, command, answer):
    questions: list[str] = []

    def confirm(question: str, **options: object) -> bool:
        questions.append(question)
        return answer == "y\n"

    async def send(*args, **options):
        return SendReport(sent=1)

    queued = ready("send", approved, "--dry-run", "--json").json["queued"]
    monkeypatch.setattr(module.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(module.click, "confirm", confirm)
    monkeypatch.setattr(module, "send_edition", send)
    done = ready(command, approved, *([] if answer else ["--yes"]))
    assert done.code == (1 if answer == "n\n" else 0)
    assert bool(questions) == bool(answer)
    assert all(f"to {queued} readers?" in question for question in questions)


def test_who_still_waits_is_counted_and_asked_for(ready, approved, monkeypatch):
    """Of a sending that was begun: a look at what is left, and the same question."""
    asked: list[str] = []
    hour = (datetime.now(UTC).hour + 6) % 24
    late = ("--hour", hour, "--timezone", "UTC", "--newsletter", "briefing")
    assert ready("subscribers", "add", "late@news.example", *late).code == 0
    with mailbox() as (inbox, address):
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
        everybody = ready("send", approved, "--dry-run", "--json").json["queued"]
        began = ready("send", approved, "--json")  # not to those whose hour is to come
        sent, waits = (began.events[-1][name] for name in ("sent", "remaining"))
        assert sent + waits == everybody
        assert waits
        dry = ready("resume", approved, "--dry-run", "--json").json
        assert (dry["queued"], dry["due"]) == (waits, 0)
        assert dry["excluded"].get("already sent", 0) == sent
        told = ready("resume", approved, "--dry-run")
        assert (told.code, told.err) == (0, "nothing was sent\n")
        assert "due now" in told.out
        monkeypatch.setattr(module.sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr(module.click, "confirm", lambda question, **_: asked.append(question))
        for command in ("send", "resume"):
            assert ready(command, approved).code == 1
        assert len(inbox.mails()) == sent
    assert len(asked) == 2
    assert f"to {waits} reader" in asked[0]
    assert "who still wait?" in asked[0]
