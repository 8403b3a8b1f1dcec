"""What one visit to a source did, step by step, for a person. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from digest.model import Collected, Fetched, Source

NEWEST = 5
"""Articles that are shown of a visit."""


def steps(source: Source, visit: Collected) -> dict[str, object]:
    """Each step that was taken and what came of it, in their order."""
    found = {
        "asked": source.url or source.path,
        "front page": f"{source.front_page}: {len(visit.front)} links" if visit.front else "",
        "answer": f"status {visit.status}, {visit.bytes} bytes, {visit.seconds:.2f} s",
        **(_told(visit.fetched) if visit.fetched else {}),
        "articles": len(visit.articles),
        "texts": _lengths([len(one.text) for one in visit.articles]),
        "refused": "; ".join(f"{one.place}: {one.reason}" for one in visit.quarantined[:NEWEST]),
        **dict(_newest(visit)),
        "next visit": _minute(visit.fetched.next) if visit.fetched else "",
        "notes": "; ".join(visit.notes),
        "error": visit.error,
    }
    return {name: value for name, value in found.items() if value not in {None, ""}}


def _told(fetched: Fetched) -> dict[str, object]:
    """What server and feed said for later visits."""
    rhythm = fetched.rhythm
    return {
        "moved for good": fetched.moved,
        "validators": ", ".join(filter(None, (fetched.etag, fetched.last_modified))),
        "wants peace until": _minute(fetched.wait),
        "says its pace is": str(rhythm.period) if rhythm.period else "",
        "skips hours": " ".join(map(str, rhythm.skip_hours)),
        "hub": rhythm.hub,
        "its site offers": fetched.offer,
    }


def _lengths(characters: Sequence[int]) -> str:
    if not characters:
        return ""
    return f"of {' to '.join(map(str, sorted({min(characters), max(characters)})))} characters"


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}Z" if moment else ""


def _newest(visit: Collected) -> Iterator[tuple[str, object]]:
    newest = sorted(visit.articles, key=lambda one: one.published, reverse=True)
    for number, one in enumerate(newest[:NEWEST], start=1):
        yield f"newest {number}", f"{_minute(one.published)} {one.title}"
