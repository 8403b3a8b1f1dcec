"""The doctor: looks at the installation and hands what it finds to verdicts.py. Sends nothing.

It makes no database and no key, and stores nothing of what it fetches.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from digest.config import Settings
from digest.deliver.probe import probe
from digest.errors import ConfigError, DigestError
from digest.keys import ENVIRONMENT, KEY_FILE, load_root_key
from digest.pipeline import verdicts
from digest.pipeline.draft import render_edition
from digest.pipeline.embedder import embedder_for
from digest.pipeline.letters import Letters
from digest.pipeline.relays import relays_of
from digest.pipeline.root import depends
from digest.pipeline.sample import sample_edition
from digest.pipeline.verdicts import Check, Room
from digest.render.check import Severity, check
from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterator

    from digest.deliver import Relay
    from digest.model import Fetched, Newsletter
    from digest.store import Store


@dataclass(frozen=True, slots=True)
class _Look:
    """What the rooms are looked at with; `offline` leaves the network alone."""

    settings: Settings
    now: datetime
    offline: bool


async def examine(
    load: Callable[[], Settings],
    *,
    now: datetime,
    rooms: Collection[Room] = (),
    offline: bool = False,
) -> tuple[Check, ...]:
    """Look at the rooms (none named: all) and say how each thing stands.

    Args:
        load: gives the settings, or raises ConfigError, which is then the one finding.
        now: the time.
        rooms: which.
        offline: leave out what needs the network: visits to sources, and the relay.
    """
    wanted = [room for room in Room if not rooms or room in rooms]
    try:
        settings = load()
    except ConfigError as error:
        return (verdicts.raised(Room.CONFIG, "digest.toml", error),)
    look, found = _Look(settings, now, offline), list[Check]()
    for room in wanted:
        found += await _ROOMS[room](look)
    return tuple(found)


async def _config(look: _Look) -> list[Check]:
    where = str(look.settings.path) if look.settings.path else "none: the defaults are in force"
    found = [verdicts.ok(Room.CONFIG, "digest.toml", where)]
    if not look.settings.newsletters:
        hint = "digest init writes one"
        found.append(verdicts.failed(Room.CONFIG, "newsletters", "there is none", hint))
    for letter in look.settings.newsletters.values():
        found += [*verdicts.newsletter(letter), *_signing(letter)]
    return [*found, *_summaries(look.settings), *_semantic(look.settings)]


def _summaries(settings: Settings) -> Iterator[Check]:
    """Who sums up, and whether the key can be read; nobody is asked."""
    model = settings.summaries
    if model is None:
        return
    try:
        if model.key:
            model.key.reveal()
    except ConfigError as error:
        yield verdicts.raised(Room.CONFIG, "summaries", error)
    else:
        yield verdicts.ok(Room.CONFIG, "summaries", f"{model.model} at {model.url}")


def _semantic(settings: Settings) -> Iterator[Check]:
    """Whether the sentence model is there and reads a text."""
    try:
        embedder = embedder_for(settings)
        if settings.semantic and embedder:
            numbers = len(embedder.vector("News of the day"))
            _ = embedder.mark  # reads all files
            yield verdicts.semantic(settings.semantic.model, numbers, embedder.size)
    except ConfigError as error:
        yield verdicts.raised(Room.CONFIG, "semantic", error)


def _signing(letter: Newsletter) -> Iterator[Check]:
    if letter.dkim:
        name = f"{letter.id}: DKIM"
        try:
            selectors = ", ".join(key.selector for key in letter.dkim.keys)
        except ConfigError as error:
            yield verdicts.raised(Room.CONFIG, name, error)
        else:
            yield verdicts.ok(Room.CONFIG, name, f"signs for {letter.dkim.domain} as {selectors}")


async def _store(look: _Look) -> list[Check]:
    settings = look.settings
    path = settings.store.path
    found = [_key(settings)]
    if not path.exists():
        hint = "the first `digest collect` makes it"
        return [verdicts.warning(Room.STORE, "database", f"{path} is not there yet", hint), *found]
    try:
        with open_store(settings.store.url, migrate=False) as store:
            found += _opened(store, settings)
    except DigestError as error:
        return [verdicts.raised(Room.STORE, "database", error), *found]
    return [verdicts.ok(Room.STORE, "database", str(path)), *found]


def _opened(store: Store, settings: Settings) -> Iterator[Check]:
    pending = store.pending()
    yield verdicts.migrations(pending)
    if not pending:
        yield verdicts.integrity(store.check())
        for letter in settings.newsletters.values():
            yield from verdicts.rhythm(letter, store.subscriptions.rhythms(letter.id))
            yield from verdicts.lost_topics(letter, store.subscriptions.topics(letter.id))
        yield from verdicts.lost_newsletters(
            settings.newsletters, store.subscriptions.newsletters()
        )
    yield verdicts.rights(str(store.path), store.path.stat().st_mode)
    yield verdicts.disk(shutil.disk_usage(store.path.parent).free)


def _key(settings: Settings) -> Check:
    """The key that signs links; it is read, never made."""
    path = settings.store.path.parent / KEY_FILE
    given = ENVIRONMENT in settings.environ
    if not given and not path.exists():
        return verdicts.no_key(str(path), has_mailed=_has_mailed(settings))
    try:
        load_root_key(settings.store.path, settings.environ)
    except ConfigError as error:
        return verdicts.raised(Room.STORE, "key", error)
    return verdicts.ok(Room.STORE, "key", ENVIRONMENT if given else str(path))


def _has_mailed(settings: Settings) -> bool:
    """Whether mails with links went out, or addresses are barred; no where the store can't say."""
    if not settings.store.path.exists():
        return False
    try:
        with open_store(settings.store.url, migrate=False) as store:
            return depends(store)
    except DigestError:  # the room of the store says what is wrong with it
        return False


