"""A reader's choices as options of `subscribers add`, under the same rules as an import."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, TypedDict

import click

from digest.audience.importer import read_rows
from digest.model import Cadence, Length, SubscriberRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from digest.model import Newsletter


class Choices(TypedDict):
    """What the options said."""

    name: str
    newsletters: tuple[str, ...]
    topics: tuple[str, ...]
    cadence: str | None
    length: str
    hour: int | None
    timezone: str | None
    language: str | None


_OPTIONS = (
    click.option("--name", default="", help="The reader's name."),
    click.option(
        "--newsletter", "newsletters", multiple=True, help="Which; may be given several times."
    ),
    click.option(
        "--topic", "topics", multiple=True, help="Only this topic; several times. Default: all."
    ),
    click.option(
        "--cadence",
        type=click.Choice([cadence.value for cadence in Cadence]),
        help="How often; default: as often as the newsletter comes.",
    ),
    click.option(
        "--length",
        type=click.Choice([length.value for length in Length]),
        default=Length.FULL.value,
        show_default=True,
        help="How much of each story.",
    ),
    click.option("--hour", type=click.IntRange(0, 23), help="The reader's hour, local."),
    click.option("--timezone", metavar="ZONE", help="The reader's IANA time zone."),
    click.option("--language", metavar="TAG", help="Language tag; default: the newsletter's."),
)


def choice_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options of a reader's choices."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def chosen_row(email: str, chosen: Choices, known: Mapping[str, Newsletter]) -> SubscriberRow:
    """The row that these choices make, read as a line of an import would be.

    Raises:
        UsageError: an address, newsletter, topic, zone or language that is none.
    """
    cells = {column: _cell(value) for column, value in chosen.items()}
    if not chosen["newsletters"]:
        del cells["newsletters"]
    stream = io.StringIO()
    csv.writer(stream).writerows([("email", *cells), (email, *cells.values())])
    stream.seek(0)
    row = next(read_rows(stream, known))
    if not isinstance(row, SubscriberRow):
        raise click.UsageError(f"{email!r} can't be added: {row.reason}")
    return row


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else str(value)
