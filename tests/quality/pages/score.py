"""Scores a folder of saved pages against what is known of them.

TRUTH is a JSON object, one value a page: `file` (or the key and .html, packed or not), `url` (or
the key), and of `text` or `articleBody`, `title`, `date`, `sitename`, `with` and `without` what is
known. Text counts as in the benchmarks of article extraction: shingles of four words, precision and
recall of each page, the F1 of their means.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from digest.collect.draft import Draft
from digest.collect.extract import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WORD = re.compile(r"\w+")
_HEADING = re.compile(r"^## ", re.MULTILINE)
_SHINGLE = 4


@dataclass
class Count:
    """How many of the pages that the truth speaks of were right, and what the others gave."""

    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return 1 - len(self.wrong) / self.asked if self.asked else 0.0

    def add(self, name: str, expected: object, got: object, *, right: bool) -> None:
        self.asked += 1
        if not right:
            self.wrong.append(f"{name}: expected {expected!r}, got {got!r}")


@dataclass
class Scores:
    """Text by precision and recall of each page, the other fields by counts."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    fields: dict[str, Count] = field(default_factory=dict)

    @property
    def f1(self) -> float:
        exact, whole = _mean(self.precision), _mean(self.recall)
        return 2 * exact * whole / (exact + whole) if exact + whole else 0.0

    def of(self, name: str) -> Count:
        return self.fields.setdefault(name, Count())


def pages(folder: Path, truth: Path) -> Iterator[tuple[str, dict[str, Any], bytes]]:
    """The pages that the truth speaks of: a name, what is known, the bytes."""
    known = json.loads(truth.read_text("utf-8"))
    places = _places(folder)
    for key, told in sorted(known.items()):
        name = told.get("file") or (key if key in places else f"{key}.html")
        path = places.get(name) or places.get(f"{name}.gz")
        if path is not None:
            body = path.read_bytes()
            url = told.get("url") or (key if "://" in key else "")
            unpacked = gzip.decompress(body) if path.suffix == ".gz" else body
            yield name, {**told, "url": url}, unpacked


def corpus_hash(folder: Path, truth: Path) -> str:
    hashed = hashlib.sha256(truth.read_bytes())
    for name, _, body in pages(folder, truth):
        hashed.update(name.encode() + body)
    return hashed.hexdigest()[:16]


def score(folder: Path, truth: Path) -> Scores:
    scores = Scores()
    for name, told, body in pages(folder, truth):
        page = read_page(body, url=told["url"])
        _count(scores, name, told, page.draft if page else Draft())
    return scores


def shingle_score(expected: str, got: str) -> tuple[float, float]:
    """Precision and recall of a text by its shingles."""
    one, other = _shingles(expected), _shingles(got)
    if not one or not other:
        return (float(one == other), float(one == other))
    shared = sum((one & other).values())
    return shared / sum(other.values()), shared / sum(one.values())


def plain(text: str) -> str:
    """What two spellings of one title share: its letters and digits."""
    kept = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in kept if letter.isalnum())


def _count(scores: Scores, name: str, told: dict[str, Any], draft: Draft) -> None:
    text = _HEADING.sub("", draft.text)
    body = told.get("articleBody", told.get("text"))
    if body is not None:
        precision, recall = shingle_score(body, text)
        scores.precision.append(precision)
        scores.recall.append(recall)
    _count_chunks(scores, name, told, text)
    for field_name, got in (("title", draft.title), ("sitename", draft.publisher)):
        if told.get(field_name):
            wanted = str(told[field_name])
            scores.of(field_name).add(name, wanted, got, right=plain(wanted) == plain(got))
    if day := _day(told.get("date")):
        right = _same_day(draft.date, day)
        scores.of("date").add(name, told["date"], str(draft.date), right=right)


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said)[:10])
    except ValueError:
        return None


def _count_chunks(scores: Scores, name: str, told: dict[str, Any], text: str) -> None:
    flat = " ".join(text.split())
    for key, wanted in (("with", True), ("without", False)):
        for chunk in told.get(key, ()):
            held = " ".join(chunk.split()) in flat
            scores.of(key).add(name, chunk, held, right=held is wanted)


def _same_day(got: date | None, wanted: date) -> bool:
    """The page's own zone is not in the truth: a moment is of each day that it is on earth."""
    if isinstance(got, datetime):
        days = {(got + timedelta(hours=hours)).date() for hours in (-12, 0, 14)}
        return wanted in days
    return got == wanted


def _places(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in sorted(folder.rglob("*.htm*")) if path.is_file()}


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    if 0 < len(words) < _SHINGLE:
        return Counter([tuple(words)])
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
