"""How a visit to a source is shown: counts, not the articles themselves. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.model import Article, Collected, Source

_SHOWN = 5


def brief(visit: Collected) -> dict[str, object]:
    """A visit as --json shows it."""
    return {
        "source": visit.source,
        "status": visit.status,
        "articles": len(visit.articles),
        "new": visit.new,
        "changed": visit.changed,
        "quarantined": len(visit.quarantined),
        "bytes": visit.bytes,
        "seconds": round(visit.seconds, 3),
        "error": visit.error,
        "notes": list(visit.notes),
        "next": visit.fetched.next if visit.fetched else None,
    }


COLUMNS: dict[str, Callable[[Collected], object]] = {
    "source": lambda visit: visit.source,
    "status": lambda visit: visit.status or "",
    "articles": lambda visit: len(visit.articles),
    "new": lambda visit: visit.new,
    "changed": lambda visit: visit.changed or "",
    "quarantined": lambda visit: len(visit.quarantined) or "",
    "seconds": lambda visit: f"{visit.seconds:.2f}",
    "error": lambda visit: "; ".join(filter(None, (visit.error, *visit.notes))),
}


def steps(source: Source, visit: Collected) -> Iterator[str]:
    """What one visit did, a line for each step, to the first that failed."""
    yield f"asked     {source.url or source.imap or source.path or source.name} ({source.kind})"
    if visit.error and not visit.status:
        yield f"failed    {visit.error}"
        return
    yield f"answered  {visit.status}, {visit.bytes} bytes, {visit.seconds:.2f} s"
    if visit.error:
        yield f"failed    {visit.error}"
        return
    yield f"read      {len(visit.articles)} articles, {len(visit.quarantined)} refused"
    for refused in visit.quarantined[:_SHOWN]:
        yield f"refused   {refused.place}: {refused.reason}"
    for note in visit.notes:
        yield f"noted     {note}"
    newest = sorted(visit.articles, key=lambda one: one.published, reverse=True)
    for article in newest[:_SHOWN]:
        yield f"article   {article.published:%Y-%m-%d %H:%M}  {_told(article)}"
    if visit.fetched and visit.fetched.next:
        yield f"next      {visit.fetched.next:%Y-%m-%d %H:%M} UTC at the earliest"


def _told(article: Article) -> str:
    """A title, how much text there is, and what its date and text rest on."""
    known = dict(article.origins)
    rests = f"date: {known.get('published', 'none')}; text: {known.get('text', 'none')}"
    return f"{article.title}  ({len(article.text)} characters; {rests})"
