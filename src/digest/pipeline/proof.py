"""Proof: an edition as it would go out if it were rendered now, and any reader's copy of it.

Where a newsletter has none that can go out, a sample stands for it until one is built. It
looks again whenever a template, digest.toml or the stored edition changed. It never stores
what it renders: what is approved and sent is what `digest build` rendered.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from digest.compose import select
from digest.errors import DigestError, EmptyEditionError, RenderError
from digest.model import EditionState, Length, Selection, Subscriber, SubscriberState
from digest.model import SubscriptionState as Standing
from digest.pipeline.draft import render_edition
from digest.pipeline.freeze import NO_STORY, OTHER_CADENCE, refuse_empty, seal, wants
from digest.pipeline.health import standing
from digest.pipeline.letters import Letters
from digest.pipeline.pictures import stored_pictures
from digest.pipeline.press import Press
from digest.pipeline.sample import sample_edition, without_pictures
from digest.render import selection_fields
from digest.render.templates import shipped_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from digest.config import Settings
    from digest.deliver import Message
    from digest.model import Edition, Rendered, Subscription
    from digest.pipeline.health import Health
    from digest.render import SystemKind, SystemMail
    from digest.store import Store

OPEN: Final = frozenset({EditionState.DRAFT, EditionState.HELD, EditionState.APPROVED})
"""States of an edition that still can go out."""

NOBODY: Final = Subscriber(id=0, email="reader@example.com")
"""Stands for everyone: no reader's name, and links that lead nowhere."""

_SYSTEM: Final = "system"  # the folder of templates that no edition is made of

