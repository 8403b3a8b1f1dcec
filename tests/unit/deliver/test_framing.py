from __future__ import annotations

import smtplib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.framing import END, frame, is_framed

LINES = st.lists(st.sampled_from([b"", b".", b"..", b".x", b"word", b"a.b", b"=2E"]), max_size=12)
BYTES = st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b".", b"x"]), max_size=20).map(b"".join)


@given(LINES)
def test_dots_are_stuffed_as_smtplib_stuffs_them(lines):
    data = b"".join(line + b"\r\n" for line in lines) or b"\r\n"
    assert frame(data) == smtplib._quote_periods(data)


@given(BYTES)
def test_no_bare_line_end_leaves_and_nothing_ends_early(data):
    framed = frame(data) + END
    assert framed.count(b"\r\n") == framed.count(b"\n") == framed.count(b"\r")
    assert framed.endswith(b"\r\n.\r\n")
    assert (b"\r\n" + framed).find(b"\r\n.\r\n") == len(framed) - 3


@pytest.mark.parametrize("end", [b"", b"\r\n"])
def test_the_last_line_is_always_ended(end):
    assert frame(b"word" + end) == b"word\r\n"


@given(st.lists(BYTES, max_size=4))
def test_what_is_framed_stays_as_it_is_wherever_it_stands(pieces):
    if all(map(is_framed, pieces)):
        whole = b"Subject: x\r\n" + b"".join(pieces)
        assert frame(whole) == whole


@pytest.mark.parametrize(
    "lines", [b"x", b".\r\n", b"x\r\n.", b"x\r\n.x\r\n", b"x\ny\r\n", b"\rx\r\n"]
)
def test_what_must_be_framed_is_seen(lines):
    assert not is_framed(lines)


@pytest.mark.parametrize("lines", [b"", b"\r\n", b"a.b\r\n=2E\r\n"])
def test_what_is_framed_is_seen(lines):
    assert is_framed(lines)
