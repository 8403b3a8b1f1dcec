from __future__ import annotations

import re

import pytest
from tests.unit.web.site.house import NOW, path_in

from digest.audience.tokens import sign
from digest.model import (
    ConsentEvent,
    NoticeKind,
    SubscriberState,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)
from digest.pipeline.notify import tell
from digest.pipeline.suppress import Wanted, suppress, suppression_hashes

NEW = "new.reader@example.org"
JOIN = "/join/briefing"


def join(site, email=NEW, **request):
    return site.fill(JOIN, [("email", email)], **request)


def link(mail):
    return path_in(mail, "c")


def subscription(site, email=NEW):
    person = site.house.store.subscribers.get(email)
    return person and site.house.store.subscriptions.get(person.id, "briefing")


def test_a_reader_joins(site):
    answer = join(site)
    assert answer.status == 200
    assert subscription(site).state is SubscriptionState.PENDING
    (mail,) = site.mails()
    assert (mail.kind, mail.email, mail.name) == (NoticeKind.CONFIRM, NEW, "")

    page = site.ask(link(mail))
    assert "n•••@e•••.org" in page.text
    assert subscription(site).state is SubscriptionState.PENDING

    assert site.fill(link(mail)).status == 200
    assert subscription(site).state is SubscriptionState.ACTIVE
    welcome = site.mails(NoticeKind.WELCOME)
    assert [one.email for one in welcome] == [NEW]
    assert "/p/" in welcome[0].text


def test_the_proof_says_what_when_where_and_to_which_words(site):
    join(site, client="192.0.2.7")
    (mail,) = site.mails()
    site.later(hours=1)
    site.fill(link(mail), client="192.0.2.8")
    person = site.house.store.subscribers.get(NEW)
    asked, confirmed = (one for _, one in site.house.store.consents.of(person.id))
    assert (asked.event, asked.at, asked.ip, asked.source) == (
        ConsentEvent.ASKED,
        NOW,
        "192.0.2.7",
        JOIN,
    )
    assert asked.wording.startswith("Send me Morning Briefing by email.")
    assert (confirmed.event, confirmed.ip) == (ConsentEvent.CONFIRMED, "192.0.2.8")
    assert confirmed.wording == "Shall Morning Briefing be sent to n•••@e•••.org?"
    assert (confirmed.at - asked.at).total_seconds() == 3600


def test_confirming_twice_is_confirming_once(site):
    join(site)
    (mail,) = site.mails()
    (token,) = re.findall(r'name="form_token" value="(.*?)"', site.ask(link(mail)).text)
    for _ in range(2):
        assert site.post(link(mail), [("form_token", token)]).status == 200
    assert site.ask(link(mail)).status == 200
    assert len(site.mails(NoticeKind.WELCOME)) == 1


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_only_follows_the_link_confirms_nothing(site, method):
    join(site)
    (mail,) = site.mails()
    assert site.ask(link(mail), method=method).status == 200
    assert subscription(site).state is SubscriptionState.PENDING


def test_a_link_expires_and_takes_the_address_with_it(site):
    join(site)
    (mail,) = site.mails()
    site.later(days=7)
    assert site.ask(link(mail)).status == 404
    alarm = {"kind": NoticeKind.ALARM, "key": "a", "email": NEW, "subject": "s", "text": "t"}
    tell(site.house.settings, site.house.store, now=NOW, **alarm)
    join(site, "other@example.org")
    assert site.house.store.subscribers.get(NEW) is None
    assert [one.kind for one in site.mails() if one.email == NEW] == [NoticeKind.ALARM]
    assert site.mails(NoticeKind.CONFIRM)[0].text == ""


def test_one_question_waits_and_is_asked_three_times_at_most(site):
    links = set()
    for _ in range(8):
        join(site)
        links |= {link(mail) for mail in site.mails()}
        site.later(hours=9)
    assert len(site.mails()) == 3
    assert len(links) == 1


def test_an_earlier_link_dies_with_a_new_question(site):
    join(site)
    (mail,) = site.mails()
    site.later(days=8)
    join(site)
    assert site.ask(link(mail)).status == 404
    assert site.ask(link(site.mails()[-1])).status == 200


@pytest.mark.parametrize(
    "email", [NEW, "jane.doe@example.com", "left@example.com", "bad@example.com"]
)
def test_the_answer_is_the_same_whoever_it_is(site, email):
    store = site.house.store
    row = site.reader
    assert row.state is SubscriberState.ACTIVE
    suppress(
        site.house.settings,
        store,
        [Wanted(address="bad@example.com", reason=SuppressionReason.COMPLAINED)],
        now=NOW,
    )
    other = join(site, "somebody.else@example.net")
    told = join(site, email)
    assert (told.status, told.body, told.headers) == (other.status, other.body, other.headers)


