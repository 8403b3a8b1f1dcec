from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.headers import fresh_for, links, wait_of

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
DATE = "Mon, 23 Nov 2026 07:00:00 GMT"
LATER = "Mon, 23 Nov 2026 09:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": 'MAX-AGE="600"'}, 600),
        ({"Cache-Control": "s-maxage=5"}, None),
        ({"Cache-Control": "max-age=600", "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600", "Age": "1000"}, 0),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": "max-age=600", "Expires": LATER, "Date": DATE}, 600),
        ({"Expires": LATER, "Date": DATE}, 7200),
        ({"Expires": DATE, "Date": LATER}, 0),
        ({"Expires": LATER}, None),
        ({"Expires": "0", "Date": DATE}, None),
        ({}, None),
    ],
)
def test_freshness_is_max_age_or_else_expires(headers, expected):
    assert fresh_for(headers) == (None if expected is None else timedelta(seconds=expected))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("120", 120), (LATER, 7200), (DATE, 0), ("", None), ("soon", None), ("-5", None), ("٣", None)],
)
def test_retry_after_is_seconds_or_a_date(text, seconds):
    assert wait_of(text, NOW) == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text(max_size=60))
def test_whatever_a_header_holds_nothing_breaks(text):
    fresh_for({"Cache-Control": text, "Expires": text, "Date": text, "Age": text})
    wait_of(text, NOW)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('<https://hub.example/>; rel="hub"', [({"hub"}, "https://hub.example/")]),
        ("</a>; rel=Canonical; type=text/html", [({"canonical"}, "/a")]),
        ('</a>; title="b; rel=hub"; REL = "self  hub"', [({"self", "hub"}, "/a")]),
        ('</a>;rel=self,</b,c>;rel="hub"', [({"self"}, "/a"), ({"hub"}, "/b,c")]),
        ("</a>; rel=self; rel=hub", [({"self"}, "/a")]),
        ('</a>; rel=canonical; anchor="/other"', []),
        ("</a>", [(set(), "/a")]),
        ("nonsense; rel=hub", []),
    ],
)
def test_links_of_a_header(header, found):
    assert list(links(header)) == found
