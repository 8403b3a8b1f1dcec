from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from tests.quality.bounces.__main__ import MAILS
from tests.unit.pipeline.newsroom import NOW, TOML, article, settings

from digest.audience.tokens import sign
from digest.audience.verp import ReturnAddress
from digest.config import load
from digest.deliver.hooks import Event
from digest.deliver.returns import Came
from digest.keys import rotate
from digest.model import (
    Bounce,
    BounceKind,
    NoticeKind,
    Outcome,
    OutcomeKind,
    Revival,
    SubscriberRow,
    SubscriberState,
    SubscriptionState,
)
from digest.pipeline.bounces import Ingest
from digest.pipeline.build import build
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.links import link_key, verp_key
from digest.pipeline.revive import revive
from digest.pipeline.why_reader import why_reader
from digest.store import open_store

BACK = TOML.replace("[newsletters.briefing]", '[newsletters.briefing]\nbounces = "b@news.example"')
OPERATOR = '\n[operator]\naddress = "desk@news.example"\n'
DAY = timedelta(days=1)


class Room:
    """An edition that went to ann and ben a day ago, and what comes back of it."""

    def __init__(self, settings, store) -> None:
        self.settings, self.store = settings, store
        names = ("ann", "ben")
        rows = [SubscriberRow(email=f"{n}@home.example", newsletters=("briefing",)) for n in names]
        store.subscribers.upsert_many(rows, now=NOW - DAY * 9)
        self.publish(NOW - DAY)

    def publish(self, now) -> None:
        """An edition with one story of that day goes to all."""
        settings, store, early = self.settings, self.store, now - timedelta(hours=1)
        made = article("1", published=early, first_seen=early)
        told = f"{made.title} {now:%j}", f"https://news.example/{now:%j}"
        store.articles.save([replace(made, id=f"a{now:%j}", title=told[0], url=told[1])], now=early)
        built = build(settings, store, None, now=now).edition
        approve(settings, store, built.id, now=now)
        edition = store.editions.get(built.id)
        freeze(settings, store, edition, now=now, key=b"k" * 32)
        self.jobs = {}
        claim = {"limit": 9, "lease": DAY, "fence": 1}
        for job in store.outbox.claim(built.id, now=now, **claim):
            self.jobs[job.email.partition("@")[0]] = job
        ids = [job.id for job in self.jobs.values()]
        store.outbox.commit([], ids, now=now, fence=1)
        sent = [(one, Outcome(kind=OutcomeKind.SENT, code=250)) for one in ids]
        store.outbox.commit(sent, [], now=now, fence=1)

    def barred_after(self, days: int, *, late: int, fails=lambda _day: True) -> int | None:
        """An edition a day; what fails of ann's comes back so late. The day on which she is out."""
        senders = {}
        for day in range(days):
            now = NOW + DAY * day
            self.publish(now)
            if "ann" not in self.jobs:
                return day - 1
            senders[day] = self.sender("ann")
            if day >= late and fails(day - late):
                mail = back(senders[day - late], f"450 not now ({day - late})")
                self.ingest(mail, now=now + timedelta(hours=1))
        return None

    def sender(self, who: str) -> str:
        address = ReturnAddress("b@news.example", verp_key(self.settings, self.store))
        return address.sender(self.jobs[who].id)

    def ingest(self, *raw: str | bytes, now=NOW, dry_run: bool = False):
        work = Ingest(self.settings, self.store, now=now, dry_run=dry_run)
        return work.mails(
            Came(one.encode() if isinstance(one, str) else one, "test") for one in raw
        )

    def state(self, who: str) -> SubscriberState:
        return self.store.subscribers.get(f"{who}@home.example").state

    def subscription(self, who: str) -> SubscriptionState:
        reader = self.store.subscribers.get(f"{who}@home.example")
        return self.store.subscribers.subscriptions(reader.id)[0].state


@pytest.fixture
def room(tmp_path):
    settings(tmp_path)
    (tmp_path / "digest.toml").write_text(BACK + OPERATOR)
    with open_store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        yield Room(load(tmp_path / "digest.toml", environ={}), store)


def back(to: str, said: str, *, address: str = "x@elsewhere.example", inside: str = "") -> str:
    return (
        f"Delivered-To: {to}\nFrom: Mailer-Daemon@mx.example\nSubject: Mail delivery failed\n\n"
        f"Your mail could not be delivered:\n\n  {address}\n    {said}\n\n{inside}"
    )


