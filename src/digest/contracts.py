"""Contract tests for plugins: what an author calls from the tests of a package of their own.

Each check calls the plugin as digest does, raises AssertionError with what is wrong and what
to do, and returns what the plugin gave. Touches no network: `pages` stand in for it.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from digest.collect import Draft, Response
from digest.collect import plugin as sources
from digest.compose import blocks
from digest.curate import Context
from digest.curate import rank as rules
from digest.errors import SourceError
from digest.model import Article, Block, Image, Mailbox, Newsletter, Source, Story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.collect import SourceReader
    from digest.compose import BlockMaker
    from digest.curate import RankRule

__all__ = ["check_blocks", "check_rule", "check_source"]

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
LOUDEST = 10.0  # a score beyond this drowns every other rule
_NO_PAGES: Mapping[str, bytes] = MappingProxyType({})
_NO_OPTIONS: Mapping[str, object] = MappingProxyType({})
_LETTER = Newsletter(
    id="briefing",
    title="Morning Briefing",
    sender=Mailbox(address="briefing@news.example"),
    public_url="https://news.example",
    postal_address="1 Example Street, Example City",
)
_T = TypeVar("_T")


def check_source(
    reader: SourceReader,
    source: Source,
    *,
    pages: Mapping[str, bytes] = _NO_PAGES,
    now: datetime = NOW,
) -> tuple[Article, ...]:
    """Check a source reader against pages that hold at least one article.

    Args:
        reader: the coroutine function that the entry point names.
        source: a source as an operator would configure it.
        pages: by URL, the bodies that `fetch` finds; it refuses any other.
        now: aware UTC.

    Returns:
        The articles that digest makes of its drafts.

    Raises:
        AssertionError: the reader breaks its contract; says how.
    """
    web = _Pages(pages)
    drafts = list(_run(lambda: reader(source, now=now, fetch=web.fetch), web))
    _check_drafts(drafts)
    found = sources.harvest(drafts, source, now=now)
    _insist(not found.quarantined, f"not an article: {[one.reason for one in found.quarantined]}")
    _insist(found.articles, "it found no article; give pages that hold one")
    _insist(len(found.articles) == len(drafts), "two drafts have the same guid, url or key")
    later = now + timedelta(hours=1)
    again = _run(lambda: reader(source, now=later, fetch=web.fetch), web)
    same = [one.id for one in sources.harvest(again, source, now=later).articles]
    _insist(
        same == [one.id for one in found.articles],
        "read again an hour later, the same pages gave other articles: take guid, url or key "
        "from the page, never from the clock or a counter",
    )
    _check_outage(reader, source, web, now)
    return found.articles


def _check_drafts(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        _insist(not sources.fault(draft), f"{sources.fault(draft)}: {draft!r}")
        _insist(
            draft.guid or draft.url or draft.key,
            "a draft has neither guid, url nor key, so that an edit makes another article of it: "
            f"{draft!r}",
        )


def _check_outage(reader: SourceReader, source: Source, web: _Pages, now: datetime) -> None:
    """Whoever fetches must not take an outage for a day without news."""
    if not web.asked:
        return
    try:
        asyncio.run(_awaited(lambda: reader(source, now=now, fetch=_unreachable)))
    except Exception:  # noqa: BLE001 - any will do: digest makes it the source's error
        return
    raise AssertionError(
        "it hid that a page could not be fetched: let the SourceError of `fetch` through"
    )


def check_blocks(
    maker: BlockMaker,
    *,
    options: Mapping[str, object] = _NO_OPTIONS,
    pages: Mapping[str, bytes] = _NO_PAGES,
    newsletter: Newsletter = _LETTER,
    day: date | None = None,
    now: datetime = NOW,
) -> tuple[Block, ...]:
    """Check a maker of blocks on a day when it has something to say.

    Args:
        maker: the coroutine function that the entry point names.
        options: as an operator would configure them.
        pages: by URL, the bodies that `fetch` finds; it refuses any other.
        newsletter: whose edition it is.
        day: the edition's date; by default that of `now`.
        now: aware UTC.

    Returns:
        The blocks.

    Raises:
        AssertionError: the maker breaks its contract; says how.
    """
    web = _Pages(pages)
    day = day or now.date()
    told = MappingProxyType(dict(options))

    def call() -> Awaitable[Sequence[Block]]:
        return maker(newsletter, date=day, now=now, options=told, fetch=web.fetch)

    try:
        made = blocks.listed(_run(call, web))
    except TypeError as error:
        raise AssertionError(str(error)) from error
    kept, refused = blocks.sound(made, ())
    _insist(not refused, "; ".join(refused))
    _insist(kept, "it made no block; give options and pages of a day that has one")
    stale = [block.id for block in kept if block.expires and block.expires <= now]
    _insist(not stale, f"expired already, so it is never printed: {', '.join(stale)}")
    _insist(
        tuple(_run(call, web)) == made,
        "called again with the same arguments it made other blocks, so a draft that is built "
        "again would change: take the time from `now`, and nothing from chance",
    )
    return tuple(kept)


def check_rule(
    rule: RankRule, *stories: Story, now: datetime = NOW
) -> tuple[tuple[float, str], ...]:
    """Check a rule of ranking on your stories, and on some that are hard to read.

    Returns:
        What it gave for each of `stories`.

    Raises:
        AssertionError: the rule breaks its contract; says how.
    """
    context = Context(now, {"Example": 1.5})
    given = [_judged(rule, story, context) for story in (*stories, *_hard_stories(now))]
    return tuple(given[: len(stories)])


def _judged(rule: RankRule, story: Story, context: Context) -> tuple[float, str]:
    title = story.lead.title
    try:
        given, again = rule(story, context), rule(story, context)
    except Exception as error:
        raise AssertionError(f"it raised {error!r} on the story {title!r}") from error
    _insist(not rules.fault(given), f"{rules.fault(given)}, on the story {title!r}")
    _insist(given == again, f"asked twice about {title!r} it gave {given} and {again}")
    score, reason = given
    _insist(
        abs(score) <= LOUDEST,
        f"its score {score:g} drowns the other rules, which give 0 to about 3: scale it down and "
        "let operators weigh it under [build.rank]",
    )
    _insist(reason.isprintable(), f"its reason is to be one line: {reason!r}")
    return score, reason


def _hard_stories(now: datetime) -> tuple[Story, ...]:
    """What comes through the door: bare, hostile, from the future, in another script."""
    bare = Article(
        id="a1", url=None, title="A headline", source="Example", publisher="Example", published=now
    )
    hostile = replace(
        bare, id="a2", title="<script>alert(1)</script>", text="\x00 \u202e {} %s" * 50
    )
    ahead = replace(bare, id="a3", published=now + timedelta(days=1), byline="A. Writer")
    arabic = replace(bare, id="a4", title="توقيع معاهدة المياه", language="ar", source="Elsewhere")
    pictured = replace(bare, id="a5", image=Image(url="https://news.example/5.jpg"))
    return (
        *(Story(id=f"s{one.id}", lead=one) for one in (bare, hostile, ahead, arabic)),
        Story(id="s5", lead=pictured, coverage=(bare, arabic), topic="World", score=1.0),
    )


@dataclass
class _Pages:
    """The network of a check."""

    bodies: Mapping[str, bytes]
    asked: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    async def fetch(self, url: str) -> Response:
        self.asked.append(url)
        if url not in self.bodies:
            self.missing.append(url)
            raise SourceError(f"{url} answered 404", status=404)
        body = self.bodies[url]
        return Response(url=url, status=200, body=body, received=len(body))


async def _unreachable(url: str) -> Response:
    raise SourceError(f"{url}: no connection")


def _run(call: Callable[[], Awaitable[_T]], web: _Pages) -> _T:
    try:
        return asyncio.run(_awaited(call))
    except AssertionError:
        raise
    except Exception as error:
        lost = f"; `pages` has no {web.missing[0]}" if web.missing else ""
        raise AssertionError(f"it raised {error!r}{lost}") from error


async def _awaited(call: Callable[[], Awaitable[_T]]) -> _T:
    given = call()
    _insist(inspect.isawaitable(given), "it is no coroutine function: write `async def`")
    return await given


def _insist(holds: object, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
