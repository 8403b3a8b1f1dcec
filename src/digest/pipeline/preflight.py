"""Preflight: an edition of the store against the rules of render/check.py; changes nothing.

Only `ask` uses the network, when it is asked to.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from digest.config.values import unknown
from digest.errors import DigestError, EditionError, SourceError
from digest.pipeline.freeze import refuse_empty
from digest.render.check import Against, Answer, Former, Severity, addresses, check
from digest.render.safe import clean
from digest.render.shelf import replaced, sources
from digest.render.support import EVEN, support_table
from digest.render.templates import shipped_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from digest.collect.fetch import Client
    from digest.config import Settings
    from digest.errors import ConfigError
    from digest.model import Edition
    from digest.render.check import Finding
    from digest.store import Store

NAMED: Final = 3  # errors that a refusal spells out
FORMER: Final = 30  # editions that subject and preheader are compared with


def preflight(
    settings: Settings, store: Store, edition_id: str, *, live: bool = False
) -> tuple[Finding, ...]:
    """What is wrong with what readers of the edition would get, or got; errors first.

    Args:
        settings: where the newsletter, the readers' clients and the templates' folder are from.
        store: where the edition is.
        edition_id: its id.
        live: whether its links and images are asked for.

    Raises:
        EmptyEditionError: the edition has no story.
        EditionError: there is no such edition, or it was never rendered.
        ConfigError: its newsletter is not in digest.toml any more, or a client is not known.
    """
    edition = store.editions.get(edition_id)
    refuse_empty(edition)
    rendered = store.editions.rendered(edition.id, edition.language)
    letter = settings.newsletter(edition.newsletter)
    answers = asyncio.run(ask(settings, addresses(edition, letter, rendered))) if live else {}
    return check(edition, letter, rendered, against(settings, store, edition, answers))


def errors(settings: Settings, store: Store, edition_id: str) -> tuple[Finding, ...]:
    """Of what `preflight` finds, and raises, that with which an edition should not go out."""
    found = preflight(settings, store, edition_id)
    return tuple(one for one in found if one.severity is Severity.ERROR)


def refuse_errors(settings: Settings, store: Store, edition_id: str) -> None:
    """Refuse an edition that `digest check` finds an error in; writes nothing.

    Raises:
        EmptyEditionError: it has no story.
        EditionError: it has errors, is unknown, or was never rendered.
        ConfigError: as from `preflight`.
    """
    if found := errors(settings, store, edition_id):
        raise EditionError(
            f"edition {edition_id} has errors: {in_words(found)}",
            f"where they are says `digest check {edition_id}`; mend them and build it again, or "
            f"let it go out with them: `digest approve --force {edition_id}`",
        )


def overruled(settings: Settings, store: Store, edition_id: str) -> str:
    """What an edition that is let out by force goes out with, in a line; "" for nothing."""
    try:
        found = errors(settings, store, edition_id)
    except DigestError as error:
        return f"not checked: {error.message}"
    return f"it goes out with its errors: {in_words(found)}" if found else ""


def in_words(found: Sequence[Finding]) -> str:
    """Findings in one line: each code and what it is, the first few of them."""
    told = dict.fromkeys(f"{one.code} {one.message}" for one in found)
    more = len(told) - NAMED
    return "; ".join((*list(told)[:NAMED], *([f"and {more} more"] if more > 0 else ())))


def against(
    settings: Settings,
    store: Store,
    edition: Edition,
    answers: Mapping[str, Answer],
) -> Against:
    """What an edition is held against.

    Raises:
        ConfigError: `clients` names one that is not known.
    """
    support = support_table()
    for name in support.unknown(settings.check.clients):
        raise _unknown_client(settings, name, support.clients)
    files = _sources(settings, edition)
    return Against(
        former=_former(store, edition),
        clients=settings.check.clients or EVEN,
        support=support,
        sources=files,
        shipped=frozenset(one for one in files if Path(one).is_relative_to(shipped_folder())),
        replaced=replaced(settings.root / "templates", files),
        answers=answers,
    )


def _sources(settings: Settings, edition: Edition) -> Mapping[str, str]:
    """The files that the edition's mail may be made of."""
    template = settings.newsletter(edition.newsletter).template_for(edition.cadence)
    beside = (slot.blocks for section in edition.sections for slot in section.slots)
    kinds = {block.kind.value for blocks in (edition.blocks, *beside) for block in blocks}
    return sources(settings.root / "templates", template, sorted(kinds))


async def ask(settings: Settings, urls: Iterable[str]) -> dict[str, Answer]:
    """Ask for each address once, with the limits of [collect]."""
    from digest.collect.fetch import Client  # noqa: PLC0415 - only who asks pays

    async with Client(settings.collect) as client:
        asked = {url: asyncio.ensure_future(_answer(client, url)) for url in urls}
        return {url: await task for url, task in asked.items()}


async def _answer(client: Client, url: str) -> Answer:
    try:
        got = await client.get(url)
    except SourceError as error:
        return Answer(error.status, words=error.message)
    return Answer(got.status, size=got.received)


def _former(store: Store, edition: Edition) -> tuple[Former, ...]:
    latest = store.editions.list(edition.newsletter, limit=FORMER)
    return tuple(
        Former(one.id, clean(one.subject), clean(one.preheader))
        for one in latest
        if one.date < edition.date and one.approved_hash
    )


def _unknown_client(settings: Settings, name: str, known: Sequence[str]) -> ConfigError:
    families = tuple(dict.fromkeys(one.split(".")[0] for one in known))
    words, hint = unknown("mail client", name, families if "." not in name else known)
    return settings.error(f"check.clients.{name}", words, hint)
