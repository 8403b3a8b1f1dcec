from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.model import (
    Cadence,
    Notice,
    NoticeKind,
    Outcome,
    OutcomeKind,
    SubscriberRow,
    SuppressionReason,
)
from digest.pipeline.build import build
from digest.pipeline.deliveries import decide
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.suppress import Wanted, suppress, suppression_hashes
from digest.pipeline.why_reader import told, why_reader
from digest.store import Chosen, Decision, open_store

ROWS = {
    "all": SubscriberRow(email="all@example.com"),
    "world": SubscriberRow(email="world@example.com", topics=("World",)),
    "sport": SubscriberRow(email="sport@example.com", topics=("Sport",)),
    "weekly": SubscriberRow(email="weekly@example.com", cadence=Cadence.WEEKLY),
    "left": SubscriberRow(email="left@example.com"),
}


@pytest.fixture
def newsroom(tmp_path):
    made = settings(tmp_path)
    with open_store(made.store.url) as store:
        store.articles.save([article("1"), article("2", "Science")], now=NOW)
        rows = [replace(row, newsletters=("briefing",)) for row in ROWS.values()]
        store.subscribers.upsert_many(rows, now=NOW - timedelta(days=1))
        left = store.subscribers.get("left@example.com")
        store.subscribers.leave(left.id, "briefing", now=NOW)
        built = build(made, store, None, now=NOW).edition
        yield made, store, built


@pytest.fixture
def sent(newsroom):
    made, store, built = newsroom
    approve(made, store, built.id, now=NOW)
    freeze(made, store, store.editions.get(built.id), now=NOW, key=b"k" * 32)
    return store


def copy(store, who: str):
    [found] = why_reader(store, store.subscribers.get(f"{who}@example.com"), now=NOW).copies
    return found


def answer(store, outcome: Outcome, who: str) -> None:
    reader = store.subscribers.get(f"{who}@example.com").id
    [queued] = [one.delivery for one in store.deliveries.of_reader(reader, now=NOW)]
    store.outbox.claim(queued.edition, now=NOW, limit=9, lease=timedelta(minutes=5), fence=1)
    store.outbox.commit([], [queued.id], now=NOW, fence=1)
    store.outbox.commit([(queued.id, outcome)], [], now=NOW + timedelta(minutes=1), fence=1)


def tell_refused(store, email: str) -> None:
    """A notice to this address, which the server does not know."""
    told = Notice(
        key="welcome 1",
        kind=NoticeKind.WELCOME,
        newsletter="briefing",
        email=email,
        subject="Welcome",
        text="It is good to have you.",
        message_id="<n1@news.example>",
        due_at=NOW,
        created=NOW,
    )
    store.notices.enqueue(told, now=NOW)
    taken = store.notices.take(now=NOW, lease=timedelta(minutes=5), fence=1)
    gone = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.1.1", text="no such user")
    store.notices.record(taken.id, gone, now=NOW, fence=1)


def test_before_it_goes_out_it_is_not_sent_yet(newsroom):
    _, store, built = newsroom
    found = copy(store, "all")
    assert (found.edition, found.state) == (built.id, None)
    assert found.reason == "not sent yet: the edition is draft"


def test_a_copy_tells_the_servers_answer_and_the_selection(sent):
    words = Outcome(kind=OutcomeKind.SENT, code=250, enhanced="2.0.0", text="Queued as 7")
    answer(sent, words, "world")
    found = copy(sent, "world")
    assert (found.state, found.code, found.enhanced) == ("sent", 250, "2.0.0")
    assert (found.answer, found.attempts) == ("Queued as 7", 1)
    assert found.changed == NOW + timedelta(minutes=1)
    assert found.reason == "1 of 2 stories, full: World"
    assert copy(sent, "all").reason == "all 2 stories, full"


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("sport", "no story in the chosen topics: Sport"),
        ("weekly", "another cadence: weekly"),
        ("left", "the subscription is left, since 2026-11-23T07:00:00Z"),
    ],
)
def test_who_got_none_is_told_why(sent, who, reason):
    assert copy(sent, who).reason == reason


