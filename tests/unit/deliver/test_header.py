from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver import header
from digest.deliver.canonical import relaxed_field

NAUGHTY = [
    "",
    "Ann Reader",
    "O'Brien",
    'Ann "the Ant" Reader',
    "back\\slash",
    "Reader, Ann",
    "Ann\r\nBcc: everyone@news.example",
    "Ann\nX: y",
    "Ann\rX: y",
    "nul\x00tab\tbell\x07",
    "line\u2028para\u2029nel\x85vt\x0bff\x0c",
    "=?utf-8?q?spoof?=",
    "a@b.example <c@d.example>",
    "Zoë Ångström",
    "محمد الكاتب",
    "राम कुमार",
    "\u202eevil\u202c\u2066x\u2069",
    "👩‍👩‍👧‍👦 family",
    "\ud800 lone",
    "long " * 40,
    "x" * 200,
    "é" * 200,
    "  spaced   out  ",
    "__DIGEST_NAME__ {{ x }} %s",
    "\u2028",
    "\x00\x1b[31m\x7f\x9f",
    "\ufeff\u200b\u200d\u00ad",
    "\u0627\u200f\u061c \u05d0\u200e",
    "=?utf-8?b?DQpCY2M6IGVAeC5leGFtcGxl?=",
    "=?=?=??=",
    "%0d%0aBcc: e@x.example",
    "\r\n\r\n<script>alert(1)</script>",
    "--=_boundary\r\n",
    ".",
    "...\r\n.\r\n",
    "(comment (nested",
    '"',
    "\\",
    ';,:@<>[]()"',
    "Ann <a@b.example>, Bob <b@b.example>",
    "<mailto:x@y.example>, <https://z.example>",
    "\ud83d\ude00 \udfff",
    "e\u0301" * 60,
    "\U000e0041\U0010ffff",
    "x" * 5000,
    "\U0001f468\u200d" * 500,
]


def parsed(raw: bytes):
    return message_from_bytes(raw + b"\r\n")


def decoded(value: str) -> str:
    return " ".join(str(make_header(decode_header(value))).split())


def expected(name: str) -> str:
    return " ".join(header.clean(name)[: header.MAX_NAME].split())


@pytest.mark.parametrize("name", NAUGHTY)
def test_any_name_comes_back_and_breaks_nothing(name):
    raw = header.mailbox("To", "ann@example.com", name)
    message = parsed(raw)
    assert message.keys() == ["To"]
    shown, address = parseaddr(message["To"])
    assert address == "ann@example.com"
    assert decoded(shown) == expected(name)


@pytest.mark.parametrize("value", NAUGHTY)
def test_any_subject_comes_back_and_breaks_nothing(value):
    message = parsed(header.text("Subject", value))
    assert message.keys() == ["Subject"]
    assert decoded(message["Subject"]) == header.clean(value)


@given(st.text(max_size=300))
def test_lines_keep_their_length_and_are_ascii(value):
    for raw in (
        header.text("Subject", value),
        header.mailbox("To", "ann@example.com", value),
    ):
        assert raw.isascii()
        assert raw.endswith(b"\r\n")
        lines = raw.removesuffix(b"\r\n").split(b"\r\n")
        assert max(map(len, lines)) <= header.SOFT + 1
        assert all(line.startswith(b" ") and line.strip() for line in lines[1:])
        assert not set(b"\r\n").intersection(b"".join(lines))


@given(st.text(max_size=300) | st.sampled_from(NAUGHTY))
def test_a_field_is_relaxed_by_a_small_name_and_unfolding(value):
    """So that a signature costs little: see dkim.Signer."""
    for raw in (
        header.text("Subject", value),
        header.mailbox("To", "ann@example.com", value),
        header.urls("List-Unsubscribe", "https://x.example", f"mailto:{value[:60]}"),
        header.raw("Message-ID", f"<{value.encode(errors='replace').hex()[:300]}@x.example>"),
    ):
        name, _, rest = raw.partition(b": ")
        assert relaxed_field(raw) == name.lower() + b":" + rest.replace(b"\r\n ", b" ")


@given(st.text(min_size=1, max_size=300))
def test_encoded_words_are_short_and_whole(value):
    words = list(header.encoded_words(header.clean(value)))
    assert all(len(word) <= 75 for word in words)


def test_direction_marks_are_taken_out():
    assert header.clean("pay\u202egpj.exe") == "paygpj.exe"


@pytest.mark.parametrize(
    "address",
    ["a b@example.com", "<a@example.com>", "a@example.com\r\nX: y", "a,b@example.com", "nobody"],
)
def test_an_address_that_could_break_a_header_is_refused(address):
    with pytest.raises(ValueError, match="not an address"):
        header.mailbox("To", address)


def test_an_international_domain_goes_as_a_labels():
    assert header.address("ann@bücher.example") == "ann@xn--bcher-kva.example"


def test_an_international_local_part_stays():
    assert header.address("zoë@bücher.example") == "zoë@xn--bcher-kva.example"


def test_a_url_cannot_leave_its_brackets():
    assert header.url("https://x.example/a> <b\r\nX: y é") == (
        "https://x.example/a%3E%20%3Cb%0D%0AX:%20y%20%C3%A9"
    )


def test_a_word_over_the_hard_limit_is_refused():
    with pytest.raises(ValueError, match="too long"):
        header.raw("List-Unsubscribe", "x" * 1000)


def test_what_must_be_ascii_is():
    with pytest.raises(ValueError, match="not ASCII"):
        header.raw("Message-ID", "<é@news.example>")


@pytest.mark.parametrize("name", ["X Y", "X:", "", "X\r\nY", "Ü"])
def test_a_bad_header_name_is_refused(name):
    with pytest.raises(ValueError, match="header's name"):
        header.field_name(name)


def test_a_subject_that_runs_the_other_way_stays_isolated():
    """Unicode UAX 9, 2.4.1: one pair around all of it; those inside are marks like any other."""
    made = header.text("Subject", "\u2068\u202eخبر \u2066عاجل\u2069")
    assert str(make_header(decode_header(made.decode().partition(": ")[2]))) == (
        "\u2068خبر عاجل\u2069"
    )
    marked = header.text("Subject", "\u2068\u200fiPhone يصل\u200e\u2069")
    assert str(make_header(decode_header(marked.decode().partition(": ")[2].strip()))) == (
        "\u2068\u200fiPhone يصل\u2069"
    )
    assert header.text("Subject", "\u2068") == b"Subject: \r\n"
