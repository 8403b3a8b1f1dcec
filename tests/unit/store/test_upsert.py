from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.store.make import NOW

from digest.errors import AudienceError
from digest.model import (
    Cadence,
    Consent,
    ConsentEvent,
    Length,
    SubscriberRow,
    SubscriberState,
    SubscriptionState,
)
from digest.store import SubscriberCount
from digest.store import subscribers as room

ANN = SubscriberRow(
    email="Ann.Lee@Example.com",
    name="Ann Lee",
    language="fr",
    newsletters=("briefing",),
    topics=("World", "Wissenschaft & Ähnliches"),
    cadence=Cadence.WEEKDAYS,
    length=Length.BRIEF,
    hour=7,
    timezone="Europe/Paris",
)
words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
rows = st.lists(
    st.builds(
        SubscriberRow,
        email=st.sampled_from(["a@x.example", "A@x.example", "b@x.example", "c@x.example"]),
        name=words,
        language=st.sampled_from(["en", "fr"]),
        newsletters=st.sampled_from([(), ("briefing",), ("briefing", "weekly")]),
        topics=st.lists(words, max_size=2).map(tuple),
        hour=st.none() | st.integers(0, 23),
        timezone=st.none() | st.just("Europe/Paris"),
        state=st.sampled_from([*SubscriptionState, SubscriberState.BOUNCED]),
    ),
    max_size=6,
)


def put(store, *told) -> SubscriberCount:
    return store.subscribers.upsert_many(told, now=NOW)


def stands(store, email="ann.lee@example.com"):
    person = store.subscribers.get(email)
    return person, store.subscribers.subscriptions(person.id)


def test_a_new_person_is_kept_as_told(store):
    assert put(store, ANN) == SubscriberCount(new=1)
    person, (chosen,) = stands(store)
    assert (person.email, person.name, person.language) == ("Ann.Lee@example.com", "Ann Lee", "fr")
    assert chosen.topics == ANN.topics
    assert (chosen.cadence, chosen.length) == (Cadence.WEEKDAYS, Length.BRIEF)
    assert (chosen.hour, chosen.timezone, chosen.state) == (7, "Europe/Paris", "active")


def test_twice_the_same_changes_nothing(store):
    put(store, ANN)
    before = store._connection.rows("SELECT * FROM subscriptions, subscribers")
    assert put(store, ANN) == SubscriberCount(same=1)
    assert store._connection.rows("SELECT * FROM subscriptions, subscribers") == before


def test_two_spellings_are_one_person(store):
    put(store, ANN, replace(ANN, email="ann.lee@EXAMPLE.com", name="Ann B. Lee"))
    person, _ = stands(store)
    assert person.name == "Ann B. Lee"
    assert len(store.subscribers.list()) == 1


def test_what_a_row_leaves_open_is_not_overwritten(store):
    put(store, ANN)
    bare = SubscriberRow(email="ann.lee@example.com", newsletters=("briefing",))
    assert put(store, bare) == SubscriberCount(same=1)


def test_what_a_row_tells_is_taken(store):
    put(store, ANN)
    assert put(store, replace(ANN, hour=9, language="de")) == SubscriberCount(changed=1)
    person, (chosen,) = stands(store)
    assert (person.language, chosen.hour, chosen.topics) == ("de", 9, ANN.topics)


def test_one_more_newsletter_is_a_change(store):
    put(store, ANN)
    assert put(store, replace(ANN, newsletters=("weekly",))) == SubscriberCount(changed=1)
    assert [one.newsletter for one in stands(store)[1]] == ["briefing", "weekly"]


@pytest.mark.parametrize("before", [SubscriptionState.LEFT, SubscriptionState.PAUSED])
@pytest.mark.parametrize("told", [SubscriptionState.ACTIVE, SubscriptionState.PENDING])
def test_who_left_or_pauses_is_not_brought_back(store, before, told):
    put(store, replace(ANN, state=before))
    assert put(store, replace(ANN, state=told, hour=12)) == SubscriberCount(kept=1)
    (chosen,) = stands(store)[1]
    assert (chosen.state, chosen.hour) == (before, 7)


@pytest.mark.parametrize("state", [SubscriberState.BOUNCED, SubscriberState.COMPLAINED])
def test_who_bounced_or_complained_is_not_brought_back(store, state):
    put(store, replace(ANN, state=state))
    assert stands(store)[0].state is state
    assert put(store, replace(ANN, name="New")) == SubscriberCount(kept=1)
    assert put(store, replace(ANN, newsletters=("weekly",))) == SubscriberCount(kept=1)
    assert stands(store)[0].name == "Ann Lee"
    assert put(store, replace(ANN, state=state)) == SubscriberCount(same=1)
    assert list(store.subscribers.audience("briefing")) == []


