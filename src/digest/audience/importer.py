"""From a file to rows for the store: CSV as people have it, or JSON lines.

Streams, and never touches the store. Each bad row is quarantined by itself with its line,
the reason and its text. One address on several lines comes out on several rows, in the
file's order: the store merges them, and the later one's choices hold.
"""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from digest.audience.address import normalise
from digest.audience.cells import (
    cadence,
    clean,
    hour,
    is_blocked,
    language,
    length,
    names,
    newsletters_named,
    protect,
    topics_named,
    zone,
)
from digest.audience.columns import COLUMNS, find_columns
from digest.audience.csvfile import Broken, open_text, records
from digest.audience.jsonlines import is_json, json_records
from digest.audience.proof import STANDING, consent, standing, until
from digest.audience.suppression import Wanted
from digest.errors import AudienceError
from digest.model import Cadence, Quarantined, SubscriberRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TextIO

    from digest.audience.csvfile import Record
    from digest.audience.jsonlines import JsonRecord
    from digest.model import Newsletter

__all__ = ["Row", "open_text", "read_rows"]

Row = SubscriberRow | Wanted | Quarantined
"""What comes of a line: a reader, an address that is to be kept out, or why neither."""

# What hardly two readers have in common; what stands in the other columns, many do.
_OWN: Final = frozenset({"email", "name", "consent_source", "consent_time", "consent_ip"})
_CHOICES: Final = (*(column for column in COLUMNS if column not in _OWN), *STANDING)


def read_rows(
    stream: TextIO,
    newsletters: Mapping[str, Newsletter],
    *,
    usual: Sequence[str] = (),
    passed_over: Callable[[str], None] = lambda _: None,
) -> Iterator[Row]:
    """The rows of a file, good and bad, in its order.

    Whom the program of before kept out (listmonk's `blocklisted`) is no reader: they come as an
    address to suppress.

    A CSV's delimiter is comma, semicolon or tab; columns stand in any order. `email` alone is
    enough: the newsletter is the only one there is, in its language, every topic, as often as it
    comes.

    Args:
        stream: As `open_text` gives it; its name is in the places of the refused rows.
        newsletters: The installation's newsletters by id.
        usual: Ids of those that a row means which names none.
        passed_over: Hears of each column that nobody knows, in words.

    Raises:
        AudienceError: The header does not say what the file holds.
    """
    _need_newsletters(newsletters)
    name = Path(str(getattr(stream, "name", "") or "csv")).name
    judge = _Judge(name, newsletters, usual, passed_over)
    head = stream.readline(64)
    stream.seek(0)
    yield from judge.json(stream) if is_json(head) else judge.csv(stream)


