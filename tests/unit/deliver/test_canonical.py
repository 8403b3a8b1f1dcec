from __future__ import annotations

import pytest
from dkim.canonicalization import Relaxed
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.canonical import is_relaxed, relaxed_field, relaxed_lines
from digest.render.quoted import encode

LINES = st.lists(st.text("a =\t.", max_size=12)).map("\r\n".join)


def trimmed(body):
    while body.endswith(b"\r\n\r\n"):
        body = body[:-2]
    return b"" if body == b"\r\n" else body


def test_the_fields_of_rfc_6376_section_3_4_5():
    assert relaxed_field(b"A: X\r\n") == b"a:X\r\n"
    assert relaxed_field(b"B : Y\t\r\n\tZ  \r\n") == b"b:Y Z\r\n"


def test_the_body_of_rfc_6376_section_3_4_5():
    body = b" C \r\nD \t E\r\n\r\n\r\n"
    assert trimmed(relaxed_lines(body)) == b" C\r\nD E\r\n"


@given(
    st.from_regex(rb"[A-Za-z][A-Za-z0-9-]{0,12}[ \t]{0,2}", fullmatch=True),
    st.lists(st.text("ab:\t ", max_size=20)).map("\r\n ".join),
)
def test_fields_are_relaxed_as_dkimpy_does(name, value):
    theirs = Relaxed.canonicalize_headers([(name, value.encode() + b"\r\n")])
    assert relaxed_field(name + b":" + value.encode() + b"\r\n") == b"%b:%b" % theirs[0]


@given(LINES)
def test_bodies_are_relaxed_as_dkimpy_does(lines):
    body = lines.encode() + b"\r\n"
    assert trimmed(relaxed_lines(body)) == Relaxed.canonicalize_body(body)


@given(LINES)
def test_a_relaxed_piece_is_known_as_one(lines):
    body = lines.encode() + b"\r\n"
    assert is_relaxed(body) == (relaxed_lines(body) == body)
    assert is_relaxed(relaxed_lines(body))


@given(st.text("a  \t=.é\n", max_size=120))
def test_what_our_encoder_writes_is_relaxed(text):
    assert is_relaxed(encode(text))


@pytest.mark.parametrize("piece", [b"a", b"a\r\nb", b"a ", b"a\r", b"a\r\n "])
def test_a_piece_that_ends_inside_a_line_may_not_stay_relaxed(piece):
    assert relaxed_lines(piece) == piece
    assert not is_relaxed(piece)
