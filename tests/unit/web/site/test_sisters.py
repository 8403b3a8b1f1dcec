"""Who joins a newsletter that they read in another language gets it in one, after their yes."""

from __future__ import annotations

import pytest
from tests.unit.web.site.house import NOW, TOML, opened, path_in
from tests.unit.web.site.sisters import GERMAN, JANE, MANY, of, read_in, states

from digest.model import Cadence, Length, NoticeKind, SubscriberRow

SAVE = [("do", "save")]


@pytest.fixture
def site(tmp_path):
    with opened(tmp_path, MANY) as site:
        yield site


def confirm_path(site, newsletter, email=JANE):
    """Ask for a newsletter by its form: where the mail that answers leads."""
    site.fill(f"/join/{newsletter}", [("email", email)])
    (mail, *_) = reversed(site.mails(NoticeKind.CONFIRM))
    return path_in(mail, "c")


def test_who_joins_the_other_has_it_in_place_of_the_one_after_their_yes(site, page):
    site.fill(page, [("topic", "World"), ("cadence", "weekdays"), ("length", "brief"), *SAVE])
    site.fill(page, [("do", "pause"), ("until", "2026-12-24")], form=2)
    path = confirm_path(site, "morgen")
    assert states(site) == {"briefing": "paused", "morgen": "pending"}
    english = "<bdi><strong>English</strong></bdi>"
    assert f"in another language ({english}). This one takes its place" in site.ask(path).text
    site.fill(path)
    assert states(site) == {"briefing": "left", "morgen": "active"}
    chosen = of(site, "morgen")
    assert (chosen.topics, chosen.cadence, chosen.length, chosen.until) == (
        ("World",),
        Cadence.WEEKDAYS,
        Length.BRIEF,
        None,
    )
    assert site.house.store.subscribers.get(JANE).language == "de"
    (welcome,) = site.mails(NoticeKind.WELCOME)
    assert "Morgenlage" in welcome.subject
    assert site.ask(path).status == 200
    assert states(site) == {"briefing": "left", "morgen": "active"}
    read_in(site, page, "briefing")
    assert states(site) == {"briefing": "active", "morgen": "left"}


def test_the_proof_of_that_yes_says_what_it_took_the_place_of(site):
    site.fill(confirm_path(site, "morgen"), client="192.0.2.8")
    consents = site.house.store.consents.of(site.reader.id)
    confirmed = [one for name, one in consents if name == "morgen" and one.event == "confirmed"]
    left = [one for name, one in consents if name == "briefing" and one.event == "left"]
    assert [(one.source, one.ip) for one in (*confirmed, *left)] == [
        ("mail", "192.0.2.8"),
        ("language", "192.0.2.8"),
    ]
    assert "(English). This one takes its place" in confirmed[0].wording


def test_who_left_the_one_before_their_yes_just_joins(site, page):
    site.fill(page, [("length", "brief"), ("topic", "World"), ("cadence", "daily"), *SAVE])
    path = confirm_path(site, "morgen")
    site.fill(f"/u/{site.token}", [])
    assert "another language" not in site.ask(path).text
    site.fill(path)
    assert states(site) == {"briefing": "left", "morgen": "active"}
    assert of(site, "morgen").length is Length.FULL
    assert site.house.store.switches.successor(site.reader.id, "briefing") == ""


def test_a_newsletter_that_is_no_sister_is_joined_beside(tmp_path):
    with opened(tmp_path, TOML + GERMAN) as site:
        path = confirm_path(site, "morgen")
        assert "another language" not in site.ask(path).text
        site.fill(path)
        assert states(site) == {"briefing": "active", "morgen": "active"}


def test_joining_a_third_language_leaves_one(site):
    row = SubscriberRow(email=JANE, newsletters=("morgen",))
    site.house.store.subscribers.add(row, now=NOW)
    path = confirm_path(site, "sabah")
    assert "(<bdi><strong>English, Deutsch</strong></bdi>)" in site.ask(path).text
    site.fill(path)
    assert states(site) == {"briefing": "left", "morgen": "left", "sabah": "active"}
