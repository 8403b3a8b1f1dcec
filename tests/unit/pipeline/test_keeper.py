"""What a pass brings is stored in batches; a visit that can't be stored costs no other."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from tests.unit.store.make import article

from digest.errors import StoreError
from digest.model import Collected, Fetched
from digest.pipeline import keeper as module
from digest.pipeline.keeper import BATCH, Keeper
from digest.pipeline.precedence import Precedence
from digest.store import open_store

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        yield store


def visit(name: str) -> Collected:
    found = article(f"a{name}", source=name, guid=name)
    return Collected(source=name, articles=(found,), fetched=Fetched(source=name, checked=NOW))


def kept(store) -> set[str]:
    return {one.source for one in store.fetched.all()}


def test_visits_are_stored_together_and_told_when_they_are(store):
    told: list[str] = []

    async def do() -> Keeper:
        keeper = Keeper(
            store, NOW, lambda one: told.append(f"{one.source} {one.new}"), Precedence(())
        )
        for number in range(BATCH - 1):
            keeper.keep(visit(f"s{number}"))
        assert (kept(store), told) == (set(), [])
        keeper.keep(visit("last"))
        assert len(kept(store)) == len(told) == BATCH
        keeper.keep(visit("late"))
        keeper.flush()
        return keeper

    keeper = asyncio.run(do())
    assert told[-1] == "late 1"
    assert keeper.total.new == BATCH + 1


def test_a_visit_does_not_wait_for_others_for_long(store, monkeypatch):
    monkeypatch.setattr(module, "SOON", 0)

    async def do() -> None:
        Keeper(store, NOW, None, Precedence(())).keep(visit("s"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(do())
    assert kept(store) == {"s"}


def break_storing(store, monkeypatch, name: str) -> None:
    save = store.articles.save

    def broken(articles, *, now, prefers):
        if any(one.source == name for one in articles):
            raise StoreError("an article that can't be stored")
        return save(articles, now=now, prefers=prefers)

    monkeypatch.setattr(store.articles, "save", broken)


def test_one_that_can_not_be_stored_costs_no_other(store, monkeypatch):
    break_storing(store, monkeypatch, "bad")

    async def do() -> None:
        keeper = Keeper(store, NOW, None, Precedence(()))
        for name in ("one", "bad", "two"):
            keeper.keep(visit(name))
        with pytest.raises(StoreError, match="can't be stored"):
            keeper.flush()

    asyncio.run(do())
    assert kept(store) == {"one", "two"}
    assert store.articles.at("https://news.example/abad") is None


def test_what_fails_behind_the_scenes_ends_the_pass_at_the_next_visit(store, monkeypatch):
    monkeypatch.setattr(module, "SOON", 0)
    break_storing(store, monkeypatch, "bad")

    async def do() -> None:
        keeper = Keeper(store, NOW, None, Precedence(()))
        keeper.keep(visit("bad"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        with pytest.raises(StoreError):
            keeper.keep(visit("next"))

    asyncio.run(do())


def test_what_fails_behind_the_scenes_after_the_last_visit_ends_the_pass_as_well(
    store, monkeypatch
):
    monkeypatch.setattr(module, "SOON", 0)
    break_storing(store, monkeypatch, "bad")

    async def do() -> None:
        keeper = Keeper(store, NOW, None, Precedence(()))
        keeper.keep(visit("bad"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        with pytest.raises(StoreError, match="can't be stored"):
            keeper.flush()

    asyncio.run(do())