def test_a_signed_address_tells_the_reader_whatever_the_mail_says(room):
    report = room.ingest(back(room.sender("ann"), "550 5.1.1 user unknown"))
    assert (report.bounced, report.nobody) == (1, 0)
    assert room.state("ann") is SubscriberState.BOUNCED
    assert room.state("ben") is SubscriberState.ACTIVE


def test_a_signed_address_tells_the_reader_of_a_report_that_names_nobody(room):
    head = f"To: {room.sender('ann')}\nFrom: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n"
    report = room.ingest(f"{head}550 5.1.1 User unknown\n")
    assert (report.bounced, report.nobody) == (1, 0)
    assert room.state("ann") is SubscriberState.BOUNCED


def test_an_address_that_an_older_key_signed_still_tells_the_reader(room):
    mail = back(room.sender("ann"), "550 5.1.1 user unknown")
    rotate(room.store.path, {})
    room.ingest(mail)
    assert room.state("ann") is SubscriberState.BOUNCED


def test_the_same_mail_counts_once(room):
    mail = back(room.sender("ann"), "552 mailbox full")
    assert room.ingest(mail, mail).known == 1
    assert room.ingest(mail).known == 1
    assert len(room.store.bounces.list()) == 1


def test_a_message_id_of_ours_tells_the_reader(room):
    job = room.jobs["ben"]
    inside = (
        f"Received: from a\nFrom: us@news.example\nTo: y@z.example\nMessage-ID: {job.message_id}\n"
    )
    room.ingest(back("b@news.example", "550 5.1.1 user unknown", inside=inside))
    assert room.state("ben") is SubscriberState.BOUNCED
    assert room.store.bounces.list()[0].found_by == "message-id"


def test_an_address_alone_bars_nobody_where_ours_would_be_signed(room):
    mail = back("b@news.example", "550 5.1.1 user unknown", address="ann@home.example")
    report = room.ingest(mail)
    assert (report.bounced, report.nobody) == (0, 0)
    assert room.state("ann") is SubscriberState.ACTIVE


def test_a_domain_is_known_however_the_report_spells_it(room):
    rows = [SubscriberRow(email="ida@xn--bcher-kva.example", newsletters=("briefing",))]
    room.store.subscribers.upsert_many(rows, now=NOW)
    room.ingest(back("b@news.example", "550 user unknown", address="Ida@bücher.example"))
    ida = room.store.subscribers.get("ida@xn--bcher-kva.example")
    assert room.store.bounces.list()[0].subscriber == ida.id


def test_without_bounces_an_address_is_all_there_is(room):
    letter = replace(room.settings.newsletter(), bounces=None)
    room.settings = replace_settings(room.settings, letter)
    room.ingest(back("briefing@x.example", "550 user unknown", address="ann@home.example"))
    assert room.state("ann") is SubscriberState.BOUNCED


def replace_settings(settings, letter):
    return msgspec.structs.replace(settings, newsletters={letter.id: letter})


def test_one_mail_that_comes_back_again_and_again_is_one_soft(room):
    sender = room.sender("ann")
    for day in range(9):
        room.ingest(back(sender, f"452 mailbox full ({day})"), now=NOW + DAY * day)
    assert room.state("ann") is SubscriberState.ACTIVE


@pytest.mark.parametrize("late", [0, 5, 7])
def test_softs_bar_however_late_they_come_back(room, late):
    """Postfix gives up after five days, qmail after seven."""
    assert room.barred_after(20, late=late) == late + 6


def test_mails_that_arrive_between_end_the_run_however_late_the_others_are(room):
    assert room.barred_after(17, late=5, fails=lambda day: day % 8 < 4) is None


@pytest.mark.parametrize("said", ["550 5.1.1 user unknown", "552 mailbox full"])
def test_a_report_without_a_sign_bars_nobody_however_often_it_comes(room, said):
    for day in range(9):
        mail = back("b@news.example", f"{said} ({day})", address="ann@home.example")
        room.ingest(mail, now=NOW + DAY * day)
    assert room.state("ann") is SubscriberState.ACTIVE
    assert room.store.bounces.list()[0].done.startswith("not counted: it carries no sign")


def test_a_report_without_a_sign_keeps_no_mail_from_counting_as_good(room):
    room.ingest(back("b@news.example", "552 mailbox full", address="ann@home.example"))
    asked = {"now": NOW + DAY * 4, "wait": DAY * 3}
    ann = room.store.subscribers.get("ann@home.example").id
    assert room.store.bounces.last_good(ann, **asked, signed=True) == NOW - DAY
    assert room.store.bounces.last_good(ann, **asked, signed=False) is None


