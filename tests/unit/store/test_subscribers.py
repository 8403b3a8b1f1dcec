from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.store.make import NOW, frozen, readers, url

from digest.errors import AudienceError
from digest.model import (
    Consent,
    ConsentEvent,
    Selection,
    SubscriberRow,
    SubscriberState,
    SubscriptionState,
)
from digest.store import open_store
from digest.store import subscribers as room

FIRST = "reader1@example.com"


def test_get_by_address_and_by_id(store):
    readers(store, 2)
    person = store.subscribers.get("READER2@example.COM")
    assert person == store.subscribers.get(person.id)
    assert store.subscribers.get("nobody@example.com") is None
    assert store.subscribers.get(404) is None


def test_audience_is_who_is_active_with_an_active_subscription(store):
    readers(store, 4)
    other = SubscriberRow(email="weekly@example.com", newsletters=("weekly",))
    pending = SubscriberRow(
        email="new@example.com", newsletters=("briefing",), state=SubscriptionState.PENDING
    )
    store.subscribers.upsert_many([other, pending], now=NOW)
    store.subscribers.leave(2, "briefing", now=NOW)
    store._connection.raw.execute("UPDATE subscribers SET state = 'bounced' WHERE id = 3")
    reached = list(store.subscribers.audience("briefing"))
    assert [person.id for person, _ in reached] == [1, 4]
    assert [chosen.subscriber for _, chosen in reached] == [1, 4]


def test_streams_go_over_page_ends_and_hold_no_cursor(store, monkeypatch):
    monkeypatch.setattr(room, "PAGE", 3)
    readers(store, 10)
    audience = store.subscribers.audience("briefing")
    export = store.subscribers.stream()
    first = next(audience)[0], next(export)
    store.subscribers.leave(9, "briefing", now=NOW)
    assert [first[0].id, *(p.id for p, _ in audience)] == [1, 2, 3, 4, 5, 6, 7, 8, 10]
    assert len([first[1], *export]) == 10


def test_export_imports_to_the_same(store, tmp_path):
    told = [
        SubscriberRow(email="a@x.example", name="Ä", newsletters=("b", "w"), topics=("World",)),
        SubscriberRow(email="c@x.example", newsletters=("b",), hour=6, timezone="Asia/Tokyo"),
        SubscriberRow(email="c@x.example", newsletters=("w",), state=SubscriptionState.LEFT),
        SubscriberRow(email="d@x.example", newsletters=("b",), state=SubscriberState.COMPLAINED),
        SubscriberRow(email="e@x.example"),
        SubscriberRow(
            email="f@x.example",
            newsletters=("b",),
            state=SubscriptionState.PAUSED,
            until=date(2026, 12, 24),
            muted=("Wire",),
            consent=Consent(event=ConsentEvent.IMPORTED, at=NOW, source="form", ip="192.0.2.1"),
        ),
    ]
    store.subscribers.upsert_many(told, now=NOW)
    exported = list(store.subscribers.stream())
    assert exported == told
    folder = tmp_path / "second"
    folder.mkdir()
    with open_store(url(folder)) as second:
        second.subscribers.upsert_many(exported, now=NOW)
        assert list(second.subscribers.stream()) == exported


def test_export_of_one_newsletter(store):
    readers(store, 1)
    store.subscribers.upsert_many(
        [SubscriberRow(email="w@x.example", newsletters=("weekly",))], now=NOW
    )
    assert [row.email for row in store.subscribers.stream("weekly")] == ["w@x.example"]
    assert [row.newsletters for row in store.subscribers.stream("briefing")] == [("briefing",)]


def test_list_pages_by_id(store):
    readers(store, 5)
    assert [one.id for one in store.subscribers.list(limit=2)] == [1, 2]
    assert [one.id for one in store.subscribers.list(limit=2, after=2)] == [3, 4]
    assert store.subscribers.list("weekly") == ()
    assert len(store.subscribers.list("briefing")) == 5


def test_leaving_twice_is_leaving_once(store):
    readers(store, 1)
    assert store.subscribers.leave(1, "briefing", now=NOW)
    assert not store.subscribers.leave(1, "briefing", now=NOW)
    assert not store.subscribers.leave(1, "weekly", now=NOW)
    (chosen,) = store.subscribers.subscriptions(1)
    assert chosen.state is SubscriptionState.LEFT


def test_who_was_never_mailed_is_deleted_and_the_id_is_never_given_again(store):
    readers(store, 2)
    assert store.subscribers.remove("reader2@example.com")
    assert store.subscribers.get(2) is None
    assert store.subscribers.subscriptions(2) == ()
    readers(store, 2)
    assert store.subscribers.get("reader2@example.com").id == 3


def test_who_was_mailed_is_erased(store):
    edition = frozen(store, 2)
    store._connection.raw.execute(
        "UPDATE deliveries SET detail = '550 reader1@example.com?' WHERE subscriber = 1"
    )
    assert not store.subscribers.remove(FIRST)
    erased = store.subscribers.get(1)
    assert (erased.email, erased.name, erased.state) == ("", "", SubscriberState.ERASED)
    assert erased.generation == 1
    assert store.subscribers.get(FIRST) is None
    assert [row.email for row in store.subscribers.stream()] == ["reader2@example.com"]
    assert [one.email for one in store.outbox.list(edition)] == ["", "reader2@example.com"]
    assert store.check() == ()


@pytest.mark.parametrize("mailed", [True, False])
def test_who_was_removed_is_gone_from_the_bytes_of_the_file(tmp_path, mailed):
    with open_store(url(tmp_path)) as store:
        readers(store, 300)
        if mailed:
            frozen(store, 300)
        store.subscribers.remove(FIRST)
    assert [path.name for path in tmp_path.iterdir()] == ["digest.db"]
    held = (tmp_path / "digest.db").read_bytes()
    assert b"reader2@example.com" in held
    assert FIRST.encode() not in held


def test_an_unknown_person_can_not_be_removed(store):
    with pytest.raises(AudienceError, match=r"nobody is known as x@example\.com"):
        store.subscribers.remove("x@example.com")


def test_choices_that_differ_between_newsletters_are_two_rows(store):
    row = SubscriberRow(email="a@x.example", newsletters=("b",), topics=("World",))
    store.subscribers.upsert_many([row, replace(row, newsletters=("w",), topics=())], now=NOW)
    assert [(one.newsletters, one.topics) for one in store.subscribers.stream()] == [
        (("b",), ("World",)),
        (("w",), ()),
    ]


def test_a_selection_is_no_personal_data(store):
    edition = frozen(store, 3)
    documents = store._connection.rows("SELECT document FROM selections ORDER BY id")
    assert len(documents) == 2
    assert store.outbox.list(edition)[1].selection == Selection(("s1",))
