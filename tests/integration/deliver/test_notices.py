"""Notices before a real sink: in their order, once, and again under the same Message-ID."""

from __future__ import annotations

import asyncio
import email.policy
import logging
import signal
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from email import message_from_bytes

import pytest
from tests.fault.counting import PLAIN, ROOT, CountingSink
from tests.integration.deliver.notices import DESK, LEASE, NOW, edition_to, round_, send_round
from tests.integration.deliver.run import QUICK, no_sleep
from tests.integration.deliver.sink import Act, Sink, answers, at
from tests.unit.deliver.signing import ED25519_PEM, judge
from tests.unit.deliver.test_header import NAUGHTY

from digest.deliver import Relay
from digest.errors import DeliveryError, StoreBusyError, StoreError
from digest.model import DeliveryState, EditionState, NoticeKind
from digest.pipeline.notices import NoticeReport, send_notices
from digest.pipeline.notify import tell
from digest.pipeline.send import send
from digest.store import open_store


def test_all_go_over_one_connection(house):
    for number in range(5):
        house.alarm(str(number), subject=f"Trouble {number}")
    report, sink = round_(house)
    assert report == NoticeReport(sent=5)
    assert (sink.connections, sink.recipients) == (1, [DESK] * 5)
    subjects = [message_from_bytes(taken.data)["Subject"] for taken in sink.taken]
    assert subjects == [f"Trouble {number}" for number in range(5)]
    assert house.states() == ["sent"] * 5
    assert round_(house)[1].connections == 0


def test_notices_go_before_the_edition_and_are_no_deliveries(house):
    edition = house.approved(readers=3)
    house.alarm()
    report, sink = edition_to(house, edition)
    assert sink.recipients[0] == DESK
    assert sorted(sink.recipients[1:]) == [f"reader{n}@example.com" for n in (1, 2, 3)]
    assert report.sent == 3
    assert house.store.outbox.counts(edition) == {DeliveryState.SENT: 3}
    assert house.store.throttles.sent_on(NOW, "main") == 3
    assert house.states() == ["sent"]


@pytest.mark.parametrize("error", [StoreError("the disk is full"), RuntimeError("a fault")])
def test_whatever_goes_wrong_with_notices_the_edition_goes(house, monkeypatch, caplog, error):
    def broken(*_, **__):
        raise error

    edition = house.approved()
    house.alarm()
    monkeypatch.setattr(house.store.notices, "take", broken)
    report, sink = edition_to(house, edition)
    assert report.sent == len(sink.taken) == 2
    assert str(error) in caplog.text


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (b"550 5.1.1 nobody", "failed"),
        (b"451 4.3.0 later", "deferred"),
        (b"550 5.7.1 policy", "deferred"),
        (b"454 4.7.0 quota", "deferred"),
        (b"421 4.3.2 closing", "deferred"),
        (Act.DROP, "deferred"),
    ],
)
def test_a_notice_that_fails_stops_no_edition_and_raises_no_alarm(house, caplog, said, state):
    edition = house.approved()
    house.alarm()
    report, _ = edition_to(house, edition, at("RCPT", 1, said))
    assert report.sent == 2
    assert house.store.editions.get(edition).state is EditionState.SENT
    assert house.states() == [state]
    assert DESK not in caplog.text


def test_one_that_can_not_be_made_fails_alone(house):
    house.alarm("1")
    tell(house.settings, house.store, kind=NoticeKind.TEST, key="2", email="no address",
         subject="x", text="y", now=NOW)  # fmt: skip
    house.alarm("3")
    report, sink = round_(house)
    assert (report.sent, report.failed) == (2, 1)
    assert house.states() == ["sent", "failed", "sent"]
    assert "no message could be made" in house.store.notices.get(2).detail
    assert len(sink.taken) == 2


def test_a_setting_that_can_be_mended_fails_no_notice(house):
    with (house.folder / "digest.toml").open("a") as stream:
        stream.write('[newsletters.briefing.dkim]\nkey = { file = "gone.pem" }\n')
    house.read_again()
    house.alarm()
    report, _ = round_(house)
    assert (report.deferred, house.states()) == (1, ["deferred"])
    assert "gone.pem" in house.store.notices.get(1).detail


