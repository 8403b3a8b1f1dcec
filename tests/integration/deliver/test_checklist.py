"""The whole checklist of a bulk mail, on the bytes that went over the wire."""

from __future__ import annotations

import asyncio
import email.policy
import re
from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from email.utils import parseaddr, parsedate_to_datetime

import pytest
from tests.integration.deliver.press import EDITOR, NAMES, SENDER, TITLE, house
from tests.integration.deliver.run import send_to
from tests.integration.deliver.sink import Act, Sink, at
from tests.unit.deliver.memory import NOW
from tests.unit.deliver.signing import judge
from tests.unit.deliver.test_header import decoded, expected

from digest.audience.tokens import TokenClaims, verify
from digest.audience.verp import read_leave, read_sender
from digest.deliver.dkim import TWICE
from digest.model import DeliveryState
from digest.pipeline.links import LEAVE, leave, link_key, look_up, verp_key

ONCE = [
    *("Date", "From", "Reply-To", "To", "Subject", "Message-ID", "List-Unsubscribe"),
    *("List-Unsubscribe-Post", "List-Id", "List-Help", "List-Archive", "List-Owner", "List-Post"),
    *("Precedence", "Auto-Submitted", "Feedback-ID", "MIME-Version", "Content-Type"),
]
FIXED = {
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Help": "<https://news.example/help>",
    "List-Archive": "<https://news.example/archive?of=briefing>",
    "List-Owner": "<mailto:editor+letters@news.example>",
    "List-Post": "NO",
    "Precedence": "bulk",
    "Auto-Submitted": "auto-generated",
    "MIME-Version": "1.0",
}


class Wire:
    """What came to the sink, and whose it was."""

    def __init__(self, made, taken):
        self.house = made
        self.taken = taken
        self.deliveries = {one.email: one for one in made.deliveries}

    def keys(self):
        return (make(self.house.settings, self.house.store) for make in (link_key, verp_key))

    def each(self):
        """Each mail with its Delivery and its headers, unfolded, by name."""
        for mail in self.taken:
            yield mail, self.deliveries[mail.recipient], unfolded(mail.data)


def unfolded(data):
    head = data.partition(b"\r\n\r\n")[0].decode("ascii")
    return [tuple(line.split(": ", 1)) for line in head.replace("\r\n ", " ").split("\r\n")]


def send(made, outbox, script=lambda _verb, _count: None, now=NOW):
    async def go():
        async with Sink(script) as sink:
            edition = made.deliveries[0].edition
            await send_to(sink, outbox, edition=edition, compose=made.press(now).message)
            return sink.taken

    return asyncio.run(go())


@pytest.fixture(scope="module")
def wire(tmp_path_factory):
    with house(tmp_path_factory.mktemp("news")) as made:
        yield Wire(made, send(made, made.outbox()))


def test_each_reader_got_one_mail(wire):
    assert Counter(mail.recipient for mail in wire.taken) == dict.fromkeys(NAMES, 1)


def test_each_header_stands_once_and_no_other(wire):
    for _, _, fields in wire.each():
        names = [name for name, _ in fields]
        assert names == ["DKIM-Signature", "DKIM-Signature", *ONCE]


def test_headers_that_are_the_same_for_all(wire):
    for _, one, fields in wire.each():
        found = dict(fields)
        assert {name: found[name] for name in FIXED} == FIXED
        assert found["Feedback-ID"] == f"{one.edition}:briefing:edition:digest"
        assert parsedate_to_datetime(found["Date"]) == NOW
        assert re.fullmatch(r"multipart/alternative; boundary=\"=_\w+\"", found["Content-Type"])


def test_names_in_any_script_are_encoded_words_that_say_them(wire):
    for _, one, fields in wire.each():
        found = dict(fields)
        for name, shown, address in (
            ("From", SENDER, "briefing@news.example"),
            ("Reply-To", EDITOR, "editor+letters@news.example"),
            ("To", expected(NAMES[one.email]), one.email),
        ):
            phrase, box = parseaddr(found[name])
            assert (decoded(phrase), box) == (shown, address)
            assert all(len(word) <= 75 for word in found[name].split(" ") if "=?" in word)


def test_the_list_id_is_the_title_and_a_name_under_our_domain(wire):
    for _, _, fields in wire.each():
        found = re.fullmatch(r"(\S.*) <([a-z0-9.-]+)>", dict(fields)["List-Id"])
        assert decoded(found[1]) == TITLE
        assert found[2] == "briefing.news.example"


def test_the_subject_is_that_of_what_the_reader_chose(wire):
    subjects = {mail.recipient: decoded(dict(fields)["Subject"]) for mail, _, fields in wire.each()}
    assert subjects["ann@private.example"] == "Moon rocks"
    assert subjects["li@private.example"] == "Treaty signed – “at last”"


