from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.model import Cadence, Outcome, OutcomeKind, SubscriberRow
from digest.pipeline.build import build
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.why_reader import why_reader
from digest.store import open_store

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
    [found] = why_reader(store, store.subscribers.get(f"{who}@example.com")).copies
    return found


def answer(store, outcome: Outcome, who: str) -> None:
    [queued] = store.outbox.of_reader(store.subscribers.get(f"{who}@example.com").id)
    store.outbox.claim(queued.edition, now=NOW, limit=9, lease=timedelta(minutes=5), fence=1)
    store.outbox.commit([], [queued.id], now=NOW, fence=1)
    store.outbox.commit([(queued.id, outcome)], [], now=NOW + timedelta(minutes=1), fence=1)


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


def test_a_bounced_address_is_the_reason(sent):
    answer(sent, Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.1.1"), "all")
    assert copy(sent, "all").state == "failed"
    found = why_reader(sent, sent.subscribers.get("all@example.com"))
    assert found.subscriber.state == "bounced"
    assert found.subscriptions[0].newsletter == "briefing"
    assert found.joined == NOW - timedelta(days=1)


def test_no_more_editions_than_asked_for_are_looked_at(newsroom):
    made, store, _ = newsroom
    build(made, store, None, day=(NOW - timedelta(days=1)).date(), now=NOW)
    reader = store.subscribers.get("all@example.com")
    assert len(why_reader(store, reader).copies) == 2
    assert len(why_reader(store, reader, limit=1).copies) == 1


def test_a_skipped_edition_went_to_nobody(newsroom):
    made, store, _ = newsroom
    build(made, store, None, day=(NOW - timedelta(days=30)).date(), now=NOW)
    reader = store.subscribers.get("all@example.com")
    assert why_reader(store, reader).copies[-1].reason == "the edition was skipped"