def test_where_the_relay_is_away_notices_stay_and_the_error_is_the_editions(house, caplog):
    edition = house.approved()
    house.alarm()
    with pytest.raises(DeliveryError, match="can't be used") as caught:
        asyncio.run(send(house.settings, house.store, edition, clock=house.clock))
    assert house.states() == ["queued"]
    assert house.store.editions.get(edition).state is EditionState.APPROVED
    assert "the notices wait" in caplog.text
    assert round_(house)[0].sent == 1
    assert "127.0.0.1" in caught.value.message


def test_what_the_relay_says_of_itself_leaves_the_rest_queued(house):
    for number in range(4):
        house.alarm(str(number))
    report, sink = round_(house, at("RCPT", 2, b"421 4.3.2 going down"))
    assert (report.sent, report.deferred, report.remaining) == (1, 1, 2)
    assert "going down" in report.reason
    assert len(sink.taken) == 1
    house.now = NOW + timedelta(hours=1)
    again, sink = round_(house)
    assert (again.sent, again.remaining) == (3, 0)
    assert set(sink.ids.values()) == {1}


def test_a_deferred_notice_goes_again_when_it_is_due_under_its_message_id(house):
    house.alarm()
    report, first = round_(house, at("BODY", 1, b"451 4.3.0 later"))
    assert (report.deferred, report.remaining) == (1, 0)
    assert round_(house)[1].connections == 0
    house.now = NOW + timedelta(hours=1)
    report, second = round_(house)
    assert report.sent == 1
    assert house.store.notices.get(1).message_id in second.ids
    assert first.taken == []


def test_a_relay_that_wants_it_at_once_gets_it_once_a_round(house):
    house.alarm()
    report, sink = round_(house, answers(RCPT=b"450 4.2.0 try again in 0 seconds"))
    assert report.deferred == 1
    assert sink.seen["RCPT"] == 1


def test_two_senders_at_once_send_each_once(house):
    for number in range(30):
        house.alarm(str(number))

    async def go():
        async with Sink() as sink:
            relay = Relay(port=sink.port, timeouts=QUICK)
            with open_store(house.settings.store.url) as other:
                reports = await asyncio.gather(
                    send_round(house, relay),
                    send_notices(house.settings, other, relays=[relay], clock=house.clock),
                )
            return reports, sink

    reports, sink = asyncio.run(go())
    assert sum(report.sent for report in reports) == 30
    assert min(report.sent for report in reports) > 0
    assert len(sink.ids) == 30
    assert set(sink.ids.values()) == {1}


@pytest.mark.parametrize(("busy", "seconds", "state"), [(2, 60, "sent"), (99, 0, "sending")])
def test_a_database_that_is_held_while_one_is_on_its_way(house, monkeypatch, busy, seconds, state):
    whole, refusals = house.store.notices.record, iter(range(busy))

    def record(*args, **more):
        if next(refusals, None) is not None:
            raise StoreBusyError("held")
        return whole(*args, **more)

    house.alarm()
    monkeypatch.setattr(house.store.notices, "record", record)
    monkeypatch.setattr("digest.deliver.patience.BUSY_SECONDS", seconds)
    if state == "sent":
        assert round_(house, sleep=no_sleep)[0].sent == 1
    else:
        with pytest.raises(StoreBusyError):
            round_(house, sleep=no_sleep)
    assert house.states() == [state]


def test_a_stop_finishes_the_one_in_flight(house):
    for number in range(3):
        house.alarm(str(number))

    async def go():
        stop = asyncio.Event()
        async with Sink() as sink:
            sink.on_body = lambda _ident: stop.set()
            return await send_round(house, Relay(port=sink.port, timeouts=QUICK), stop=stop)

    assert asyncio.run(go()) == NoticeReport(sent=1, remaining=2)
    assert house.states() == ["sent", "queued", "queued"]


def test_the_relays_rate_holds(house):
    for number in range(3):
        house.alarm(str(number))
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    async def go():
        async with Sink() as sink:
            relay = Relay(port=sink.port, timeouts=QUICK, rate=4.0)
            return await send_round(house, relay, sleep=sleep)

    assert asyncio.run(go()).sent == 3
    assert slept == [0.25, 0.25]


