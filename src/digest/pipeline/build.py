"""Build: from the stored articles of the day to a draft edition, rendered and stored."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.compose import measure
from digest.curate import curate
from digest.curate.memory import recall
from digest.errors import EditionError
from digest.model import Approval, Cadence, Draft, Edition, EditionState
from digest.pipeline.blocks import make_blocks
from digest.pipeline.choices import Seen, choices
from digest.pipeline.collect import ADDED
from digest.pipeline.draft import settle
from digest.pipeline.freeze import approve
from digest.pipeline.meanings import meanings_where_open
from digest.pipeline.memory import memory_and_copies
from digest.pipeline.permission import permitted
from digest.pipeline.plugins import rank_rules
from digest.pipeline.preflight import errors
from digest.pipeline.ranking import rank_context
from digest.pipeline.stories import settle_stories
from digest.pipeline.topics import lessons_for
from digest.render.check import Finding
from digest.store.editions import OPEN_TO_CHANGE

if TYPE_CHECKING:
    from collections.abc import Collection

    from digest.config import Settings
    from digest.model import Article, Block, Limits, Newsletter
    from digest.store import Store

logger = logging.getLogger(__name__)

WEEK_HOURS = 7 * 24
BUILT = "built"
VARIED = 6  # editions of late that a subject is to differ from


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """The Edition, and how many articles, duplicates and stories it was chosen from.

    `withdrawn`: it took the place of an approved one, and that approval is gone. `errors`: why
    it is held, though its approval is automatic. `newest`: the day of the latest
    article, where all are too old.
    """

    edition: Edition
    articles: int
    duplicates: int
    stories: int
    newest: date | None = None
    withdrawn: bool = False
    errors: tuple[Finding, ...] = ()


def build(
    settings: Settings,
    store: Store,
    newsletter: str | None,
    *,
    day: date | None = None,
    cadence: Cadence | None = None,
    now: datetime,
    blocks: Collection[Block] = (),
    withdraw: bool = False,
) -> BuildReport:
    """Compose, render and store the edition of `day` (default: today in its zone).

    Its cadence is daily if not said, or weekly where the newsletter has no other.

    A draft of the same day is replaced; with `withdraw` so is an approved edition of which
    nothing was sent, and its approval is taken back. The edition is `skipped` when it has fewer
    than `min_stories`; where the newsletter's approval is automatic it is `approved`, or `held`
    where `digest check` finds an error in it.

    Raises:
        ConfigError: no such newsletter, or a plugin that it names can't be loaded.
        EditionError: the day's edition was approved (without `withdraw`) or sent already.
        RenderError: a template can't be rendered, or gives a mail that Gmail would clip.
    """
    letter = settings.newsletter(newsletter)
    cadence = cadence or letter.usual
    rules = rank_rules(settings)
    day = day or now.astimezone(ZoneInfo(letter.timezone)).date()
    existing = store.editions.find(letter.id, cadence, day)
    _refuse_rebuild(existing, withdraw=withdraw)
    window = _window(settings.build.limits, store, letter, cadence, day, now=now)
    articles, carried = _articles(store, letter, cadence, day, window)
    then = window[1]  # for a day that is over, its end
    settle_stories(store, now=now)
    context = rank_context(
        settings,
        store,
        articles,
        letter=letter,
        since=window[0],
        now=then,
        edition=existing.id if existing else "",
    )
    added = _with_added(letter)
    curated = curate(
        articles,
        added,
        settings.sources,
        now=then,
        rules=rules,
        context=context,
        story_of=store.stories.of([article.id for article in articles]),
        lessons=lessons_for(settings, store, letter, now=now),
        meanings=meanings_where_open(settings, store, added, articles, now=now),
    )
    told = memory_and_copies(store, letter, cadence, day, curated.stories)
    recalled = recall(permitted(curated.stories, settings.sources), told)
    limits = measure(letter, cadence).within(settings.build.limits)
    made = make_blocks(settings, letter, day=day, now=then)
    draft = Draft(
        stories=recalled.stories,
        limits=limits,
        date=day,
        cadence=cadence,
        now=then,
        blocks=(*blocks, *made.blocks),
        left_out=(*recalled.lines(curated.stories), *made.left_out),
        before=_subjects(store, letter, cadence, day),
    )
    settled = settle(
        settings, store, letter, draft, cause=BUILT, now=now, withdraw=withdraw, fresh=True
    )
    edition = settled.edition
    wrong: tuple[Finding, ...] = ()
    seen = Seen(curated=curated, recalled=recalled, window=window, carried=carried)
    store.choices.save(edition.id, choices(seen, settled.made))
    if letter.approval is Approval.AUTO and edition.state is not EditionState.SKIPPED:
        wrong = errors(settings, store, edition.id)
        if wrong:
            edition = _held(store, edition.id)
        else:
            edition = approve(settings, store, edition.id, now=now)
    logger.info(
        "built %s: %s, %d articles, %d stories, %d sections",
        edition.id,
        edition.state,
        len(articles),
        len(curated.stories),
        len(edition.sections),
    )
    return BuildReport(
        edition=edition,
        articles=len(articles),
        duplicates=len(curated.duplicates),
        stories=len(curated.stories),
        newest=None if articles or carried else _newest(store, letter, window[0]),
        withdrawn=settled.withdrawn,
        errors=wrong,
    )


def _newest(store: Store, letter: Newsletter, since: datetime) -> date | None:
    """The day of the latest article in the newsletter's zone, where all are too old."""
    published = [one.published for one in store.articles.list(limit=1) if one.published <= since]
    return published[0].astimezone(ZoneInfo(letter.timezone)).date() if published else None


