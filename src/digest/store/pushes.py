"""What was agreed with the hubs of sources. It asks no hub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.model import Push
from digest.store.rows import clean, moment_of, moment_or_none, text_of, text_or_none

if TYPE_CHECKING:
    from digest.store.connection import Connection

_COLUMNS = "source, hub, topic, token, secret, asked, until, denied"
_SELECT = f"SELECT {_COLUMNS} FROM pushes"
_SAVE = f"INSERT OR REPLACE INTO pushes ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class Pushes:
    """The table `pushes`: one row for each source whose hub was asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, source: str) -> Push | None:
        """What was agreed for a source, None where its hub was never asked."""
        return self._one("source = ?", source)

    def find(self, token: str) -> Push | None:
        """What the address with this token is for, None where it is none of ours."""
        return self._one("token = ?", token)

    def save(self, push: Push) -> None:
        """Remember an agreement in place of the one before."""
        row = clean(push)
        with self._connection.write() as raw:
            raw.execute(
                _SAVE,
                (
                    *(row.source, row.hub, row.topic, row.token, row.secret),
                    *(text_of(row.asked), text_or_none(row.until), row.denied),
                ),
            )

    def _one(self, where: str, value: str) -> Push | None:
        row = self._connection.row(f"{_SELECT} WHERE {where}", (value,))
        return _push(row) if row else None


def _push(row: tuple[Any, ...]) -> Push:
    source, hub, topic, token, secret, asked, until, denied = row
    return Push(
        source=source,
        hub=hub,
        topic=topic,
        token=token,
        secret=secret,
        asked=moment_of(asked),
        until=moment_or_none(until),
        denied=denied,
    )
