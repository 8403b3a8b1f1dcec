from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from tests.unit.pipeline import newsroom
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.config import load
from digest.model import Block, BlockKind, BlockPlan, EditionState
from digest.pipeline import blocks as room
from digest.pipeline.blocks import make_blocks
from digest.pipeline.build import build
from digest.store import open_store

DAY = date(2026, 11, 23)


def figure(ident="tide", **more):
    return Block(id=ident, kind=BlockKind.FIGURE, text="4.1 m", **more)


async def tide(newsletter, *, date, now, options, fetch):
    return (figure(options.get("id", "tide"), title=f"{newsletter.id} {date} {now:%H:%M}"),)


async def raising(newsletter, *, date, now, options, fetch):
    raise KeyError("no\ntable")


async def leaving(newsletter, *, date, now, options, fetch):
    raise SystemExit(3)


async def silent(newsletter, *, date, now, options, fetch):
    return ()


async def refused(newsletter, *, date, now, options, fetch):
    await fetch("http://127.0.0.1:9/")


async def stuck(newsletter, *, date, now, options, fetch):
    await asyncio.Event().wait()


async def odd(newsletter, *, date, now, options, fetch):
    return [figure("fine"), "4.1 m"]


async def words(newsletter, *, date, now, options, fetch):
    return "4.1 m"


async def lone(newsletter, *, date, now, options, fetch):
    return figure("fine")


async def keyed(newsletter, *, date, now, options, fetch):
    return {"high": "4.1 m", "low": "0.3 m"}


async def stale(newsletter, *, date, now, options, fetch):
    return [figure("old", expires=now)]


def plain(newsletter, *, date, now, options, fetch):
    return ()


MAKERS = {
    maker.__name__: maker
    for maker in (
        tide,
        raising,
        leaving,
        silent,
        refused,
        stuck,
        odd,
        words,
        lone,
        keyed,
        stale,
        plain,
    )
}


@pytest.fixture
def planned(tmp_path, monkeypatch):
    """Settings whose newsletter has these blocks; makers stand in for installed ones."""
    monkeypatch.setattr(
        room, "block_makers", lambda _settings, letter: [MAKERS[p.kind] for p in letter.blocks]
    )

    def plan(*kinds, timeout=20.0, **options):
        known = settings(tmp_path)
        letter = replace(
            known.newsletter(), blocks=tuple(BlockPlan(kind=k, options=options) for k in kinds)
        )
        limits = msgspec.structs.replace(known.collect, timeout=timeout)
        return msgspec.structs.replace(known, newsletters={letter.id: letter}, collect=limits)

    return plan


def made(known):
    return make_blocks(known, known.newsletter(), day=DAY, now=NOW)


def test_a_maker_is_told_whose_edition_of_what_day_and_when(planned):
    found = made(planned("tide", id="high"))
    assert [(block.id, block.title) for block in found.blocks] == [
        ("high", "briefing 2026-11-23 07:00")
    ]
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("raising", "raising block: failed: KeyError: 'no\\ntable'"),
        ("leaving", "leaving block: failed: SystemExit: 3"),
        ("silent", "silent block: nothing to print"),
        ("refused", "refused block: failed: SourceError: "),
        ("odd", "odd block: a Block was expected, not str"),
        ("words", "words block: failed: TypeError: a sequence of Blocks was expected, not str"),
        ("lone", "lone block: failed: TypeError: a sequence of Blocks was expected, not Block"),
        ("keyed", "keyed block: failed: TypeError: a sequence of Blocks was expected, not dict"),
        ("plain", "plain block: failed: TypeError: "),
    ],
)
def test_a_maker_that_fails_is_reported_and_the_others_stand(planned, kind, words):
    found = made(planned(kind, "tide"))
    assert found.blocks[-1].id == "tide"
    assert [line.startswith(words) for line in found.left_out] == [True]
    assert "\n" not in found.left_out[0]


def test_a_maker_that_never_ends_is_given_up(planned):
    found = made(planned("stuck", "tide", timeout=0.2))
    assert found.left_out == ("stuck block: took more than 0.2 seconds",)
    assert [block.id for block in found.blocks] == ["tide"]


def test_a_maker_that_blocks_its_thread_holds_up_no_other(planned, monkeypatch):
    over = threading.Event()

    async def deaf(newsletter, *, date, now, options, fetch):
        over.wait()
        return ()

    monkeypatch.setitem(MAKERS, "deaf", deaf)
    monkeypatch.setattr(room, "GRACE", 0.1)
    try:
        found = made(planned("deaf", "tide", timeout=0.4))
    finally:
        over.set()
    assert found.left_out == ("deaf block: took more than 0.4 seconds",)
    assert [block.id for block in found.blocks] == ["tide"]


def test_one_id_stands_once(planned):
    found = made(planned("tide", "tide"))
    assert len(found.blocks) == 1
    assert found.left_out == ("tide block: a second block has the id 'tide'",)


def test_blocks_are_made_where_a_loop_runs_already(planned):
    async def within():
        return made(planned("tide"))

    assert len(asyncio.run(within()).blocks) == 1


def built(known):
    with open_store(known.store.url) as store:
        store.articles.save([article("1"), article("2")], now=NOW)
        report = build(known, store, None, now=NOW)
        return store.editions.get(report.edition.id)


def test_the_edition_is_built_whatever_its_makers_do(planned):
    edition = built(planned("raising", "stale", "silent", "tide"))
    assert edition.state is EditionState.DRAFT
    assert [block.id for block in edition.blocks] == ["tide"]
    assert edition.left_out[-3:] == (
        "figure block old: expired 2026-11-23T07:00Z",
        "raising block: failed: KeyError: 'no\\ntable'",
        "silent block: nothing to print",
    )


def test_a_greeting_is_printed_until_its_last_day(tmp_path):
    text = (
        newsroom.TOML + '[[newsletters.briefing.blocks]]\nkind = "greeting"\n'
        'options = { text = "Good morning.", expires = 2026-11-23 }\n'
    )
    (tmp_path / "digest.toml").write_text(text)
    known = load(tmp_path / "digest.toml", environ={})
    assert [block.text for block in built(known).blocks] == ["Good morning."]
    with open_store(known.store.url) as store:
        store.articles.save([article("3", published=NOW + timedelta(hours=20))], now=NOW)
        late = build(known, store, None, now=NOW + timedelta(days=1)).edition
    assert late.blocks == ()
    assert "greeting block greeting: expired 2026-11-24T00:00Z" in late.left_out
