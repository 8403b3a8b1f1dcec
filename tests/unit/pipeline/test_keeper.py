"""What a pass brings is stored in batches; a visit that can't be stored costs no other."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.unit.store.make import article

from digest.errors import StoreError
from digest.model import Collected, Fetched
from digest.pipeline import keeper as module
from digest.pipeline.keeper import BATCH, MOST, Keeper
from digest.pipeline.precedence import Precedence
from digest.store.articles import Articles

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


def visit(name: str) -> Collected:
    found = article(f"a{name}", source=name, guid=name)
    fetched = Fetched(source=name, checked=NOW)
    return Collected(source=name, articles=(found,), came=1, fetched=fetched)


def kept(store) -> set[str]:
    return {one.source for one in store.fetched.all()}


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - a thread makes it so
            await asyncio.sleep(0)


def test_visits_are_stored_together_and_told_when_they_are(store):
    told: list[str] = []

    async def do() -> Keeper:
        keeper = Keeper(
            store, NOW, lambda one: told.append(f"{one.source} {one.new}"), Precedence(())
        )
        for number in range(BATCH - 1):
            keeper.keep(visit(f"s{number}"))
        assert (kept(store), told) == (set(), [])
        left = keeper.keep(visit("last"))
        assert (left.source, left.articles, left.came) == ("last", (), 1)
        await until(lambda: len(kept(store)) == len(told) == BATCH)
        keeper.keep(visit("late"))
        keeper.close()
        return keeper

    keeper = asyncio.run(do())
    assert told[-1] == "late 1"
    assert keeper.total.new == BATCH + 1


def test_who_brings_more_than_can_be_stored_waits(store, monkeypatch):
    """So that no pass holds more and more: it is the loop itself that stands still."""
    may, save = threading.Event(), Articles.save

    def slow(self, articles, *, now, prefers):
        assert may.wait(10)
        return save(self, articles, now=now, prefers=prefers)

    monkeypatch.setattr(Articles, "save", slow)

    async def do() -> None:
        keeper = Keeper(store, NOW, None, Precedence(()))
        for number in range(BATCH + MOST):
            keeper.keep(visit(f"s{number}"))
        assert kept(store) == set()
        threading.Timer(0.05, may.set).start()
        keeper.keep(visit("last"))
        assert len(kept(store)) == BATCH
        keeper.close()

    asyncio.run(do())
    assert len(kept(store)) == BATCH + MOST + 1


def test_a_visit_does_not_wait_for_others_for_long(store, monkeypatch):
    monkeypatch.setattr(module, "SOON", 0)

    async def do() -> None:
        keeper = Keeper(store, NOW, None, Precedence(()))
        keeper.keep(visit("s"))
        await until(lambda: kept(store) == {"s"})
        keeper.close()

    asyncio.run(do())


def break_storing(monkeypatch, name: str) -> None:
    save = Articles.save

    def broken(self, articles, *, now, prefers):
        if any(one.source == name for one in articles):
            raise StoreError("an article that can't be stored")
        return save(self, articles, now=now, prefers=prefers)

    monkeypatch.setattr(Articles, "save", broken)


def test_one_that_can_not_be_stored_costs_no_other(store, monkeypatch):
    break_storing(monkeypatch, "bad")

    async def do() -> None:
        keeper = Keeper(store, NOW, None, Precedence(()))
        for name in ("one", "bad", "two"):
            keeper.keep(visit(name))
        with pytest.raises(StoreError, match="can't be stored"):
            keeper.close()

    asyncio.run(do())
    assert kept(store) == {"one", "two"}
    assert store.articles.at("https://news.example/abad") is None


def test_what_fails_behind_the_scenes_ends_the_pass_at_the_next_visit(store, monkeypatch):
    break_storing(monkeypatch, "bad")

    async def do() -> None:
        keeper = Keeper(store, NOW, None, Precedence(()))
        for name in ("bad", *map(str, range(BATCH - 1))):
            keeper.keep(visit(name))
        await until(lambda: len(kept(store)) == BATCH - 1)
        await until(lambda: keeper.total.new == BATCH - 1)
        with pytest.raises(StoreError):
            keeper.keep(visit("next"))
        with pytest.raises(StoreError, match="can't be stored"):
            keeper.close()

    asyncio.run(do())
