"""A [[sources]] table and the Source that it stands for, there and back.

Judges only what one key alone cannot tell. Never writes a secret: what a mailbox's password or an
installed reader's options are stays in digest.toml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from digest.config import values
from digest.config.check import Origin, check
from digest.config.tables.stages import SourceTable
from digest.model import Source, SourceKind, Use

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SAID: Final = {"true": True, "false": False}
_SWITCHES: Final = frozenset(("pictures", "paywall", "full_text", "own"))
_DEFAULTS: Final = Source(name="", kind="")


def sources(tables: Sequence[SourceTable], origin: Origin) -> tuple[Source, ...]:
    """The sources that checked tables stand for.

    Raises:
        ConfigError: two of one name, or keys that contradict each other.
    """
    seen: set[str] = set()
    for index, table in enumerate(tables):
        if table.name in seen:
            words = f"a second source named {table.name!r}"
            raise origin.error(("sources", index, "name"), words, "give each its own name")
        seen.add(table.name)
        _check_place(table, index, origin)
    return tuple(_source(table) for table in tables)


def _check_place(table: SourceTable, index: int, origin: Origin) -> None:
    if table.front and not table.own:
        words = f"only the front page of an own source is looked at; {table.name!r} is not own"
        raise origin.error(("sources", index, "front"), words, "add own = true")
    if table.full_text and table.kind != SourceKind.FEED:
        words = f"a source of kind {table.kind} takes no full_text"
        raise origin.error(("sources", index, "full_text"), words, "it is for feeds")
    if table.kind not in tuple(SourceKind):
        return
    if table.options:
        words = f"a source of kind {table.kind} takes no options"
        raise origin.error(("sources", index, "options"), words, "they are for installed readers")
    if table.kind == SourceKind.MAILBOX:
        _check_mailbox(table, index, origin)
        return
    for name in ("imap", "password"):
        if getattr(table, name) is not None:
            words = f"a source of kind {table.kind} takes no {name}"
            raise origin.error(("sources", index, name), words, "it is for mailboxes")
    needs, other = ("path", "url") if table.kind == SourceKind.FILES else ("url", "path")
    if getattr(table, other) is not None:
        words = f"a source of kind {table.kind} takes {needs}, not {other}"
        raise origin.error(("sources", index, other), words)
    if getattr(table, needs) is None:
        words = f"a source of kind {table.kind} needs {needs}"
        raise origin.error(("sources", index, needs), words, f"expected {needs} of {table.name!r}")


def _check_mailbox(table: SourceTable, index: int, origin: Origin) -> None:
    if table.url is not None or (table.path is None) == (table.imap is None):
        words = "a source of kind mailbox takes either path or imap"
        raise origin.error(("sources", index), words, "path is a maildir, imap a folder's URL")
    if (table.imap is None) != (table.password is None):
        words = "imap and password are given together"
        raise origin.error(("sources", index), words, 'password = { env = "NAME" }')


def _source(table: SourceTable) -> Source:
    return Source(
        name=table.name,
        kind=table.kind,
        url=table.url,
        path=table.path,
        imap=table.imap,
        topic=table.topic,
        weight=table.weight,
        day_first=table.dates == "european",
        zone=table.zone or "",
        use=Use(table.use),
        pictures=table.pictures,
        paywall=table.paywall,
        full_text=table.full_text,
        options=table.options,
        every=values.duration(table.every) if table.every else None,
        own=table.own,
        front=table.front,
        owner=table.owner,
    )


def keys_of(source: Source) -> dict[str, str | float | bool]:
    """What digest.toml says of a source, key by key; defaults are left out, and secrets."""
    return dict(_told(source))


def _told(source: Source) -> Iterator[tuple[str, str | float | bool]]:
    for key in ("name", "kind", "url", "path", "topic", "weight"):
        if (value := getattr(source, key)) != getattr(_DEFAULTS, key):
            yield key, value
    if source.day_first:
        yield "dates", "european"
    if source.every:
        yield "every", values.spelt(source.every)
    for key in ("zone", "use", "pictures", "paywall", "full_text", "own", "front", "owner"):
        if (value := getattr(source, key)) != getattr(_DEFAULTS, key):
            yield key, value


def text_of(value: str | float | bool) -> str:  # noqa: FBT001 - a value, no switch
    """A value of `keys_of` as a text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def source_of(keys: Mapping[str, str], place: str) -> Source:
    """The source that keys of digest.toml stand for, each written as a text.

    Args:
        keys: as `keys_of` and `text_of` give them.
        place: where they stand, for errors.

    Raises:
        ConfigError: a key that there is not, or one that digest.toml could not hold either.
    """
    table, origin = {key: _typed(key, text) for key, text in keys.items()}, Origin(place)
    check(table, SourceTable, (), origin)
    (source,) = sources([msgspec.convert(table, SourceTable)], origin)
    return source


def _typed(key: str, text: str) -> str | float | bool:
    if key in _SWITCHES:
        return _SAID.get(text, text)
    try:
        return float(text) if key == "weight" else text
    except ValueError:
        return text
