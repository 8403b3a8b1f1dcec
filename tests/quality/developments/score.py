"""Scores sentences that came later: is each a development of what was told, or none?

Each is judged as memory judges it, alone in an article beside one story of one earlier edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.unit.curate.make import article
from tests.unit.store.make import edition

from digest.curate.memory import Telling, recall
from digest.model import EditionState, Slot, Story

if TYPE_CHECKING:
    from digest.model import Article

HERE = Path(__file__).parent
PAIRS, AGAIN, BARE = HERE / "pairs.txt", HERE / "again.txt", HERE / "bare.txt"
_EDITION = edition(state=EditionState.SENT)


@dataclass(frozen=True, slots=True)
class Pair:
    """What was told, what a later article says, and whether that is news.

    `language` is of both, or of each: "en>fr"; `again`: the same newspaper says both.
    """

    language: str
    develops: bool
    told: str
    later: str
    again: bool = False


def pairs(path: Path = PAIRS) -> list[Pair]:
    lines = path.read_text("utf-8").splitlines()
    rows = (line.split(" | ") for line in lines if line and not line.startswith("#"))
    again = path.name == AGAIN.name
    return [Pair(row[0], row[1] == "yes", row[2], row[3], again) for row in rows]


def develops(pair: Pair) -> bool:
    """Whether memory takes the later article for a development."""
    title = " ".join(pair.told.split()[:5])
    before, _, after = pair.language.partition(">")
    told = Story(id="sa", lead=_article(1, title, pair.told, before, "The Herald"))
    slot = Slot(id="sa", story=told, headline=title, summary=pair.told)
    outlet = "The Herald" if pair.again else "Coast Post"
    later = Story(id="sa", lead=_article(2, title, pair.later, after or before, outlet))
    return bool(recall([later], {"sa": [Telling(_EDITION, [slot])]}).stories)


def _article(number: int, title: str, text: str, language: str, outlet: str) -> Article:
    return article(number, title, text, source=outlet, publisher=outlet, language=language)
