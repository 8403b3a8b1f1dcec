from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.deliver.rendered import PICTURED, PICTURES, RENDERED

from digest.deliver import bodies as room
from digest.deliver.bodies import Bodies
from digest.deliver.canonical import relaxed_lines
from digest.errors import RenderError
from digest.model import Part, PartKind, Selection
from digest.render import join, selection_fields
from digest.render.quoted import encode

BOTH = Selection(("s1", "s2"))
READER = {"name": b"Ann", "unsubscribe_url": b"https://news.example/u/token"}
TEXTS = st.lists(st.text("a  \t=.\u00e9\n", max_size=120), min_size=2, max_size=4)


def joined(rendered, selection, fields):
    """The two pages as render joins them, without the frame around."""
    values = {**selection_fields(rendered, selection), **fields}
    text = join(rendered.text, rendered, selection, values, html=False)
    return text, join(rendered.html, rendered, selection, values, html=True)


def pages(body):
    mark = body.partition(b"\r\n")[0]
    _, text, html, end = body.split(mark)
    assert end == b"--\r\n"
    return tuple(page.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n") for page in (text, html))


@pytest.mark.parametrize("kept", [0, 64])
@pytest.mark.parametrize("slots", [("s1",), ("s2",), ("s1", "s2")])
def test_a_body_is_the_two_pages_as_they_are_joined(monkeypatch, kept, slots):
    monkeypatch.setattr(room, "MAX_JOINED", kept)
    body = Bodies(RENDERED).of(Selection(slots))
    assert pages(b"".join(body.fill(READER))) == joined(RENDERED, Selection(slots), READER)


@pytest.mark.parametrize("kept", [0, 64])
@given(TEXTS, st.text("b  <\t\n", max_size=90))
def test_its_hash_is_that_of_the_relaxed_body(kept, texts, name):
    made = [encode(text) for text in texts]
    parts = tuple(Part(PartKind.FRAME, part, fields=((len(part), "name"),)) for part in made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "MAX_JOINED", kept)
        body = Bodies(replace(RENDERED, text=parts, html=parts)).of(BOTH)
    filled = body.fill({"name": name.encode()})
    assert body.hash(filled) == hashlib.sha256(relaxed_lines(b"".join(filled))).digest()


@pytest.mark.parametrize("name", [b"Ann", b"A  nn", b"  "])
@pytest.mark.parametrize(
    ("page", "offset"),
    [
        (b"Dear  =\r\n!\r\n", 9),
        (b"Dear  !\r\n", 6),
        (b"Dear \r\n", 8),
        (b"\tDear=\r\n", 8),
    ],
)
def test_parts_that_are_not_relaxed_are_relaxed_with_the_whole_body(page, offset, name):
    part = Part(PartKind.FRAME, page, fields=((offset, "name"),))
    body = Bodies(replace(RENDERED, text=(part,), html=(part,))).of(BOTH)
    filled = body.fill({"name": name})
    sent = b"".join(filled)
    assert relaxed_lines(sent) != sent
    assert body.hash(filled) == hashlib.sha256(relaxed_lines(sent)).digest()


def test_one_readers_values_leave_no_trace_in_the_next():
    body = Bodies(RENDERED).of(BOTH)
    first = b"".join(body.fill(READER))
    assert b"Bob" in b"".join(body.fill({**READER, "name": b"Bob"}))
    assert b"".join(body.fill(READER)) == first


def test_a_field_without_a_value_is_named():
    with pytest.raises(RenderError, match="'unsubscribe_url' has no value"):
        Bodies(RENDERED).of(BOTH).fill({"name": b"Ann"})


def test_a_body_is_made_once_and_few_are_kept(monkeypatch):
    made = []
    real = room.selection_fields
    monkeypatch.setattr(room, "selection_fields", lambda *args: (made.append(1), real(*args))[1])
    monkeypatch.setattr(room, "MAX_SELECTIONS", 2)
    bodies = Bodies(RENDERED)
    for slots in (("s1",), ("s1",), ("s2",), ("s1",), ("s1", "s2"), ("s1", "s2")):
        bodies.of(Selection(slots))
    assert len(made) == 3


def read(rendered, slots):
    """The mail of a selection as another program reads it."""
    bodies = Bodies(rendered)
    raw = b"".join(bodies.of(Selection(slots)).fill(READER))
    return message_from_bytes(bodies.content_type + b"\r\n" + raw, policy=policy.default)


@pytest.mark.parametrize("slots", [("s1",), ("s2",), ("s1", "s2")])
def test_pictures_stand_with_the_page_that_shows_them(slots):
    mail = read(PICTURED, slots)
    text, related = mail.iter_parts()
    page, *pictures = related.iter_parts()
    assert [part.get_content_type() for part in (mail, text, related, page)] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
    ]
    assert related.get_param("type") == "text/html"
    wanted = [PICTURES[int(slot[1]) - 1] for slot in slots]
    assert [(one["Content-ID"], one.get_content_type(), one.get_content()) for one in pictures] == [
        (f"<{one.cid}>", one.type, one.body) for one in wanted
    ]
    assert all(one["Content-Disposition"].startswith("inline; filename=") for one in pictures)
    assert page.get_content() == read(RENDERED, slots).get_body().get_content()


def test_who_gets_no_picture_gets_the_mail_as_it_was():
    one = replace(PICTURED, html=RENDERED.html)
    assert b"".join(Bodies(one).of(BOTH).fill(READER)) == b"".join(
        Bodies(RENDERED).of(BOTH).fill(READER)
    )


def test_pictures_need_no_dot_and_no_second_look_to_be_signed():
    bodies = Bodies(PICTURED)
    filled = bodies.of(BOTH).fill(READER)
    assert bodies.framed
    body = b"".join(filled)
    assert relaxed_lines(body) == body
    assert bodies.of(BOTH).hash(filled) == hashlib.sha256(body).digest()
    assert max(map(len, body.split(b"\r\n"))) <= 76


def test_the_bytes_of_a_picture_are_kept_once():
    bodies = Bodies(PICTURED)
    first, second = (bodies.of(Selection(slots)).fill(READER) for slots in (("s1",), ("s1", "s2")))
    shared = {id(piece) for piece in first} & {id(piece) for piece in second}
    base64_of_it = b64encode(PICTURES[0].body)[:60]
    assert [piece for piece in first if base64_of_it in piece and id(piece) in shared]
