"""What goes from the notices with a reader who is erased."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.store.make import NOW, frozen, readers, url
from tests.unit.store.noticed import GONE, SENT, notice, queued, take

from digest.model import Bounce, BounceKind, KnownBounce, NoticeKind
from digest.store import open_store


def test_who_is_removed_leaves_no_address_and_no_word_in_notices(store):
    readers(store, 2)
    mine, other = "Reader1@Example.COM", "reader2@example.com"
    queued(store, notice(1, email=mine, name="Ann", html="<b>x</b>"), notice(2, email=mine))
    queued(store, notice(3, email=other), notice(4, email=mine))
    store.notices.record(take(store).id, SENT, now=NOW, fence=1)
    busy = take(store, fence=2).id
    store.subscribers.remove("reader1@example.com")
    four, three, two, one = store.notices.list()
    assert [each.state for each in (one, two, four)] == ["sent", "cancelled", "cancelled"]
    for erased in (one, two, four):
        assert (erased.email, erased.name, erased.subject) == ("", "", "")
        assert (erased.text, erased.html, erased.detail) == ("", "", "")
        assert erased.key == f"erased {erased.id}"
    assert three == replace(notice(3, email=other), id=3)
    assert store.notices.record(busy, SENT, now=NOW, fence=2) is None
    assert take(store, fence=3).id == 3
    assert store.check() == ()


def alarm(number, text):
    return notice(number, kind=NoticeKind.ALARM, email="desk@news.example", text=text)


def test_alarms_about_who_is_removed_go_with_them(store):
    readers(store, 2)
    named = ("From: Reader1@example.com\n\nplease stop", "<reader1@example.com>: no", "x")
    kept = ("From: areader1@example.com", "reader1@example.com.au", "From: reader2@example.com")
    queued(store, *(alarm(number, text) for number, text in enumerate((*named[:2], *kept), 1)))
    store.notices.record(take(store).id, SENT, now=NOW, fence=1)
    asks = Bounce(kind=BounceKind.LEAVE, reason="r", addresses=("r.one@work.example",))
    row = KnownBounce(id=0, seen=NOW, origin="o", bounce=asks, subscriber=1)
    store.bounces.take(row, mark="m1", is_task=True)
    queued(store, replace(alarm(9, "From: r.one@work.example"), key="asks to leave m1"))
    store.subscribers.remove("reader1@example.com")
    held = [one.text for one in store.notices.list()[::-1]]
    assert held == ["", "", *kept, ""]
    assert [one.text for one in store.notices.due(now=NOW)] == list(kept)
    assert store.bounces.list() == ()


def test_what_came_back_from_an_erased_address_goes_too(store):
    readers(store, 2)
    for number in (1, 2):
        about = Bounce(
            kind=BounceKind.REPLY, reason="r", addresses=(f"Reader{number}@example.com",)
        )
        row = KnownBounce(id=0, seen=NOW, origin="o", bounce=about)
        store.bounces.take(row, mark=f"m{number}", is_task=True)
    store.subscribers.remove("reader1@example.com")
    assert [one.bounce.addresses for one in store.bounces.list()] == [("Reader2@example.com",)]


def test_who_comes_back_after_being_erased_is_told_anew(store):
    readers(store, 1)
    queued(store, notice(email="reader1@example.com"))
    store.subscribers.remove("reader1@example.com")
    queued(store, notice(email="reader1@example.com", message_id="<new@news.example>"))


@pytest.mark.parametrize("mailed", [True, False])
def test_an_erased_address_is_gone_from_the_bytes_of_the_file(tmp_path, mailed):
    with open_store(url(tmp_path)) as store:
        readers(store, 50)
        if mailed:
            frozen(store, 50)
        several = [notice(n, email=f"reader{n}@example.com") for n in range(1, 51)]
        queued(store, *(replace(one, text=f"Dear {one.email}") for one in several))
        gone = replace(GONE, text="550 <reader7@example.com> unknown")
        store.notices.record(take(store, only="key 7").id, gone, now=NOW, fence=1)
        store.subscribers.remove("reader7@example.com")
    held = (tmp_path / "digest.db").read_bytes()
    assert b"reader8@example.com" in held
    assert b"reader7@example.com" not in held
