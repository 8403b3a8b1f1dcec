"""The pages that a list names, over many visits: read when new, asked again ever more rarely.

A page that changed is read again, one that failed is tried again; the list alone costs neither.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from digest.collect.draft import Draft, Harvest, finish, sort_out
from digest.collect.language import UNKNOWN
from digest.collect.origins import FOUND
from digest.collect.response import validators
from digest.collect.urls import web_link
from digest.collect.variants import url_key
from digest.errors import HostRestsError, SourceError
from digest.model import Article, LinkedPage, Quarantined

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    from digest.collect.context import Context
    from digest.collect.draft import Page
    from digest.collect.response import Response
    from digest.model import Source

    Parse = Callable[[Response, Source, Context], Awaitable[Page]]

FIRST_LOOK: Final = timedelta(hours=1)
"""Until a page that was read is asked whether it changed; then as long as it is known."""

WATCHED: Final = timedelta(days=7)
"""A page that is known for so long is asked no more, unless its list says that it changed."""

FIRST_RETRY: Final = timedelta(minutes=5)
LAST_RETRY: Final = timedelta(hours=24)
"""A page that failed is tried again so late, and so late at most."""

AT_ONCE: Final = 50
"""Pages that one visit asks for at most."""

LAST_CHANGE: Final = "lastmod"
"""Where a date stands in a list that only tells of the page's last change."""

_MOST_DOUBLINGS: Final = 10


class LinkedBook(Protocol):
    """Where pages are remembered between passes."""

    def of(self, source: str) -> Mapping[str, LinkedPage]:
        """What is remembered of a source's pages, by URL."""
        ...


class _NoBook:
    """Remembers nothing: every page is new."""

    def of(self, source: str) -> Mapping[str, LinkedPage]:  # noqa: ARG002 - as the Protocol has it
        return {}


NO_BOOK: Final[LinkedBook] = _NoBook()


@dataclass(frozen=True, slots=True)
class _Looked:
    """What became of one page: an article or a refusal, and what to remember.

    `rests` is why it was not asked.
    """

    page: LinkedPage
    result: Article | Quarantined | None = None
    rests: HostRestsError | None = None


async def gather(
    drafts: Sequence[Draft],
    known: Mapping[str, LinkedPage],
    source: Source,
    context: Context,
    parse: Parse,
) -> Harvest:
    """Read the pages that are new, changed or due again; what the list said of one wins.

    Args:
        drafts: what the list says of each page, the most wanted first; empty where it is the same
            as before.
        known: what is remembered of the source's pages, by URL.
        source: whose list it is.
        context: of the pass.
        parse: makes a Page of an answer.

    Raises:
        SourceError: not one page could be read, now or before.
        HostRestsError: the same, and their host wants peace.
    """
    due = _due(drafts, known, source, context.now)[:AT_ONCE]
    looks = await asyncio.gather(*(_look(*one, source, context, parse) for one in due))
    pages = {**known, **{look.page.url: look.page for look in looks}}
    harvest = sort_out([look.result for look in looks if look.result])
    if harvest.quarantined and not any(page.published for page in pages.values()):
        if rests := next((look.rests for look in looks if look.rests), None):
            raise rests
        first = harvest.quarantined[0]
        raise SourceError(f"none of {len(due)} pages could be read; {first.place}: {first.reason}")
    told = tuple(page.published for page in pages.values() if page.published)
    return replace(harvest, pages=tuple(look.page for look in looks), told=told)


def _due(
    drafts: Iterable[Draft], known: Mapping[str, LinkedPage], source: Source, now: datetime
) -> list[tuple[Draft, LinkedPage]]:
    """Which are to be asked for: those of the list in its order, then others."""
    found: dict[str, tuple[Draft, LinkedPage]] = {}
    for draft in drafts:
        url = draft.url or ""
        before = known.get(url)
        if before is None or _changed(draft, before) or is_due(before, now):
            page = before or unasked(url, source, now)
            found[url] = draft, replace(page, said=_said(draft))
    for url, before in known.items():
        if before.said and url not in found and is_due(before, now):
            found[url] = _draft(before), before
    return list(found.values())


def is_due(page: LinkedPage, now: datetime) -> bool:
    """Whether a page that is known is to be asked again."""
    return page.next is not None and page.next <= now


def _changed(draft: Draft, before: LinkedPage) -> bool:
    """Whether the list says so, by a date behind the last look."""
    return isinstance(draft.date, datetime) and draft.date > before.checked


