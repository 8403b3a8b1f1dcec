from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.audience import address as room
from digest.audience.address import mask, normalise
from digest.errors import AudienceError


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("jane@example.com", "jane@example.com"),
        ("Jane.Doe@EXAMPLE.com", "jane.doe@example.com"),
        ("jo+news@example.com", "jo+news@example.com"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"),
        ("jörg@bücher.example", "jörg@xn--bcher-kva.example"),
        ("jo\u0308rg@example.com", "jörg@example.com"),
    ],
)
def test_one_form_is_kept(written, kept):
    assert normalise(written) == kept
    assert normalise(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "jane",
        "jane@",
        "@example.com",
        "jane@localhost",
        "Jane <jane@example.com>",
        "jane@example.com, joe@example.com",
        "jane@example.com\r\nBcc: joe@example.com",
        "jane\n@example.com",
        "jane@exam\0ple.com",
        "jane@[127.0.0.1]",
        "jane@-example.com",
        "a" * 65 + "@example.com",
        "jane@" + "a" * 250 + ".com",
    ],
)
def test_what_mail_cannot_reach_is_refused(text):
    with pytest.raises(AudienceError):
        normalise(text)


def test_dns_is_never_asked(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", None)
    monkeypatch.setattr(socket, "socket", None)

    assert normalise("jane@no-such-host.example") == "jane@no-such-host.example"


@given(st.text(max_size=120))
def test_what_is_kept_has_no_line_break_and_is_stable(text):
    try:
        kept = normalise(text)
    except AudienceError:
        return
    assert kept.isprintable()
    assert normalise(kept) == kept


def test_a_mask_hides_letters_and_their_number():
    assert mask("jane.doe@example.com") == "j•••@e•••.com"
    assert mask("jo@news.example.co.uk") == "j•••@n•••.uk"


labels = st.text(alphabet="abz09-._", max_size=8)
plain = st.builds(
    lambda local, domain, top: f"{local}@{domain}.{top}",
    st.text(alphabet="aZ09._+-!'", max_size=9) | st.just("a" * 64) | st.just("a" * 65),
    labels | st.just("a" * 63) | st.just("a" * 64) | st.just("xn--bcher-kva") | st.just("K"),
    st.sampled_from(
        ["com", "de", "c", "c0m", "co1", "test", "local", "onion", "xn--p1ai", "C", "1"]
    ),
)


@given(plain | st.text(alphabet="ab@.-_\u212a1", max_size=14))
def test_the_short_way_says_what_the_library_says(text):
    """Where the pattern takes an address, email-validator takes it too, and keeps it so."""
    if text.isascii() and room._is_plain(text.lower()):
        assert room._judged(text) == normalise(text) == text.lower()


@pytest.mark.parametrize("text", ["jane.doe+x@mail.example.co.uk", "j_1@a-b.example", "a@b.cd"])
def test_plain_addresses_take_the_short_way(text):
    assert room._is_plain(text)


@pytest.mark.parametrize("letters", [199, 250])
def test_an_address_over_254_characters_takes_the_long_way(letters):
    text = f"{'a' * 50}@{'.'.join(['b' * 49] * (letters // 50))}.example"
    assert room._is_plain(text) is (len(text) <= 254)
