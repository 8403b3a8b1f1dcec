"""A thread beside the event loop that the program's end does not wait for. Never stops one."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


def in_daemon(read: Callable[[], _T], *, name: str) -> asyncio.Future[_T]:
    """Start a thread that the program's end does not wait for, as an executor's would be.

    One that is given up runs on, and its result is dropped.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_T] = loop.create_future()

    def work() -> None:
        try:
            done = partial(_resolve, future, read())
        except Exception as error:  # noqa: BLE001 - raised again where it is awaited
            done = partial(_reject, future, error)
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(done)

    threading.Thread(target=work, name=name, daemon=True).start()
    return future


def _resolve(future: asyncio.Future[_T], result: _T) -> None:
    if not future.done():
        future.set_result(result)


def _reject(future: asyncio.Future[_T], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
