"""How relays and domains stand, and the end of what holds one back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.store.test_notices import notice

from digest.model import Outcome, OutcomeKind, Scope, Throttle
from digest.store import open_store

LATER = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
RELAYS = """
[smtp.relays.backup]
host = "mail.other.example"
port = 587
security = "starttls"
daily_limit = 2000
warm_up = [50, 100]
"""


@pytest.fixture
def held(ready, folder):
    """Two relays; main rests, and one domain is shut out."""
    with (folder / "digest.toml").open("a") as settings:
        settings.write(RELAYS)
    rest = Throttle(scope=Scope.RELAY, name="main", until=LATER, reason="454 quota")
    shut = Throttle(
        scope=Scope.DOMAIN,
        name="example.com",
        width=1.0,
        failures=1,
        until=LATER,
        reason="550 5.7.1 blocked",
    )
    with open_store(f"sqlite:///{folder}/digest.db") as store:
        store.throttles.save([rest, shut])
    return ready


def test_each_relay_and_each_domain_that_is_held_back_is_listed(held):
    main, backup, domain = held("relays", "list").rows
    assert (main["scope"], main["name"], main["place"]) == ("relay", "main", "127.0.0.1:1025")
    assert (main["reason"], main["limit"]) == ("454 quota", "")
    assert (backup["place"], backup["limit"], backup["until"]) == (
        "mail.other.example:587",
        "50",
        "",
    )
    assert (domain["scope"], domain["name"], domain["at once"]) == ("domain", "example.com", "1")
    assert domain["reason"] == "550 5.7.1 blocked"
    assert domain["until"]
    as_json = held("relays", "list", "--json").json
    assert [one["name"] for one in as_json] == ["main", "backup", "example.com"]
    assert as_json[1]["limit"] == 50


def test_what_the_last_rest_was_for_is_said_when_it_is_over(held, folder):
    past = datetime(2026, 1, 5, 7, 20, 30, tzinfo=UTC)
    away = "the relay can't be used: the connection was refused"
    with open_store(f"sqlite:///{folder}/digest.db") as store:
        store.throttles.save([Throttle(scope=Scope.RELAY, name="backup", until=past, reason=away)])

    _, backup, _ = held("relays", "list").rows

    assert (backup["until"], backup["reason"]) == ("", f"{away} (over since 2026-01-05 07:20 UTC)")


def test_a_reset_lets_it_try_again(held):
    said = held("relays", "reset", "main", "Example.com", "unknown.example")
    assert said.code == 0
    assert said.err.splitlines() == [
        "main is tried again",
        "Example.com is tried again",
        "nothing held unknown.example back",
    ]
    main, backup = held("relays", "list").rows
    assert (main["name"], main["until"], main["reason"]) == ("main", "", "")
    assert backup["name"] == "backup"


def test_a_domain_in_its_own_letters_is_the_one_that_is_held(held, folder):
    shut = Throttle(scope=Scope.DOMAIN, name="xn--bcher-kva.example", until=LATER, reason="no")
    with open_store(f"sqlite:///{folder}/digest.db") as store:
        store.throttles.save([shut])
    done = held("relays", "reset", "Bücher.example")
    assert "is tried again" in done.err
    assert [row["name"] for row in held("relays", "list").rows] == ["main", "backup", "example.com"]
    assert held("relays", "reset", "no domain").code == 0


def test_a_reset_tells_how_many_mails_go_on_by_it(held, folder):
    with open_store(f"sqlite:///{folder}/digest.db") as store:
        told = notice(due_at=datetime.now(UTC), created=datetime.now(UTC))
        store.notices.enqueue(told, now=told.due_at)
        taken = store.notices.take(now=told.due_at, lease=timedelta(minutes=5), fence=1)
        rest = Outcome(
            kind=OutcomeKind.DEFERRED,
            code=454,
            scope=Scope.RELAY,
            relay="main",
            retry_after=timedelta(hours=1),
        )
        store.notices.record(taken.id, rest, now=told.due_at, fence=1)
    said = held("relays", "reset", "main").err
    assert said == "main is tried again; mails that waited for it and are due now: 1\n"


def test_a_limit_of_the_day_that_is_used_up_stays(held, folder, monkeypatch):
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    with open_store(f"sqlite:///{folder}/digest.db") as store:
        store._connection.raw.execute("INSERT INTO sent_days VALUES (?, 'main', 5)", (today,))
    monkeypatch.setenv("DIGEST_SMTP__DAILY_LIMIT", "5")
    stays = "its limit of 5 mails is used up, until 00:00 UTC\n"
    assert held("relays", "reset", "main").err == (
        f"main: what it asked for is forgotten, but {stays}"
    )
    assert held("relays", "reset", "main").err == f"main: {stays}"


def test_a_relay_of_its_own_is_one_of_the_settings(held, monkeypatch):
    monkeypatch.setenv("DIGEST_SMTP__RELAYS__BACKUP__PORT", "2525")
    _, backup, _ = held("relays", "list").rows
    assert backup["place"] == "mail.other.example:2525"


@pytest.mark.parametrize("name", ["main", "Back Up", ""])
def test_a_relay_needs_a_name_of_its_own(ready, folder, name):
    with (folder / "digest.toml").open("a") as settings:
        settings.write(f'\n[smtp.relays."{name}"]\nhost = "a.example"\n')
    refused = ready("relays", "list")
    assert refused.code != 0
    assert "a name of a-z, 0-9 and hyphens, not main" in refused.err


def test_a_password_of_another_relay_is_masked(ready, folder):
    with (folder / "digest.toml").open("a") as settings:
        settings.write('\n[smtp.relays.backup]\nuser = "u"\npassword = "hush-hush"\n')
    shown = ready("config", "show")
    assert "hush-hush" not in shown.out
    assert "smtp.relays.backup.password" in shown.out
