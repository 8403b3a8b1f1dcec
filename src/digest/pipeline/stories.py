"""New articles find their story, or found one; what stands already keeps its id.

Those that come together but were published days apart are settled apart: the readings around a
late one are not those that the others need, and who is late is looked for among the nearest alone.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from digest.curate.cluster import WINDOW
from digest.curate.near import THREAD_HOURS
from digest.curate.reading import read_all
from digest.curate.settle import settle
from digest.pipeline.cycles import few_searches_for_cycles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from digest.model import Article
    from digest.store import Store

logger = logging.getLogger(__name__)

REACH: Final = timedelta(days=9)
"""Articles published longer ago than this get no story any more: no edition takes them."""

LATE: Final = timedelta(days=1)
"""An article published longer ago came late; it is settled apart from what is so far from it."""

NEAREST: Final = 3_000
"""Readings before late articles, and behind, that are looked at: a pass costs no more for them."""

THREAD: Final = timedelta(hours=THREAD_HOURS)
PAST: Final = 1_000
"""Articles that editions told, older than the window, from which a story may go on."""


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
    for some in _parts(fresh, now - LATE):
        _settle(store, some, now)
    return len(fresh)


def _parts(fresh: Sequence[Article], late: datetime) -> Iterator[Sequence[Article]]:
    """New articles, oldest first; those from before `late` are cut where a day lies between."""
    whens = pairwise(article.published for article in fresh)
    cuts = [at for at, (one, other) in enumerate(whens, 1) if one < late and other - one > LATE]
    return (fresh[start:end] for start, end in pairwise([0, *cuts, len(fresh)]))


def _settle(store: Store, fresh: Sequence[Article], now: datetime) -> None:
    oldest, newest = fresh[0].published, fresh[-1].published
    most = NEAREST if newest < now - LATE else -1
    around = store.stories.around(oldest, newest, reach=WINDOW, most=most)
    past = store.stories.told_between(oldest - THREAD, oldest - WINDOW, most=PAST)
    readings = sorted(
        [*read_all(fresh), *(reading for reading, _ in (*around, *past))],
        key=lambda reading: (reading.hours, reading.id),
    )
    known = {reading.id: story for reading, story in around}
    told = {reading.id: story for reading, story in past}
    wanted = (f"s{reading.id[1:]}" for reading in readings)
    settled = settle(readings, known, store.stories.taken(wanted), told)
    store.stories.save(settled, fresh, forget=now - REACH - WINDOW)
    logger.info("%d articles into stories, %d merged", len(fresh), len(settled.merged))
