"""What digest.toml tells a built-in maker of blocks, read key by key; a wrong one is named.

Each maker knows which keys it takes; nothing here knows a maker.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.config import values
from digest.errors import BlockError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model import Newsletter


class Options:
    """The options of one block.

    Raises:
        BlockError: one that its maker does not take.
    """

    def __init__(self, given: Mapping[str, object], newsletter: Newsletter, *known: str) -> None:
        self._given = given
        self.zone = ZoneInfo(newsletter.timezone)
        if spare := sorted(given.keys() - set(known)):
            raise BlockError(f"it takes {', '.join(known)}, not {spare[0]}")

    def words(self, name: str, *, needed: bool = False) -> str:
        """Words; "" where there are none.

        Raises:
            BlockError: they are no words, or are needed and not there.
        """
        value = self._given.get(name, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise BlockError(f"{name} is to be words")
        return value

    def link(self, name: str) -> str | None:
        """A web address, or none.

        Raises:
            BlockError: it is none.
        """
        value = self.words(name)
        try:
            return values.web_url(value) if value else None
        except ValueError as error:
            raise BlockError(f"{name}: {error}") from error

    def number(self, name: str, default: int, *, least: int = 1, most: int) -> int:
        """A whole number within its bounds.

        Raises:
            BlockError: it is none.
        """
        value = self._given.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise BlockError(f"{name} is to be a whole number from {least} to {most}")
        return value

    def span(self, name: str, default: str) -> timedelta:
        """A time such as 36h.

        Raises:
            BlockError: it is none.
        """
        try:
            return values.duration(self.words(name) or default)
        except ValueError as error:
            raise BlockError(f"{name}: {error}") from error

    def day(self, name: str) -> date | None:
        """A day as TOML writes it, or none.

        Raises:
            BlockError: it is none, or has a time.
        """
        value = self._given.get(name)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise BlockError(f"{name} is to be a day, as 2027-01-03")
        return value

    def end_of(self, name: str) -> datetime | None:
        """When the last day is over in the newsletter's zone, UTC; none where none is said."""
        last = self.day(name)
        return midnight(last + timedelta(days=1), self.zone) if last else None

    def moment(self, name: str) -> datetime | None:
        """A time with its offset, or a day, which begins in the newsletter's zone; or none.

        Raises:
            BlockError: it is neither.
        """
        value = self._given.get(name)
        if value is None:
            return None
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=self.zone)
        if isinstance(value, date):
            return midnight(value, self.zone)
        raise BlockError(f"{name} is to be a day or a time, as 2027-01-03T09:30:00Z")


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The start of a day, UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