Stamp = frozenset[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Copy:
    """What one reader gets of the edition, or why they get none of it."""

    reader: Subscriber
    selection: Selection
    topics: tuple[str, ...] = ()
    why_not: str = ""


def choose(
    settings: Settings, store: Store, edition: str | None, newsletter: str | None
) -> Edition:
    """The edition to look at: the one named, else the newest that still can go out.

    Raises:
        ConfigError: no such newsletter.
        EditionError: no such edition.
        EmptyEditionError: there is none to look at, or it has no story.
    """
    if edition is not None:
        found = store.editions.get(edition)
        refuse_empty(found)
        return found
    letter = settings.newsletter(newsletter).id if newsletter is not None else None
    newest = newest_open(store, letter)
    if newest is None:
        raise EmptyEditionError(
            "there is no edition to look at: none is a draft, held or approved",
            "`digest build` makes one; `digest editions list` has the names of those that went out",
        )
    return newest


def newest_open(store: Store, newsletter: str | None) -> Edition | None:
    """The newest edition that still can go out, of one newsletter or of all; None without one."""
    still_open = (one for one in store.editions.list(newsletter) if one.state in OPEN)
    return max(still_open, key=lambda one: (one.date, str(one.built)), default=None)


def sample_of(settings: Settings, newsletter: str | None, now: datetime) -> Edition:
    """A made-up edition of a newsletter that has none to look at; it is stored nowhere.

    Raises:
        ConfigError: no such newsletter, or several and no name.
    """
    return without_pictures(sample_edition(settings.newsletter(newsletter), now))


def render_again(settings: Settings, store: Store, edition: Edition) -> Rendered:
    """Render a stored edition with the templates and settings of now; fetches, stores nothing.

    Raises:
        ConfigError: its newsletter is not configured any more.
        RenderError: a template can't be rendered; names file and line.
    """
    letter = settings.newsletter(edition.newsletter)
    pictures = stored_pictures(store, letter, edition)
    return render_edition(settings, letter, edition, pictures=pictures)


class Proof:
    """One edition, looked at again and again.

    Args:
        load: reads the settings anew.
        store: where the edition is.
        edition: the one to look at.
        clock: gives the Date of the mails, UTC.
        sample: whether it is made up, to be looked at until its newsletter has one.
    """

    def __init__(
        self,
        load: Callable[[], Settings],
        store: Store,
        edition: Edition,
        *,
        clock: Callable[[], datetime],
        sample: bool = False,
    ) -> None:
        self._load, self._store, self._clock = load, store, clock
        self._settings = load()
        self._opened = self._settings.store.url
        self._seen: tuple[Stamp, Edition | str | None] | None = None
        self._rendered: Rendered | None = None
        self._press: Press | None = None
        self._letters = Letters(self._settings)
        self.edition, self.sample = edition, sample
        self.made = clock()
        self.problem: DigestError | None = None
        self.version = ""
        self.look()

    def look(self) -> bool:
        """Render again if something changed; whether anything that is shown did.

        Whatever goes wrong is in `problem` until it is mended; nothing is raised.
        """
        seen = self._stamp(), self._stored()
        if seen == self._seen:
            return False
        self._seen, before = seen, self.version
        self.problem = self._renew()
        self.version = self._fingerprint()
        return self.version != before

    @property
    def differs(self) -> bool:
        """Whether what is shown is something else than what is stored, and would go out."""
        if self._rendered is None or self.sample:
            return False
        if self.edition.approved_hash is None:
            return self._rendered.hash != self.edition.hash
        newsletter = self._settings.newsletter(self.edition.newsletter)
        return seal(newsletter, self._rendered) != self.edition.approved_hash

    @property
    def moved(self) -> bool:
        """Whether the settings name another database by now than the one that is looked at."""
        return self._settings.store.url != self._opened

    @property
    def troubles(self) -> tuple[tuple[str, Health], ...]:
        """The sources that a person should look at, and what is wrong with each."""
        sources = self._settings.sources
        found = standing(sources, self._store.fetched.all(), now=self._clock())
        return tuple((source.name, how) for source, _, how in found if how.is_trouble)

    def whole(self, topics: Iterable[str] = (), length: Length = Length.FULL) -> Copy:
        """The copy of a reader who chose these topics (none: all) and this length."""
        chosen = tuple(topics)
        selection = select(self.edition, topics=chosen, length=length)
        return Copy(NOBODY, selection, chosen, "" if selection.slots else NO_STORY)

    def copy(self, reader: int) -> Copy | None:
        """A reader's own copy, None if nobody has that id."""
        person = self._store.subscribers.get(reader)
        if person is None:
            return None
        held = self._store.subscribers.subscriptions(person.id)
        mine = next((one for one in held if one.newsletter == self.edition.newsletter), None)
        if mine is None:
            return Copy(person, Selection(()), (), "no subscription to this newsletter")
        selection = select(self.edition, topics=mine.topics, length=mine.length, muted=mine.muted)
        return Copy(person, selection, mine.topics, self._why_not(person, mine, selection))

    def find(self, words: str, *, limit: int = 20) -> tuple[Subscriber, ...]:
        """Active readers whose address or name holds the words; case makes no difference."""
        return tuple(islice(self._matching(words.strip().casefold()), limit))

    def mail(self, copy: Copy) -> Message:
        """The copy as it would go out; while there is a problem, as it was before that.

        Raises:
            DigestError: it can't be made; says why.
        """
        if self._press is None:
            raise self.problem or RenderError("the edition was not rendered yet")
        return self._press.sample(copy.reader, copy.selection)

    def preheader(self, copy: Copy) -> str:
        """The line that a mailbox shows behind the subject."""
        if self._rendered is None:
            return ""
        return selection_fields(self._rendered, copy.selection)["preheader"].decode()

    def system(self, kind: SystemKind) -> SystemMail:
        """A system mail of the edition's newsletter, as it would go out by now.

        Raises:
            DigestError: it can't be made; says why.
        """
        try:
            return self._letters.sample(kind, self.edition.newsletter)
        except DigestError:
            raise
        except Exception as error:
            raise _unforeseen(error) from error

    def _renew(self) -> DigestError | None:
        try:
            settings, now = self._load(), self._clock()
            self._letters = Letters(settings)
            kept = self._kept()
            edition = kept or sample_of(settings, self.edition.newsletter, now)
            refuse_empty(edition)
            rendered = render_again(settings, self._store, edition)
            self._press = Press(settings, self._store, edition, now, rendered)
            self._settings, self._rendered = settings, rendered
            self.edition, self.made, self.sample = edition, now, kept is None
        except DigestError as error:
            return error
        except Exception as error:  # noqa: BLE001 - a template can raise anything
            return _unforeseen(error)
        return None

    def _fingerprint(self) -> str:
        newsletter = self._settings.newsletters.get(self.edition.newsletter)
        headers = sorted(self._settings.smtp.headers.items())
        rendered = self._rendered.hash if self._rendered else ""
        state = self.edition.state, self.edition.approved_hash
        system = sorted(one for one in self._stamp() if _SYSTEM in Path(one[0]).parts)
        shown = repr((str(self.problem), rendered, state, newsletter, headers, self.moved, system))
        return hashlib.sha256(shown.encode("utf-8", "replace")).hexdigest()[:16]

    def _kept(self) -> Edition | None:
        """The edition as it is stored; None while a sample stands for it.

        Raises:
            EditionError: it is gone.
        """
        if self.sample:
            return newest_open(self._store, self.edition.newsletter)
        return self._store.editions.get(self.edition.id)

    def _stored(self) -> Edition | str | None:
        try:
            return self._kept()
        except DigestError as error:
            return str(error)

    def _stamp(self) -> Stamp:
        root = self._settings.root
        config = self._settings.path or root / "digest.toml"
        folders = (root / "templates" / "email", shipped_folder())
        paths = (path for folder in folders for path in _files(folder))
        return frozenset(filter(None, map(_stamp_of, (config, *paths))))

    def _why_not(self, person: Subscriber, mine: Subscription, selection: Selection) -> str:
        if person.state is not SubscriberState.ACTIVE:
            return f"the reader is {person.state}"
        if mine.state is not Standing.ACTIVE:
            return f"the subscription is {mine.state}"
        if not wants(mine, self.edition):
            return OTHER_CADENCE
        return "" if selection.slots else NO_STORY

    def _matching(self, words: str) -> Iterator[Subscriber]:
        for person, _ in self._store.subscribers.audience(self.edition.newsletter):
            if words in person.email.casefold() or words in person.name.casefold():
                yield person


def _unforeseen(error: Exception) -> RenderError:
    """A template can raise anything."""
    return RenderError(f"{type(error).__name__}: {error}", "a template did this")


def _files(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names)


def _stamp_of(path: Path) -> tuple[str, int, int] | None:
    """When it was written and how long it is; None if it is gone."""
    try:
        about = path.stat()
    except OSError:
        return None
    return str(path), about.st_mtime_ns, about.st_size