def test_policy_and_machines_never_count_and_policy_is_told_once_a_day(room):
    sender = room.sender("ann")
    for day in range(9):
        mails = [back(sender, f"554 5.7.1 blocked ({day} {time})") for time in range(3)]
        away = f"To: {sender}\nFrom: ann@home.example\nSubject: Out of office\n\nDay {day}\n"
        room.ingest(*mails, away, now=NOW + DAY * day)
        room.ingest(back(sender, f"554 5.7.1 blocked later ({day})"), now=NOW + DAY * day)
    assert room.state("ann") is SubscriberState.ACTIVE
    told = room.store.notices.list(kind=NoticeKind.ALARM)
    assert len(told) == 9
    assert "elsewhere.example: 3" in told[0].text


def test_a_complaint_bars_even_who_had_bounced(room):
    sender = room.sender("ann")
    room.ingest(back(sender, "550 5.1.1 user unknown"))
    raw = (MAILS / "arf-redacted.eml").read_bytes()
    report = room.ingest(f"Delivered-To: {sender}\n".encode() + raw)
    assert report.complained == 1
    assert room.state("ann") is SubscriberState.COMPLAINED


def test_of_a_mail_that_was_passed_on_the_mildest_word_holds(room):
    raw = (MAILS / "postfix-two.eml").read_bytes()
    room.ingest(f"Delivered-To: {room.sender('ann')}\n".encode() + raw)
    assert room.state("ann") is SubscriberState.ACTIVE
    assert [one.bounce.kind for one in room.store.bounces.list()] == [BounceKind.QUOTA]


def test_a_mail_to_the_leave_address_ends_the_subscription(room):
    reader = room.store.subscribers.get("ann@home.example")
    address = ReturnAddress("b@news.example", verp_key(room.settings, room.store))
    to = address.leave("briefing", reader.id, reader.generation)
    report = room.ingest(f"From: someone@else.example\nTo: {to}\nSubject: \n\n")
    assert report.left == 1
    assert room.subscription("ann") is SubscriptionState.LEFT
    assert room.state("ann") is SubscriberState.ACTIVE
    [(letter, left)] = room.store.consents.of(reader.id)
    assert (letter, left.event, left.at, left.source) == ("briefing", "left", NOW, "by mail")


def test_a_token_in_the_subject_ends_it_too_and_a_forged_one_does_not(room):
    reader = room.store.subscribers.get("ann@home.example")
    token = sign(link_key(room.settings, room.store), "leave", "briefing", reader.id, 0)
    forged = f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}"
    report = room.ingest(f"From: a@b.example\nSubject: unsubscribe {forged}\n\n")
    assert (report.left, report.tasks) == (0, 1)
    assert room.ingest(f"From: a@b.example\nSubject: unsubscribe {token}\n\n").left == 1
    assert room.subscription("ann") is SubscriptionState.LEFT


def test_who_asks_in_words_is_a_task_and_the_operator_is_told(room):
    report = room.ingest("From: ann@home.example\nSubject: Re: x\n\nBitte abmelden!\n")
    assert (report.tasks, report.left) == (1, 0)
    assert room.subscription("ann") is SubscriptionState.ACTIVE
    [told] = room.store.notices.list(kind=NoticeKind.ALARM)
    assert "ann@home.example" in told.text
    [task] = room.store.bounces.list(tasks=True)
    assert room.store.bounces.settle([task.id], done="ended by hand") == 1
    assert room.store.bounces.list(tasks=True) == ()


def test_who_asks_again_and_again_is_one_task_until_it_is_settled(room):
    def asks(who: str, day: int, *, since: int = 0):
        mail = f"From: {who}@home.example\nSubject: Re: x\n\nUnsubscribe me! ({day})\n"
        return room.ingest(mail, now=NOW + DAY * (day + since)).tasks

    assert [asks("ann", day) for day in range(4)] == [1, 0, 0, 0]
    assert [asks("Stranger", 0), asks("stranger", 1)] == [1, 0]
    assert len(room.store.notices.list(kind=NoticeKind.ALARM)) == 2
    assert len(room.store.bounces.list()) == 6
    tasks = room.store.bounces.list(tasks=True)
    assert room.store.bounces.list()[2].done.startswith("asks again: task")
    room.store.bounces.settle([task.id for task in tasks], done="ended by hand")
    assert asks("ann", 9) == 1


def test_a_dry_run_changes_and_tells_nothing(room):
    report = room.ingest(back(room.sender("ann"), "550 5.1.1 user unknown"), dry_run=True)
    assert report.bounced == 1
    assert room.state("ann") is SubscriberState.ACTIVE
    assert room.store.bounces.list() == room.store.notices.list() == ()


