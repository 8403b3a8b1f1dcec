from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from tests.unit.deliver.memory import NOW, MemoryStore

from digest.deliver.pages import MAX_PAGE, PER_CONNECTION, Pages

LEASE = timedelta(seconds=60)


class Desk(SimpleNamespace):
    """A send's desk with a clock that is set by hand."""

    def pass_by(self, seconds: float) -> None:
        self.passed += seconds


def desk(readers: int = 100) -> Desk:
    made = Desk(store=MemoryStore.of(readers), edition="x", lease=LEASE, fence=7, passed=0.0)
    made.now = lambda: NOW + timedelta(seconds=made.passed)
    made.clock = lambda: made.passed
    return made


def claimed(at: Desk, most: int = 10) -> Pages:
    pages = Pages(at, 1)
    assert pages.refill(most, ())
    return pages


def test_a_page_grows_when_it_is_used_up_fast_and_shrinks_when_it_lasts():
    at = desk(10_000)
    pages, sizes = Pages(at, 2), []
    for lasted in (0, 1, 1, 1, 1, 20, 20, 20, 20, 20, 20):
        at.pass_by(lasted)
        pages.clear()
        before = len(pages)
        pages.refill(10_000, ())
        sizes.append(len(pages) - before)
    assert max(sizes) == 2 * MAX_PAGE
    assert sizes[-1] == 2 * PER_CONNECTION
    assert pages.refill(0, ()) is False


def test_what_goes_back_is_free_and_due_as_before_or_later():
    at = desk(3)
    pages = claimed(at)
    jobs = []
    while (job := pages.first()) is not None:
        jobs.append(job)
        pages.pop()
    later = NOW + timedelta(hours=1)
    pages.give_back(jobs[0])
    pages.give_back(jobs[1], later)
    pages.flush()
    rows = at.store.rows
    assert [(row.fence, row.delivery.due_at) for row in rows.values()] == [
        (0, NOW),
        (0, later),
        (7, NOW),
    ]


def test_what_is_in_our_hands_is_not_claimed_a_second_time():
    """Its lease was over, by a clock that jumped or a relay that took its time."""
    at = desk(3)
    pages = claimed(at)
    mine = pages.first()
    while pages.first() is not None:
        pages.pop()
    at.pass_by(3600)
    assert mine.is_stale(at.now())
    assert pages.refill(10, ()) is False
    assert not mine.is_stale(at.now())
    pages.done(mine)
    at.pass_by(3600)
    assert pages.refill(10, ())
    assert (pages.first().id, len(pages)) == (mine.id, 1)
