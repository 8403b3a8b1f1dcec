from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.replies import MAX_LINE, MAX_LINES, Reply, ReplyError, ReplyParser

STREAM = (
    b"220 mx.example ESMTP\r\n"
    b"250-mx.example\r\n250-PIPELINING\r\n250 SIZE 1000\r\n"
    b"250 2.1.0 Ok\r\n550-5.1.1 no such\r\n550 5.1.1 reader\r\n354\r\n421 4.3.2 bye\n"
)
WHOLE = [
    Reply(220, "", ("mx.example ESMTP",)),
    Reply(250, "", ("mx.example", "PIPELINING", "SIZE 1000")),
    Reply(250, "2.1.0", ("Ok",)),
    Reply(550, "5.1.1", ("no such", "reader")),
    Reply(354, "", ("",)),
    Reply(421, "4.3.2", ("bye",)),
]


def parse(*pieces: bytes) -> list[Reply]:
    parser = ReplyParser()
    return [reply for piece in pieces for reply in parser.feed(piece)]


@given(st.lists(st.integers(0, len(STREAM)), max_size=30))
def test_replies_are_the_same_wherever_the_bytes_are_cut(cuts):
    edges = [0, *sorted(cuts), len(STREAM)]
    pieces = [STREAM[a:b] for a, b in pairwise(edges)]
    assert parse(*pieces) == WHOLE


def test_half_a_reply_is_no_reply():
    assert parse(b"250-one\r\n25") == []


@given(st.binary(max_size=200))
def test_any_bytes_are_replies_or_refused(data):
    try:
        for reply in parse(data):
            assert 200 <= reply.code <= 599
            assert reply.text.isprintable()
    except ReplyError:
        pass


@pytest.mark.parametrize(
    "data",
    [
        b"hello\r\n",
        b"250_ok\r\n",
        b"99 ok\r\n",
        b"\r\n",
        b"x" * (MAX_LINE + 1),
        b"250 " + b"x" * MAX_LINE + b"\r\n",
        b"250-more\r\n" * (MAX_LINES + 1),
    ],
)
def test_what_is_no_reply_is_refused(data):
    with pytest.raises(ReplyError):
        parse(data)


def test_an_enhanced_code_of_another_class_is_text():
    assert parse(b"550 2.1.5 odd\r\n") == [Reply(550, "", ("2.1.5 odd",))]


def test_control_characters_do_not_reach_a_terminal():
    assert parse(b"550 \x1b[31mred\x07\r\n")[0].text == "?[31mred?"


def test_a_reply_reads_as_one_line():
    assert str(parse(b"550-5.1.1 no such\r\n550 5.1.1 reader\r\n")[0]) == "550 5.1.1 no such reader"


def test_what_came_before_a_broken_line_counts():
    replies = ReplyParser().feed(b"250 queued\r\nhello\r\n")
    assert next(replies).code == 250
    with pytest.raises(ReplyError):
        next(replies)