class _Judge:
    """Turns records into rows, or says why not."""

    def __init__(
        self,
        name: str,
        newsletters: Mapping[str, Newsletter],
        usual: Sequence[str],
        passed_over: Callable[[str], None],
    ) -> None:
        self._name, self._newsletters, self._passed_over = name, newsletters, passed_over
        self._usual = ";".join(usual or (newsletters if len(newsletters) == 1 else ()))
        self._choices = lru_cache(maxsize=4096)(self._chosen)  # a million readers share a few

    def csv(self, stream: TextIO) -> Iterator[Row]:
        """The rows of a CSV file."""
        found = records(stream)
        places, width = self._header(next(found, None))
        for record in found:
            if isinstance(record, Broken):
                yield self._refused(record.line, record.reason, record.raw)
                continue
            cells = record.cells
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                words = f"{len(cells)} cells, but the header has {width}: is a quote missing?"
                yield self._refused(record.line, words, record.raw)
                continue
            yield self._row(cells, places, record)

    def json(self, stream: TextIO) -> Iterator[Row]:
        """The rows of a file of JSON lines; each may have members of its own."""
        told: set[str] = set()
        for record in json_records(stream):
            if isinstance(record, Broken):
                yield self._refused(record.line, record.reason, record.raw)
                continue
            names = tuple(record.cells)
            try:
                places = _places(names)
            except AudienceError as error:
                yield self._refused(record.line, f"{error.message} {error.hint}", record.raw)
                continue
            for words in _strange(names):
                if words not in told:
                    told.add(words)
                    self._passed_over(words)
            # No guard against formulas stands in JSON: what looks like one is the reader's own.
            cells = [protect(cell) for cell in record.cells.values()]
            yield self._row(cells, places, record)

    def _header(self, header: object) -> tuple[dict[str, int], int]:
        if header is None:
            raise AudienceError(f"{self._name} is empty.", "Its first line names the columns.")
        if isinstance(header, Broken):
            raise AudienceError(
                f"{self._name}, line 1: {header.reason}.", "The first line names the columns."
            )
        cells: Sequence[str] = getattr(header, "cells", ())
        places = find_columns(cells, self._passed_over)
        if not self._usual and "newsletters" not in places:
            raise AudienceError(
                "The file has no newsletters column, and there are"
                f" {len(self._newsletters)} newsletters.",
                f"Add one with any of: {', '.join(self._newsletters)};"
                " or give --newsletter for all its rows.",
            )
        return places, len(cells)

    def _row(
        self, cells: Sequence[str], places: Mapping[str, int], record: Record | JsonRecord
    ) -> Row:
        try:
            given = {
                column: clean(cells[place], column)
                for column, place in places.items()
                if place < len(cells) and cells[place]
            }
            return self._judged(given)
        except (AudienceError, ValueError) as error:
            reason = error.message if isinstance(error, AudienceError) else str(error)
            return self._refused(record.line, reason, record.raw)

    def _judged(self, cells: Mapping[str, str]) -> SubscriberRow | Wanted:
        get = cells.get
        email = normalise(get("email", ""))
        if (told := get("state")) and is_blocked(told):
            return Wanted(address=email, source="imported")
        with_choices = self._choices(tuple(map(get, _CHOICES)))
        return with_choices(
            email=email,
            name=get("name") or f"{get('first', '')} {get('last', '')}".strip(),
            consent=consent(cells),
        )

    def _chosen(self, told: tuple[str | None, ...]) -> Callable[..., SubscriberRow]:
        """What many rows share: the cells of _CHOICES, judged. The rest of a row is to follow."""
        cells = {column: cell for column, cell in zip(_CHOICES, told, strict=True) if cell}
        get = cells.get
        ids, mother_tongue, topics = self._named(
            get("newsletters") or self._usual, get("topics", "")
        )
        return partial(
            SubscriberRow,
            newsletters=ids,
            topics=topics,
            language=language(get("language", "")) or mother_tongue,
            cadence=self._offered(get("cadence", ""), ids),
            length=length(get("length", "")),
            hour=hour(get("hour", "")),
            timezone=zone(get("timezone", "")),
            state=standing(cells),
            until=until(get("until", "")),
            muted=names(get("muted", "")),
        )

    def _named(self, which: str, topics: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
        """The ids of the newsletters of a row, the language of the first, and the topics."""
        wanted = newsletters_named(which, self._newsletters)
        return tuple(one.id for one in wanted), wanted[0].language, topics_named(topics, wanted)

    def _offered(self, cell: str, ids: tuple[str, ...]) -> Cadence:
        """The cadence of a cell, where all of the newsletters have it; of none, their usual one.

        Who would get nothing is to be told.
        """
        wanted = cadence(cell) if cell else self._newsletters[ids[0]].usual
        for one in ids:
            if wanted not in (offered := self._newsletters[one].cadences):
                key = "weekly" if wanted is Cadence.WEEKLY else "days"
                raise ValueError(
                    f"{one} has no {wanted} edition: set `{key}` in its schedule,"
                    f" or choose {' or '.join(offered)}"
                )
        return wanted

    def _refused(self, line: int, reason: str, raw: str) -> Quarantined:
        return Quarantined(place=f"{self._name}:{line}", reason=reason, raw=raw)


@lru_cache(maxsize=256)
def _places(names: tuple[str, ...]) -> dict[str, int]:
    return find_columns(names)


@lru_cache(maxsize=256)
def _strange(names: tuple[str, ...]) -> tuple[str, ...]:
    told: list[str] = []
    find_columns(names, told.append)
    return tuple(told)


def _need_newsletters(newsletters: Mapping[str, Newsletter]) -> None:
    if not newsletters:
        raise AudienceError(
            "There is no newsletter to read.", "Add a [newsletters.ID] table to digest.toml."
        )
