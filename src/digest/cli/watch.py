"""A send as it goes: a bar for a person, lines of JSON for a program.

A sender commits thousands of times a second and only leaves its progress here; the clock
decides when it is shown. What is shown never holds the send up, and never ends it.
"""

from __future__ import annotations

import asyncio
import os
import select
import sys
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TextIO

from digest.cli.options import options
from digest.cli.output import emit_line
from digest.deliver import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from digest.model import Throttle

TICK: Final = 0.2
"""Seconds between looks at the progress."""

EVENT: Final = 1.0
"""Seconds between two `progress` events, at least."""

_READERS: Final = ("sent", "deferred", "failed", "unsure", "remaining")

WINDOW: Final = 10.0
"""Seconds over which the rate is an average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown of a send. `at` is seconds of the clock, `rate` messages a second."""

    progress: Progress
    at: float
    rate: float
    last: bool = False

    @property
    def done(self) -> int:
        """How many have a result."""
        return _done(self.progress)

    @property
    def readers(self) -> int:
        """How many there were to reach."""
        return self.done + self.progress.remaining

    @property
    def left(self) -> timedelta | None:
        """The time until all have a result at this rate; None where there is none."""
        if not self.rate:
            return None
        return timedelta(seconds=round(self.progress.remaining / self.rate))


class Meter:
    """How many a second, as an average of the last WINDOW seconds. Reads no clock."""

    def __init__(self, at: float) -> None:
        self._samples = deque([(at, 0)])

    def rate(self, at: float, done: int) -> float:
        """The rate, now that so many are done."""
        self._samples.append((at, done))
        while self._samples[1][0] <= at - WINDOW:
            self._samples.popleft()
        since, before = self._samples[0]
        return (done - before) / (at - since) if at > since else 0.0


class Watch:
    """Keeps the latest progress, and shows it when it is looked at.

    `stream` is what `show` writes to: while nobody reads from there, nothing is shown.
    """

    def __init__(
        self, show: Callable[[View], None], stream: TextIO, clock: Callable[[], float]
    ) -> None:
        self._show = show
        self._stream = stream
        self._clock = clock
        self._meter: Meter | None = None
        self._latest: Progress | None = None
        self._is_gone = False

    def note(self, progress: Progress) -> None:
        """The send has come so far. Called for each commit: it does nothing else."""
        self._latest = progress

    async def run(self) -> None:
        """Look every TICK seconds, until it is cancelled."""
        while True:
            await asyncio.sleep(TICK)
            self.look()

    def look(self, *, last: bool = False) -> None:
        """Show how far it has come, if it has begun; a stream that is gone is left alone."""
        if self._latest is None or self._is_gone or not (last or _is_free(self._stream)):
            return
        at = self._clock()
        # From when the first message went: what was done before is no part of the rate.
        self._meter = self._meter or Meter(at - self._latest.seconds)
        rate = self._meter.rate(at, _done(self._latest))
        try:
            self._show(View(progress=self._latest, at=at, rate=rate, last=last))
        except OSError:
            self._is_gone = True


class Events:
    """The events of one send, an object of JSON on a line of stdout each."""

    def __init__(self, edition: str) -> None:
        self._edition = edition
        self._has_begun = False
        self._rests: list[Throttle] = []
        self._shown: Progress | None = None
        self._next = 0.0

    def show(self, view: View) -> None:
        """`started` once, `paused` for each rest, and `progress` where there is any.

        That comes EVENT apart, and at the end.
        """
        self._begin(view.readers)
        self._pauses()
        if view.last or (view.at >= self._next and view.progress != self._shown):
            self._shown, self._next = view.progress, view.at + EVENT
            emit_line(_progress(view))

    def paused(self, relay: Throttle) -> None:
        """`paused`, when it is looked at next: the relay takes nothing until then."""
        self._rests.append(relay)

    def finished(self, report: Mapping[str, object]) -> None:
        """`finished`, the last line: the report."""
        self._begin(sum(int(str(report.get(name, 0))) for name in _READERS))
        self._pauses()
        emit_line({"event": "finished", **report})

    def _pauses(self) -> None:
        for rest in self._rests:
            until = rest.until and rest.until.replace(microsecond=0)
            fields = {"relay": rest.name, "until": until, "reason": rest.reason}
            emit_line({"event": "paused", "edition": self._edition, **fields})
        self._rests.clear()

    def _begin(self, readers: int) -> None:
        if not self._has_begun:
            self._has_begun = True
            emit_line({"event": "started", "edition": self._edition, "readers": readers})


@contextmanager
def watching(events: Events | None) -> Iterator[Callable[[Progress], None]]:
    """Yields what takes a send's progress, inside a running loop.

    It is shown as events where they are wanted, else as a bar where a person looks on.
    """
    if events is not None:
        with _looking(events.show, sys.stdout) as note:
            yield note
    elif _is_looked_at():
        from digest.cli.terminal import sending  # noqa: PLC0415 - rich costs 60 ms

        stream = sys.stderr  # the bar puts another in its place
        with sending() as draw, _looking(lambda view: draw(*_words(view)), stream) as note:
            yield note
    else:
        yield lambda _: None


@contextmanager
def _looking(show: Callable[[View], None], stream: TextIO) -> Iterator[Callable[[Progress], None]]:
    """Look by the clock until the block ends, and once more then."""
    loop = asyncio.get_running_loop()
    watch = Watch(show, stream, loop.time)
    ticker = loop.create_task(watch.run())
    try:
        yield watch.note
    finally:
        ticker.cancel()
        watch.look(last=True)


def _is_looked_at() -> bool:
    plain = os.environ.get("NO_COLOR") or options().volume < 0
    return sys.stderr.isatty() and not plain


def _is_free(stream: TextIO) -> bool:
    """Whether a line can be written there without waiting for who reads."""
    try:
        return bool(select.select([], [stream], [], 0)[1])
    except (OSError, ValueError):  # it is no file of the system
        return True


def _done(progress: Progress) -> int:
    return progress.sent + progress.deferred + progress.failed + progress.unsure


def _progress(view: View) -> dict[str, object]:
    progress = view.progress
    return {
        "event": "progress",
        "sent": progress.sent,
        "deferred": progress.deferred,
        "failed": progress.failed,
        "unsure": progress.unsure,
        "remaining": progress.remaining,
        "rate": round(view.rate, 1),
        "seconds": round(progress.seconds, 3),
    }


def _words(view: View) -> tuple[int, int, str, str]:
    """The bar's length and total, what stands beside it and below it."""
    progress = view.progress
    left = "" if view.left is None else f", {view.left} left"
    beside = f"{progress.sent:,}/{view.readers:,} sent{left}"
    rate = f"{view.rate:,.{0 if view.rate >= 10 else 1}f}/s"  # noqa: PLR2004 - two digits tell enough
    below = (
        f"{rate}, {progress.deferred:,} deferred, {progress.failed:,} failed,"
        f" {progress.unsure:,} unsure, {progress.remaining:,} remaining"
    )
    return view.done, view.readers, beside, below