def test_who_joined_later_gets_the_next_one(sent):
    later = NOW + timedelta(hours=1)
    row = SubscriberRow(email="new@example.com", newsletters=("briefing",))
    sent.subscribers.add(row, now=later)
    assert copy(sent, "new").reason.startswith("joined 2026-11-23T08:00:00Z, after")


def test_who_subscribed_later_is_told_so(newsroom):
    made, store, built = newsroom
    store.subscribers.add(SubscriberRow(email="known@example.com"), now=NOW - timedelta(days=1))
    assert copy(store, "known").reason == "not subscribed to briefing"
    approve(made, store, built.id, now=NOW)
    freeze(made, store, store.editions.get(built.id), now=NOW, key=b"k" * 32)
    row = SubscriberRow(email="known@example.com", newsletters=("briefing",))
    store.subscribers.add(row, now=NOW + timedelta(hours=1))
    assert "after its readers were fixed" in copy(store, "known").reason


@pytest.mark.parametrize(
    ("kind", "state", "next_try", "crashes"),
    [
        (OutcomeKind.SENT, "sent", None, 0),
        (OutcomeKind.DEFERRED, "deferred", NOW + timedelta(minutes=31), 0),
        (OutcomeKind.REJECTED, "failed", None, 0),
        (OutcomeKind.UNSURE, "unsure", None, 1),
    ],
)
def test_a_copy_tells_its_state_and_when_it_is_tried_again(sent, kind, state, next_try, crashes):
    answer(sent, Outcome(kind=kind, code=499, retry_after=timedelta(minutes=30)), "all")
    found = copy(sent, "all")
    assert (found.state, found.next_try, found.crashes) == (state, next_try, crashes)
    assert (found.delivery, found.attempts) == (1, 1)
    assert found.message_id.startswith("<")


def test_a_copy_that_is_on_its_way_tells_who_has_it(sent):
    assert copy(sent, "all").next_try == NOW
    [queued] = sent.outbox.list(limit=1)
    sent.outbox.claim(queued.edition, now=NOW, limit=1, lease=timedelta(minutes=5), fence=1)
    sent.outbox.commit([], [queued.id], now=NOW, fence=1)
    assert (copy(sent, "all").state, copy(sent, "all").next_try) == ("sending", None)
    reader = sent.subscribers.get("all@example.com")
    later = why_reader(sent, reader, now=NOW + timedelta(hours=1))
    assert later.copies[0].state == "unsure"
    decide(sent, Decision.CANCEL, Chosen(ids=(2,)), now=NOW)
    found = copy(sent, "world")
    assert (found.state, found.answer) == ("cancelled", "")
    assert found.ended == "cancelled by the operator"


def test_a_copy_tells_which_relay_has_it_under_which_id(sent, monkeypatch):
    taken = replace(sent.outbox.list(limit=1)[0], relay="eu", remote_id="0102-abc")
    monkeypatch.setattr(sent.outbox, "these", lambda _ids: (taken,))
    assert (copy(sent, "all").relay, copy(sent, "all").remote_id) == ("eu", "0102-abc")


