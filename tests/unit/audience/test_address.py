from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("jörg@bücher.example", "jörg@bücher.example"),
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