def test_an_import_can_end_a_subscription_and_confirm_a_pending_one(store):
    put(store, replace(ANN, state=SubscriptionState.PENDING))
    assert put(store, ANN) == SubscriberCount(changed=1)
    assert put(store, replace(ANN, state=SubscriptionState.PENDING)) == SubscriberCount(same=1)
    assert stands(store)[1][0].state is SubscriptionState.ACTIVE
    assert put(store, replace(ANN, state=SubscriptionState.LEFT)) == SubscriberCount(changed=1)
    assert put(store, replace(ANN, state=SubscriptionState.LEFT)) == SubscriberCount(same=1)


def test_a_row_of_someone_erased_makes_nobody(store):
    assert put(store, replace(ANN, state=SubscriberState.ERASED)) == SubscriberCount(kept=1)
    assert store.subscribers.list() == ()


def test_who_left_one_newsletter_may_still_get_another(store):
    put(store, replace(ANN, state=SubscriptionState.LEFT))
    both = replace(ANN, newsletters=("briefing", "weekly"))
    assert put(store, replace(both, name="Renamed")) == SubscriberCount(changed=1)
    assert [one.state for one in stands(store)[1]] == ["left", "active"]
    assert stands(store)[0].name == "Ann Lee"
    assert put(store, replace(both, name="Renamed")) == SubscriberCount(kept=1)


@pytest.mark.parametrize("before", [SubscriptionState.LEFT, SubscriptionState.PAUSED])
def test_of_who_is_kept_nothing_changes(store, before):
    put(store, replace(ANN, state=before))
    tables = "SELECT * FROM subscriptions, subscribers, consents"
    stood = store._connection.rows(tables)
    consent = Consent(event=ConsentEvent.IMPORTED, source="fair")
    told = replace(ANN, name="Renamed", language="de", consent=consent)
    assert put(store, told, replace(told, name="Again")) == SubscriberCount(kept=2)
    assert store._connection.rows(tables) == stood


def test_rows_of_other_newsletters_rename_nobody_who_left_one(store):
    bare = replace(ANN, newsletters=("weekly",), name="First")
    file = [bare, replace(ANN, name="Second"), replace(ANN, name="", state=SubscriptionState.LEFT)]
    put(store, *file)
    assert put(store, *file) == SubscriberCount(same=1, kept=2)
    assert stands(store)[0].name == "Second"


def test_that_an_address_bounced_holds_of_who_left_too(store):
    put(store, replace(ANN, state=SubscriptionState.LEFT))
    bounced = replace(ANN, name="Renamed", state=SubscriberState.BOUNCED)
    assert put(store, bounced) == SubscriberCount(changed=1)
    person, (chosen,) = stands(store)
    assert (person.name, person.state, chosen.state) == ("Ann Lee", "bounced", "left")


def test_chunks_before_a_failure_stay_and_the_rest_can_follow(store, monkeypatch):
    monkeypatch.setattr(room, "CHUNK", 2)

    def file():
        for n in range(5):
            yield replace(ANN, email=f"r{n}@example.com")
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.subscribers.upsert_many(file(), now=NOW)
    assert len(store.subscribers.list()) == 4
    whole = [replace(ANN, email=f"r{n}@example.com") for n in range(6)]
    assert put(store, *whole) == SubscriberCount(new=2, same=4)


def test_rows_are_streamed(store, monkeypatch):
    monkeypatch.setattr(room, "CHUNK", 10)
    seen = []

    def file():
        for n in range(30):
            seen.append(len(store.subscribers.list()))
            yield replace(ANN, email=f"r{n}@example.com")

    put(store, *())
    store.subscribers.upsert_many(file(), now=NOW)
    assert seen[9:21] == [0, *[10] * 10, 20]


def test_text_that_is_no_unicode_is_taken_readably(store):
    put(store, replace(ANN, name="Zo\udceb", topics=("\udcff",)))
    person, (chosen,) = stands(store)
    assert (person.name, chosen.topics) == ("Zo?", ("?",))
    assert put(store, replace(ANN, name="Zo\udceb", topics=("\udcff",))) == SubscriberCount(same=1)


