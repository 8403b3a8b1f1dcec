"""What a reader of the preview asked for, from the query of its URL and back into one.

All of it is in the URL, so that a page can be reloaded, sent on and gone back to. Nothing in
a query is an error: what can't be used falls back to its default.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from digest.model import Length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import QueryParams

VIEWS: Final = ("html", "text", "headers", "source")
WIDTHS: Final = ("both", "375", "700")
SCHEMES: Final = ("light", "dark")
_WORDS: Final = 200  # characters of a search


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose copy is shown, and how. `reader` goes before `topics` and `length`."""

    reader: int | None = None
    topics: tuple[str, ...] = ()
    length: Length = Length.FULL
    view: str = VIEWS[0]
    width: str = WIDTHS[0]
    scheme: str = SCHEMES[0]
    words: str = ""

    @property
    def query(self) -> str:
        """What differs from the defaults, as a query without its mark."""
        plain = Choice()
        names = ("reader", "length", "view", "width", "scheme", "words")
        values = ((name, getattr(self, name)) for name in names)
        changed = [(name, value) for name, value in values if value != getattr(plain, name)]
        return urlencode([("topic", topic) for topic in self.topics] + changed)

    def at(self, path: str = "/", **changes: object) -> str:
        """The URL of this choice with some changes."""
        query = replace(self, **changes).query  # type: ignore[arg-type]  # names are checked there
        return f"{path}?{query}" if query else path

    def toggled(self, topic: str) -> str:
        """The URL with one topic more, or without it."""
        kept = tuple(name for name in self.topics if name != topic)
        return self.at(topics=kept if topic in self.topics else (*kept, topic))


def choice_of(query: QueryParams, topics: Sequence[str]) -> Choice:
    """Read a query; `topics` are those of the edition."""
    reader = query.get("reader", "")
    asked = set(query.getlist("topic"))
    return Choice(
        reader=int(reader) if re.fullmatch(r"[0-9]{1,15}", reader) else None,
        topics=tuple(topic for topic in topics if topic in asked),
        length=Length(_one_of(query.get("length"), tuple(Length))),
        view=_one_of(query.get("view"), VIEWS),
        width=_one_of(query.get("width"), WIDTHS),
        scheme=_one_of(query.get("scheme"), SCHEMES),
        words=query.get("words", "").strip()[:_WORDS],
    )


def _one_of(value: str | None, known: Sequence[str]) -> str:
    return value if value is not None and value in known else known[0]
