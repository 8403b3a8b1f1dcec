"""The event loop that a send runs on: uvloop where it is installed, else asyncio's own.

The one place that knows of uvloop. It never decides what runs.
"""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run to the end, as `asyncio.run` does."""
    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            return runner.run(main)
    finally:
        main.close()  # a signal may come before it has begun


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes loops: uvloop's if it can be imported; None is asyncio's own."""
    try:
        factory: Callable[[], asyncio.AbstractEventLoop] = importlib.import_module(
            "uvloop"
        ).new_event_loop
    except ImportError:
        return None
    return factory
