"""Rules that no key can tell by itself: what newsletters name must be there, and be there once.

Looks at the names of template files, never into them, and at nothing else on the disk.
"""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from digest.config.values import duration, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.config.check import Origin
    from digest.config.document import Document
    from digest.config.lines import KeyPath
    from digest.config.tables.newsletter import NewsletterTable

_MJML = ".mjml.j2"
_LATEST = timedelta(hours=24)


def check_newsletters(document: Document, origin: Origin, root: Path) -> None:
    """Judges all that newsletters name, and the topics that sources give.

    Raises:
        ConfigError: a name that stands for nothing, or stands twice.
    """
    sources = [source.name for source in document.sources]
    for name, table in document.newsletters.items():
        path = ("newsletters", name)
        _check_sources(table, path, sources, origin)
        _check_once([topic.name for topic in table.topics], (*path, "topics"), origin)
        _check_days(table, (*path, "schedule", "days"), origin)
        _check_lateness(table, (*path, "schedule", "max_late"), origin)
        _check_template(table.template, (*path, "template"), root, origin)
        _check_template(table.weekly_template, (*path, "weekly_template"), root, origin)
    _check_topics_of_sources(document, origin)
    _check_signing(document, origin)


def _check_sources(table: NewsletterTable, path: KeyPath, names: list[str], origin: Origin) -> None:
    for index, source in enumerate(table.sources):
        if source not in names:
            words = f"no source is named {source!r}{nearest(source, names)}"
            hint = f"expected one of: {', '.join(names) or 'none is configured'}"
            raise origin.error((*path, "sources", index), words, hint)


def _check_once(topics: list[str], path: KeyPath, origin: Origin) -> None:
    for index in _repeated(topic.casefold() for topic in topics):
        words = f"a second topic named {topics[index]!r}"
        raise origin.error((*path, index, "name"), words, "name each topic once")


def _check_days(table: NewsletterTable, path: KeyPath, origin: Origin) -> None:
    if table.schedule is None:
        return
    days = table.schedule.days
    if not days and table.schedule.weekly is None:
        raise origin.error(path, "expected a day, got none", 'or set weekly = "sat", say')
    for index in _repeated(days):
        words = f'"{days[index].value}" stands there twice'
        raise origin.error((*path, index), words, "name each day once")


def _check_lateness(table: NewsletterTable, path: KeyPath, origin: Origin) -> None:
    """Yesterday's edition is not caught up with once today's is due."""
    if table.schedule and duration(table.schedule.max_late) > _LATEST:
        words = f'expected at most "24h", got "{table.schedule.max_late}"'
        raise origin.error(path, words, "a later edition is built and sent by hand")


def _repeated(values: Iterable[str]) -> Iterator[int]:
    """The places of values that stood before."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield index
        seen.add(value)


def _check_topics_of_sources(document: Document, origin: Origin) -> None:
    """A source may serve newsletters that lack its topic, but not give one that none has."""
    known = {
        topic.name.casefold(): topic.name
        for table in document.newsletters.values()
        for topic in table.topics
    }
    for index, source in enumerate(document.sources):
        if known and source.topic and source.topic.casefold() not in known:
            names = list(known.values())
            words = f"no newsletter has a topic {source.topic!r}{nearest(source.topic, names)}"
            hint = f"expected one of: {', '.join(names)}"
            raise origin.error(("sources", index, "topic"), words, hint)


def _check_signing(document: Document, origin: Origin) -> None:
    """A relay that our own keys are to sign for finds keys in every newsletter."""
    keyless = [name for name, table in document.newsletters.items() if table.dkim is None]
    others = ((("relays", name), relay) for name, relay in document.smtp.relays.items())
    for path, relay in (((), document.smtp), *others):
        if relay.sign and keyless:
            words = f"newsletter {keyless[0]} has no dkim table that names a key"
            hint = f"add [newsletters.{keyless[0]}.dkim], or leave sign out"
            raise origin.error(("smtp", *path, "sign"), words, hint)


def _check_template(name: str, path: KeyPath, root: Path, origin: Origin) -> None:
    folders = (root / "templates" / "email", shipped_templates())
    if any((folder / f"{name}{_MJML}").is_file() for folder in folders):
        return
    found = {file.name for folder in folders for file in folder.glob(f"*{_MJML}")}
    names = sorted(name.removesuffix(_MJML) for name in found)
    words = f"there is no template {name!r}{nearest(name, names)}"
    hint = f"expected a file {folders[0] / name}{_MJML}, or one of: {', '.join(names)}"
    raise origin.error(path, words, hint)


def shipped_templates() -> Path:
    """Where the shipped email templates stand: in the package, else in the checkout."""
    package = Path(str(files("digest")))
    packaged = package / "templates" / "email"
    return packaged if packaged.is_dir() else package.parents[1] / "templates" / "email"
