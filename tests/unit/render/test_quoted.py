from __future__ import annotations

import quopri
import re

from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.canonical import relaxed_lines
from digest.render.quoted import SOFT, _encode_value, encode, encode_value

_LINE = re.compile(rb"(?:[ -<>-~]|=[0-9A-F]{2})*=?")
_TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=400)


def _lines(body: bytes) -> list[bytes]:
    assert body.replace(b"\r\n", b"").count(b"\n") == 0
    return body.split(b"\r\n")


def _check(body: bytes) -> None:
    for line in _lines(body):
        assert len(line) <= 76
        assert not line.startswith(b".")
        assert not line.endswith((b" ", b"\t"))
        assert b"  " not in line
        assert _LINE.fullmatch(line)


@given(_TEXT)
def test_text_survives_and_lines_are_fit_for_smtp(text):
    body = encode(text)
    _check(body)
    assert quopri.decodestring(body).decode().replace("\r\n", "\n") == text


@given(st.lists(_TEXT, max_size=6))
def test_pieces_stand_side_by_side(texts):
    body = b"".join(encode(text) for text in texts) + b"\r\n"
    _check(body)
    assert quopri.decodestring(body).decode().replace("\r\n", "\n") == "".join(texts) + "\n"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_a_value_survives_between_pieces(value):
    body = encode("before ") + encode_value(value.encode(), html=False) + encode(".after")
    _check(body)
    assert quopri.decodestring(body).decode() == f"before {value}.after"


@given(st.lists(st.text("a =\t.\n", max_size=80), min_size=1, max_size=3), st.text("b \t.<"))
def test_what_is_joined_is_relaxed_already(texts, name):
    value = encode_value(name.encode(), html=True)
    body = value.join(encode(text) or SOFT for text in texts) + b"\r\n"
    _check(body)
    assert relaxed_lines(body) == body
    shown = name.replace("<", "&lt;")
    assert quopri.decodestring(body).decode().replace("\r\n", "\n") == shown.join(texts) + "\n"


def test_of_many_spaces_every_second_is_escaped():
    assert encode("a    b  ") == b"a =20 =20b =20=\r\n"
    assert encode_value(b"a   b", html=False) == b"a =20 b=\r\n"


@given(st.text("a.& \u00e9", max_size=90), st.booleans())
def test_a_dull_value_comes_out_as_any_other(value, html):
    raw = value.encode()
    assert encode_value(raw, html=html) == _encode_value(raw, html=html)


def test_a_value_is_escaped_for_html_only_there():
    assert quopri.decodestring(encode_value(b"<a> & \"b\" 'c'", html=True)) == (
        b"&lt;a&gt; &amp; &#34;b&#34; &#39;c&#39;"
    )
    assert quopri.decodestring(encode_value(b"<a>", html=False)) == b"<a>"


def test_a_leading_dot_is_encoded_at_each_line_start():
    body = encode("." * 300)
    assert all(line.startswith(b"=2E") for line in _lines(body) if line)


def test_nothing_encodes_to_nothing():
    assert encode("") == b""
    assert encode_value(b"", html=True) == b""


def test_half_of_a_pair_does_not_stop_a_mail():
    assert encode("a\ud800b") == b"a?b" + SOFT
