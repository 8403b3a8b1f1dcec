"""The examples of docs/extend.md, installed and run as they are printed."""

from __future__ import annotations

import asyncio
import json
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.integration.collect.server import Server, reply, serving
from tests.unit.pipeline.installed import install

from digest.config import load
from digest.pipeline.build import build
from digest.pipeline.collect import collect
from digest.store import open_store

PAGE = (Path(__file__).parents[2] / "docs" / "extend.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
MODULES = ("port_news", "port_tide", "port_rank")
NOTICES = [
    {
        "number": f"{number}/2026",
        "port": port,
        "headline": f"Quay {number} at {port} is closed for repairs",
        "text": f"The ferry leaves from the quay beside number {number} until Friday.",
        "issued": "2026-11-23T05:00:00Z",
    }
    for number, port in ((3, "Quell"), (7, "Orrin"))
]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@dataclass
class Example:
    project: dict
    config: str
    modules: dict[str, str]
    tests: str


@pytest.fixture
def example():
    project, config = blocks("toml")
    *modules, tests = blocks("python")
    return Example(
        tomllib.loads(project)["project"], config, dict(zip(MODULES, modules, strict=True)), tests
    )


@pytest.fixture
def installed(example, tmp_path, monkeypatch):
    install(tmp_path / "site", monkeypatch, example.modules, example.project["entry-points"])
    return example


def test_each_example_is_short(example):
    lines = {name: code.count("\n") for name, code in example.modules.items()}

    assert {name: count for name, count in lines.items() if count > 30} == {}


async def day(config: str, folder: Path):
    async with serving() as server:
        serve_port(server)
        file = folder / "digest.toml"
        config = config.replace("https://port.example", server.url(""))
        file.write_text(f"{config}\n[collect]\nallow_private = true\n")
        return await asyncio.to_thread(through, file)


def through(file: Path):
    settings = load(file, environ={})
    with open_store(settings.store.url) as store:
        collected = asyncio.run(collect(settings, store, now=NOW))
        built = build(settings, store, None, now=NOW)
    return SimpleNamespace(collected=collected, edition=built.edition)


def serve_port(server: Server) -> None:
    server.answers["/notices.json"] = reply(json.dumps(NOTICES).encode())
    server.answers["/tides.csv"] = reply(b"2026-11-22,3.9,05:20\n2026-11-23,4.1,06:12\n")


def test_source_block_and_rule_are_in_the_edition(installed, tmp_path):
    found = asyncio.run(day(installed.config, tmp_path))

    assert [visit.error for visit in found.collected.sources] == [""]
    assert found.collected.new == 1
    (section,) = found.edition.sections
    (slot,) = section.slots
    assert slot.headline == "Quay 3 at Quell is closed for repairs"
    assert "local: ferry: +2.00" in slot.story.reasons
    assert [(block.id, block.title) for block in found.edition.blocks] == [("tide", "4.1 m")]


def test_the_tests_that_are_shown_pass(installed):
    names: dict = {}
    exec(compile(installed.tests, "extend.md", "exec"), names)  # noqa: S102 - our own page
    tests = [test for name, test in names.items() if name.startswith("test_")]

    assert len(tests) == 3
    for test in tests:
        test()