def test_add_refuses_to_bring_someone_back(store):
    person = store.subscribers.add(ANN, now=NOW)
    assert person.email == "Ann.Lee@example.com"
    store.subscribers.leave(person.id, "briefing", now=NOW)
    with pytest.raises(AudienceError, match="left"):
        store.subscribers.add(ANN, now=NOW)
    with pytest.raises(AudienceError, match="left"):
        store.subscribers.add(replace(ANN, newsletters=("briefing", "weekly")), now=NOW)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows)
def test_any_import_twice_settles_and_never_raises_the_dead(store, told):
    store._connection.raw.execute("DELETE FROM subscribers")
    put(store, *told)
    put(store, *told)
    assert put(store, *told).changed == 0
    before = list(store.subscribers.stream())
    dead = {(row.email, row.newsletters) for row in before if row.state in {"left", "bounced"}}
    count = put(store, *(replace(row, state=SubscriptionState.ACTIVE) for row in before))
    after = list(store.subscribers.stream())
    assert dead <= {(row.email, row.newsletters) for row in after if row.state != "active"}
    assert count.new == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows)
def test_rows_together_come_to_what_they_come_to_one_by_one(store, told):
    found = []
    for together in (len(told) or 1, 1):
        store._connection.raw.execute("DELETE FROM subscribers")
        counts = [put(store, *told[n : n + together]) for n in range(0, len(told), together)]
        new, kept = sum(one.new for one in counts), sum(one.kept for one in counts)
        found.append((new, kept, list(store.subscribers.stream())))
    assert found[0] == found[1]


def test_an_address_on_two_rows_changes_nothing_either_the_second_time(store):
    later = NOW + timedelta(days=1)
    file = [ANN, replace(ANN, name="Ann B. Lee", hour=9), replace(ANN, email="b@x.example")]
    assert put(store, *file) == SubscriberCount(new=2, changed=1)
    before = store._connection.rows("SELECT * FROM subscriptions, subscribers")
    count = store.subscribers.upsert_many(file, now=later)
    assert count == SubscriberCount(same=3)
    assert store._connection.rows("SELECT * FROM subscriptions, subscribers") == before
    third = replace(ANN, newsletters=("weekly",))
    count = store.subscribers.upsert_many([*file, third], now=later)
    assert count == SubscriberCount(changed=3, same=1)


def test_rows_of_one_address_far_apart_change_nothing_either_the_second_time(store, monkeypatch):
    monkeypatch.setattr(room, "CHUNK", 2)
    others = [replace(ANN, email=f"r{n}@example.com") for n in range(5)]
    left = replace(ANN, email="l@x.example", state=SubscriptionState.LEFT)
    file = [
        ANN,
        left,
        *others,
        replace(ANN, name="Ann B. Lee", hour=9),
        replace(left, state=SubscriptionState.ACTIVE, name="L"),
        *others,
        replace(ANN, newsletters=("weekly",)),
        replace(ANN, hour=11),
    ]
    put(store, *file)
    tables = "SELECT * FROM subscriptions, subscribers, consents"
    before = store._connection.rows(tables)
    for days in (1, 2):
        count = store.subscribers.upsert_many(file, now=NOW + timedelta(days=days))
        assert (count.new, count.changed, count.same + count.kept) == (0, 0, len(file))
        assert store._connection.rows(tables) == before
    person, chosen = stands(store)
    assert (person.name, {one.newsletter: one.hour for one in chosen}) == (
        "Ann Lee",
        {"briefing": 11, "weekly": ANN.hour},
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows, st.integers(1, 3))
def test_any_file_twice_is_as_good_as_once_however_it_is_cut(store, told, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "CHUNK", size)
        store._connection.raw.execute("DELETE FROM subscribers")
        put(store, *told)
        before = store._connection.rows("SELECT * FROM subscriptions")
        count = store.subscribers.upsert_many(told, now=NOW + timedelta(days=1))
        assert (count.new, count.changed) == (0, 0)
        assert store._connection.rows("SELECT * FROM subscriptions") == before


def test_who_was_known_is_changed_once_by_all_their_rows(store, monkeypatch):
    monkeypatch.setattr(room, "CHUNK", 2)
    put(store, replace(ANN, hour=7))
    others = [replace(ANN, email=f"r{n}@example.com") for n in range(4)]
    file = [replace(ANN, hour=9), *others, replace(ANN, hour=7), replace(ANN, name="Nan")]
    later = NOW + timedelta(days=1)
    count = store.subscribers.upsert_many(file, now=later)
    person, (chosen,) = stands(store)
    assert (person.name, chosen.hour) == ("Nan", 7)
    assert (count.new, count.changed) == (4, 3)
    assert store._connection.rows("SELECT name FROM temp.sqlite_master") == []
