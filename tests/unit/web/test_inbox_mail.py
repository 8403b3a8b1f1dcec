from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.web.inbox_mail import Envelope, Mail


def mail(raw: bytes) -> Mail:
    received = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    return Mail(1, raw, Envelope("a@example.com", ("b@example.com", "c@example.com")), received)


def test_both_parts_and_encoded_words_are_read():
    message = EmailMessage()
    message["Subject"] = "Zoë Ångström: «größer» विज्ञान"
    message["To"] = "Łukasz Wójtowicz <lukasz@example.org>"
    message.set_content("plain Straße")
    message.add_alternative("<p>rich Straße</p>", subtype="html")
    read = mail(message.as_bytes())
    assert read.subject == "Zoë Ångström: «größer» विज्ञान"
    assert read.to == "Łukasz Wójtowicz <lukasz@example.org>"
    assert read.text.strip() == "plain Straße"
    assert read.html.strip() == "<p>rich Straße</p>"


def test_raw_utf8_headers_are_read():
    read = mail("Subject: größer\r\n नमस्ते\r\nTo: zoë@example.com\r\n\r\nx".encode())
    assert read.subject == "größer नमस्ते"
    assert read.to == "zoë@example.com"


def test_without_to_header_the_envelope_speaks():
    assert mail(b"Subject: x\r\n\r\n").to == "b@example.com, c@example.com"


def test_repeated_headers_are_all_kept():
    assert mail(b"X-A: 1\r\nX-A: 2\r\n\r\n").headers == (("X-A", "1"), ("X-A", "2"))


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: =?nope?q?a?=\r\n\r\n",
        b"Subject: =?utf-8?b?!!!?=\r\n\r\n",
        b"Content-Type: text/plain; charset=no-such\r\n\r\nbody",
        b'Content-Type: text/plain; charset="a\0b"\r\n\r\nbody',
        b"Content-Type: multipart/alternative\r\n\r\nno boundary",
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%",
    ],
)
def test_what_is_malformed_is_still_shown(raw: bytes):
    read = mail(raw)
    assert isinstance(read.subject + read.text + read.html, str)
    assert read.headers


@given(st.binary(max_size=400), st.sampled_from([b"", b"Subject: ", b"Content-Type: text/html;"]))
def test_no_bytes_make_it_raise(raw: bytes, start: bytes):
    read = mail(start + raw)
    shown = "".join([read.subject, read.to, read.text, read.html, *map("".join, read.headers)])
    assert shown.encode("utf-8", "replace") is not None


def test_pictures_that_came_with_a_mail_stand_in_its_page():
    message = EmailMessage()
    message.set_content("words")
    page = '<img src="cid:one@x"><img src="cid:two@x"><img src="cid:gone@x"> cid:one@x'
    message.add_alternative(page, subtype="html")
    related = message.get_payload()[1]
    related.add_related(b"\xff\xd8", "image", "jpeg", cid="<one@x>")
    related.add_related(b"<svg/>", "image", "svg+xml", cid="<two@x>")
    read = mail(message.as_bytes())
    assert read.shown.strip() == (
        '<img src="data:image/jpeg;base64,/9g="><img src="cid:two@x">'
        '<img src="cid:gone@x"> cid:one@x'
    )
    assert read.html.strip() == page
