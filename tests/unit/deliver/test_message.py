from __future__ import annotations

import email.policy
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest
from tests.unit.deliver.memory import delivery
from tests.unit.deliver.rendered import NEWSLETTER, PICTURED, RENDERED, SENT_AT
from tests.unit.deliver.signing import LINKS, URL
from tests.unit.deliver.test_header import NAUGHTY

from digest.deliver import MessageTemplate, Relay, new_message_id
from digest.deliver.framing import frame
from digest.errors import AudienceError, ConfigError
from digest.model import Mailbox, Part, PartKind, Selection

GOLDEN = Path(__file__).parents[2] / "golden" / "deliver.eml"
EMBEDDED = GOLDEN.with_name("embedded.eml")
ONCE = (
    "From To Subject Date Message-ID MIME-Version Content-Type List-Id List-Unsubscribe "
    "List-Unsubscribe-Post List-Post Precedence Auto-Submitted Feedback-ID"
)


def build(one=None, *, newsletter=NEWSLETTER, headers=None, name="", url=URL):
    template = MessageTemplate(newsletter, RENDERED, SENT_AT, Relay(headers=headers or {}))
    links = replace(LINKS, leave_url=url)
    return template.message(one or delivery(1), {"name": name.encode()}, links)


def parse(message):
    return message_from_bytes(message.data, policy=email.policy.default)


def test_the_bytes_are_those_of_the_golden_mail():
    one = delivery(7, email="zoe@example.com", name="Zoë Ångström")
    assert build(one, name="Zoë").data == GOLDEN.read_bytes()


def test_a_mail_that_brings_its_pictures_is_the_golden_one():
    template = MessageTemplate(NEWSLETTER, PICTURED, SENT_AT, Relay())
    one = delivery(7, email="zoe@example.com", name="Zoë Ångström")
    assert template.message(one, {"name": "Zoë".encode()}, LINKS).data == EMBEDDED.read_bytes()


def test_each_header_stands_once():
    parsed = parse(build())
    assert all(len(parsed.get_all(name)) == 1 for name in ONCE.split())
    assert not parsed.defects


def test_the_headers_of_bulk_mail():
    parsed = parse(build())
    assert parsed["List-Unsubscribe"] == f"<{URL}>, <{LINKS.leave_mailto}>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed["List-Id"] == "Morning Briefing <briefing.news.example>"
    assert parsed["List-Post"] == "NO"
    assert parsed["Precedence"] == "bulk"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["Feedback-ID"] == "briefing-daily-2026-11-23:briefing:edition:digest"
    assert parsed["Date"] == "Mon, 23 Nov 2026 06:00:00 +0000"
    assert parsed["Message-ID"] == "<m1@news.example>"


@pytest.mark.parametrize(
    ("site", "one_click"),
    [
        ("https://news.example", True),
        ("http://news.example", False),
        ("http://127.0.0.1:8700", True),
        ("http://localhost:8700", True),
        ("http://localhost.evil.example", False),
    ],
)
def test_one_click_needs_https_or_this_machine(site, one_click):
    parsed = parse(build(newsletter=replace(NEWSLETTER, public_url=site)))
    assert ("List-Unsubscribe-Post" in parsed) is one_click
    assert "List-Unsubscribe" in parsed


def test_text_comes_before_html():
    parsed = parse(build(name="Ann"))
    text, html = parsed.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().startswith("Dear Ann")
    assert f'<a href="{URL}">' in html.get_content()


def test_a_reader_gets_the_chosen_slots_and_their_subject():
    parsed = parse(build(replace(delivery(1), selection=Selection(("s2",)))))
    assert parsed["Subject"] == "Shares fall"
    assert "Treaty" not in parsed.as_string()


@pytest.mark.parametrize("name", NAUGHTY)
def test_no_name_breaks_a_mail(name):
    one = delivery(1, name=name)
    template = MessageTemplate(NEWSLETTER, RENDERED, SENT_AT, Relay())
    data = template.message(one, {"name": name.encode("utf-8", "replace")}, LINKS).data
    parsed = message_from_bytes(data, policy=email.policy.default)
    assert all(len(parsed.get_all(header)) == 1 for header in ONCE.split())
    assert "Bcc" not in parsed
    assert "X" not in parsed
    assert len(list(parsed.iter_parts())) == 2
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert data.isascii()


