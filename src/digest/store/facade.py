"""The Store: one open database with a face for each noun. It adds no rule of its own."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING, Final, Self

from digest.errors import StoreBusyError
from digest.store import maintenance, renaming, traces
from digest.store.archive import Archive
from digest.store.articles import Articles
from digest.store.bounces import Bounces
from digest.store.choices import Choices
from digest.store.confirmations import Confirmations
from digest.store.connection import BUSY_SECONDS, Connection, path_of
from digest.store.consents import Consents
from digest.store.decisions import Decisions
from digest.store.deliveries import Deliveries
from digest.store.drafts import Drafts
from digest.store.editions import Editions
from digest.store.explainers import Explainers
from digest.store.fetched import FetchedSources
from digest.store.front import Fronts
from digest.store.history import History
from digest.store.lessons import LessonsKept
from digest.store.linked_pages import LinkedPages
from digest.store.meanings import MeaningsKept
from digest.store.moves import Moves
from digest.store.notices import Notices
from digest.store.outbox import Outbox
from digest.store.overrides import Overrides
from digest.store.passages import Passages
from digest.store.pictures import Pictures
from digest.store.pushes import Pushes
from digest.store.rates import Rates
from digest.store.revivals import Revivals
from digest.store.robots import RobotsFiles
from digest.store.runs import Runs
from digest.store.stories import Stories
from digest.store.subscribers import Subscribers
from digest.store.subscriptions import Subscriptions
from digest.store.summaries import Summaries
from digest.store.suppressions import Suppressions
from digest.store.switches import Switches
from digest.store.throttles import Throttles

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime, timedelta
    from pathlib import Path
    from types import TracebackType

    from digest.store.maintenance import PruneCount

_PAUSE: Final = 0.02  # seconds between tries to open


class Store:
    """An open database; a context manager that closes it. Belongs to the thread that opened it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.fetched = FetchedSources(connection)
        self.linked_pages = LinkedPages(connection)
        self.robots = RobotsFiles(connection)
        self.pushes = Pushes(connection)
        self.articles = Articles(connection)
        self.passages = Passages(connection)
        self.fronts = Fronts(connection)
        self.stories = Stories(connection)
        self.explainers = Explainers(connection)
        self.editions = Editions(connection)
        self.archive = Archive(connection)
        self.choices = Choices(connection)
        self.overrides = Overrides(connection)
        self.lessons = LessonsKept(connection)
        self.meanings = MeaningsKept(connection)
        self.drafts = Drafts(connection, self.articles)
        self.pictures = Pictures(connection)
        self.summaries = Summaries(connection)
        self.subscribers = Subscribers(connection)
        self.revivals = Revivals(connection)
        self.subscriptions = Subscriptions(connection)
        self.switches = Switches(connection)
        self.confirmations = Confirmations(connection)
        self.moves = Moves(connection)
        self.consents = Consents(connection)
        self.suppressions = Suppressions(connection)
        self.outbox = Outbox(connection)
        self.notices = Notices(connection)
        self.throttles = Throttles(connection)
        self.rates = Rates(connection)
        self.deliveries = Deliveries(connection, self.outbox)
        self.bounces = Bounces(connection)
        self.decisions = Decisions(connection)
        self.runs = Runs(connection)
        self.history = History(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The database file; the key file stands beside it."""
        return self._connection.path

    def batch(self) -> AbstractContextManager[object]:
        """One transaction over several nouns: all of the block is kept, or nothing of it."""
        return self._connection.write()

    def pending(self) -> tuple[str, ...]:
        """Names of the migrations that the database still lacks."""
        return maintenance.pending(self._connection)

    def migrate(self) -> tuple[str, ...]:
        """Apply what is pending, all or nothing; returns the names."""
        return maintenance.migrate(self._connection)

    def backup(self, path: Path) -> None:
        """Write a consistent copy while others write; never over a file that exists."""
        maintenance.backup(self._connection, path)

    def check(self) -> tuple[str, ...]:
        """What is wrong with the database, one sentence each."""
        return maintenance.check(self._connection)

    def prune(self, keep: timedelta, now: datetime) -> PruneCount:
        """Drop what is older than `keep` and nobody needs; never a sent edition."""
        return maintenance.prune(self._connection, keep, now)

    def wipe_traces(self) -> bool:
        """Empty the write-ahead log of who was erased, if others kept it from that; is it done?"""
        return traces.wipe_left(self._connection)

    def rename_source(self, old: str, new: str) -> None:
        """Give what is kept of one source to another: it has a new name."""
        renaming.rename(self._connection, old, new)

    def close(self) -> None:
        """Close the database; a second time does nothing."""
        self._connection.close()


def open_store(url: str, *, migrate: bool = True) -> Store:
    """Open (and make, and bring up to date) the database of a store URL.

    `url` is sqlite:///relative.db or sqlite:////absolute.db; a new file is 0600.

    Raises:
        StoreError: no folder, no database, another program's or a newer digest's, read-only.
        StoreBusyError: others held the database for BUSY_SECONDS.
    """
    deadline = monotonic() + BUSY_SECONDS
    while True:
        try:
            return _opened(url, migrate=migrate)
        except StoreBusyError:
            # SQLite does not wait where two make one database: setting WAL is refused at once.
            if monotonic() >= deadline:
                raise
            sleep(_PAUSE)


def _opened(url: str, *, migrate: bool) -> Store:
    connection = Connection(path_of(url))
    try:
        maintenance.refuse_foreign(connection)
        if migrate:
            maintenance.migrate(connection)
    except BaseException:
        connection.close()
        raise
    return Store(connection)
