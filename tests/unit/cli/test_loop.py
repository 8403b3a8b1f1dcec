from __future__ import annotations

import asyncio
import sys
from types import ModuleType

import uvloop

from digest.cli.loop import loop_factory, run


async def running():
    return asyncio.get_running_loop()


def test_without_uvloop_the_loop_is_asyncio_s(monkeypatch):
    monkeypatch.setitem(sys.modules, "uvloop", None)
    assert loop_factory() is None
    assert isinstance(run(running()), asyncio.SelectorEventLoop)


def test_uvloop_is_used_when_it_is_installed(monkeypatch):
    made = []
    module = ModuleType("uvloop")
    module.new_event_loop = lambda: (made.append(1), asyncio.new_event_loop())[1]
    monkeypatch.setitem(sys.modules, "uvloop", module)
    assert run(running()).is_closed()
    assert made == [1]


def test_the_real_one_fits():
    assert isinstance(run(running()), uvloop.Loop)