async def _sources(look: _Look) -> list[Check]:
    settings, now = look.settings, look.now
    if not settings.sources:
        hint = "add a [[sources]] table to digest.toml"
        return [verdicts.warning(Room.SOURCES, "sources", "none is set up", hint)]
    known = _remembered(settings)
    found = [verdicts.remembered(one, known.get(one.name), now) for one in settings.sources]
    return found if look.offline else [*found, *await _visits(settings, now)]


def _remembered(settings: Settings) -> dict[str, Fetched]:
    """What the store holds of the last visits; nothing where it can't say."""
    if not settings.store.path.exists():
        return {}
    try:
        with open_store(settings.store.url, migrate=False) as store:
            return {fetched.source: fetched for fetched in store.fetched.all()}
    except DigestError:  # the room of the store says what is wrong with it
        return {}


async def _visits(settings: Settings, now: datetime) -> list[Check]:
    from digest.collect import collect  # noqa: PLC0415 - 0.2 s that other rooms can do without
    from digest.pipeline.plugins import source_readers  # noqa: PLC0415 - likewise

    try:
        readers = source_readers(settings)
    except ConfigError as error:
        return [verdicts.raised(Room.SOURCES, "plugins", error)]
    visits = await collect(
        settings.sources,
        {},
        settings=settings.collect,
        root=settings.root,
        now=now,
        on_done=lambda visit: visit,
        readers=readers,
    )
    return [verdicts.visited(*pair) for pair in zip(settings.sources, visits, strict=True)]


async def _smtp(look: _Look) -> list[Check]:
    if look.offline:
        return []
    try:
        relays = relays_of(look.settings)
    except DigestError as error:
        return [verdicts.raised(Room.SMTP, "relay", error)]
    return [check for relay in relays for check in await _greeted(relay)]


async def _greeted(relay: Relay) -> list[Check]:
    try:
        return list(verdicts.relay(await probe(relay), relay))
    except DigestError as error:
        return [verdicts.raised(Room.SMTP, "relay", error)]


async def _render(look: _Look) -> list[Check]:
    letters = Letters(look.settings)
    return [
        check
        for letter in look.settings.newsletters.values()
        for check in (_rendered(look.settings, letter, look.now), _told(letters, letter))
    ]


def _told(letters: Letters, letter: Newsletter) -> Check:
    """The mails to readers that are no edition: a fault in one would cost a reader who joins."""
    name = f"{letter.id}: system mails"
    try:
        letters.prepare(letter, letter.language)
    except DigestError as error:
        return verdicts.raised(Room.RENDER, name, error)
    return verdicts.ok(Room.RENDER, name, "all that are sent render")


def _rendered(settings: Settings, letter: Newsletter, now: datetime) -> Check:
    """A sample edition with the newsletter's template and inliner, held against the rules."""
    name = f"{letter.id}: {letter.template_for(letter.usual)}"
    used = settings.build.inliner
    edition = sample_edition(letter, now)
    try:
        found = check(edition, letter, render_edition(settings, letter, edition))
    except DigestError as error:
        return verdicts.raised(Room.RENDER, name, error)
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        said = f"{errors[0].code} in a sample edition: {errors[0].message}"
        return verdicts.failed(Room.RENDER, name, said, errors[0].hint)
    return verdicts.ok(Room.RENDER, name, f"a sample edition renders, with {used}")


async def _clock(look: _Look) -> list[Check]:
    letters = look.settings.newsletters.values()
    wanted = {letter.schedule.timezone for letter in letters if letter.schedule}
    return [
        verdicts.python(sys.version_info[:3]),
        verdicts.sqlite(sqlite3.sqlite_version_info),
        verdicts.zones(wanted, available_timezones()),
        verdicts.clock(look.now),
    ]


_ROOMS: dict[Room, Callable[[_Look], Awaitable[list[Check]]]] = {
    Room.CONFIG: _config,
    Room.STORE: _store,
    Room.SOURCES: _sources,
    Room.SMTP: _smtp,
    Room.RENDER: _render,
    Room.CLOCK: _clock,
}
