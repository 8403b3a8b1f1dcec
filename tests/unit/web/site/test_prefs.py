"""What a reader chooses on their page, over HTTP."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from html import unescape

import pytest
from tests.unit.render.sample import edition
from tests.unit.web.site.house import JANE, NOW, SAVE, TOML, opened, path_in
from tests.unit.web.site.sisters import MANY, read_in

from digest.model import (
    Cadence,
    Length,
    Selection,
    SubscriberRow,
    SubscriberState,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)
from digest.pipeline.draft import render_edition
from digest.pipeline.press import Press
from digest.pipeline.suppress import suppression_hashes


def test_a_reader_chooses(site, page):
    answer = site.fill(page, SAVE)
    assert 'role="status"' in answer.text
    chosen = site.chosen()
    assert chosen.topics == ("World", "Art & More")
    assert (chosen.cadence, chosen.length) == (Cadence.WEEKDAYS, Length.BRIEF)
    assert (chosen.hour, chosen.timezone) == (7, "Asia/Tokyo")
    ticked = re.findall(r'name="topic" value="([^"]*)" checked', site.ask(page).text)
    assert ticked == ["World", "Art &amp; More"]


def test_all_topics_are_no_choice_of_topics(site, page):
    site.fill(page, [*SAVE, ("topic", "Science")])
    assert site.chosen().topics == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("topic", None),
        ("topic", "Sport"),
        ("cadence", "hourly"),
        ("length", ""),
        ("hour", "seven"),
        ("hour", "24"),
        ("hour", "99"),
        ("hour", "\u0667"),
        ("hour", "+7"),
        ("timezone", "Mars/Olympus"),
        ("timezone", "Factory"),
        ("timezone", "localtime"),
    ],
)
def test_what_can_not_be_chosen_is_said_and_changes_nothing(site, page, name, value):
    before = site.chosen()
    fields = [pair for pair in SAVE if pair[0] != name]
    answer = site.fill(page, [*fields, *([(name, value)] if value is not None else [])])
    assert answer.status == 422
    assert 'role="alert"' in answer.text
    assert site.chosen() == before


WEEKLY = TOML + '[newsletters.briefing.schedule]\nweekly = "sat"\n'


def test_weekly_is_offered_and_taken_where_there_is_a_weekly_edition(tmp_path):
    weekly = [*(pair for pair in SAVE if pair[0] != "cadence"), ("cadence", "weekly")]
    with opened(tmp_path, WEEKLY) as site:
        page = f"/p/{site.link('choose')}"
        assert 'value="weekly"' in site.ask(page).text
        assert site.fill(page, weekly).status == 200
        assert site.chosen().cadence is Cadence.WEEKLY
    with opened(tmp_path) as site:  # the weekly edition was given up
        shown = site.ask(page).text
        assert 'value="weekly"' not in shown
        assert not re.search(r'name="cadence"[^>]* checked', shown)
        assert site.fill(page, weekly).status == 422


def test_a_weekly_newsletter_offers_nothing_else_and_is_joined_so(tmp_path):
    alone = WEEKLY + "days = []\n"
    with opened(tmp_path, alone) as site:
        page = f"/p/{site.link('choose')}"
        shown = site.ask(page).text
        assert re.findall(r'name="cadence" value="(\w+)"', shown) == ["weekly"]
        assert site.fill(page, SAVE).status == 422
        site.fill("/join/briefing", [("email", "new@example.org")])
        site.fill(path_in(site.mails("confirm")[0], "c"))
        store = site.house.store
        joined = store.subscriptions.get(store.subscribers.get("new@example.org").id, "briefing")
        assert (joined.state, joined.cadence) == (SubscriptionState.ACTIVE, Cadence.WEEKLY)
        assert "Saturday" in site.mails("welcome")[0].text


def test_who_comes_back_to_what_became_weekly_gets_it_weekly(tmp_path):
    with opened(tmp_path) as site:
        site.house.store.subscribers.leave(site.reader.id, "briefing", now=NOW)
    with opened(tmp_path, WEEKLY + "days = []\n") as site:
        site.fill("/join/briefing", [("email", JANE)])
        site.fill(path_in(site.mails("confirm")[0], "c"))
        assert site.chosen().cadence is Cadence.WEEKLY


def test_the_address_is_masked_and_the_page_is_nobodys_to_keep(site, page):
    answer = site.ask(page)
    assert "j•••@e•••.com" in answer.text
    assert "jane" not in answer.text
    assert answer.all("cache-control") == ["no-store"]
    assert answer.all("x-robots-tag") == ["noindex, nofollow"]
    assert not answer.all("set-cookie")


@pytest.mark.parametrize(
    "path", ["", "/quick?topic=World", "/quick?source=The+Wire", "/erase", "/data"]
)
def test_a_get_changes_nothing(site, page, path):
    before = site.chosen()
    assert site.ask(page + path).status == 200
    assert site.chosen() == before
    assert site.mails() == ()


@pytest.mark.parametrize("until", ["2026-11-24", "2027-11-24"])
def test_a_pause_until_a_day(site, page, until):
    site.fill(page, [("do", "pause"), ("until", until)], form=1)
    assert site.chosen().state is SubscriptionState.PAUSED
    assert site.chosen().until == date.fromisoformat(until)
    site.fill(page, [("do", "resume")], form=1)
    assert (site.chosen().state, site.chosen().until) == (SubscriptionState.ACTIVE, None)


@pytest.mark.parametrize(
    "until",
    ["", "soon", "2026-11-23", "2027-11-25", "0001-01-01", "2026-W50-1", "20261201", "2026-12-1"],
)
def test_a_pause_ends_on_a_day_to_come_within_a_year(site, page, until):
    assert site.fill(page, [("do", "pause"), ("until", until)], form=1).status == 422
    assert site.chosen().state is SubscriptionState.ACTIVE


def test_fewer_of_a_topic_by_a_button(site, page):
    quick = f"{page}/quick?topic=Art+%26+More"
    assert "Art &amp; More" in site.ask(quick).text
    site.fill(quick)
    assert site.chosen().topics == ("World", "Science")
    site.fill(f"{page}/quick?topic=World")
    assert site.chosen().topics == ("Science",)
    only = site.fill(f"{page}/quick?topic=Science")  # nothing would be left
    assert (only.status, site.chosen().topics) == (422, ("Science",))
    assert 'role="alert"' in only.text


def test_a_source_is_muted_and_heard_again(site, page):
    site.fill(f"{page}/quick?source=The+Wire")
    assert site.chosen().muted == ("The Wire",)
    assert "The Wire" in site.ask(page).text
    site.fill(page, SAVE)
    assert site.chosen().muted == ()


def test_the_quick_links_of_a_mail_lead_to_their_pages(tmp_path):
    """From the mail that a reader gets, through its button, to what they get next."""
    toml = TOML.replace('[{ name = "World" }', '[{ name = "World" }, { name = "A/B &c" }')
    with opened(tmp_path, toml.replace("topics =", "quick_links = true\ntopics =")) as site:
        settings, sections = site.house.settings, edition().sections[:2]
        topics = ("World", "A/B &c")
        parts = tuple(replace(one, topic=to) for one, to in zip(sections, topics, strict=True))
        slot = parts[0].slots[0]
        story = replace(slot.story, lead=replace(slot.story.lead, source="The Wire"))
        parts = (replace(parts[0], slots=(replace(slot, story=story),)), parts[1])
        issue = replace(edition(), sections=parts, lead=None)
        made = render_edition(settings, settings.newsletter(), issue)
        press = Press(settings, site.house.store, issue, NOW, made)
        chosen = Selection(tuple(line.slot for line in made.lines))
        data = press.sample(site.reader, chosen).data
        mail = message_from_bytes(data, policy=default).get_body(("html",)).get_content()
        source, *fewer = re.findall(r'href="http://news.example(/p/[^"]*/quick[^"]*)"', mail)
        assert "The Wire" in site.ask(source).text
        site.fill(source)
        assert "A/B &amp;c" in site.ask(fewer[1]).text
        site.fill(fewer[1])
        assert site.chosen().muted == ("The Wire",)
        assert site.chosen().topics == ("World", "Science", "Art & More")


@pytest.mark.parametrize("query", ["topic=Sport", "source=Nobody", "", "topic=%3Cscript%3E"])
def test_a_quick_link_to_what_there_is_not(site, page, query):
    assert site.ask(f"{page}/quick?{query}").status == 404


def test_leaving_one_or_all(site, page):
    row = SubscriberRow(email=JANE, newsletters=("evening",))
    site.house.store.subscribers.add(row, now=NOW)
    site.fill(page, [("do", "leave")], form=3)
    states = {one.newsletter: one.state for one in site.house.store.subscribers.subscriptions(1)}
    assert states == {"briefing": SubscriptionState.LEFT, "evening": SubscriptionState.ACTIVE}
    site.fill(page, [("do", "leave-all")], form=1)
    assert site.house.store.subscriptions.get(1, "evening").state is SubscriptionState.LEFT
    assert site.mails() == ()


EXTRA = """
[newsletters.evening]
title = "Evening Edition"
from = "Evening <evening@news.example>"
public_url = "http://news.example"
postal_address = "1 Harbour Street, Port Ellis"
"""


def test_who_leaves_one_of_several_is_told_what_still_comes(tmp_path):
    with opened(tmp_path, TOML + EXTRA) as site:
        page = f"/p/{site.link('choose')}"
        row = SubscriberRow(email=JANE, newsletters=("evening",))
        site.house.store.subscribers.add(row, now=NOW)
        told = status_of(site.fill(page, [("do", "leave")], form=3))
        assert told == "You have left Morning Briefing. You still receive: Evening Edition"
        told = status_of(site.fill(page, [("do", "leave-all")], form=1))
        assert told == "You have left. Nothing more is sent to you."


def status_of(answer, role: str = "status") -> str:
    """What the page says of what was done, or of what could not be."""
    [told] = re.findall(rf'<p class="\w+" role="{role}">(.*?)</p>', answer.text, re.DOTALL)
    return " ".join(unescape(re.sub("<[^>]+>", "", told)).split())


@pytest.mark.parametrize(
    ("fields", "form", "words"),
    [
        ([pair for pair in SAVE if pair[0] != "topic"], 0, "At least one topic has to stay."),
        ([*SAVE[:-2], ("timezone", "Mars"), SAVE[-1]], 0, "There is no such time zone."),
        ([("do", "pause"), ("until", "2026-11-23")], 1, "A pause ends on a day to come,"),
        ([("do", "move"), ("email", "nobody")], 2, "No mail can be sent to that new address."),
        ([*SAVE[:2], ("cadence", "hourly"), *SAVE[3:]], 0, "That can't be done as it stands."),
    ],
)
def test_what_was_wrong_is_said_as_it_is(site, page, fields, form, words):
    answer = site.fill(page, fields, form=form)
    assert answer.status == 422
    assert status_of(answer, "alert").startswith(words)


def test_a_language_that_was_left_is_named_as_the_reason(tmp_path):
    with opened(tmp_path, MANY) as site:
        page, house = f"/p/{site.link('choose')}", site.house
        hashed = suppression_hashes(house.settings, house.store)(JANE)[0]
        left = SuppressionReason.LEFT
        row = Suppression(hash=hashed, newsletter="morgen", reason=left, source="", at=NOW)
        house.store.suppressions.add([(row, JANE)], now=NOW)
        answer = read_in(site, page, "morgen")
        assert answer.status == 422
        assert status_of(answer, "alert").startswith("That language can't be sent to your address")


def test_the_only_topic_is_named_as_the_reason(site, page):
    only = ("topic", "World")
    site.fill(page, [only, *(pair for pair in SAVE if pair[0] != "topic")])
    answer = site.fill(f"{page}/quick?topic=World", headers={"accept-language": "de"})
    assert status_of(answer, "alert").startswith("At least one topic has to stay.")


@pytest.mark.parametrize(
    ("state", "words"), [("bounced", " came back, so nothing"), ("complained", "as unwanted, so")]
)
def test_who_gets_no_mail_is_told_so_and_what_they_choose_is_kept(site, page, state, words):
    assert words not in site.ask(page).text
    site.house.store._connection.raw.execute("UPDATE subscribers SET state = ?", (state,))
    assert words in site.ask(page).text
    assert status_of(site.fill(page, SAVE)) == "Kept, for when mail comes to you again."
    assert site.chosen().topics == ("World", "Art & More")


def test_who_bounced_moves_and_gets_mail_again(site, page):
    site.house.store._connection.raw.execute("UPDATE subscribers SET state = 'bounced'")
    site.fill(page, [("do", "move"), ("email", "jane@new.example.org")], form=2)
    site.fill(path_in(site.mails("move")[0], "m"))
    assert site.house.store.subscribers.get(site.reader.id).state is SubscriberState.ACTIVE
    assert "came back" not in site.ask(page).text


def test_a_topic_told_often_is_one(site, page):
    site.fill(page, [("topic", "World")] * 400 + SAVE[2:])
    assert site.chosen().topics == ("World",)


def test_who_left_can_choose_nothing_but_where_to_subscribe(site, page):
    site.fill(page, [("do", "leave")], form=3)
    assert "join/briefing" in site.ask(page).text
    assert site.fill(page, SAVE).status == 422
    assert site.chosen().state is SubscriptionState.LEFT


def test_each_zone_that_is_offered_is_a_place(site, page):
    offered = set(re.findall(r"<option>([^<]+)", site.ask(page).text))
    assert "Europe/Paris" in offered
    assert not offered & {"Factory", "localtime"}
