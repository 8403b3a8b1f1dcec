"""Pictures by their bytes: real files, files of our own, and files that lie."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pictures import PHOTO, gif, jpeg, png, webp

from digest.errors import RenderError
from digest.render.picture import MAX_BYTES, weighed

URL = "https://images.example/p"
MEASURES = st.tuples(st.integers(120, 5000), st.integers(60, 5000)).filter(
    lambda size: size[1] <= size[0] * 1.6 and size[0] * size[1] <= 25_000_000
)
MAKERS = {"image/png": png, "image/gif": gif, "image/jpeg": jpeg, "image/webp": webp}


def reason(body: bytes) -> str:
    with pytest.raises(RenderError) as refused:
        weighed(URL, body)
    return refused.value.message


def test_a_photograph_is_what_its_bytes_say():
    found = weighed(URL, PHOTO)
    assert (found.type, found.width, found.height) == ("image/jpeg", 1200, 675)
    assert (found.url, found.weight, found.body) == (URL, len(PHOTO), PHOTO)


@pytest.mark.parametrize("kind", MAKERS)
@given(MEASURES)
def test_measures_of_each_kind(kind, size):
    found = weighed(URL, MAKERS[kind](*size))
    assert (found.type, found.width, found.height) == (kind, *size)


@pytest.mark.parametrize("form", ["VP8L", "VP8X"])
@given(MEASURES)
def test_measures_of_the_other_forms_of_webp(form, size):
    found = weighed(URL, webp(*size, form=form))
    assert (found.width, found.height) == size


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("turn", "size"), [(1, (640, 480)), (3, (640, 480)), (6, (480, 640))])
def test_a_camera_held_upright_turns_its_picture(order, turn, size):
    found = weighed(URL, jpeg(640, 480, turn=turn, order=order))
    assert (found.width, found.height) == size


@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_that_ends_in_the_middle_is_broken(kind):
    body = MAKERS[kind](300, 200)
    for end in range(12, len(body) - 1):
        assert reason(body[:end]).startswith("broken"), end


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"<html><title>Log in</title>", "no picture but a page"),
        (b"\xef\xbb\xbf \n<svg xmlns='x'/>", "an SVG picture"),
        (b"<?xml version='1.0'?><!-- x --><SVG>", "an SVG picture"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "an AVIF picture"),
        (b"\0\0\0\x1cftypheic\0\0\0\0", "a HEIF picture"),
        (b"BM\0\0", "a BMP picture"),
        (b"RIFF\0\0\0\0WAVE", "no picture that a mail can show"),
        (b"plain words", "no picture that a mail can show"),
        (png(1, 1), "too small: 1 x 1 pixels, no larger than an icon or a tracking pixel"),
        (gif(600, 2), "too small: 600 x 2 pixels"),
        (png(9000, 8000), "huge: 9000 x 8000 pixels"),
        (jpeg(400, 900), "too tall: 400 x 900 pixels"),
        (png(300, 200, b"\0" * MAX_BYTES), "huge: 1,000,0"),
    ],
)
def test_what_no_mail_may_show_is_named(body, said):
    assert reason(body).startswith(said)


@given(
    st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\x10\0\0\0WEBP"]),
    st.binary(),
)
def test_no_bytes_bring_it_down(start, rest):
    try:
        found = weighed(URL, start + rest)
    except RenderError:
        return
    assert found.width >= 120


def test_a_thumbnail_that_ends_well_does_not_hide_a_picture_that_does_not():
    thumb = jpeg(160, 120)
    whole = jpeg(640, 480, more=thumb)
    assert weighed(URL, whole).width == 640
    assert reason(whole[:-4]).startswith("broken")


def test_one_chunk_that_is_long_is_walked_over_at_once():
    body = png(300, 200, zlib.compress(b"\0" * 900_000))
    assert weighed(URL, body).height == 200
    assert struct.unpack_from(">II", body, 16) == (300, 200)
