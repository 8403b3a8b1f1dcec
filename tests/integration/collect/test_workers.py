"""Parsers in processes of their own: what goes wrong in one costs its document alone."""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from tests.integration.collect import parsers
from tests.integration.collect.server import LOOPBACK, reply, serving

from digest.collect import collect
from digest.collect.dates import PLAIN
from digest.collect.draft import Harvest
from digest.collect.fetch import Client
from digest.collect.parcel import HEADER, Done, unwrap, wrap
from digest.collect.parsers import parse_feed
from digest.collect.worker import NICE
from digest.collect.workers import AHEAD, WAITING, ParserFaultError, Workers
from digest.errors import SourceError
from digest.model import Article, Collected, Quarantined, Source

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
RSS = b"""<rss version="2.0"><channel><title>F</title><item><title>One</title>
<guid>1</guid></item></channel></rss>"""
PUT_UP_WITH = {"return_exceptions": True}
BAD = {
    "hangs": "more than 3 seconds to read",
    "dies": "its parser died on it",
    "grows": "more than 1024 MiB of memory to read",
    "ours": "ZeroDivisionError('ours')",
    "lies": "an answer may not hold posix.system",
}


def visit(*names: str) -> dict[str, Collected]:
    async def inner() -> tuple[Collected, ...]:
        async with serving({"/": reply(RSS)}) as server:
            return await collect(
                [Source(name=name, kind="feed", url=server.url("/")) for name in names],
                {},
                settings=msgspec.structs.replace(LOOPBACK, timeout=3.0),
                root=Path(),
                now=NOW,
                on_done=lambda visit: visit,
            )

    return {one.source: one for one in asyncio.run(inner())}


