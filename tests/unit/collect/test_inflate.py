from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.inflate import Inflater
from digest.collect.unpackers import zstd
from digest.errors import SourceError


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def unpack(encoding: str, body: bytes, limit: int = 100_000, step: int = 7) -> bytes:
    inflater = Inflater(encoding, limit, "https://news.example/")
    pieces = [inflater.feed(body[n : n + step]) for n in range(0, len(body), step)]
    inflater.end()
    return b"".join(pieces)


PACKERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": bare,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "": bytes,
    "UTF-8": bytes,
}
WIDE = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})


@pytest.mark.parametrize("encoding", PACKERS)
@given(data=st.binary(max_size=500), step=st.integers(1, 99))
def test_what_was_packed_comes_back(encoding: str, data: bytes, step: int):
    assert unpack(encoding, PACKERS[encoding](data), step=step) == data


def test_members_follow_each_other_and_padding_is_no_harm():
    body = gzip.compress(b"one ") + gzip.compress(b"two") + b"\x00" * 9

    assert unpack("gzip", body, step=10_000) == b"one two"


@pytest.mark.parametrize("step", [1, 2, 10_000])
@pytest.mark.parametrize("body", [b"", b"<rss/>", b"\xef\xbb\xbf<?xml", b"\x1f<rss/>"])
def test_what_is_called_gzip_and_is_not_packed_passes(body: bytes, step: int):
    assert unpack("gzip", body, step=step) == body


def test_what_is_not_packed_has_the_same_limit():
    with pytest.raises(SourceError, match="larger than 97 KiB"):
        unpack("gzip", b"<" * 100_001, step=50_000)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_stopped_at_the_limit(encoding: str):
    bomb = PACKERS[encoding](b"\x00" * 50_000_000)

    with pytest.raises(SourceError, match="larger than 97 KiB"):
        unpack(encoding, bomb, step=len(bomb))


def test_the_limit_itself_is_allowed():
    assert len(unpack("gzip", gzip.compress(b"x" * 100_000))) == 100_000


@pytest.mark.parametrize(
    ("encoding", "body", "words"),
    [
        ("compress", b"x", "not asked for"),
        ("gzip, gzip", b"x", "not asked for"),
        ("gzip", gzip.compress(b"x" * 999)[:2] + b"no gzip at all", "not packed"),
        ("gzip", gzip.compress(b"x")[:1], "ended in the middle"),
        ("br", b"no brotli at all", "not packed"),
        ("zstd", b"no zstd at all", "not packed"),
        ("zstd", WIDE.compress(b"x") + WIDE.flush(), "not packed"),
        ("br", brotli.compress(b"xyz" * 999)[:-3], "ended in the middle"),
        ("zstd", zstd.compress(b"xyz" * 999)[:-3], "ended in the middle"),
        ("gzip", gzip.compress(b"x" * 999)[:-9], "ended in the middle"),
    ],
)
def test_broken_packing(encoding: str, body: bytes, words: str):
    with pytest.raises(SourceError, match=words):
        unpack(encoding, body)