async def _look(
    draft: Draft, before: LinkedPage, source: Source, context: Context, parse: Parse
) -> _Looked:
    try:
        after, page = await ask(before, source, context, parse)
    except HostRestsError as error:
        return _Looked(replace(before, next=context.now + FIRST_RETRY), rests=error)
    except SourceError as error:
        return _refused(before, error.message, context.now)
    if page is None:
        return _Looked(after)
    if not page.draft.text:
        return _refused(before, "no article's text was found on it", context.now)
    found = _addressed(_merged(draft, page.draft), after.url, source)
    result = finish(found, source=source.name, now=context.now)
    if isinstance(result, Article):
        after = replace(after, published=result.published)
    return _Looked(after, result)


def _addressed(draft: Draft, url: str, source: Source) -> Draft:
    """A page that gives its list's address for its own (rel=canonical) stays where it was found."""
    if not draft.url or url_key(draft.url) != url_key(web_link(source.url)):
        return draft
    return replace(draft, url=web_link(url), origins={**draft.origins, "url": f"page: {FOUND}"})


async def ask(
    before: LinkedPage, source: Source, context: Context, parse: Parse
) -> tuple[LinkedPage, Page | None]:
    """What to remember of a page, and what it holds now; None where that is what it held before.

    Raises:
        SourceError: it can't be fetched or read.
        HostRestsError: its host wants peace.
    """
    answer = await context.page(
        before.url, source, etag=before.etag, last_modified=before.last_modified
    )
    after = seen(before, answer, context.now)
    if after.body_hash == before.body_hash:
        return after, None
    return after, await parse(answer, source, context)


def unasked(url: str, source: Source, now: datetime) -> LinkedPage:
    """What is known of a page before it was ever asked for."""
    return LinkedPage(source=source.name, url=url, first=now, checked=now)


def seen(before: LinkedPage, answer: Response, now: datetime) -> LinkedPage:
    """What to remember of a page that answered."""
    known = now - before.first
    etag, modified, name = validators(answer, before)
    return replace(
        before,
        etag=etag,
        last_modified=modified,
        body_hash=name,
        checked=now,
        failures=0,
        next=now + max(FIRST_LOOK, known) if known < WATCHED else None,
    )


def failed(before: LinkedPage, now: datetime) -> LinkedPage:
    """What to remember of a page that could not be read; it is tried again ever more rarely."""
    wait = FIRST_RETRY * 2 ** min(before.failures, _MOST_DOUBLINGS)
    again = now + min(wait, LAST_RETRY) if now - before.first < WATCHED else None
    return replace(before, checked=now, failures=before.failures + 1, next=again)


def _refused(before: LinkedPage, reason: str, now: datetime) -> _Looked:
    return _Looked(failed(before, now), Quarantined(place=before.url, reason=reason))


# --- what the list said -----------------------------------------------------------------


class _Said(msgspec.Struct, omit_defaults=True):
    """A Draft of a list, as it is kept; a day and a moment apart, for JSON can't tell them."""

    title: str = ""
    publisher: str = ""
    language: str = UNKNOWN
    day: date | None = None
    moment: datetime | None = None
    origins: dict[str, str] = {}


def _said(draft: Draft) -> str:
    moment = draft.date if isinstance(draft.date, datetime) else None
    said = _Said(
        title=draft.title,
        publisher=draft.publisher,
        language=draft.language,
        day=None if moment else draft.date,
        moment=moment,
        origins=dict(draft.origins),
    )
    return msgspec.json.encode(said).decode()


def _draft(page: LinkedPage) -> Draft:
    said = msgspec.json.decode(page.said, type=_Said)
    return Draft(
        url=page.url,
        title=said.title,
        publisher=said.publisher,
        language=said.language,
        date=said.moment or said.day,
        origins=said.origins,
    )


def _merged(known: Draft, found: Draft) -> Draft:
    """What the list said and what the page says; when it last changed is not when it came out."""
    changed = known.origins.get("published", "").endswith(LAST_CHANGE) and found.date is not None
    when = found.date if changed else known.date
    tongue = known.language if known.language != UNKNOWN else found.language
    wins = {
        "title": known.title,
        "published": known.date and not changed,
        "publisher": known.publisher,
        "language": known.language != UNKNOWN,
    }
    origins = {field: known.origins.get(field, "") for field, value in wins.items() if value}
    return replace(
        found,
        title=known.title or found.title,
        date=when or found.date,
        publisher=known.publisher or found.publisher,
        language=tongue,
        origins={**found.origins, **origins},
    )