def test_whatever_a_parser_does_costs_its_source_and_no_other(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("digest.collect.parsers.parse_feed", parsers.parse_feed)
    done = visit(*BAD, "good", "prints", "better")

    for name, words in BAD.items():
        assert words in done[name].error
    for name in ("good", "prints", "better"):
        assert [one.title for one in done[name].articles] == ["One"], done[name].error


def test_a_parser_is_used_again_and_ended_with_its_pass():
    async def inner() -> tuple[int, int]:
        async with Workers(seconds=10, count=1) as workers:
            return await workers.run(os.getpid), await workers.run(os.getpid)

    first, second = asyncio.run(inner())
    assert first == second != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_one_that_is_given_up_is_killed_and_another_takes_its_place():
    async def inner() -> tuple[int, int]:
        async with Workers(seconds=1, count=1) as workers:
            first = await workers.run(os.getpid)
            with pytest.raises(SourceError, match="more than 1 seconds"):
                await workers.run(time.sleep, 600)
            with pytest.raises(ProcessLookupError):
                os.kill(first, 0)
            return first, await workers.run(os.getpid)

    first, second = asyncio.run(inner())
    assert first != second


def test_a_document_behind_one_that_ends_its_parser_is_read_by_another():
    async def inner() -> list[object]:
        async with Workers(seconds=1, count=1) as workers:
            first = await workers.run(os.getpid)
            asked = (workers.run(time.sleep, 600), workers.run(os.getpid), workers.run(os.abort))
            return [first, *await asyncio.gather(*asked, workers.run(abs, -2), **PUT_UP_WITH)]

    first, slow, next_, dead, last = asyncio.run(inner())
    assert isinstance(slow, SourceError)
    assert "more than 1 seconds" in slow.message
    assert isinstance(next_, int)
    assert next_ != first
    assert isinstance(dead, SourceError)
    assert "died" in dead.message
    assert last == 2


def test_what_waits_for_a_parser_has_its_own_time():
    async def inner() -> list[None]:
        async with Workers(seconds=1, count=1) as workers:
            return await asyncio.gather(*(workers.run(time.sleep, 0.6) for _ in range(4)))

    assert asyncio.run(inner()) == [None] * 4


def test_who_stops_waiting_for_a_turn_costs_no_other():
    async def inner() -> int:
        async with Workers(seconds=60, count=1) as workers:
            first = asyncio.create_task(workers.run(abs, -1))
            second = asyncio.create_task(workers.run(abs, -2))
            await asyncio.sleep(0)
            second.cancel()
            await asyncio.gather(second, return_exceptions=True)
            return await first

    assert asyncio.run(inner()) == 1


def test_who_stops_waiting_stops_the_parser():
    async def inner() -> int:
        async with Workers(seconds=60, count=1) as workers:
            task = asyncio.create_task(workers.run(time.sleep, 600))
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            return await workers.run(os.getpid)

    assert asyncio.run(inner())


def test_nobody_fetches_more_while_much_waits_for_a_parser():
    async def inner() -> tuple[bool, list[int]]:
        async with Workers(seconds=30, count=1) as workers:
            half = bytes(WAITING // 2)
            reading = [asyncio.create_task(workers.run(len, half)) for _ in range(AHEAD + 2)]
            await asyncio.sleep(0)
            calm = asyncio.create_task(workers.calm())
            await asyncio.sleep(0)
            at_once = calm.done()
            await calm
            return at_once, await asyncio.gather(*reading)

    assert asyncio.run(inner()) == (False, [WAITING // 2] * (AHEAD + 2))


def test_a_body_is_not_asked_for_before_there_is_room():
    async def inner() -> list[int]:
        asked: list[int] = []
        async with serving({"/": reply(RSS)}) as server:

            async def calm() -> None:
                asked.append(len(server.requests))

            async with Client(LOOPBACK, calm=calm) as client:
                await client.get(server.url("/"))
                await client.get(server.url("/"))
        return asked

    assert asyncio.run(inner()) == [0, 1]


def test_a_parser_gives_way_to_who_fetches_and_stores():
    async def inner() -> int:
        async with Workers(seconds=10, count=1) as workers:
            return await workers.run(os.getpriority, os.PRIO_PROCESS, 0)

    assert asyncio.run(inner()) == min(os.getpriority(os.PRIO_PROCESS, 0) + NICE, 19)


def test_no_secret_of_the_environment_reaches_a_parser(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DIGEST_SMTP__PASSWORD", "secret")

    async def inner() -> str | None:
        async with Workers(seconds=10, count=1) as workers:
            return await workers.run(os.getenv, "DIGEST_SMTP__PASSWORD")

    assert asyncio.run(inner()) is None


def test_what_a_parser_refuses_is_the_error_it_raised():
    async def inner() -> None:
        async with Workers(seconds=10, count=1) as workers:
            answer = (b"", "https://news.example/", "")
            await workers.run(parse_feed, *answer, source="x", now=NOW, dates=PLAIN)

    with pytest.raises(SourceError) as caught:
        asyncio.run(inner())
    assert caught.value.message


@pytest.mark.parametrize(
    "value", [os.system, pickle.loads, parsers.Stowaway(), Path("/"), asyncio.run, eval]
)
def test_an_answer_is_made_of_values_alone(value: object):
    with pytest.raises(pickle.UnpicklingError):
        unwrap(b"P" + pickle.dumps(value))
    with pytest.raises(pickle.UnpicklingError):
        unwrap(b"Pcdigest.collect.urls\nurljoin\n.")
    assert unwrap(b"P" + pickle.dumps(NOW)) == NOW


@pytest.mark.parametrize("title", ["Plain", "half a \ud800 letter", "two 😀"])
def test_a_harvest_arrives_as_it_was(title: str):
    article = Article(
        id="a1", url=None, title=title, source="s", publisher="P", published=NOW, first_seen=NOW
    )
    harvest = Harvest((article,), (Quarantined(place="p", reason="r"),))

    assert unwrap(wrap(Done(harvest))[HEADER:]) == Done(harvest)


@pytest.mark.parametrize("packed", [b"", b"\x80\x81", b"\x81\xa8articles\x91\x80", b"\xc1"])
def test_what_is_no_harvest_is_refused(packed: bytes):
    with pytest.raises(pickle.UnpicklingError):
        unwrap(b"H" + packed)


def test_a_fault_of_ours_is_told_as_one():
    async def inner() -> None:
        async with Workers(seconds=10, count=1) as workers:
            await workers.run(int, "x")

    with pytest.raises(ParserFaultError, match="ValueError"):
        asyncio.run(inner())


READ_A_PAGE = """
import asyncio, sys
from digest.collect.dates import PLAIN
from digest.collect.parsers import parse_page
from digest.collect.response import Response
from digest.collect.workers import Workers

async def inner():
    answer = Response(url="https://a.example/", status=200, body=b"<p>One.</p>", received=11)
    async with Workers(seconds=30) as workers:
        return await workers.run(parse_page, answer, dates=PLAIN)

page = asyncio.run(inner())
print(page.is_front, "trafilatura" in sys.modules, "lxml" in sys.modules)
"""


def test_who_gets_a_page_imports_no_library_that_read_it():
    command = [sys.executable, "-c", READ_A_PAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "False"]