def test_a_message_id_is_at_our_domain_and_one_mails_alone(wire):
    found = [dict(fields)["Message-ID"] for _, _, fields in wire.each()]
    assert len(set(found)) == len(NAMES)
    assert found == [one.message_id for _, one, _ in wire.each()]
    assert all(re.fullmatch(r"<[0-9a-f]{40}@news\.example>", ident) for ident in found)


def test_the_envelope_sender_names_the_delivery(wire):
    _, verp = wire.keys()
    for mail, one, _ in wire.each():
        assert re.fullmatch(r"bounces\+[0-9a-f]+-[0-9a-f]{20}@news\.example", mail.sender)
        assert read_sender(verp, mail.sender) == one.id
        assert read_sender(verp, mail.sender.upper()) == one.id


def test_a_reader_leaves_by_a_click_or_by_a_mail(wire):
    links, verp = wire.keys()
    for _, one, fields in wire.each():
        shape = r"<https://news\.example/briefing/u/(\S+)>, <mailto:(\S+)>"
        token, address = re.fullmatch(shape, dict(fields)["List-Unsubscribe"]).groups()
        claims = TokenClaims("briefing", one.subscriber, one.generation)
        assert verify([links], LEAVE, token) == claims
        assert read_leave(verp, ["briefing"], address) == claims
        assert len(address.partition("@")[0]) <= 64


def test_the_link_of_the_wire_is_the_one_that_works(wire):
    mail, one, fields = next(wire.each())
    token = re.search(r"/u/([^>]+)>", dict(fields)["List-Unsubscribe"])[1]
    parsed = message_from_bytes(mail.data, policy=email.policy.strict)
    for part in parsed.iter_parts():
        assert f"https://news.example/briefing/u/{token}" in part.get_content()
    settings, store = wire.house.settings, wire.house.store
    assert look_up(settings, store, token, now=NOW).address == one.email
    assert leave(settings, store, token, now=NOW).left


def test_no_header_but_to_tells_who_the_reader_is(wire):
    for mail, one, fields in wire.each():
        others = str([field for field in fields if field[0] != "To"]) + mail.sender
        body = mail.data.partition(b"\r\n\r\n")[2].decode()
        assert "private.example" not in others + body
        assert dict(fields)["To"].endswith(f"<{one.email}>")


def test_text_comes_first_then_html_both_quoted_printable(wire):
    for mail, _, _ in wire.each():
        parsed = message_from_bytes(mail.data, policy=email.policy.strict)
        text, html = parsed.iter_parts()
        assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
        for part in (text, html):
            assert part["Content-Transfer-Encoding"] == "quoted-printable"
            assert part.get_content_charset() == "utf-8"
            assert "Moon rocks" in part.get_content() or "Treaty signed" in part.get_content()


def test_lines_are_short_and_end_with_crlf(wire):
    for mail, _, _ in wire.each():
        head, _, body = mail.data.partition(b"\r\n\r\n")
        assert max(map(len, head.split(b"\r\n"))) <= 998
        assert max(map(len, body.split(b"\r\n"))) <= 76
        assert mail.data.count(b"\r\n") == mail.data.count(b"\r") == mail.data.count(b"\n")
        assert mail.data.isascii()
        assert b"\0" not in mail.data


def test_both_signatures_verify_and_cover_every_header(wire):
    dkim = wire.house.settings.newsletter().dkim
    for mail, _, fields in wire.each():
        assert judge(mail.data, dkim.keys, dkim.domain) == [True, True]
        for _, signature in fields[:2]:
            signed = re.search(r"h=([^;]+);", signature)[1].replace(" ", "").split(":")
            assert Counter(signed) == Counter([*map(str.lower, ONCE), *TWICE])


def test_a_second_attempt_has_the_same_message_id_sender_and_links(wire):
    """After a connection that broke behind the dot nobody knows whether the first one arrived."""
    made = wire.house
    outbox = made.outbox("zoe@private.example")
    [ident] = outbox.rows
    [first] = send(made, outbox, at("BODY", 1, Act.DROP))
    assert outbox.state(ident) is DeliveryState.UNSURE
    outbox._move(ident, DeliveryState.QUEUED)
    [second] = send(made, outbox, now=NOW + timedelta(hours=1))
    assert outbox.state(ident) is DeliveryState.SENT
    assert (first.sender, first.recipient) == (second.sender, second.recipient)
    before, after = dict(unfolded(first.data)), dict(unfolded(second.data))
    assert {name for name in before if before[name] != after[name]} == {"Date", "DKIM-Signature"}
    bodies = (mail.data.partition(b"\r\n\r\n")[2] for mail in (first, second))
    assert next(bodies) == next(bodies)
