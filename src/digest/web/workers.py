"""Several processes that answer on one socket: started, watched, started again, ended together.

The parent answers nothing and opens no database; it forks before there is a loop or a thread.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from multiprocessing.connection import wait
from time import monotonic
from typing import TYPE_CHECKING, Final

from digest.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import ForkProcess

__all__ = ["supervise"]

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_FALLS: Final = 5
_WITHIN: Final = 10.0
"""So many ends of workers within so many seconds, and there is no use in more."""

_GRACE: Final = 15.0  # seconds to end in
_TICK: Final = 0.5


def supervise(work: Callable[[], None], count: int) -> None:
    """Run `work` in `count` processes until a signal; one that ends is started again.

    Raises:
        DigestError: they end as fast as they are started.
    """
    context = multiprocessing.get_context("fork")
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in _SIGNALS}

    def begin() -> ForkProcess:
        process = context.Process(target=_child, args=(work,))
        process.start()
        return process

    workers = [begin() for _ in range(count)]
    falls: list[float] = []
    try:
        while not stop.is_set():
            wait([process.sentinel for process in workers], timeout=_TICK)
            for place, process in enumerate(workers):
                if process.is_alive() or stop.is_set():
                    continue
                process.join()
                falls = [at for at in falls if at > monotonic() - _WITHIN] + [monotonic()]
                if len(falls) >= _FALLS:
                    raise DigestError(
                        "The workers of the readers' site end as soon as they are started.",
                        "Run it with workers = 1 to see why.",
                    )
                workers[place] = begin()
    finally:
        _end(workers)
        for number, handler in before.items():
            signal.signal(number, handler)


def _child(work: Callable[[], None]) -> None:
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    work()


def _end(workers: list[ForkProcess]) -> None:
    """Ask them to end, and make those end that do not."""
    for process in workers:
        process.terminate()
    deadline = monotonic() + _GRACE
    for process in workers:
        process.join(max(0.0, deadline - monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
