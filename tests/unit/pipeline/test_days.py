"""An article whose source gives a day and no time belongs to that day in every newsroom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import msgspec
import pytest
from tests.unit.pipeline.newsroom import NOW, settings

from digest.model import Schedule, Weekday
from digest.pipeline.build import build
from digest.pipeline.collect import add_files
from digest.store import open_store

ZONES = ["Europe/Paris", "America/Los_Angeles", "Pacific/Auckland"]
PAGE = "Ferries stop at {day}\n{day}\n\n" + "The harbour council stopped every ferry today. " * 8


def _built(folder, zone: str, day: date):
    base = settings(folder)
    letter = replace(
        base.newsletter(), schedule=Schedule(at=time(7), days=tuple(Weekday), timezone=zone)
    )
    configured = msgspec.structs.replace(base, newsletters={letter.id: letter})
    (folder / "page.txt").write_text(PAGE.format(day=day.isoformat()))
    with open_store(configured.store.url) as store:
        add_files(store, [folder / "page.txt"], now=NOW)
        edition = build(configured, store, None, day=day, now=NOW).edition
        return edition, store.editions.rendered(edition.id, edition.language)


@pytest.mark.parametrize("zone", ZONES)
def test_the_edition_of_a_day_long_past_has_it(tmp_path, zone):
    edition, rendered = _built(tmp_path, zone, date(2025, 2, 14))

    assert [len(section.slots) for section in edition.sections] == [1]
    text = b"".join(part.body for part in rendered.text)
    assert b"Feb 14" in text
    assert b"AM" not in text


@pytest.mark.parametrize("zone", ZONES)
def test_a_page_of_today_is_in_the_edition_of_this_morning(tmp_path, zone):
    day = {"America/Los_Angeles": date(2026, 11, 22)}.get(zone, date(2026, 11, 23))
    edition, _ = _built(tmp_path, zone, day)

    assert [len(section.slots) for section in edition.sections] == [1]