def test_a_bounced_address_is_the_reason(sent):
    answer(sent, Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.1.1"), "all")
    assert copy(sent, "all").state == "failed"
    found = why_reader(sent, sent.subscribers.get("all@example.com"), now=NOW)
    assert found.subscriber.state == "bounced"
    edition = found.copies[0].edition
    assert found.barred == f"bounced: 550 5.1.1 ({edition}, 2026-11-23T07:01:00Z)"
    assert found.subscriptions[0].newsletter == "briefing"
    assert found.joined == NOW - timedelta(days=1)


def test_words_alone_may_be_the_proof(sent):
    words = Outcome(kind=OutcomeKind.REJECTED, code=550, text="No such user here")
    answer(sent, words, "all")
    barred = why_reader(sent, sent.subscribers.get("all@example.com"), now=NOW).barred
    assert barred.startswith("bounced: 550 No such user here (")


def test_the_answer_to_a_notice_may_be_the_proof(sent):
    tell_refused(sent, "all@example.com")
    barred = why_reader(sent, sent.subscribers.get("all@example.com"), now=NOW).barred
    assert barred == "bounced: 550 5.1.1 no such user (notice 1, welcome)"


@pytest.mark.parametrize(
    ("state", "words"),
    [("bounced", "bounced; no delivery on record"), ("complained", "complained"), ("active", "")],
)
def test_why_an_address_gets_no_mail_is_told_without_a_record_too(sent, state, words):
    refused = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.7.1", text="policy")
    answer(sent, refused, "all")
    sent._connection.raw.execute("UPDATE subscribers SET state = ? WHERE id = 1", (state,))
    barred = why_reader(sent, sent.subscribers.get("all@example.com"), now=NOW).barred
    assert barred.startswith(words)
    assert bool(barred) == bool(words)


def test_no_more_editions_than_asked_for_are_looked_at(newsroom):
    made, store, _ = newsroom
    build(made, store, None, day=(NOW - timedelta(days=1)).date(), now=NOW)
    reader = store.subscribers.get("all@example.com")
    assert len(why_reader(store, reader, now=NOW).copies) == 2
    assert len(why_reader(store, reader, now=NOW, limit=1).copies) == 1


def test_a_skipped_edition_went_to_nobody(newsroom):
    made, store, _ = newsroom
    build(made, store, None, day=(NOW - timedelta(days=30)).date(), now=NOW)
    reader = store.subscribers.get("all@example.com")
    assert why_reader(store, reader, now=NOW).copies[-1].reason == "the edition was skipped"


def suppressed(newsroom, reason: SuppressionReason, *, newsletter: str = "", now=NOW):
    """What is told of a reader whose address was suppressed then."""
    made, store, _ = newsroom
    wanted = Wanted(
        address="all@example.com", newsletter=newsletter, reason=reason, source="by hand"
    )
    suppress(made, store, [wanted], now=now)
    hashes = suppression_hashes(made, store)("all@example.com")
    return why_reader(store, store.subscribers.get("all@example.com"), hashes=hashes, now=now)


def test_a_suppression_is_told_with_reason_time_scope_and_whence(newsroom):
    found = suppressed(newsroom, SuppressionReason.MANUAL)
    words = "manual since 2026-11-23T07:00:00Z (every newsletter, by hand)"
    assert [told(row) for row in found.suppressions] == [words]
    assert found.barred == "the address is suppressed"
    assert found.copies[0].reason == f"the address is suppressed: {words}"


def test_one_of_one_newsletter_bars_that_alone(newsroom):
    found = suppressed(newsroom, SuppressionReason.COMPLAINED, newsletter="briefing")
    assert told(found.suppressions[0]) == (
        "complained since 2026-11-23T07:00:00Z (briefing, by hand)"
    )
    assert found.barred == ""
    assert "the address is suppressed: complained" in found.copies[0].reason
    other = suppressed(newsroom, SuppressionReason.LEFT, newsletter="weekly")
    assert [row.newsletter for row in other.suppressions] == ["briefing", "weekly"]


def test_who_reads_no_newsletter_is_not_said_to_have_missed_it_for_a_suppression(newsroom):
    made, store, _ = newsroom
    store.subscribers.upsert_many([SubscriberRow(email="none@example.com")], now=NOW)
    wanted = Wanted(address="none@example.com", reason=SuppressionReason.MANUAL)
    suppress(made, store, [wanted], now=NOW)
    hashes = suppression_hashes(made, store)("none@example.com")
    reader = store.subscribers.get("none@example.com")
    found = why_reader(store, reader, now=NOW, hashes=hashes)
    assert found.barred == "the address is suppressed"
    assert [one.reason for one in found.copies] == ["not subscribed to briefing"]


def test_a_suppression_after_its_readers_were_fixed_is_not_why_an_edition_missed_one(newsroom):
    made, store, built = newsroom
    store.subscribers.leave(store.subscribers.get("all@example.com").id, "briefing", now=NOW)
    approve(made, store, built.id, now=NOW)
    freeze(made, store, store.editions.get(built.id), now=NOW, key=b"k" * 32)
    later = NOW + timedelta(hours=1)
    found = suppressed(newsroom, SuppressionReason.MANUAL, now=later)
    assert found.copies[0].reason == "the subscription is left, since 2026-11-23T07:00:00Z"
