"""Whose word is taken on a reader's address."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.web.asked import scope_of

from digest.web.proxy import Proxied, client_of

FOR, PROTO = "x-forwarded-for", "x-forwarded-proto"


def seen(*, hops, client="127.0.0.1", proxies=("127.0.0.0/8", "::1/128"), **headers):
    """The scope as the application gets it."""
    found = []

    async def app(scope, receive, send):
        found.append(scope)

    given_ = {name.replace("_", "-"): value for name, value in headers.items()}
    scope = scope_of(headers=given_, client=client)
    asyncio.run(Proxied(app, hops=hops, proxies=proxies)(scope, None, None))
    return found[0]


@pytest.mark.parametrize(
    ("hops", "said", "client"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (1, "203.0.113.7:4711", "203.0.113.7"),
        (1, '"[2001:db8:1:2::9]:4711"', "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (2, "203.0.113.7", ""),
        (1, "unknown", ""),
        (1, "", ""),
        (1, "203.0.113.7,", ""),
    ],
)
def test_only_what_the_trusted_proxies_added_counts(hops, said, client):
    assert client_of(seen(hops=hops, x_forwarded_for=said)) == client


def test_without_the_header_nobody_is_known():
    assert client_of(seen(hops=1)) == ""


def test_who_is_no_proxy_of_ours_speaks_for_nobody():
    scope = seen(
        hops=1, client="198.51.100.9", x_forwarded_for="6.6.6.6", x_forwarded_proto="https"
    )

    assert client_of(scope) == "198.51.100.9"
    assert scope["scheme"] == "http"


@pytest.mark.parametrize(
    ("hops", "said", "scheme"),
    [
        (1, "https", "https"),
        (0, "https", "http"),
        (2, "https, http", "https"),
        (2, "HTTPS", "https"),
        (1, "https, http", "http"),
        (1, "javascript", "http"),
    ],
)
def test_the_scheme_is_what_the_outermost_proxy_saw(hops, said, scheme):
    assert seen(hops=hops, x_forwarded_proto=said)["scheme"] == scheme


def test_the_headers_go_no_further():
    scope = seen(
        hops=1, x_forwarded_for="203.0.113.7", x_forwarded_host="evil", x_real_ip="1.1.1.1"
    )

    assert [name for name, _ in scope["headers"]] == [b"host"]


@given(st.text(max_size=80), st.integers(1, 3))
def test_whatever_is_written_it_is_an_address_or_nothing(said, hops):
    try:
        said.encode("latin-1")
    except UnicodeEncodeError:
        return
    client = client_of(seen(hops=hops, x_forwarded_for=said))
    assert client == "" or "." in client or ":" in client


@given(st.lists(st.ip_addresses(v=4).map(str), max_size=5))
def test_a_forged_list_changes_nothing(forged):
    said = ", ".join([*forged, "203.0.113.7"])
    assert client_of(seen(hops=1, x_forwarded_for=said)) == "203.0.113.7"
