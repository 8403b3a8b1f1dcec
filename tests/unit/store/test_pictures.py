"""Pictures that are kept: the last of each URL, whole or by its measures, for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.unit.store.make import NOW

from digest.model import Picture

SEA = Picture("https://images.example/sea", "image/png", 600, 300, 3, b"sea")
SKY = Picture("https://images.example/sky", "image/jpeg", 300, 600, 4)
KEEP = timedelta(days=90)


def test_the_last_of_each_url_is_kept(store):
    store.pictures.save(replace(SEA, width=1, body=b"old"), NOW)
    for one in (SEA, SKY):
        store.pictures.save(one, NOW)
    wanted = (SKY.url, SEA.url, SEA.url, "https://images.example/gone")
    assert store.pictures.of(wanted, bodies=False) == {SKY.url: SKY, SEA.url: SEA}


def test_whoever_needs_bytes_gets_those_kept_whole_alone(store):
    for one in (SEA, SKY):
        store.pictures.save(one, NOW)
    assert store.pictures.of((SEA.url, SKY.url), bodies=True) == {SEA.url: SEA}


def test_old_ones_are_pruned(store):
    store.pictures.save(SEA, NOW)
    store.pictures.save(SKY, NOW + KEEP)
    assert store.prune(KEEP, NOW + KEEP + timedelta(hours=1)).pictures == 1
    assert list(store.pictures.of((SEA.url, SKY.url), bodies=False)) == [SKY.url]
