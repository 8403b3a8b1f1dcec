"""Ctrl-C and SIGTERM as a request: finish what is in flight. The second one stops at once."""

from __future__ import annotations

import asyncio
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

from digest.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stop_on_signal(words: str = "") -> Iterator[asyncio.Event]:
    """An event that the first signal sets; `words` are said then. Needs a running loop.

    From then on, and afterwards, a signal does what it did before; one that was ignored ends the
    program, for a second word must never be in vain.
    """
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    before = {number: signal.getsignal(number) for number in _SIGNALS}

    def release() -> None:
        for number, handler in before.items():
            if loop.remove_signal_handler(number) and handler is not signal.SIG_IGN:
                signal.signal(number, handler)

    def ask() -> None:
        stop.set()
        release()
        if words:
            say(words)

    for number in _SIGNALS:
        loop.add_signal_handler(number, ask)
    try:
        yield stop
    finally:
        release()
