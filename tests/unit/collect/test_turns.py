"""Turns at a host: two at once, a pause between starts, peace when it is asked for."""

from __future__ import annotations

import asyncio

import pytest

from digest.collect.turns import Turns
from digest.errors import SourceError


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


def starts(*hosts: str, spacing: float, limit: int = 10) -> dict[str, list[float]]:
    clock = Clock()
    turns = Turns(limit, clock=lambda: clock.now, sleep=clock.sleep)
    seen: dict[str, list[float]] = {}

    async def one(host: str) -> None:
        async with turns.at(host, spacing):
            seen.setdefault(host, []).append(clock.now)

    async def all_() -> None:
        for host in hosts:
            await one(host)

    asyncio.run(all_())
    return seen


def test_a_host_is_asked_once_in_a_spacing_and_others_meanwhile():
    seen = starts("a", "a", "b", "a", spacing=2.0)

    assert seen == {"a": [0, 2, 4], "b": [2]}


def test_no_host_has_more_than_two_at_once():
    turns = Turns(100, clock=lambda: 0.0)
    open_ = most = 0

    async def one() -> None:
        nonlocal open_, most
        async with turns.at("a", 0):
            open_ += 1
            most = max(most, open_)
            await asyncio.sleep(0)
            open_ -= 1

    async def many() -> None:
        await asyncio.gather(*(one() for _ in range(20)))

    asyncio.run(many())
    assert most == 2


def test_a_host_that_is_shut_refuses_those_who_wait_and_no_other_host():
    turns = Turns(10, clock=lambda: 0.0)

    async def do() -> None:
        turns.shut("a", SourceError("too many", status=429))
        with pytest.raises(SourceError, match="too many"):
            async with turns.at("a", 0):
                pass
        async with turns.at("b", 0):
            pass

    asyncio.run(do())
