"""Feeds spoilt at random: each is read or refused in words, and none takes long.

`python -m tests.quality.feeds.fuzz N --seed S` spoils our own set N times; seed 6 by default.
Each third feed is whole but for odd letters and dates in it: one that is refused for them is lost.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.quality.feeds.score import feeds

from digest.collect.dates import DateStyle
from digest.collect.feed import parse
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.collect.draft import Harvest

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
_LETTERS = (
    b"&#99999999999999999999;", b"&#55357;&#56832;", b"&#xD83D;", b"&#xD800;", b"&#x110000;",
    b"&#0;",    b" & ", b"AT&T", b"?a=1&copy=2", b"&bogus;", b"<![CDATA[<!ENTITY a '&b;'>]]>",
)  # fmt: skip
_DATES = (
    b"0001-01-01T00:00:00", b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-14:00",
    b"9999-12-31", b"Fri, 31 Dec 9999 23:59:59 -1400", b"2026-02-30T10:00:00Z",
    b"9" * 20, b"1e999", b"nan", b"-0",
)  # fmt: skip
_TITLE = re.compile(rb"<title[^>]*>")
_DATE = re.compile(rb"(<(?:pubDate|published|updated|dc:date)>)[^<]*")
_ZONES = ("", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Honolulu")


class Tally(NamedTuple):
    """What became of all: articles taken, feeds refused, odd ones lost, the longest in seconds."""

    taken: int
    refused: int
    lost: int
    longest: float


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


def odd(chance: random.Random, bodies: list[bytes]) -> bytes:
    """A feed with odd letters in its titles and odd dates, and nothing else amiss."""
    letters, date = chance.choice(_LETTERS), chance.choice(_DATES)
    body = _TITLE.sub(lambda found: found[0] + letters, chance.choice(bodies))
    return _DATE.sub(lambda found: found[1] + date, body)


def run(times: int, seed: int = 6) -> Tally:
    """Read so many feeds; what is neither taken nor refused raises."""
    chance = random.Random(seed)
    bodies = [path.read_bytes() for path in feeds(OWN)]
    taken, refused, lost, longest = 0, 0, 0, 0.0
    for number in range(times):
        is_odd = number % 3 == 0
        body, started = (odd if is_odd else spoilt)(chance, bodies), time.process_time()
        dates = DateStyle(zone=chance.choice(_ZONES), now=NOW)
        try:
            taken += len(_read(body, dates).articles)
        except SourceError:
            refused += 1
            lost += is_odd
        longest = max(longest, time.process_time() - started)
    return Tally(taken, refused, lost, longest)


def _read(body: bytes, dates: DateStyle) -> Harvest:
    return parse(body, url="https://f.example/", content_type="", source="F", now=NOW, dates=dates)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.quality.feeds.fuzz")
    parser.add_argument("times", type=int, nargs="?", default=10_000, help="feeds to read")
    parser.add_argument("--seed", type=int, default=6, help="of what is spoilt (default: 6)")
    told = parser.parse_args()
    found = run(told.times, told.seed)
    print(  # noqa: T201 - a scorer prints
        f"{told.times} feeds, seed {told.seed}: {found.taken} articles, {found.refused} refused, "
        f"{found.lost} lost for a letter or a date, the longest {found.longest:.2f} s"
    )
    return 1 if found.lost else 0


if __name__ == "__main__":
    sys.exit(main())
