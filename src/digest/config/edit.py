"""Changes to digest.toml that a command makes: its comments and its order stay. Pure.

Text in, text out; who writes it down looks at the result with `load` first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from digest.config.sources import keys_of
from digest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.model import Source


def with_sources(text: str, sources: Iterable[Source]) -> str:
    """The text with a [[sources]] table more for each source, below those that are there.

    Raises:
        ConfigError: it is no TOML, or names its sources in a form of its own.
    """
    document = _parsed(text)
    tables = document.get("sources")
    if tables is None:
        tables = tomlkit.aot()
        document.append("sources", tables)
    if not isinstance(tables, AoT):
        raise ConfigError(
            "sources is no array of tables", "write each source as a [[sources]] table"
        )
    for source in sources:
        tables.append(_table(source))
    return tomlkit.dumps(document)


def with_topics(text: str, newsletter: str, topics: Sequence[str]) -> str:
    """The text with other topics for a newsletter, named and without words of their own.

    Raises:
        ConfigError: it is no TOML, or has no such newsletter.
    """
    document = _parsed(text)
    try:
        table: Any = document["newsletters"][newsletter]
    except KeyError:
        raise ConfigError(f"there is no newsletter {newsletter}") from None
    rows = tomlkit.array()
    for name in topics:
        row = tomlkit.inline_table()
        row.append("name", name)
        rows.append(row)
    table["topics"] = rows.multiline(multiline=True)
    return tomlkit.dumps(document)


def _parsed(text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise ConfigError(f"digest.toml can't be read: {error}") from error


def _table(source: Source) -> tomlkit.items.Table:
    table = tomlkit.table()
    for key, value in keys_of(source).items():
        table.append(key, str(value) if isinstance(value, str) else value)
    table.add(tomlkit.nl())
    return table
