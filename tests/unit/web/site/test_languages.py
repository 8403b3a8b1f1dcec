"""A reader takes a newsletter in another of its languages, and never gets one day twice."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from tests.unit.pipeline.newsroom import article
from tests.unit.web.site.house import NOW, TOML, opened
from tests.unit.web.site.sisters import GERMAN, JANE, MANY, of, read_in, states

from digest.audience.verp import ReturnAddress
from digest.deliver.returns import Came
from digest.model import (
    Cadence,
    ConsentEvent,
    Length,
    Outcome,
    OutcomeKind,
    SubscriberRow,
    SubscriptionState,
    SuppressionReason,
)
from digest.pipeline.bounces import Ingest
from digest.pipeline.build import build
from digest.pipeline.erase import remove
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.links import verp_key
from digest.pipeline.suppress import Wanted, suppress
from digest.pipeline.why_reader import why_reader

LEASE = timedelta(minutes=5)


@pytest.fixture
def site(tmp_path):
    with opened(tmp_path, MANY) as site:
        yield site


def offered(text):
    return re.findall(
        r'name="newsletter" value="(\w+)" required( checked)?> <bdi lang="(\w+)">(.*?)<', text
    )


def test_the_languages_stand_on_the_page_each_in_its_own_words(site, page):
    assert offered(site.ask(page).text) == [
        ("briefing", " checked", "en", "English"),
        ("morgen", "", "de", "Deutsch"),
        ("sabah", "", "ar", "العربية"),
    ]


def test_with_one_language_there_is_nothing_to_choose(tmp_path):
    with opened(tmp_path, TOML + GERMAN) as site:
        page = f"/p/{site.link('choose')}"
        assert 'name="newsletter"' not in site.ask(page).text
        fields = [("newsletter", "morgen"), ("do", "translate")]
        assert site.fill(page, fields).status == 422
        assert states(site) == {"briefing": "active"}


def test_the_other_takes_the_place_of_the_one(site, page):
    answer = read_in(site, page, "morgen")
    assert 'role="status"' in answer.text
    assert '<html lang="de"' in answer.text
    assert "Morgenlage" in answer.text
    assert states(site) == {"briefing": "left", "morgen": "active"}
    assert site.mails() == ()
    assert ("morgen", " checked", "de", "Deutsch") in offered(site.ask(page).text)


def test_what_was_chosen_goes_with_it(site, page):
    choices = [("cadence", "weekdays"), ("length", "brief"), ("hour", "7")]
    zone = [("timezone", "Asia/Tokyo"), ("do", "save")]
    site.fill(page, [("topic", "World"), ("topic", "Science"), *choices, *zone])
    site.fill(f"{page}/quick?source=The+Wire")
    site.fill(page, [("do", "pause"), ("until", "2026-12-24")], form=2)
    read_in(site, page, "morgen")
    chosen = of(site, "morgen")
    assert chosen.topics == ("World", "Science")
    assert (chosen.cadence, chosen.length) == (Cadence.WEEKDAYS, Length.BRIEF)
    assert (chosen.hour, chosen.timezone) == (7, "Asia/Tokyo")
    assert (chosen.state, chosen.until) == (SubscriptionState.PAUSED, date(2026, 12, 24))
    assert chosen.muted == ("The Wire",)


def test_topics_that_the_other_lacks_become_all_and_come_back_with_the_one(site, page):
    site.fill(page, [("topic", "World"), ("cadence", "daily"), ("length", "full"), ("do", "save")])
    read_in(site, page, "sabah")
    assert of(site, "sabah").topics == ()
    read_in(site, page, "briefing")
    assert of(site, "briefing").topics == ("World",)
    assert states(site) == {"briefing": "active", "sabah": "left"}


def test_who_reads_both_keeps_what_they_chose_of_the_one_that_stays(site, page):
    row = SubscriberRow(email=JANE, newsletters=("morgen",), topics=("Welt",), length=Length.BRIEF)
    site.house.store.subscribers.add(row, now=NOW)
    before = of(site, "morgen")
    read_in(site, page, "morgen")
    assert of(site, "morgen") == before
    assert states(site) == {"briefing": "left", "morgen": "active"}


def test_a_cadence_that_the_other_lacks_becomes_its_own(tmp_path):
    weekly = MANY + '[newsletters.briefing.schedule]\nweekly = "sat"\n'
    with opened(tmp_path, weekly) as site:
        page = f"/p/{site.link('choose')}"
        fields = [("topic", "World"), ("cadence", "weekly"), ("length", "full"), ("do", "save")]
        site.fill(page, fields)
        read_in(site, page, "morgen")
        assert of(site, "morgen").cadence is Cadence.DAILY


def test_the_proof_says_what_was_chosen_where_and_when(site, page):
    site.later(days=1)
    read_in(site, page, "morgen")
    found = site.house.store.consents.of(site.reader.id)
    new = {newsletter: one for newsletter, one in found if one.at == site.house.clock()}
    assert (new["briefing"].event, new["briefing"].source) == (ConsentEvent.LEFT, "language")
    assert new["morgen"].event is ConsentEvent.CONFIRMED
    assert (new["morgen"].source, new["morgen"].wording) == ("preferences", "Language: Deutsch")
    [row, _] = sorted(site.house.store.subscribers.stream(), key=lambda one: one.state)
    assert (row.newsletters, row.consent.source) == (("morgen",), "preferences")
    data = json.loads(site.ask(f"{page}/data").body)
    assert {one["newsletter"] for one in data["subscriptions"]} == {"briefing", "morgen"}


def test_a_link_of_the_former_mails_leads_to_what_they_read_now(site, page):
    read_in(site, page, "sabah")
    read_in(site, page, "morgen")
    assert "Morgenlage" in site.ask(page).text
    site.post(f"/u/{site.token}")
    assert states(site) == {"briefing": "left", "sabah": "left", "morgen": "left"}
    site.post(f"/u/{site.token}/undo")
    assert states(site) == {"briefing": "left", "sabah": "left", "morgen": "active"}


@pytest.mark.parametrize("by", ["address", "subject"])
def test_a_mail_that_leaves_the_former_one_leaves_what_they_read_now(site, page, by):
    read_in(site, page, "morgen")
    settings, store, reader = site.house.settings, site.house.store, site.reader
    back = ReturnAddress("bounces@news.example", verp_key(settings, store))
    leave = back.leave("briefing", reader.id, reader.generation)
    head = f"To: {leave}\nSubject: x" if by == "address" else f"Subject: unsubscribe {site.token}"
    report = Ingest(settings, store, now=NOW).mails(
        [Came(f"From: {JANE}\n{head}\n\n".encode(), "test")]
    )
    assert report.left == 1
    assert states(site) == {"briefing": "left", "morgen": "left"}


@pytest.mark.parametrize("wanted", ["evening", "", "briefing' OR 1"])
def test_no_other_newsletter_is_to_be_had_so(site, page, wanted):
    assert read_in(site, page, wanted).status == 422
    assert states(site) == {"briefing": "active"}


def test_the_same_language_changes_nothing(site, page):
    before = site.house.store.consents.of(site.reader.id)
    assert read_in(site, page, "briefing").status == 200
    assert site.house.store.consents.of(site.reader.id) == before


def test_who_must_not_be_mailed_by_the_other_stays_where_they_are(site, page):
    settings, store = site.house.settings, site.house.store
    wanted = Wanted(address=JANE, newsletter="morgen", reason=SuppressionReason.MANUAL)
    suppress(settings, store, [wanted], now=NOW)
    assert read_in(site, page, "morgen").status == 422
    assert states(site) == {"briefing": "active"}


def test_who_has_left_or_is_not_confirmed_chooses_no_language(site, page):
    site.fill(page, [("do", "leave")], form=4)
    assert 'name="newsletter"' not in site.ask(page).text
    fields = [("newsletter", "morgen"), ("do", "translate")]
    assert site.fill(page, fields).status == 422
    with site.house.store.batch() as raw:
        raw.execute("UPDATE subscriptions SET state = 'pending'")
    assert 'name="newsletter"' not in site.ask(page).text
    assert site.fill(page, fields).status == 422
    assert states(site) == {"briefing": "pending"}


def test_a_form_from_elsewhere_changes_no_language(site, page):
    answer = read_in(site, page, "morgen", headers={"sec-fetch-site": "cross-site"})
    assert answer.status == 403
    assert states(site) == {"briefing": "active"}


def test_an_import_brings_the_former_one_not_back_and_erasure_takes_both(site, page):
    read_in(site, page, "morgen")
    store = site.house.store
    row = SubscriberRow(email=JANE, newsletters=("briefing",))
    assert store.subscribers.upsert_many([row], now=NOW).kept == 1
    assert states(site) == {"briefing": "left", "morgen": "active"}
    remove(site.house.settings, store, JANE, now=NOW, suppress=True)
    assert store.subscribers.get(JANE) is None


# --- one edition a day --------------------------------------------------------------------


class Newsroom:
    """Two newsletters of one day, with a second reader each, so that both go out."""

    def __init__(self, site) -> None:
        self.site, self.store, self.settings = site, site.house.store, site.house.settings
        for number, letter in enumerate(("briefing", "morgen")):
            row = SubscriberRow(email=f"other{number}@example.com", newsletters=(letter,))
            self.store.subscribers.add(row, now=NOW)
        for number in range(3):
            self.store.articles.save([article(str(number), "World")], now=NOW)

    def freeze(self, letter):
        """The edition of the day, with its readers fixed."""
        made = build(self.settings, self.store, letter, now=NOW).edition
        approve(self.settings, self.store, made.id, now=NOW)
        edition = self.store.editions.get(made.id)
        freeze(self.settings, self.store, edition, now=NOW, key=b"k")
        return made.id

    def send(self, edition):
        """Whether the reader got it."""
        taken = self.store.outbox.claim(edition, now=NOW, limit=9, lease=LEASE, fence=7)
        started = [one.id for one in taken]
        self.store.outbox.commit([], started, now=NOW, fence=7)
        sent = Outcome(kind=OutcomeKind.SENT, code=250)
        self.store.outbox.commit([(one, sent) for one in started], [], now=NOW, fence=7)
        return JANE in {one.email for one in taken}


@pytest.fixture
def room(site):
    return Newsroom(site)


def test_before_either_is_frozen_it_is_the_new_one(room, site, page):
    read_in(site, page, "morgen")
    assert [room.send(room.freeze(one)) for one in ("briefing", "morgen")] == [False, True]


def test_what_was_frozen_still_comes_and_the_new_one_the_day_after(room, site, page):
    one = room.freeze("briefing")
    read_in(site, page, "morgen")
    other = room.freeze("morgen")
    assert [room.send(one), room.send(other)] == [True, False]


def test_what_was_sent_is_not_sent_again_in_the_new_language(room, site, page):
    assert room.send(room.freeze("briefing"))
    read_in(site, page, "morgen")
    assert not room.send(room.freeze("morgen"))


def test_with_both_frozen_the_day_is_not_lost(room, site, page):
    one, other = room.freeze("briefing"), room.freeze("morgen")
    read_in(site, page, "morgen")
    assert [room.send(one), room.send(other)] == [True, False]


def test_there_and_back_in_one_day_is_one_edition(room, site, page):
    read_in(site, page, "morgen")
    assert room.send(room.freeze("morgen"))
    read_in(site, page, "briefing")
    assert not room.send(room.freeze("briefing"))


def test_two_changes_in_one_day_are_one_edition(room, site, page):
    one = room.freeze("briefing")
    read_in(site, page, "sabah")
    read_in(site, page, "morgen")
    other = room.freeze("morgen")
    assert [room.send(one), room.send(other)] == [True, False]


def test_who_leaves_after_the_change_gets_neither(room, site, page):
    one = room.freeze("briefing")
    read_in(site, page, "morgen")
    site.post(f"/u/{site.token}")
    assert [room.send(one), room.send(room.freeze("morgen"))] == [False, False]


def test_why_says_what_they_read_in_its_place(room, site, page):
    read_in(site, page, "morgen")
    room.freeze("briefing")
    told = why_reader(room.store, site.reader, now=NOW)
    assert any("left for morgen" in one.reason for one in told.copies)
