"""One day of the demo: the pipeline's stages in a row, timed."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from digest.deliver import SendReport
from digest.model import DeliveryState
from digest.pipeline.build import BuildReport, build
from digest.pipeline.collect import CollectReport, collect
from digest.pipeline.freeze import approve
from digest.pipeline.send import send
from digest.pipeline.subscribe import ImportReport, import_subscribers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.config import Settings
    from digest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What each stage brought, and the seconds that it took."""

    collected: CollectReport
    built: BuildReport
    imported: ImportReport
    sent: SendReport
    deliveries: dict[DeliveryState, int]
    seconds: dict[str, float]

    @property
    def topics(self) -> int:
        """The number of sections in the edition."""
        return len(self.built.edition.sections)


async def run_day(settings: Settings, store: Store, readers: Path) -> Day:
    """Collect, build, import the readers' list, approve and send.

    Raises:
        DigestError: a stage failed; says which file, address or reader.
    """
    seconds: dict[str, float] = {}
    with _timed(seconds, "collect"):
        collected = await collect(settings, store, now=_now())
    with _timed(seconds, "build"):
        built = build(settings, store, None, now=_now())
    with _timed(seconds, "import"):
        imported = import_subscribers(settings, store, readers, now=_now())
    edition = built.edition.id
    with _timed(seconds, "send"):
        approve(settings, store, edition, now=_now())
        sent = await send(settings, store, edition, clock=_now, at_once=True)
    return Day(
        collected=collected,
        built=built,
        imported=imported,
        sent=sent,
        deliveries=store.outbox.counts(edition),
        seconds=seconds,
    )


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - start