def test_what_a_provider_tells_goes_through_the_same_door(room):
    told = Bounce(kind=BounceKind.HARD, reason="said so", addresses=("ann@home.example",))
    work = Ingest(room.settings, room.store, now=NOW)
    for _ in range(2):
        work.event(Event(bounce=told, mark="event 1"), origin="provider", evidence="{}")
    assert (work.finish().known, room.state("ann")) == (1, SubscriberState.BOUNCED)


def test_why_shows_what_came_back_with_its_evidence(room):
    room.ingest(back(room.sender("ann"), "550 5.1.1 user unknown"))
    reader = room.store.subscribers.get("ann@home.example")
    found = why_reader(room.store, reader, now=NOW)
    assert found.barred.startswith("bounced: x@elsewhere.example 550 5.1.1 user unknown")
    assert "Delivered-To" in found.bounces[0].evidence


def test_with_the_person_goes_what_came_back(room):
    room.ingest(back(room.sender("ann"), "550 5.1.1 user unknown"))
    reader = room.store.subscribers.get("ann@home.example")
    assert room.store.subscribers.remove(reader.id) is False
    assert room.store.bounces.list() == ()


def test_one_mail_kept_in_two_ways_counts_once_and_an_empty_one_not_at_all(room):
    mail = min(MAILS.glob("*.eml")).read_bytes()
    plain = mail.replace(b"\r\n", b"\n")
    kept = (plain, plain.replace(b"\n", b"\r\n"), b"From mailer Mon Nov 23\n" + plain + b"\n")
    report = room.ingest(*kept, b"", b"\r\n \n")
    assert (report.read, report.known) == (3, 2)


def test_who_is_brought_back_begins_a_new_run(room):
    """As many softs as bar somebody came before; one more bars nobody, a new run does."""
    assert room.barred_after(9, late=0) == 6
    back_at = NOW + DAY * 7
    revive(room.store, "ann@home.example", hashes=(), who="by hand", now=back_at)
    ann = room.store.subscribers.get("ann@home.example")
    assert why_reader(room.store, ann, now=back_at).revivals == (
        Revival(at=back_at, who="by hand"),
    )
    out = []
    for day in range(8, 16):
        room.publish(NOW + DAY * day)
        room.ingest(back(room.sender("ann"), f"450 not now ({day})"), now=NOW + DAY * day)
        out.append(room.state("ann") is SubscriberState.BOUNCED)
        if out[-1]:
            break
    assert out == [False] * 6 + [True]


GONE = "550 5.1.1 user unknown"
EARLY, LATE = (f"Date: Mon, {day} Nov 2026 08:00:00 +0000\n" for day in (22, 24))


@pytest.mark.parametrize(
    ("head", "by", "state"),
    [
        ("", "verp", SubscriberState.ACTIVE),
        (LATE, "verp", SubscriberState.ACTIVE),  # our own record knows better than the mail
        (EARLY, "address", SubscriberState.ACTIVE),
        (LATE, "address", SubscriberState.BOUNCED),
        ("Date: some day\n", "address", SubscriberState.BOUNCED),
        ("", "address", SubscriberState.BOUNCED),
    ],
)
def test_a_mail_from_before_the_revival_bars_nobody_however_late_it_comes(room, head, by, state):
    """Which mail it speaks of decides, or what the report says of its time."""
    to = room.sender("ann") if by == "verp" else "b@news.example"
    if by == "address":
        letter = replace(room.settings.newsletters["briefing"], bounces=None)
        room.settings = replace_settings(room.settings, letter)
    room.ingest(back(room.sender("ann"), GONE))
    revive(room.store, "ann@home.example", hashes=(), who="by hand", now=NOW)
    late = head + back(to, f"{GONE}.", address="ann@home.example")
    report = room.ingest(late, now=NOW + DAY * 2)
    assert (report.bounced, room.state("ann")) == (int(state == "bounced"), state)


def test_a_mail_from_after_the_revival_bars_as_any(room):
    room.ingest(back(room.sender("ann"), GONE))
    revive(room.store, "ann@home.example", hashes=(), who="by hand", now=NOW)
    early = room.sender("ann")
    room.publish(NOW + DAY)
    room.ingest(back(early, f"{GONE} once more"), now=NOW + DAY)
    assert room.state("ann") is SubscriberState.ACTIVE
    [kept, *_] = room.store.bounces.list()
    assert kept.done == "not counted: the reader was brought back since that mail"
    room.ingest(back(room.sender("ann"), f"{GONE} and again"), now=NOW + DAY)
    assert room.state("ann") is SubscriberState.BOUNCED