@pytest.mark.parametrize(
    "email", ["stranger@example.net", "jane.doe@example.com", "bad@example.com", NEW]
)
def test_what_is_done_behind_the_answer_is_one_transaction_whoever_it_is(site, email):
    """A commit waits for the disk: one more of them a next request could see."""
    join(site)  # who is asked already, for the last of them
    wanted = Wanted(address="bad@example.com", reason=SuppressionReason.COMPLAINED)
    suppress(site.house.settings, site.house.store, [wanted], now=NOW)
    join(site, "somebody.else@example.net")
    raw, commits = site.house.store._connection.raw, []
    raw.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
    join(site, email)
    raw.set_trace_callback(None)
    assert len(commits) == 2  # the limit of who asks, before the answer; and all the rest


def test_a_reader_is_told_that_they_are_subscribed_once_a_day(site):
    for _ in range(2):
        join(site, "jane.doe@example.com")
    (mail,) = site.mails()
    assert (mail.kind, mail.email) == (NoticeKind.WELCOME, "jane.doe@example.com")


@pytest.mark.parametrize("reason", [*SuppressionReason])
def test_who_must_not_be_mailed_is_not(site, reason):
    own = reason in {SuppressionReason.LEFT, SuppressionReason.ERASED}
    suppress(site.house.settings, site.house.store, [Wanted(address=NEW, reason=reason)], now=NOW)
    join(site)
    assert len(site.mails()) == own


def test_who_left_comes_back_by_confirming_alone(site):
    store, email = site.house.store, "jane.doe@example.com"
    store.subscribers.leave(site.reader.id, "briefing", now=NOW)
    hashes = suppression_hashes(site.house.settings, store)(email)
    row = Suppression(hash=hashes[0], newsletter="briefing", reason=SuppressionReason.LEFT, at=NOW)
    store.suppressions.add([(row, "")], now=NOW)
    join(site, email)
    assert site.left
    site.fill(link(site.mails()[0]))
    assert not site.left
    assert store.suppressions.of(hashes) == ()


@pytest.mark.parametrize("email", ["", "no", "a@b@c.example", "x\r\nBcc: y@z.example"])
def test_what_is_no_address_is_said(site, email):
    answer = join(site, email)
    assert answer.status == 422
    assert 'role="alert"' in answer.text
    assert site.mails() == ()


def test_an_address_is_shown_escaped(site):
    answer = join(site, '"><script>alert(1)</script>')
    assert "<script" not in answer.text


def test_a_program_that_fills_every_field_gets_the_same_answer_and_no_mail(site):
    honest = join(site, "a@example.org")
    trapped = site.fill(JOIN, [("email", NEW), ("website", "https://spam.example")])
    assert trapped.body == honest.body
    assert [mail.email for mail in site.mails()] == ["a@example.org"]


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
)
def test_a_form_from_elsewhere_asks_for_one_more_click(site, headers):
    answer = join(site, headers=headers)
    assert f'value="{NEW}"' in answer.text
    assert site.mails() == ()


def test_a_form_without_our_token_asks_for_one_more_click(site):
    assert f'value="{NEW}"' in site.post(JOIN, [("email", NEW)]).text
    other = site.house.forms.token("join", "evening")
    assert "<form" in site.post(JOIN, [("email", NEW), ("form_token", other)]).text
    assert site.mails() == ()


def test_one_place_may_ask_a_few_times_only(site):
    codes = [join(site, f"r{n}@example.org", client="192.0.2.9").status for n in range(25)]
    assert codes.count(429) == 5
    assert len(site.mails()) == 20


def test_ten_thousand_requests_from_everywhere_bring_three_mails_to_one_address(site):
    page = site.ask(JOIN).text
    (token,) = re.findall(r'name="form_token" value="(.*?)"', page)
    for n in range(10_000):
        client = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
        site.post(JOIN, [("form_token", token), ("email", NEW)], client=client)
        site.later(seconds=1)
    assert 1 <= len(site.mails()) <= 3


def test_one_domain_is_not_flooded(site):
    page = site.ask(JOIN).text
    (token,) = re.findall(r'name="form_token" value="(.*?)"', page)
    for n in range(310):
        fields = [("form_token", token), ("email", f"r{n}@example.org")]
        assert site.post(JOIN, fields, client=f"10.0.{n >> 8}.{n & 255}").status == 200
    assert len(site.mails()) == 300


def test_no_newsletter_no_form(site):
    assert site.ask("/join/other").status == 404
    assert site.post("/join/other", [("email", NEW)]).status == 404


def test_every_flipped_letter_of_a_link_is_refused(site):
    join(site)
    path = link(site.mails()[0])
    token = path.removeprefix("/c/")
    for place in range(len(token)):
        wrong = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert site.ask(f"/c/{wrong}").status == 404


def test_a_link_of_another_purpose_or_person_opens_nothing(site):
    join(site)
    store = site.house.store
    person = store.subscribers.get(NEW)
    key = site.house.root.subkey("link")
    (mail,) = site.mails()
    serial = int(link(mail).split(".")[3])
    for purpose in ("leave", "choose", "move"):
        assert site.ask(f"/c/{sign(key, purpose, 'briefing', person.id, serial)}").status == 404
    other = sign(key, "confirm", "briefing", site.reader.id + 7, serial)
    assert site.ask(f"/c/{other}").status == 404
    token = link(mail).removeprefix("/c/")
    for place in ("u", "p", "m"):
        assert site.ask(f"/{place}/{token}").status == 404
