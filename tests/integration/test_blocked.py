"""A whole send to readers of a domain that refuses us: they wait, and the operator is told."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import msgspec
from tests.integration.deliver.press import NOW, TOML, house
from tests.integration.deliver.sink import Sink

from digest.model import Scope, Throttle
from digest.pipeline.blocked import Alarms
from digest.pipeline.send import send

OPERATOR = '\n[operator]\naddress = "desk@ops.example"\n'


def strict(refused: str, reply: bytes) -> Sink:
    """A sink that refuses the readers of one domain."""
    sink = Sink()

    def judge(verb, _count):
        return reply if verb == "RCPT" and f"@{refused}>" in sink.log[-1] else None

    sink.script = judge
    return sink


def send_to(made, sink, now=NOW):
    async def go():
        async with sink:
            smtp = msgspec.structs.replace(made.settings.smtp, port=sink.port, connections=1)
            settings = msgspec.structs.replace(made.settings, smtp=smtp)
            edition = made.deliveries[0].edition
            return await send(settings, made.store, edition, clock=lambda: now)

    return asyncio.run(go())


def test_the_operator_is_mailed_about_a_domain_that_refuses_us(tmp_path):
    with house(tmp_path, TOML + OPERATOR) as made:
        domain = made.deliveries[0].email.rpartition("@")[2]
        theirs = [one for one in made.deliveries if one.email.endswith(f"@{domain}")]
        words = f"550 5.7.1 <{theirs[0].email}>: our list has your address"
        sink = strict(domain, words.encode())
        report = send_to(made, sink)
        assert report.failed == 0
        assert report.remaining == len(theirs)
        (told,) = [mail for mail in sink.taken if mail.recipient == "desk@ops.example"]
        mail = message_from_bytes(told.data, policy=default)
        assert mail["Subject"].startswith(f"digest: {domain} refuses our mails until ")
        body = mail.get_body().get_content()
        assert "550 5.7.1 <(address)>: our list has your address" in body
        assert f"digest relays reset {domain}" in body
        assert not any(one.email in body for one in made.deliveries)

        again = strict(domain, b"550 5.7.1 our list has your address")
        send_to(made, again, NOW + timedelta(hours=2))
        assert [mail.recipient for mail in again.taken] == []

        later = NOW + timedelta(hours=2)
        made.store.throttles.reset(Scope.DOMAIN, domain, now=later)
        last = Sink()  # and who met the refusal is due with the others
        assert send_to(made, last, later).remaining == 0
        assert sorted(mail.recipient for mail in last.taken) == sorted(one.email for one in theirs)


def test_the_operator_is_mailed_about_a_domain_that_knows_nobody(tmp_path):
    with house(tmp_path, TOML + OPERATOR) as made:
        edition = made.store.editions.get(made.deliveries[0].edition)
        shut = Throttle(
            scope=Scope.DOMAIN,
            name="big.example",
            until=NOW + timedelta(hours=1),
            reason="550 5.1.1 User unknown",
            doubted=NOW,
        )
        Alarms(made.settings, made.store, edition, lambda: NOW).blocked(shut)
        (told,) = made.store.notices.list()
        assert "550 5.1.1 User unknown" in told.text
        assert "no reader has bounced for it" in told.text
        assert "a rule of theirs" not in told.text
        assert f"until {NOW + timedelta(hours=1):%Y-%m-%d %H:%M} UTC; then one mail" in told.text


def test_the_operator_is_mailed_about_a_relay_that_asks_for_a_rest(tmp_path, caplog):
    with house(tmp_path, TOML + OPERATOR) as made:
        sink = Sink(lambda verb, _count: b"454 Daily quota exceeded" if verb == "RCPT" else None)
        with caplog.at_level(logging.WARNING):
            report = send_to(made, sink)
        assert (report.sent, report.failed) == (0, 0)
        assert "it rests until" in report.reason
        until = f"{NOW + timedelta(hours=1):%Y-%m-%d %H:%M:%S} UTC"
        words = f"main rests until {until}; the relay says: 454 Daily quota exceeded"
        assert words in caplog.messages
        (waiting,) = made.store.notices.list()
        assert waiting.subject.startswith("digest: main takes no mails until ")
        assert "454 Daily quota exceeded" in waiting.text


def test_the_operator_is_mailed_about_a_send_in_which_nobody_s_mail_is_taken(tmp_path):
    with house(tmp_path, TOML + OPERATOR) as made:
        answer = b"451 4.3.0 Lookup failure, try again in 2 hours"
        domains = {one.email.rpartition("@")[2] for one in made.deliveries}
        sink = Sink(lambda verb, _count: answer if verb == "RCPT" else None)
        report = send_to(made, sink)
        assert (report.sent, report.failed, report.remaining) == (0, 0, len(made.deliveries))
        (told,) = made.store.notices.list()
        edition = made.deliveries[0].edition
        assert told.subject.startswith(f"digest: {edition} stalls, ")
        assert answer.decode() in told.text
        assert all(f"`digest relays reset {domain}`" in told.text for domain in domains)
        assert f"from {NOW + timedelta(hours=2):%Y-%m-%d %H:%M} UTC on" in told.text
        assert "a rule of theirs" not in told.text

        send_to(made, sink, NOW + timedelta(hours=3))
        assert len(made.store.notices.list()) == 1
