"""What is curated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from digest.model.article import Article

OTHER: Final = "Other"
"""The topic of a Story that fits none of the newsletter's."""

TURN: Final = timedelta(hours=6)
"""How long after another an Article has to come for its Story's state to have changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """What is new in a Story since an earlier Edition told it.

    `headline` and `url` are those under which it was told; `sentence` is the new fact, from
    an article of `source`.
    """

    edition: str
    date: date
    headline: str
    url: str | None
    sentence: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event: a lead Article and its coverage, placed in a topic and scored.

    `summary` is drawn from the articles' own sentences; `reasons` says why the story is
    here, one sentence each. `update` marks one that an earlier edition told. `independent`
    counts voices that don't belong together; 0 where nobody counted them. `summary_by` names the
    language model that wrote the summary, where one did; `lifted` then keeps the articles' own
    sentences.
    """

    id: str
    lead: Article
    coverage: tuple[Article, ...] = ()
    topic: str = OTHER
    score: float = 0.0
    summary: str = ""
    reasons: tuple[str, ...] = ()
    update: Development | None = None
    independent: int = 0
    summary_by: str = ""
    lifted: str = ""

    @property
    def current(self) -> tuple[Article, ...]:
        """Its coverage, less what came hours before its lead and may be false by now."""
        led = self.lead.published
        return tuple(one for one in self.coverage if led - one.published < TURN)
