from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.pipeline.newsroom import NOW, article

from digest.deliver import Relay
from digest.deliver.probe import Probe
from digest.model import (
    Collected,
    Fetched,
    Mailbox,
    Newsletter,
    Quarantined,
    Source,
    SourceKind,
)
from digest.pipeline import verdicts

LETTER = Newsletter(
    id="briefing",
    title="Briefing",
    sender=Mailbox(address="news@meridian.press"),
    public_url="https://www.meridian.press",
    postal_address="1 Harbour Street",
)
SOURCE = Source(name="News", kind=SourceKind.FEED, url="https://news.press/rss")
SEEN = Fetched(source="News", checked=NOW, changed=NOW)
PROBE = Probe(
    keywords={"PIPELINING": "", "8BITMIME": "", "SMTPUTF8": "", "SIZE": "5", "AUTH": "PLAIN"},
    encryption="TLSv1.3",
    logged_in=True,
    seconds=0.1,
)
RELAY = Relay(host="mail.meridian.press", user="ann")


def of(**changes) -> list[str]:
    return [one.verdict.value for one in verdicts.newsletter(replace(LETTER, **changes))]


def test_a_newsletter_as_it_should_be():
    assert of(bounces="bounces@meridian.press") == ["ok", "ok", "ok", "ok"]


def test_without_bounces_what_comes_back_names_nobody():
    (found,) = (one for one in verdicts.newsletter(LETTER) if one.name.endswith("bounces"))
    assert (found.verdict, found.detail) == (
        "warning",
        f"what comes back goes to {LETTER.sender.address}, and names no reader",
    )


@pytest.mark.parametrize(
    ("address", "url", "verdict"),
    [
        ("a@meridian.press", "https://meridian.press", "ok"),
        ("a@mail.meridian.press", "https://www.meridian.press", "ok"),
        ("a@Meridian.press", "https://news.meridian.press", "ok"),
        ("a@meridian.press", "https://other.press", "warning"),
        ("a@meridian.press", "https://notmeridian.press", "warning"),
        ("a@news.example", "https://news.example", "warning"),
        ("a@example.com", "https://example.com", "warning"),
    ],
)
def test_the_senders_domain_is_held_against_the_links(address, url, verdict):
    assert of(sender=Mailbox(address=address), public_url=url)[0] == verdict


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        ("http://www.meridian.press", "failed"),
        ("http://127.0.0.1:8700", "warning"),
        ("http://localhost:8700", "warning"),
        ("http://[::1]:8700", "warning"),
        ("https://127.0.0.1", "ok"),
    ],
)
def test_one_click_links_want_https(url, verdict):
    assert of(public_url=url)[1] == verdict


def test_a_postal_address_is_wanted():
    assert of(postal_address=" ")[2] == "failed"
    assert of(postal_address="1 Example Street")[2] == "warning"


@pytest.mark.parametrize(
    ("free", "verdict"),
    [(10 * verdicts.GIB, "ok"), (verdicts.GIB - 1, "warning"), (verdicts.FULL - 1, "failed")],
)
def test_disk(free, verdict):
    assert verdicts.disk(free).verdict == verdict


def test_rights():
    assert verdicts.rights("x.db", 0o100600).verdict == "ok"
    loose = verdicts.rights("x.db", 0o100640)
    assert (loose.verdict, loose.hint) == ("warning", "chmod 600 x.db")


def test_migrations_and_integrity():
    assert verdicts.migrations(()).verdict == verdicts.integrity(()).verdict == "ok"
    assert verdicts.migrations(("m9",)).verdict == "warning"
    broken = verdicts.integrity(("damaged: page 3",))
    assert broken.verdict == "failed"
    assert "damaged: page 3" in broken.detail


@pytest.mark.parametrize(
    ("fetched", "verdict"),
    [
        (None, "warning"),
        (Fetched(source="News"), "warning"),
        (SEEN, "ok"),
        (replace(SEEN, failures=1, error="HTTP 500"), "warning"),
        (replace(SEEN, failures=5, error="HTTP 500"), "failed"),
        (replace(SEEN, changed=NOW - timedelta(days=14)), "ok"),
        (replace(SEEN, changed=NOW - timedelta(days=15)), "warning"),
    ],
)
def test_what_is_remembered_of_a_source(fetched, verdict):
    assert verdicts.remembered(SOURCE, fetched, NOW).verdict == verdict


@pytest.mark.parametrize(
    ("visit", "verdict"),
    [
        (Collected(source="News", articles=(article("1"),)), "ok"),
        (Collected(source="News"), "warning"),
        (Collected(source="News", error="HTTP 410"), "failed"),
        (
            Collected(
                source="News",
                articles=(article("1"),),
                quarantined=(Quarantined(place="x", reason="no title"),),
            ),
            "warning",
        ),
    ],
)
def test_a_visit_made_now(visit, verdict):
    assert verdicts.visited(SOURCE, visit).verdict == verdict


def test_a_source_that_was_not_asked_is_not_said_to_be_empty():
    told = "not asked: https://a.example/ answered 429"
    found = verdicts.visited(SOURCE, Collected(source=SOURCE.name, waits=True, notes=(told,)))

    assert (found.verdict, found.detail) == ("warning", told)


def relay(found: Probe, used: Relay = RELAY) -> dict[str, str]:
    return {one.name: one.verdict.value for one in verdicts.relay(found, used)}


def test_a_relay_as_it_should_be():
    names = ("greeting", "encryption", "login", "extensions")
    assert relay(PROBE) == dict.fromkeys(names, "ok")


def test_what_a_relay_lacks_is_a_warning():
    bare = replace(PROBE, keywords={"AUTH": ""}, encryption="", logged_in=False, seconds=9.0)
    assert set(relay(bare).values()) == {"warning"}


def test_a_relay_on_this_machine_needs_neither_login_nor_encryption():
    here = replace(PROBE, keywords={"PIPELINING": ""}, encryption="", logged_in=False)
    found = relay(here, Relay(host="127.0.0.1"))
    assert (found["encryption"], found["login"]) == ("ok", "ok")
    assert found["extensions"] == "warning"


def test_what_it_runs_on():
    assert verdicts.python((3, 11, 2)).verdict == "ok"
    assert verdicts.python((3, 10, 9)).verdict == "failed"
    assert verdicts.sqlite((3, 40, 1)).verdict == "ok"
    assert verdicts.sqlite((3, 34, 0)).verdict == "failed"
    assert verdicts.zones({"Europe/Paris"}, {"Europe/Paris"}).verdict == "ok"
    assert verdicts.zones({"Europe/Paris"}, set()).verdict == "failed"
    assert verdicts.clock(NOW).verdict == "ok"
    assert verdicts.clock(datetime(1970, 1, 1, tzinfo=UTC)).verdict == "failed"


def test_whatever_is_not_ok_says_what_to_do():
    bad = replace(LETTER, public_url="http://x.press", postal_address="")
    assert all(one.hint for one in verdicts.newsletter(bad) if one.verdict != "ok")