def _held(store: Store, edition: str) -> Edition:
    """What has errors waits for a person, whoever else might have approved it."""
    store.editions.set_state(edition, EditionState.HELD, expect={EditionState.DRAFT})
    return store.editions.get(edition)


def _subjects(store: Store, letter: Newsletter, cadence: Cadence, day: date) -> tuple[str, ...]:
    """Subjects of the editions before, that today's is to differ from."""
    found = store.editions.list(letter.id, limit=VARIED)
    return tuple(one.subject for one in found if one.cadence is cadence and one.date < day)


def _with_added(letter: Newsletter) -> Newsletter:
    """A newsletter that names its sources takes what was added by hand as well."""
    return replace(letter, sources=(*letter.sources, ADDED)) if letter.sources else letter


def _refuse_rebuild(existing: Edition | None, *, withdraw: bool) -> None:
    withdrawable = frozenset({EditionState.APPROVED} if withdraw else ())
    if existing and existing.state not in OPEN_TO_CHANGE | withdrawable:
        raise EditionError(
            f"edition {existing.id} is {existing.state} already",
            "what readers are to get stays as it is; choose another day with `digest build --date`",
        )


def _window(
    limits: Limits,
    store: Store,
    letter: Newsletter,
    cadence: Cadence,
    day: date,
    *,
    now: datetime,
) -> tuple[datetime, datetime]:
    """What the edition looks back on: to the end of its day, or to now."""
    until = min(now, datetime.combine(day + timedelta(days=1), time(), ZoneInfo(letter.timezone)))
    before = store.editions.previous(letter.id, cadence, day)
    gap = until - before.built if before and before.built else None
    return until - reach(limits, cadence, gap), until


def _articles(
    store: Store,
    letter: Newsletter,
    cadence: Cadence,
    day: date,
    window: tuple[datetime, datetime],
) -> tuple[list[Article], frozenset[str]]:
    """The window's articles, and the ids of those that an earlier edition had, left out.

    Of these one that its source changed since comes again: what it says now may be news.
    """
    carried = store.editions.carried(letter.id, cadence, day)
    found = store.articles.between(*window)
    revised = carried.intersection(store.articles.revised(*window))
    fresh = [article for article in found if article.id not in carried]
    left_out = carried.intersection(article.id for article in found).difference(revised)
    return [*fresh, *store.articles.among(revised)], left_out


def reach(limits: Limits, cadence: Cadence, since_previous: timedelta | None) -> timedelta:
    """How far back an edition looks: to the previous one, within the limits' hours."""
    if cadence is Cadence.WEEKLY:
        return timedelta(hours=max(WEEK_HOURS, limits.hours))
    least, most = timedelta(hours=limits.hours), timedelta(hours=limits.max_hours)
    return max(least, min(since_previous or least, most))
