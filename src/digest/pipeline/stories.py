"""New articles find their story, or found one; what stands already keeps its id."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.curate.cluster import WINDOW
from digest.curate.reading import read_all
from digest.curate.settle import settle
from digest.pipeline.cycles import few_searches_for_cycles

if TYPE_CHECKING:
    from datetime import datetime

    from digest.store import Store

logger = logging.getLogger(__name__)

REACH: Final = timedelta(days=9)
"""Articles published longer ago than this get no story any more: no edition takes them."""


def settle_stories(store: Store, *, now: datetime) -> int:
    """Give each article that came in since the last time its story; returns how many.

    Raises:
        StoreError: the database can't be read or written.
    """
    if stale := store.stories.stale():
        store.stories.renew(read_all(stale))
    with few_searches_for_cycles():
        return _settle_fresh(store, now)


def _settle_fresh(store: Store, now: datetime) -> int:
    fresh = store.stories.unread(now - REACH, now + timedelta(days=1))
    if not fresh:
        return 0
    oldest, newest = fresh[0].published, fresh[-1].published
    around = store.stories.around(oldest - WINDOW, newest + WINDOW)
    readings = sorted(
        [*read_all(fresh), *(reading for reading, _ in around)],
        key=lambda reading: (reading.hours, reading.id),
    )
    known = {reading.id: story for reading, story in around}
    wanted = (f"s{reading.id[1:]}" for reading in readings)
    settled = settle(readings, known, store.stories.taken(wanted))
    store.stories.save(settled, fresh, forget=now - REACH - WINDOW)
    logger.info("%d articles into stories, %d merged", len(fresh), len(settled.merged))
    return len(fresh)
