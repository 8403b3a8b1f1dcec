"""A year of one reader's life, from the form to the erasure, by the doors that they use."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.pipeline.newsroom import article
from tests.unit.web.site.house import NOW, opened, path_in

from digest.audience.tokens import sign
from digest.model import (
    DeliveryState,
    Outcome,
    OutcomeKind,
    SubscriberRow,
    SubscriptionState,
)
from digest.pipeline.build import build
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.subscribe import import_subscribers

OLD, NEW = "ada@old.example", "ada@new.example"
OTHER = "other@example.com"
SATURDAY = 5
LEASE = timedelta(minutes=5)


class Newsroom:
    """A site, and an edition each day that somebody asks for one."""

    def __init__(self, site) -> None:
        self.site, self.store, self.settings = site, site.house.store, site.house.settings
        self._number = 0

    def workday(self) -> None:
        """Let time go by until a day that is none of the weekend."""
        while self.site.house.clock().weekday() >= SATURDAY:
            self.site.later(days=1)

    def publish(self, *, refuse: bool = False) -> list[tuple[str, tuple[str, ...]]]:
        """Build, approve and send an edition; who got it, and which stories.

        `refuse`: each server says that the mailbox is full, for now.
        """
        now = self.site.house.clock()
        self._write(now)
        edition = build(self.settings, self.store, None, now=now).edition
        approve(self.settings, self.store, edition.id, now=now)
        self.store.subscribers.add(  # somebody else reads it too, so that it always goes out
            SubscriberRow(email=OTHER, newsletters=("briefing",)), now=now
        )
        freeze(self.settings, self.store, self.store.editions.get(edition.id), now=now, key=b"k")
        return self.deliver(edition.id, at=now + timedelta(hours=26), refuse=refuse)

    def deliver(self, edition, *, at, refuse=False):
        taken = self.store.outbox.claim(edition, now=at, limit=99, lease=LEASE, fence=7)
        self.store.outbox.commit([], [one.id for one in taken], now=at, fence=7)
        full = Outcome(kind=OutcomeKind.DEFERRED, code=452, enhanced="4.2.2", text="full")
        sent = Outcome(kind=OutcomeKind.SENT, code=250)
        ends = [(one.id, full if refuse and one.email == OLD else sent) for one in taken]
        self.store.outbox.commit(ends, [], now=at, fence=7)
        return [
            (one.email, one.selection.slots) for one in taken if one.email != "other@example.com"
        ]

    def _write(self, now) -> None:
        for topic in ("World", "Science"):
            self._number += 1
            told = {"published": now - timedelta(hours=2), "first_seen": now - timedelta(hours=1)}
            made = article(str(self._number % 10), topic, **told)
            words = f"{made.title} {self._number}"
            self.store.articles.save(
                [_renamed(made, self._number, words)], now=now - timedelta(hours=1)
            )


def _renamed(made, number, title):
    return replace(made, id=f"a{number}", url=f"https://news.example/{number}", title=title)


@pytest.fixture
def room(tmp_path):
    with opened(tmp_path) as site:
        site.house.store.subscribers.leave(site.reader.id, "briefing", now=NOW)
        yield Newsroom(site)


def ada(room, email=OLD):
    return room.store.subscribers.get(email)


def chosen(room):
    return room.store.subscriptions.get(ada(room).id, "briefing")


def test_a_year_of_one_reader(room):  # noqa: PLR0915 - a life in one piece
    site = room.site

    # January: she asks, and hears nothing but the question until she says yes.
    site.fill("/join/briefing", [("email", "Ada@OLD.example")])
    assert room.publish() == []
    confirm = path_in(site.mails("confirm")[0], "c")
    site.later(days=2)
    site.fill(confirm)
    page = path_in(site.mails("welcome")[0], "p")

    # February: she gets all of it, then chooses.
    site.later(days=30)
    [(who, slots)] = room.publish()
    assert (who, len(slots)) == (OLD, 2)
    choices = [
        ("cadence", "weekdays"),
        ("length", "brief"),
        ("hour", "7"),
        ("timezone", "Asia/Tokyo"),
    ]
    site.fill(page, [("topic", "Science"), *choices, ("do", "save")])
    site.later(days=1)
    assert room.publish() == []  # a Saturday
    site.later(days=2)
    [(_, slots)] = room.publish()
    assert len(slots) == 1
    assert (chosen(room).hour, chosen(room).timezone) == (7, "Asia/Tokyo")

    # April: away for four weeks, and back without asking again.
    site.later(days=60)
    until = (site.house.clock() + timedelta(weeks=4)).date().isoformat()
    site.fill(page, [("do", "pause"), ("until", until)], form=1)
    site.later(weeks=2)
    assert room.publish() == []
    site.later(weeks=2)
    room.workday()
    assert [who for who, _ in room.publish()] == [OLD]
    assert chosen(room).state is SubscriptionState.ACTIVE

    # June: her mailbox is full for a day; that is no reason to give her up.
    site.later(days=28)
    room.workday()
    assert [who for who, _ in room.publish(refuse=True)] == [OLD]
    edition = room.store.outbox.list()[-1].edition
    assert room.store.outbox.counts(edition)[DeliveryState.DEFERRED] == 1
    later = site.house.clock() + timedelta(days=2)
    assert [who for who, _ in room.deliver(edition, at=later)] == [OLD]
    assert ada(room).state == "active"

    # August: another address, which counts when she says so there.
    site.later(days=63)
    room.workday()
    site.fill(page, [("do", "move"), ("email", NEW)], form=2)
    assert [who for who, _ in room.publish()] == [OLD]
    site.fill(path_in(site.mails("move")[0], "m"))
    [told] = site.mails("moved")
    assert (told.email, NEW in told.text) == (OLD, False)
    assert site.ask(path_in(told, "b")).status == 200  # it was she: she does not press the button
    site.later(days=1)
    room.workday()
    assert [who for who, _ in room.publish()] == [NEW]

    # October: she leaves by the button of her mailbox; it holds for the edition on its way.
    site.later(days=60)
    person = ada(room, NEW)
    key = site.house.root.subkey("link")
    leave = f"/u/{sign(key, 'leave', 'briefing', person.id, person.generation)}"
    before = len(site.mails())
    assert site.ask(leave, method="POST", body=(b"List-Unsubscribe=One-Click",)).status == 200
    assert room.publish() == []
    assert len(site.mails()) == before

    # November: somebody imports an old list; she stays out.
    site.later(days=20)
    path = room.settings.root / "old.csv"
    path.write_text(f"email\n{OLD}\n{NEW}\n", encoding="utf-8")
    report = import_subscribers(room.settings, room.store, path, now=site.house.clock())
    assert (report.new, report.kept) == (0, 2)
    assert room.publish() == []

    # December: she wants to be forgotten, and is, but for what keeps her out.
    site.later(days=30)
    assert site.fill(f"{page}/erase").status == 200
    assert ada(room, NEW) is None
    assert room.store.subscribers.get(person.id).state == "erased"
    assert room.store.consents.of(person.id) == ()
    again = import_subscribers(room.settings, room.store, path, now=site.house.clock())
    assert (again.new, again.kept) == (0, 2)
    assert room.publish() == []
    assert ada(room) is None
    assert OLD not in {mail.email for mail in site.mails()}
    assert room.store.check() == ()
    assert site.house.clock() - NOW > timedelta(days=300)
