"""`digest deliveries`: what a person sees of them, and what they decide."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.cli.newsroom import mailbox
from tests.unit.cli.shelf import approve, draft

from digest.cli import decisions as module
from digest.config import load
from digest.model import EditionState, Outcome, OutcomeKind, Scope, Throttle
from digest.pipeline.freeze import SENDABLE, freeze
from digest.pipeline.relays import next_try
from digest.store import open_store

LATER = Outcome(kind=OutcomeKind.DEFERRED, code=451, enhanced="4.7.1", text="try \x1b[2J later")
GONE = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.1.1", text="no such user")
REFUSED = Outcome(kind=OutcomeKind.REJECTED, code=554, enhanced="5.2.1", text="disabled")
SENT = Outcome(kind=OutcomeKind.SENT, code=250, text="queued as 7")
LOST = Outcome(kind=OutcomeKind.UNSURE, text="the connection was lost")
OUTCOMES = (SENT, LATER, GONE, REFUSED, LOST, LOST)
ADDRESSES = [f"r{n}@{'one' if n % 2 else 'two'}.example" for n in range(1, 7)]


@pytest.fixture
def tried(ready, folder, shelf, monkeypatch):
    """An edition whose readers, ids 1 to 6, met with OUTCOMES."""
    monkeypatch.setenv("DIGEST_SMTP__PORT", "1")
    return shelf.into(folder, made_and_tried)


def made_and_tried() -> str:
    Path("readers.csv").write_text("\n".join(["email", *ADDRESSES]))
    edition = approve(draft("readers.csv"))
    with open_store("sqlite:///digest.db") as store:
        freeze_and_try(store, edition)
    return edition


def freeze_and_try(store, edition):
    now = datetime.now(UTC)
    freeze(load(None, environ={}), store, store.editions.get(edition), now=now, key=b"k" * 32)
    store.editions.set_state(edition, EditionState.SENDING, expect=SENDABLE)
    taken = store.outbox.claim(edition, now=now, limit=9, lease=timedelta(minutes=5), fence=1)
    store.outbox.commit([], [one.id for one in taken], now=now, fence=1)
    results = [(one.id, outcome) for one, outcome in zip(taken, OUTCOMES, strict=True)]
    store.outbox.commit(results, [], now=now, fence=1)
    store.outbox.release(1)


def states(ready) -> str:
    return "".join(row["state"][0] for row in ready("deliveries", "list").rows)


def ids(ready, *options) -> list[str]:
    return [row["id"] for row in ready("deliveries", "list", *options).rows]


# --- list and show


def test_filters_of_the_list(ready, tried):
    assert ids(ready, "--domain", "ONE.example") == ["1", "3", "5"]
    assert ids(ready, "--domain", "@two.example", "--state", "unsure") == ["6"]
    assert ids(ready, "--address", "R2@two.example") == ["2"]
    assert ids(ready, "--edition", tried, "--state", "failed") == ["3", "4"]
    assert ready("deliveries", "list", "--address", "who@one.example").code == 1
    assert ready("deliveries", "list", "--address", "who").code == 2
    assert ready("deliveries", "list", "--domain", "a b").code == 2


@pytest.mark.parametrize("option", ["--domain", "--address"])
def test_a_filter_that_is_empty_is_no_filter_left_out(ready, tried, option):
    """A variable that a script never set must not mean all."""
    assert ready("deliveries", "list", option, "").code == 2
    if option == "--domain":
        assert ready("deliveries", "cancel", "--edition", tried, option, "").code == 2
    assert ready("send", tried, "--test", "").code == 2


def test_a_list_goes_on_where_the_last_one_ended(ready, tried):
    first = ready("deliveries", "list", "--limit", "4")
    assert [row["id"] for row in first.rows] == ["1", "2", "3", "4"]
    assert first.err == "there are more; they follow with --after 4\n"
    rest = ready("deliveries", "list", "--limit", "4", "--after", "4")
    assert ([row["id"] for row in rest.rows], rest.err) == (["5", "6"], "")
    assert ready("deliveries", "list", "--limit", "2", "--after", "4").err == ""
    assert [one["id"] for one in ready("deliveries", "list", "--limit", "1", "--json").json] == [1]


def test_one_delivery_is_shown_whole(ready, tried):
    shown = ready("deliveries", "show", "2")
    for line in (
        f"edition     {tried} (sending)",
        "reader      r2@two.example (active)",
        "state       deferred",
        "attempts    1",
        "answer      451 4.7.1 try  [2J later",
        "stories     2 of 2, full",
        "  Telescope finds a moon with rings of its own",
    ):
        assert line in shown.out.splitlines()
    assert shown.err == ""
    found = ready("deliveries", "show", "2", "--json").json
    [listed] = ready("deliveries", "list", "--address", "r2@two.example", "--json").json
    assert listed.items() <= found.items()
    rest = {"crashes", "changed", "first_try", "held_until", "edition_state", "reader_state"}
    assert set(found) - set(listed) == rest | {"stories", "whole", "next_try", "waits_for"}
    assert ready("deliveries", "show", "99").code == 1


def test_a_domain_that_is_held_delays_the_next_try_wherever_it_is_told(ready, tried):
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=3)
    shown = ready("deliveries", "show", "2", "--json").json
    assert shown["next_try"] == shown["due_at"]
    with open_store("sqlite:///digest.db") as store:
        settings, now = load(None, environ={}), datetime.now(UTC)
        before = next_try(settings, store, tried, now=now)
        held = Throttle(scope=Scope.DOMAIN, name="two.example", width=1, until=until)
        store.throttles.save([held])
        assert next_try(settings, store, tried, now=now) == until > before
        ready("deliveries", "retry", "5")
        assert next_try(settings, store, tried, now=now) < until
    told = f"{until:%Y-%m-%dT%H:%M:%SZ}"
    assert f"next try    {told}\n" in ready("deliveries", "show", "2").out
    assert "waits for   two.example gets nothing" in ready("deliveries", "show", "2").out
    due = ready("deliveries", "show", "5", "--json").json
    assert due["waits_for"] == f"`digest resume {tried}`, or the daemon"
    assert due["next_try"] >= due["due_at"]
    assert ready("deliveries", "show", "2", "--json").json["next_try"] == told
    assert f"  next try: {told}\n" in ready("why", "r2@two.example").out
    assert told not in ready("why", "r3@one.example").out


def test_one_that_a_sender_has_in_hand_says_until_when(ready, tried):
    with open_store("sqlite:///digest.db") as store:
        ready("deliveries", "retry", "4")
        now = datetime.now(UTC)  # it is due by now, however long that took
        store.outbox.claim(tried, now=now, limit=1, lease=timedelta(minutes=5), fence=2)
        store.outbox.commit([], [4], now=now, fence=2)
        shown = ready("deliveries", "show", "4")
        assert "state       sending\n" in shown.out
        assert "held        by a sender, until 2" in shown.out
        refused = ready("deliveries", "cancel", "4")
        assert (refused.code, refused.err) == (1, "refused 1, a sender has it in hand: 4\n")
        store.outbox.release(2)
        assert "state       unsure\n" in ready("deliveries", "show", "4").out


def test_an_unsure_one_says_what_can_be_done(ready, tried):
    shown = ready("deliveries", "show", "5")
    assert "deliveries retry 5, or settle 5" in shown.err
    assert "crashes     1" in shown.out


# --- retry, cancel, settle


def test_a_retry_by_ids_tells_who_is_refused(ready, tried):
    done = ready("deliveries", "retry", "1", "2", "3", "5", "99")
    assert done.code == 1
    assert done.out == "queued again  2\nrefused       3\n"
    assert "refused 1, it is sent, which is final: 1\n" in done.err
    assert "refused 1, the reader's address bounced: 3\n" in done.err
    assert "refused 1, there is no delivery with this id: 99\n" in done.err
    assert f"digest resume {tried}" in done.err
    assert states(ready) == "sqffqu"


def test_a_retry_by_edition_takes_what_it_is_told(ready, tried):
    by = ("deliveries", "retry", "--edition", tried)
    assert ready(*by, "--state", "unsure", "--domain", "two.example").code == 0
    assert states(ready) == "sdffuq"
    done = ready(*by, "--state", "unsure", "--state", "deferred", "--json")
    assert done.json == {
        "decision": "retry",
        "dry_run": False,
        "changed": 2,
        "refused": [],
        "editions": [tried],
        "finished": [],
    }
    assert states(ready) == "sqffqq"


def test_a_dry_run_changes_nothing(ready, tried):
    done = ready("deliveries", "cancel", "--edition", tried, "--dry-run")
    assert (done.code, done.out) == (0, "would be cancelled  3\nrefused             0\n")
    assert done.err == "nothing was changed\n"
    assert states(ready) == "sdffuu"


def test_cancelling_all_that_is_open_finishes_the_edition(ready, tried):
    done = ready("deliveries", "cancel", "--edition", tried)
    assert (done.code, done.err) == (0, f"{tried} is finished: nothing of it is open any more\n")
    assert states(ready) == "scffcc"
    assert ready("editions", "show", tried, "--json").json["state"] == "sent"
    back = ready("deliveries", "retry", "--edition", tried, "--state", "cancelled")
    assert back.code == 0
    assert states(ready) == "sqffqq"
    assert ready("editions", "show", tried, "--json").json["state"] == "sending"


def test_settling_is_the_other_answer(ready, tried):
    assert ready("deliveries", "settle", "5").out.startswith("settled  1\n")
    assert ready("deliveries", "settle", "--edition", tried).code == 0
    assert states(ready) == "sdffss"
    shown = dict(line.split(None, 1) for line in ready("deliveries", "show", "5").out.splitlines())
    assert shown["why"] == "it arrived, says the operator"
    assert "answer" not in shown  # no server said it
    again = ready("deliveries", "settle", "2", "5")
    assert again.code == 1
    assert "it is deferred, not unsure: 2" in again.err
    assert "it is sent, which is final: 5" in again.err


def test_what_is_queued_again_goes_out_under_its_old_message_id(ready, tried, monkeypatch):
    ready("deliveries", "settle", "--edition", tried)
    ready("deliveries", "cancel", "2")
    assert ready("editions", "show", tried, "--json").json["state"] == "sent"
    ready("deliveries", "retry", "2", "4")
    with mailbox() as (inbox, address):
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
        assert ready("resume", tried).code == 0
        mails = {mail.to.strip("<>"): mail.header("Message-ID") for mail in inbox.mails()}
    listed = ready("deliveries", "list", "--json").json
    again = {one["email"]: one["message_id"] for one in listed if one["id"] in {2, 4}}
    assert mails == again
    assert states(ready) == "ssfsss"
    assert ready("editions", "show", tried, "--json").json["state"] == "sent"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("1", "--edition", "briefing-daily-2026-11-23"),
        ("1", "--domain", "one.example"),
        ("x",),
    ],
)
@pytest.mark.parametrize("command", ["retry", "cancel", "settle"])
def test_what_is_meant_must_be_clear(ready, command, words):
    assert ready("deliveries", command, *words).code == 2


def test_states_of_a_decision(ready, tried):
    by = ("--edition", tried)
    assert ready("deliveries", "retry", *by).code == 2
    assert ready("deliveries", "retry", *by, "--state", "sent").code == 2
    assert ready("deliveries", "retry", "1", "--state", "failed").code == 2
    assert ready("deliveries", "cancel", *by, "--state", "failed").code == 2
    nothing = ready("deliveries", "cancel", *by, "--state", "queued")
    assert (nothing.code, nothing.out) == (0, "cancelled  0\nrefused    0\n")
    assert 'did you mean "' in ready("deliveries", "settle", "--edition", f"{tried}x").err


@pytest.mark.parametrize(
    ("answer", "after"),
    [("y", "sdffqq"), ("n", "sdffuu"), ("--yes", "sdffqq"), ("--dry-run", "sdffuu")],
)
def test_a_person_is_asked(ready, tried, monkeypatch, answer, after):
    questions, options = [], [answer] if answer.startswith("--") else []
    monkeypatch.setattr(module.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(
        module.click, "confirm", lambda question, **_: questions.append(question) or answer == "y"
    )
    done = ready("deliveries", "retry", "--edition", tried, "--state", "unsure", *options)
    assert done.code == (1 if answer == "n" else 0)
    assert questions == ([] if options else ["Send 2 deliveries again?"])
    assert states(ready) == after


def test_nobody_is_asked_about_nothing(ready, tried, monkeypatch):
    monkeypatch.setattr(module.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(module.click, "confirm", None)
    assert ready("deliveries", "retry", "1").code == 1


# --- why


def test_a_reader_is_told_of_each_state(ready, tried):
    assert "answer: 250 queued as 7" in ready("why", "r1@one.example").out
    deferred = ready("why", "r2@two.example").out
    assert f"{tried} (sending): deferred, refused for now" in deferred
    assert "next try: 2" in deferred
    assert "delivery 2, 1 attempt, since 2" in deferred
    assert "\x1b" not in deferred
    bounced = ready("why", "r3@one.example").out
    assert "no mail   bounced: 550 5.1.1 no such user" in bounced
    assert "failed, refused for good" in bounced
    lost = ready("why", "r5@one.example").out
    assert "unsure, it may have arrived" in lost
    assert "1 attempt, 1 cut off" in lost
    ready("deliveries", "cancel", "2")
    assert "cancelled, cancelled by the operator" in ready("why", "r2@two.example").out
    ready("deliveries", "retry", "2")
    assert "queued, waits to be sent" in ready("why", "r2@two.example").out
    found = json.loads(ready("why", "r5@one.example", "--json").out)["copies"][0]
    names = {"state", "next_try", "attempts", "crashes", "relay", "remote_id", "delivery"}
    assert names <= set(found)
