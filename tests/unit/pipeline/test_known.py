"""A pass over sources that did not change says how many of their articles are known."""

from __future__ import annotations

import asyncio
import gc
from datetime import timedelta

import msgspec
from tests.unit.pipeline.newsroom import NOW, settings

from digest.model import Source, SourceKind
from digest.pipeline.collect import collect
from digest.store import open_store


def test_what_an_unchanged_source_gave_before_is_known(tmp_path):
    desk = Source(name="Desk", kind=SourceKind.FILES, path="articles")
    configured = msgspec.structs.replace(settings(tmp_path), sources=(desk,))
    (tmp_path / "articles").mkdir()
    for name in ("Ant", "Bee"):
        (tmp_path / "articles" / f"{name}.txt").write_text(f"{name}\n\nWords of {name}.")
    with open_store(configured.store.url) as store:
        passes = [
            asyncio.run(collect(configured, store, now=NOW + timedelta(hours=hours)))
            for hours in range(3)
        ]

    assert [(one.new, one.changed, one.same) for one in passes] == [(2, 0, 0), (0, 0, 2), (0, 0, 2)]


def test_a_pass_leaves_the_search_for_cycles_as_it_was(tmp_path):
    desk = Source(name="Desk", kind=SourceKind.FILES, path="articles")
    configured = msgspec.structs.replace(settings(tmp_path), sources=(desk,))
    usual = gc.get_threshold()
    with open_store(configured.store.url) as store:
        report = asyncio.run(collect(configured, store, now=NOW))

    assert report.failed
    assert gc.get_threshold() == usual