@pytest.mark.parametrize("word", NAUGHTY)
def test_whatever_is_told_arrives_as_one_sound_mail(house, word):
    house.alarm(subject=word, text=f"{word}\n{word}")
    report, sink = round_(house)
    assert report.sent == 1
    (taken,) = sink.taken
    parsed = message_from_bytes(taken.data, policy=email.policy.default)
    assert not parsed.defects
    assert taken.recipient == DESK
    assert "Bcc" not in parsed
    assert "\x00" not in parsed.get_content()
    assert not [name for name in parsed if name.lower().startswith("list-")]


def test_a_notice_is_signed_as_the_newsletters_mails_are(house):
    (house.folder / "ed.pem").touch(mode=0o600)
    (house.folder / "ed.pem").write_bytes(ED25519_PEM)
    with (house.folder / "digest.toml").open("a") as stream:
        stream.write('[newsletters.briefing.dkim]\nkey = { file = "ed.pem", selector = "ed" }\n')
    house.read_again()
    house.alarm()
    _, sink = round_(house)
    dkim = house.settings.newsletter().dkim
    assert judge(sink.taken[0].data, dkim.keys, dkim.domain) == [True]


def test_a_relay_that_denies_us_is_told_without_an_address_and_with_what_to_do(house, caplog):
    house.alarm()
    denied = f"554 5.7.1 <{DESK}>: Relay access denied".encode()
    report, _ = edition_to(house, house.approved(), answers(RCPT=denied))
    assert (report.failed, house.states()[0]) == (0, "deferred")
    assert "the notices wait: 554 5.7.1 <(address)>: Relay access denied" in caplog.text
    assert "smtp.user" in caplog.text
    assert DESK not in caplog.text


# --- killed


def start(folder, port, now):
    arguments = [str(folder), str(port), now.isoformat()]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.integration.deliver.notice_process", *arguments],
        cwd=ROOT,
        env=PLAIN,
    )


def test_killed_between_mark_and_answer_it_is_sent_again_with_its_message_id(house):
    house.alarm()

    async def kill():
        arrived = asyncio.Event()

        def stall(verb, _count):
            if verb != "BODY":
                return None
            arrived.set()
            return Act.STALL

        async with Sink(stall) as sink:
            sender = start(house.folder, sink.port, NOW)
            await asyncio.wait_for(arrived.wait(), 30)
            sender.kill()
            return await asyncio.to_thread(sender.wait, 30)

    assert asyncio.run(kill()) == -signal.SIGKILL
    assert house.states() == ["sending"]
    assert round_(house)[1].connections == 0
    house.now = NOW + LEASE
    report, sink = round_(house)
    assert report.sent == 1
    assert list(sink.ids) == [house.store.notices.get(1).message_id]


def test_two_processes_send_each_notice_once(house):
    for number in range(200):
        house.alarm(str(number))
    with closing(CountingSink()) as sink:
        senders = [start(house.folder, sink.port, NOW) for _ in range(2)]
        assert [sender.wait(60) for sender in senders] == [0, 0]
        counts = sink.counts()
    assert len(counts) == 200
    assert set(counts.values()) == {1}
    assert set(house.states()) == {"sent"}


def test_what_became_of_notices_is_logged_without_addresses(house, caplog):
    house.alarm("1")
    house.alarm("2")
    with caplog.at_level(logging.INFO):
        round_(house, at("RCPT", 2, f"550 5.1.1 <{DESK}> unknown".encode()))
    assert "notice 1 (alarm): sent, 250 2.0.0" in caplog.text
    assert "notice 2 (alarm): failed, 550 5.1.1" in caplog.text
    assert DESK not in caplog.text


def test_a_stop_gives_up_a_connection_that_is_being_opened(house):
    house.alarm()

    async def go():
        stop = asyncio.Event()
        sink = Sink(lambda _verb, _count: stop.set() or Act.STALL)
        async with sink, asyncio.timeout(10):
            return await send_round(house, Relay(port=sink.port), stop=stop)

    assert asyncio.run(go()) == NoticeReport(remaining=1)
    assert house.states() == ["queued"]
