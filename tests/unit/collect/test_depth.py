from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.depth import MAX_DEPTH, refuse_deep
from digest.errors import SourceError


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


def test_what_is_nested_too_deep_is_refused_and_nothing_else():
    refuse_deep(nested(MAX_DEPTH), "x")
    refuse_deep(b"<r>" + b"<a></a>" * 5000 + b"</r>", "x")
    with pytest.raises(SourceError, match="https://a is nested more than 200"):
        refuse_deep(nested(MAX_DEPTH + 1), "https://a")
    with pytest.raises(SourceError):
        refuse_deep(b"<a>" * 100_000, "x")


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"<html><p>", b"\xff\xfe<\x00", b"<?xml version='9'?>"]
)
def test_what_is_no_xml_passes(body: bytes):
    refuse_deep(body, "x")


@given(st.binary(max_size=200))
def test_no_body_breaks_it(body: bytes):
    refuse_deep(body, "x")
    refuse_deep(b"<?xml version='1.0' encoding='" + body + b"'?><a/>", "x")
