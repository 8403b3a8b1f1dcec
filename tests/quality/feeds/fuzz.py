"""Feeds spoilt at random: each is read or refused in words, and none takes long.

`python -m tests.quality.feeds.fuzz N` spoils our own set N times; the seed is fixed.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.quality.feeds.score import feeds

from digest.collect.feed import parse
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

OWN = Path(__file__).parent / "own"
LONGEST = 2.0  # seconds of processor for one
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
_PIECES = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"&#0;", b"&#xD800;", b"&bogus;",
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b'"', b"'", b"xmlns=''", b"<item>",
    b"</item>", b"<entry>", b"<?xml version='1.0' encoding='utf-7'?>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"http://[", b"javascript:", b"\xe2\x80\xa8", b"<div>" * 200, b"&lt;b&gt;" * 50, b"9" * 400,
    b"{", b"}", b"[" * 300, b"null", b'"items": 3,', b"1e999", b"<media:group>", b"<link href=",
)  # fmt: skip


def _cut(chance: random.Random, body: bytearray) -> None:
    start = chance.randrange(len(body))
    del body[start : start + chance.randint(1, 60)]


def _insert(chance: random.Random, body: bytearray) -> None:
    at = chance.randrange(len(body))
    body[at:at] = chance.choice(_PIECES)


def _flip(chance: random.Random, body: bytearray) -> None:
    body[chance.randrange(len(body))] = chance.randrange(256)


def _repeat(chance: random.Random, body: bytearray) -> None:
    start = chance.randrange(len(body))
    piece = body[start : start + chance.randint(1, 200)]
    body[start:start] = piece * chance.randint(1, 20)


_WAYS: tuple[Callable[[random.Random, bytearray], None], ...] = (_cut, _insert, _flip, _repeat)


def spoilt(chance: random.Random, bodies: list[bytes]) -> bytes:
    body = bytearray(chance.choice(bodies))
    for _ in range(chance.randint(1, 8)):
        if body:
            chance.choice(_WAYS)(chance, body)
    return bytes(body)


def run(times: int, seed: int = 6) -> tuple[int, int, float]:
    """Read so many spoilt feeds: articles taken, feeds refused, and the longest in seconds.

    What is neither taken nor refused raises.
    """
    chance = random.Random(seed)
    bodies = [path.read_bytes() for path in feeds(OWN)]
    taken, refused, longest = 0, 0, 0.0
    for _ in range(times):
        body, started = spoilt(chance, bodies), time.process_time()
        try:
            harvest = parse(body, url="https://f.example/", content_type="", source="F", now=NOW)
            taken += len(harvest.articles)
        except SourceError:
            refused += 1
        longest = max(longest, time.process_time() - started)
    return taken, refused, longest


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    found = run(count)
    line = f"{count} feeds: {found[0]} articles, {found[1]} refused, the longest {found[2]:.2f} s"
    print(line)  # noqa: T201 - a scorer prints
