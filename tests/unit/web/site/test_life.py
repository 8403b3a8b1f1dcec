"""A year of one reader's life, from the form to the erasure, by the doors that they use."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.pipeline.newsroom import article
from tests.unit.web.site.house import NOW, TOML, opened, path_in

from digest.audience.tokens import sign
from digest.audience.verp import ReturnAddress
from digest.deliver.returns import Came
from digest.model import (
    Outcome,
    OutcomeKind,
    SubscriberRow,
    SubscriptionState,
)
from digest.pipeline.bounces import Ingest
from digest.pipeline.build import build
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.links import verp_key
from digest.pipeline.subscribe import import_subscribers

OLD, NEW = "ada@old.example", "ada@new.example"
OTHER = "other@example.com"
BOUNCES = "b@news.example"
A_LITTLE_LATER = timedelta(hours=26)
QUEUE = timedelta(days=5)
FULL = """From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ada@old.example
Action: failed
Status: 4.2.2
Diagnostic-Code: smtp; 452 4.2.2 mailbox full

--b--
"""
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

    def publish(self) -> list[tuple[str, tuple[str, ...]]]:
        """Build, approve and send an edition; who got it, and which stories."""
        now = self.site.house.clock()
        self._write(now)
        edition = build(self.settings, self.store, None, now=now).edition
        approve(self.settings, self.store, edition.id, now=now)
        self.store.subscribers.add(  # somebody else reads it too, so that it always goes out
            SubscriberRow(email=OTHER, newsletters=("briefing",)), now=now
        )
        freeze(self.settings, self.store, self.store.editions.get(edition.id), now=now, key=b"k")
        return self._deliver(edition.id, at=now + A_LITTLE_LATER)

    def _deliver(self, edition, *, at):
        taken = self.store.outbox.claim(edition, now=at, limit=99, lease=LEASE, fence=7)
        self.store.outbox.commit([], [one.id for one in taken], now=at, fence=7)
        sent = Outcome(kind=OutcomeKind.SENT, code=250)
        self.store.outbox.commit([(one.id, sent) for one in taken], [], now=at, fence=7)
        self.jobs = {one.email: one.id for one in taken}
        return [(one.email, one.selection.slots) for one in taken if one.email != OTHER]

    def full(self, mails: int, *, then: int = 0) -> list[str]:
        """So many mails of workdays come back, and `then` so many do not; what was done of each.

        The mailbox is full, which is told when the relay's queue gives up.
        """
        due = []
        for number in range(mails + then):
            self.workday()
            assert [who for who, _ in self.publish()] == [OLD]
            if number < mails:
                due.append((self.site.house.clock() + A_LITTLE_LATER + QUEUE, self.jobs[OLD]))
            self._next_day(due)
        while due:
            self._next_day(due)
        return [one.done for one in self.store.bounces.list(limit=mails)][::-1]

    def _next_day(self, due) -> None:
        self.site.later(days=1)
        now = self.site.house.clock()
        work = Ingest(self.settings, self.store, now=now)
        key = verp_key(self.settings, self.store)
        while due and due[0][0] <= now:
            to = ReturnAddress(BOUNCES, key).sender(due.pop(0)[1])
            work.take(Came(FULL.format(to=to).encode(), "test"))

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
    with opened(tmp_path, f'{TOML}bounces = "{BOUNCES}"\n') as site:
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

    # June: her mailbox is full for four days, which is counted, and forgotten: later mails arrive.
    site.later(days=28)
    assert [int(float(done.split()[1])) for done in room.full(4, then=2)] == [0, 1, 2, 3]
    assert ada(room).state == "active"
    site.later(days=7)
    [done] = room.full(1)
    assert 0.8 < float(done.removeprefix("counted: ")) <= 1
    assert ada(room).state == "active"

    # August: another address, which counts when she says so there.
    site.later(days=35)
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
