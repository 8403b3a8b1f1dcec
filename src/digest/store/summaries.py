"""What language models answered, and what each edition spent on it. Judges no answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from digest.store.rows import clean, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from digest.store.connection import Connection


class Outcome(StrEnum):
    """What came of a question; one that failed may be asked again."""

    WRITTEN = "written"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """A summary, or in `reason` why there is none."""

    outcome: Outcome
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """Calls and tokens of one edition, in all its builds."""

    calls: int = 0
    tokens: int = 0


class Summaries:
    """The tables `summaries` and `summary_spending`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, model: str, version: int, contents: Iterable[str]) -> dict[str, Answer]:
        """Those of the questions that were asked, by the hash of their content."""
        found = {content: self._get(model, version, content) for content in contents}
        return {content: answer for content, answer in found.items() if answer}

    def spent(self, edition: str) -> Spent:
        """What an edition has spent."""
        row = self._connection.row(
            "SELECT calls, tokens FROM summary_spending WHERE edition = ?", (edition,)
        )
        return Spent(*row) if row else Spent()

    def save(
        self,
        edition: str,
        model: str,
        version: int,
        answers: Mapping[str, Answer],
        *,
        spent: Spent,
        now: datetime,
    ) -> None:
        """Keep answers in place of what was there, and add what they cost, in one step."""
        asked = text_of(now)
        rows = [
            (model, version, content, one.outcome, clean(one.text), clean(one.reason), asked)
            for content, one in answers.items()
        ]
        with self._connection.write() as raw:
            raw.executemany(
                "INSERT OR REPLACE INTO summaries"
                " (model, version, content, outcome, text, reason, asked)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            raw.execute(
                "INSERT INTO summary_spending (edition, calls, tokens, asked) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (edition) DO UPDATE SET calls = calls + excluded.calls,"
                " tokens = tokens + excluded.tokens, asked = excluded.asked",
                (edition, spent.calls, spent.tokens, asked),
            )

    def _get(self, model: str, version: int, content: str) -> Answer | None:
        row = self._connection.row(
            "SELECT outcome, text, reason FROM summaries"
            " WHERE model = ? AND version = ? AND content = ?",
            (model, version, content),
        )
        return Answer(Outcome(row[0]), row[1], row[2]) if row else None
