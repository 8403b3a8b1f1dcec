from __future__ import annotations

import email.policy
from dataclasses import replace
from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.deliver.rendered import NEWSLETTER, SENT_AT
from tests.unit.deliver.signing import DOMAIN, both, judge
from tests.unit.deliver.test_header import NAUGHTY
from tests.unit.store.test_notices import notice

from digest.deliver import Relay, header, notice_message
from digest.deliver.framing import frame, is_framed
from digest.model import Dkim, Mailbox, RelayKind

ONCE = "From To Subject Date Message-ID MIME-Version Content-Type Auto-Submitted"
SIGNING = replace(NEWSLETTER, dkim=Dkim(DOMAIN, both()))
BODIES = [
    "Plain words.",
    "",
    "   \n\n  ",
    "trailing  \nspaces\t\n\n\n",
    ".\r\n.\r\nMAIL FROM:<x@y>\r\n",
    "\rone\r\ntwo\nthree\x0bfour\x85five\u2028six",
    "nul\x00 bell\x07 escape\x1b del\x7f",
    "\ud800 lone",
    "long " * 400,
    "x" * 3000,
    "Zoë, 日本語, 👩‍👩‍👧‍👦, محمد",
    "--=_boundary--\r\nContent-Type: text/html",
]


def build(*, newsletter=NEWSLETTER, headers=None, **changes):
    return notice_message(newsletter, notice(**changes), SENT_AT, Relay(headers=headers or {}))


def parse(message):
    return message_from_bytes(message.data, policy=email.policy.default)


def content(part):
    return part.get_content().replace("\r\n", "\n")


def test_a_notice_is_a_plain_mail_from_the_newsletter():
    made = build(name="The desk", text="Something is wrong.\n\nSee the log.")
    assert (made.sender, made.recipient) == ("briefing@news.example", "desk@news.example")
    parsed = parse(made)
    assert all(len(parsed.get_all(name)) == 1 for name in ONCE.split())
    assert parsed["From"] == "Morning Briefing <briefing@news.example>"
    assert parsed["To"] == "The desk <desk@news.example>"
    assert parsed["Subject"] == "Subject 1"
    assert parsed["Message-ID"] == "<n1@news.example>"
    assert parsed["Date"] == "Mon, 23 Nov 2026 06:00:00 +0000"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed.get_content_type() == "text/plain"
    assert content(parsed) == "Something is wrong.\n\nSee the log.\n"
    assert not parsed.defects


def test_it_is_no_bulk_mail():
    names = [name.lower() for name in parse(build(newsletter=SIGNING))]
    assert not [name for name in names if name.startswith("list-")]
    assert not {"precedence", "feedback-id"} & set(names)


def test_answers_go_where_those_to_the_newsletter_go():
    letter = replace(NEWSLETTER, reply_to=Mailbox(address="editor@news.example"))
    assert parse(build(newsletter=letter))["Reply-To"] == "editor@news.example"


def test_html_stands_behind_the_text():
    parsed = parse(build(text="Words", html="<p>Wörds</p>"))
    assert parsed.get_content_type() == "multipart/alternative"
    text, html = parsed.iter_parts()
    assert (text.get_content_type(), content(text)) == ("text/plain", "Words\n")
    assert (html.get_content_type(), content(html)) == ("text/html", "<p>Wörds</p>\n")
    assert not any(part.defects for part in parsed.walk())


def test_the_relays_headers_are_there_and_not_signed():
    made = build(newsletter=SIGNING, headers={"X-Stream": "outbound"})
    assert parse(made)["X-Stream"] == "outbound"
    assert judge(made.data.replace(b"X-Stream: outbound\r\n", b"")) == [True, True]


@pytest.mark.parametrize("word", NAUGHTY)
def test_nothing_told_breaks_a_header(word):
    made = build(subject=word, name=word, html="<p>x</p>")
    head, _, _ = made.data.partition(b"\r\n\r\n")
    assert head.isascii()
    assert max(map(len, head.split(b"\r\n"))) <= 998
    parsed = parse(made)
    assert " ".join(parsed.keys()) == (
        "Date From To Subject Message-ID Auto-Submitted MIME-Version Content-Type"
    )
    assert parsed["To"].addresses[0].addr_spec == "desk@news.example"
    assert " ".join(parsed["Subject"].split()) == header.clean(word)


@pytest.mark.parametrize("html", ["", "<p>x</p>"])
@pytest.mark.parametrize("text", BODIES)
def test_any_text_goes_over_the_wire_and_verifies(text, html):
    made = build(newsletter=SIGNING, text=text, html=html)
    assert is_framed(made.data)
    assert frame(made.data) == made.data
    assert made.data.isascii()
    assert max(map(len, made.data.partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 76
    assert judge(made.data) == [True, True]
    parsed = parse(made)
    assert len(list(parsed.walk())) == (3 if html else 1)
    assert "\x00" not in parsed.get_body(("plain",)).get_content()


def test_line_ends_of_any_kind_are_line_ends():
    text = content(parse(build(text="one\rtwo\r\nthree\x0bfour\u2028five\x85six")))
    assert text.split() == ["one", "two", "three", "four", "five", "six"]
    assert text.count("\n") == 6


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_printed_text_comes_back_but_for_space_at_its_end(text):
    made = build(text=text)
    assert is_framed(made.data)
    said = text.rstrip()
    assert content(parse(made)) == (f"{said}\n" if said else "")


@pytest.mark.parametrize("address", ["a b@x.example", "a@x.example>\r\nBcc: b", "nobody", "<a@x>"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValueError, match="address"):
        build(email=address)


@pytest.mark.parametrize(
    ("relay", "there", "signed"),
    [
        (Relay(), set(), True),
        (Relay(sign=False), set(), False),
        (Relay(kind=RelayKind.SES, stream="news"), {"X-SES-CONFIGURATION-SET"}, False),
        (Relay(kind=RelayKind.SES, sign=True), set(), True),
        (Relay(kind=RelayKind.POSTMARK, stream="daily"), {"X-PM-KeepID"}, False),
    ],
)
def test_a_notice_is_as_its_relay_wants_it_and_in_no_stream_for_bulk_mail(relay, there, signed):
    parsed = parse(notice_message(SIGNING, notice(), SENT_AT, relay))
    assert {name for name in parsed if name.startswith("X-")} == there
    assert ("DKIM-Signature" in parsed) == signed