def test_no_line_starts_with_a_dot():
    assert b"\r\n." not in build(name=".hidden").data


def test_the_boundary_is_fixed_by_the_pages_and_stands_in_no_body():
    first, second = build(delivery(1)), build(delivery(2))
    mark = first.data.partition(b'boundary="')[2].partition(b'"')[0]
    assert mark in second.data
    assert mark.startswith(b"=_")


def test_replies_go_to_a_person_if_one_is_named():
    editor = Mailbox(address="editor@news.example", name="The Editor")
    parsed = parse(build(newsletter=replace(NEWSLETTER, reply_to=editor)))
    assert parsed["Reply-To"] == "The Editor <editor@news.example>"
    assert "Reply-To" not in parse(build())


def test_the_relays_headers_are_added():
    assert parse(build(headers={"X-Stream": "broadcast"}))["X-Stream"] == "broadcast"


@pytest.mark.parametrize("name", ["Subject", "bcc", "Message-Id", "X Bad", "X\r\nY"])
def test_the_relays_headers_cannot_replace_ours(name):
    with pytest.raises(ConfigError):
        build(headers={name: "x"})


def test_a_relays_header_cannot_start_another():
    parsed = parse(build(headers={"X-Stream": "a\r\nBcc: x@news.example"}))
    assert "Bcc" not in parsed


def test_an_international_domain_is_written_in_ascii():
    message = build(delivery(1, email="ann@bücher.example"))
    assert message.recipient == "ann@xn--bcher-kva.example"
    assert not message.needs_utf8
    assert b"<ann@xn--bcher-kva.example>" in message.data


def test_an_international_local_part_needs_smtputf8():
    message = build(delivery(1, email="zoë@example.com"))
    assert message.needs_utf8
    assert "To: <zoë@example.com>\r\n".encode() in message.data


@pytest.mark.parametrize("address", ["", "nobody", "a@b@c d", "a@x.example\r\nBcc: e@x.example"])
def test_an_address_that_is_none_names_the_reader(address):
    one = replace(delivery(5), email=address)
    with pytest.raises(AudienceError, match="reader 5"):
        build(one)


def test_a_leave_link_cannot_leave_its_header():
    parsed = parse(build(url="https://news.example/u/x>\r\nBcc: e@x.example"))
    assert "Bcc" not in parsed


def test_message_ids_are_stable_and_tell_nothing():
    key = b"k" * 32
    made = new_message_id("briefing-daily-2026-11-23", 7, key, "news.example")
    assert made == new_message_id("briefing-daily-2026-11-23", 7, key, "news.example")
    assert made != new_message_id("briefing-daily-2026-11-23", 8, key, "news.example")
    assert made != new_message_id("briefing-daily-2026-11-24", 7, key, "news.example")
    assert made != new_message_id("briefing-daily-2026-11-23", 7, b"j" * 32, "news.example")
    assert made.startswith("<")
    assert made.endswith("@news.example>")
    assert "7@" not in made


def test_what_needs_no_framing_is_known_beforehand():
    made = build(name="..\r\n.\r\nO'Hara", url="https://news.example/u/" + "x.." * 60)
    assert made.framed
    assert frame(made.data) == made.data


@pytest.mark.parametrize("body", [b".x\r\n", b"x\n", b"x", b"<p>=\r\n</p>=\r\n"])
def test_a_part_that_breaks_a_line_is_framed_like_any_message(body):
    fields = ((4, "name"),) if body.startswith(b"<p>") else ()
    odd = replace(RENDERED, html=(Part(PartKind.FRAME, body, fields=fields),))
    made = MessageTemplate(NEWSLETTER, odd, SENT_AT, Relay()).message(
        delivery(1), {"name": b"a"}, LINKS
    )
    assert not made.framed
