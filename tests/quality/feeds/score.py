"""Scores a folder of test feeds: does collect read of each what its comment expects?

Never fetches: a feed is read as if it came from a fixed address.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.quality.feeds.expect import claims, fulfilled

from digest.collect.dates import DateStyle
from digest.collect.feed import drafts
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL = "http://127.0.0.1:8097/feed.xml"
_HEADER = re.compile(r"^Header:\s+([^:]+):\s*(.*)$", re.MULTILINE)
_KINDS = frozenset((".xml", ".json", ".rdf", ".rss", ".atom"))


@dataclass
class Score:
    """How many feeds concern a kept field, and which were not read as expected."""

    concerned: int = 0
    failed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return 1 - len(self.failed) / self.concerned if self.concerned else 0.0


def feeds(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in _KINDS)


def corpus_hash(folder: Path) -> str:
    hashed = hashlib.sha256()
    for path in feeds(folder):
        hashed.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return hashed.hexdigest()[:16]


def score(folder: Path) -> dict[str, Score]:
    """The scores by subfolder."""
    found: dict[str, Score] = {}
    for path in feeds(folder):
        body = path.read_bytes()
        wanted = claims(_readable(body))
        if wanted:
            part = found.setdefault(path.parent.relative_to(folder).as_posix(), Score())
            part.concerned += 1
            part.failed += [f"{path.name}: {why}" for why in _faults(body, wanted)][:1]
    return found


def _faults(body: bytes, wanted: list) -> Iterator[str]:
    told = dict(_HEADER.findall(_readable(body)))
    kind, url = told.get("Content-type", ""), told.get("Content-Location", URL)
    try:
        read = [one for one, _ in drafts(body, url=url, content_type=kind, dates=DateStyle())]
    except SourceError as error:
        yield error.message
        return
    for claim in wanted:
        if not fulfilled(claim, read):
            got = read[claim.at] if claim.at < len(read) else None
            yield f"{'.'.join(claim.path)} expected {claim.value!r:.80}, in {got!r:.300}"


def _readable(body: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16", "utf-32", "cp1252"):
        try:
            text = body.decode(encoding)
        except ValueError:
            continue
        if "Expect:" in text:
            return text
    return body.decode("latin-1")
