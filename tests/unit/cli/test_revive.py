"""`digest subscribers revive`: an operator's word that a bounce was a mistake."""

from __future__ import annotations

import pytest

HANA = "hana.suzuki@example.org"


def state(full):
    return full("subscribers", "show", HANA, "--json").json["state"]


def test_who_bounced_by_mistake_is_brought_back_and_why_says_by_whom(full):
    full("suppressions", "add", HANA, "--reason", "bounced")
    assert state(full) == "bounced"
    dry = full("subscribers", "revive", HANA.upper(), "--dry-run")
    assert (dry.code, dry.err) == (0, f"would bring {HANA} back\n")
    assert state(full) == "bounced"
    assert full("suppressions", "list").rows
    done = full("subscribers", "revive", HANA.upper(), "--who", "Ida, after a call")
    assert (done.code, done.err, done.out) == (0, f"brought {HANA} back\n", "")
    assert state(full) == "active"
    assert full("suppressions", "list", "--json").json == []
    why = full("why", HANA)
    assert "Ida, after a call" in why.out
    assert "no mail" not in why.out
    [kept] = full("why", HANA, "--json").json["revivals"]
    assert kept["who"] == "Ida, after a call"
    again = full("subscribers", "revive", HANA)
    assert again.code != 0
    assert f"{HANA} has not bounced: the reader is active" in again.err


def test_what_the_reader_chose_is_as_it_was(full):
    before = full("subscribers", "show", HANA, "--json").json["subscriptions"]
    full("suppressions", "add", HANA, "--reason", "bounced")
    full("subscribers", "revive", HANA)
    assert full("subscribers", "show", HANA, "--json").json["subscriptions"] == before


def test_who_complained_is_not_brought_back(full):
    full("suppressions", "add", HANA, "--reason", "complained")
    done = full("subscribers", "revive", HANA)
    assert done.code != 0
    assert "complained about a mail" in done.err
    assert state(full) == "complained"


@pytest.mark.parametrize("reason", ["complained", "manual"])
def test_who_is_suppressed_for_worse_since_is_not_brought_back(full, reason):
    full("suppressions", "add", HANA, "--reason", "bounced")
    full("suppressions", "add", HANA, "--reason", reason)
    done = full("subscribers", "revive", HANA)
    assert done.code != 0
    assert f"{HANA} is suppressed: {reason}" in done.err
    assert state(full) == "bounced"
    assert len(full("suppressions", "list").rows) == 1


def test_who_was_erased_is_refused_with_that_reason(full):
    full("subscribers", "remove", HANA, "--yes", "--suppress")
    done = full("subscribers", "revive", HANA)
    assert done.code != 0
    assert f"{HANA} is suppressed: erased" in done.err


def test_nobody_and_no_address(full):
    assert "no reader is known as nobody@example.org" in (
        full("subscribers", "revive", "nobody@example.org").err
    )
    assert full("subscribers", "revive", "nobody").code == 2
