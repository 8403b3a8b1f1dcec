from __future__ import annotations

from dataclasses import replace

import pytest
from dkim.canonicalization import Relaxed
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.deliver.rendered import RENDERED

from digest.deliver.canonical import RelaxedPages, relaxed_field, relaxed_lines
from digest.model import Part, PartKind, Rendered, Selection
from digest.render import join
from digest.render.quoted import encode

SELECTION = Selection(("s1", "s2"))
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


@given(st.lists(st.text("a  \t=.é\n", max_size=120), min_size=2, max_size=4), st.text("b  <\t\n"))
def test_pages_relaxed_part_by_part_are_those_relaxed_whole(texts, name):
    bodies = [encode(text) for text in texts]
    parts = tuple(Part(PartKind.FRAME, body, fields=((len(body), "name"),)) for body in bodies)
    rendered = replace(RENDERED, text=parts, html=parts)
    values = {"name": name.encode()}
    for html in (False, True):
        sent = join(parts, rendered, SELECTION, values, html=html)
        pages = RelaxedPages(rendered)
        page = pages.html if html else pages.text
        assert page(sent, SELECTION, values) == relaxed_lines(sent)


def pages(body: bytes, offset: int) -> tuple[Rendered, RelaxedPages]:
    part = Part(PartKind.FRAME, body, fields=((offset, "name"),))
    rendered = replace(RENDERED, text=(part,), html=(part,))
    return rendered, RelaxedPages(rendered)


def test_a_page_that_is_relaxed_already_is_hashed_as_it_was_joined():
    rendered, relaxed = pages(b"Dear =\r\n!\r\n", 8)
    values = {"name": b"Ann"}
    sent = join(rendered.text, rendered, SELECTION, values, html=False)
    assert relaxed.text(sent, SELECTION, values) is sent


@pytest.mark.parametrize("name", [b"Ann", b"A  nn", b"  "])
@pytest.mark.parametrize(("body", "offset"), [(b"Dear  =\r\n!\r\n", 9), (b"Dear  !\r\n", 5)])
def test_a_field_inside_a_line_or_with_spaces_is_relaxed_too(body, offset, name):
    rendered, relaxed = pages(body, offset)
    values = {"name": name}
    sent = join(rendered.text, rendered, SELECTION, values, html=False)
    assert relaxed.text(sent, SELECTION, values) == relaxed_lines(sent)
