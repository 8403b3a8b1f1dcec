"""The relay's password and the DKIM keys: who needs them says so early, who doesn't never asks."""

from __future__ import annotations

import pytest
from tests.unit.cli.shelf import approved_for_one

LOGIN = 'host = "127.0.0.1"\nuser = "x"\npassword = { env = "RELAY_WORD" }'
DKIM = '\n[newsletters.briefing.dkim]\nkey = { file = "none.pem" }\n'
UNSAID = "the variable RELAY_WORD is not set"


@pytest.fixture
def approved(ready, folder, shelf):
    """An approved edition with one reader."""
    return shelf.into(folder, approved_for_one)


@pytest.fixture
def locked(folder, approved):
    """The same, with a password that is not there."""
    file = folder / "digest.toml"
    text = file.read_text()
    assert 'host = "127.0.0.1"' in text
    file.write_text(text.replace('host = "127.0.0.1"', LOGIN, 1))
    return approved


@pytest.mark.parametrize("command", ["editions list", "collect", "sources list", "config show"])
def test_who_sends_nothing_needs_no_password(ready, locked, command):
    assert ready(*command.split()).code == 0


def test_a_send_says_so_before_it_freezes(ready, locked):
    done = ready("send", locked, "--yes")
    assert done.code == 3
    assert "smtp.password: " + UNSAID in done.err
    assert "digest.toml:" in done.err
    assert ready("editions", "show", locked, "--json").json["state"] == "approved"


@pytest.mark.parametrize("command", ["doctor smtp", "run --once"])
def test_doctor_and_daemon_say_so(ready, locked, command):
    done = ready(*command.split())
    assert done.code == {"doctor smtp": 1, "run --once": 3}[command]
    assert UNSAID in done.out + done.err


def test_a_key_is_asked_for_where_mail_is_made(ready, approved, folder):
    with (folder / "digest.toml").open("a") as file:
        file.write(DKIM)
    assert ready("editions", "list").code == 0
    for command in (("send", approved), ("send", approved, "--out", "o")):
        done = ready(*command)
        assert done.code == 3
        assert "newsletters.briefing.dkim.key" in done.err
    assert "none.pem" in ready("doctor", "config").out


def test_where_the_password_is_kept_is_shown_as_toml(ready, locked):
    shown = {row["key"]: row["value"] for row in ready("config", "show").rows}
    assert shown["smtp.password"] == '{ env = "RELAY_WORD" }'
    assert shown["smtp.headers"] == "{}"
