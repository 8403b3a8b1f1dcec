"""How a visit to a source is shown: counts, not the articles themselves. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.model import Collected


def brief(visit: Collected) -> dict[str, object]:
    """A visit as --json shows it."""
    return {
        "source": visit.source,
        "status": visit.status,
        "articles": visit.came,
        "new": visit.new,
        "changed": visit.changed,
        "quarantined": visit.refused,
        "bytes": visit.bytes,
        "seconds": round(visit.seconds, 3),
        "error": visit.error,
        "notes": list(visit.notes),
        "next": visit.fetched.next if visit.fetched else None,
    }


COLUMNS: dict[str, Callable[[Collected], object]] = {
    "source": lambda visit: visit.source,
    "status": lambda visit: visit.status or "",
    "articles": lambda visit: visit.came,
    "new": lambda visit: visit.new,
    "changed": lambda visit: visit.changed or "",
    "quarantined": lambda visit: visit.refused or "",
    "seconds": lambda visit: f"{visit.seconds:.2f}",
    "error": lambda visit: "; ".join(filter(None, (visit.error, *visit.notes))),
}
