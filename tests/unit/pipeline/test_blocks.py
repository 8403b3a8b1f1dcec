from __future__ import annotations

import asyncio
import os
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
        ("refused", "refused block: "),
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
    (gone,) = (line for line in late.left_out if line.startswith("greeting block"))
    assert gone.endswith(": expired 2026-11-24T00:00Z")


def told(folder, *plans):
    tables = "".join(
        f'[[newsletters.briefing.blocks]]\nkind = "{kind}"\noptions = {{ {options} }}\n'
        for kind, options in plans
    )
    (folder / "digest.toml").write_text(newsroom.TOML + tables)
    return load(folder / "digest.toml", environ={})


def test_a_table_and_a_calendar_may_be_files_beside_digest_toml(tmp_path):
    (tmp_path / "rates.csv").write_text(f"label,value,time\nRents,0.0 %,{NOW.isoformat()}\n")
    (tmp_path / "days.ics").write_text(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261123T093000Z\r\n"
        "SUMMARY:Parliament meets\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    known = told(
        tmp_path,
        ("agenda", 'calendar = "days.ics"'),
        ("data", 'table = "rates.csv", source = "Statistics office"'),
        ("data", 'table = "gone.csv", source = "Statistics office"'),
        ("quotation", 'text = "So be it."'),
    )
    edition = built(known)
    assert [block.text for block in edition.blocks] == ["09:30 Parliament meets", "Rents\t0.0 %"]
    assert edition.left_out == (
        f"data block: {tmp_path}/gone.csv can't be read: No such file or directory",
        "quotation block: source is to be words",
    )


def test_a_file_without_times_is_of_when_it_was_written(tmp_path):
    (tmp_path / "rates.csv").write_text("label,value\nRents,0.0 %\n")
    written = NOW - timedelta(hours=3)
    os.utime(tmp_path / "rates.csv", (written.timestamp(),) * 2)
    made = built(told(tmp_path, ("data", 'table = "rates.csv", source = "Office"')))
    assert [block.time for block in made.blocks] == [written]
    os.utime(tmp_path / "rates.csv", (written.timestamp() - 86400,) * 2)
    late = built(told(tmp_path, ("data", 'table = "rates.csv", source = "Office"')))
    assert late.blocks == ()
    assert late.left_out[0].endswith("2026-11-22 04:00Z: stale, or not yet")


def test_a_file_that_is_too_long_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "FILE_BYTES", 10)
    (tmp_path / "rates.csv").write_text("label,value\nRents,0.0 %\n")
    made = built(told(tmp_path, ("data", 'table = "rates.csv", source = "Office"')))
    assert made.left_out[0].endswith("rates.csv has more than 10 bytes")


def test_an_installed_maker_reads_no_files(planned, monkeypatch):
    async def nosy(newsletter, *, date, now, options, fetch):
        await fetch("digest.toml")

    monkeypatch.setitem(MAKERS, "nosy", nosy)
    (reason,) = made(planned("nosy")).left_out
    assert "digest.toml is neither http nor https" in reason
