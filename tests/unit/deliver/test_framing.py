from __future__ import annotations

import smtplib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.framing import END, frame

LINES = st.lists(st.sampled_from([b"", b".", b"..", b".x", b"word", b"a.b", b"=2E"]), max_size=12)


@given(LINES)
def test_dots_are_stuffed_as_smtplib_stuffs_them(lines):
    data = b"".join(line + b"\r\n" for line in lines) or b"\r\n"
    assert frame(data) == smtplib._quote_periods(data) + END


@given(st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b".", b"x"]), max_size=20))
def test_no_bare_line_end_leaves_and_nothing_ends_early(pieces):
    framed = frame(b"".join(pieces))
    assert framed.count(b"\r\n") == framed.count(b"\n") == framed.count(b"\r")
    assert framed.endswith(b"\r\n.\r\n")
    assert (b"\r\n" + framed).find(b"\r\n.\r\n") == len(framed) - 3


@pytest.mark.parametrize("end", [b"", b"\r\n"])
def test_the_last_line_is_always_ended(end):
    assert frame(b"word" + end) == b"word\r\n.\r\n"
