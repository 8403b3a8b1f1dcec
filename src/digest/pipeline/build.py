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
from digest.model import ADDED, Approval, Cadence, Draft, Edition, EditionState, Newsletter
from digest.pipeline.blocks import make_blocks
from digest.pipeline.choices import Seen, choices
from digest.pipeline.draft import settle
from digest.pipeline.freeze import approve
from digest.pipeline.hidden import with_hidden
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
    from collections.abc import Collection, Sequence

    from digest.config import Settings
    from digest.curate import Curated, RankRule
    from digest.curate.memory import Recalled
    from digest.model import Article, Block, Limits
    from digest.store import Store

logger = logging.getLogger(__name__)

WEEK_HOURS = 7 * 24
BUILT = "built"
LATE = timedelta(hours=24)
"""How long after its date an article may come in: no source that works is asked more rarely."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The edition that is wanted, and what it looks back on: to now, or to the end of its day.

    `before`: when the previous one was built; None where there is none.
    """

    letter: Newsletter
    cadence: Cadence
    day: date
    since: datetime
    until: datetime
    before: datetime | None


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
    wanted = _wanted(settings, store, newsletter, day=day, cadence=cadence, now=now)
    rules = rank_rules(settings)
    existing = store.editions.find(wanted.letter.id, wanted.cadence, wanted.day)
    _refuse_rebuild(existing, withdraw=withdraw)
    articles, carried = _articles(store, wanted)
    settle_stories(store, now=now)
    curated = _curated(settings, store, wanted, articles, rules=rules, existing=existing, now=now)
    recalled = _recalled(settings, store, wanted, curated, existing=existing)
    draft = _draft(settings, store, wanted, curated=curated, recalled=recalled, blocks=blocks)
    settled = settle(
        settings, store, wanted.letter, draft, cause=BUILT, now=now, withdraw=withdraw, fresh=True
    )
    seen = Seen(
        curated=curated, recalled=recalled, window=(wanted.since, wanted.until), carried=carried
    )
    store.choices.save(settled.edition.id, choices(seen, settled.made))
    edition, wrong = _approved(settings, store, wanted.letter, settled.edition, now=now)
    _say(edition, len(articles), len(curated.stories))
    return BuildReport(
        edition=edition,
        articles=len(articles),
        duplicates=len(curated.duplicates),
        stories=len(curated.stories),
        newest=None if articles or carried else _newest(store, wanted),
        withdrawn=settled.withdrawn,
        errors=wrong,
    )


def _wanted(
    settings: Settings,
    store: Store,
    newsletter: str | None,
    *,
    day: date | None,
    cadence: Cadence | None,
    now: datetime,
) -> _Wanted:
    letter = settings.newsletter(newsletter)
    cadence = cadence or letter.usual
    zone = ZoneInfo(letter.timezone)
    day = day or now.astimezone(zone).date()
    until = min(now, datetime.combine(day + timedelta(days=1), time(), zone))
    previous = store.editions.previous(letter.id, cadence, day)
    before = previous.built if previous else None
    since = until - reach(settings.build.limits, cadence, until - before if before else None)
    return _Wanted(letter=letter, cadence=cadence, day=day, since=since, until=until, before=before)


def _curated(
    settings: Settings,
    store: Store,
    wanted: _Wanted,
    articles: list[Article],
    *,
    rules: Sequence[RankRule],
    existing: Edition | None,
    now: datetime,
) -> Curated:
    added = _with_added(wanted.letter)
    context = rank_context(
        settings,
        store,
        articles,
        letter=wanted.letter,
        since=wanted.since,
        now=wanted.until,
        edition=existing.id if existing else "",
    )
    return curate(
        articles,
        added,
        settings.sources,
        now=wanted.until,
        rules=rules,
        context=context,
        story_of=store.stories.of([article.id for article in articles]),
        lessons=lessons_for(settings, store, wanted.letter, now=now),
        meanings=meanings_where_open(settings, store, added, articles, now=now),
    )


def _recalled(
    settings: Settings,
    store: Store,
    wanted: _Wanted,
    curated: Curated,
    *,
    existing: Edition | None,
) -> Recalled:
    """The stories that are news to readers, with who hid them from an earlier edition."""
    letter, until = wanted.letter, wanted.until
    told = memory_and_copies(store, letter, wanted.cadence, wanted.day, curated.stories)
    recalled = recall(permitted(curated.stories, settings.sources), told)
    own = existing.id if existing else ""
    stories = with_hidden(store, letter, recalled.stories, until=until, edition=own)
    return replace(recalled, stories=stories)


def _draft(
    settings: Settings,
    store: Store,
    wanted: _Wanted,
    *,
    curated: Curated,
    recalled: Recalled,
    blocks: Collection[Block],
) -> Draft:
    made = make_blocks(settings, wanted.letter, day=wanted.day, now=wanted.until)
    return Draft(
        stories=recalled.stories,
        limits=measure(wanted.letter, wanted.cadence).within(settings.build.limits),
        date=wanted.day,
        cadence=wanted.cadence,
        now=wanted.until,
        blocks=(*blocks, *made.blocks),
        left_out=(*recalled.lines(curated.stories), *made.left_out),
        before=_subjects(store, wanted),
    )


def _approved(
    settings: Settings, store: Store, letter: Newsletter, edition: Edition, *, now: datetime
) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition as automatic approval leaves it: held, with the errors why, where it has any."""
    if letter.approval is not Approval.AUTO or edition.state is EditionState.SKIPPED:
        return edition, ()
    if wrong := errors(settings, store, edition.id):
        return _held(store, edition.id), wrong
    return approve(settings, store, edition.id, now=now), ()


def _say(edition: Edition, articles: int, stories: int) -> None:
    logger.info(
        "built %s: %s, %d articles, %d stories, %d sections",
        edition.id,
        edition.state,
        articles,
        stories,
        len(edition.sections),
    )


def _newest(store: Store, wanted: _Wanted) -> date | None:
    """The day of the latest article in the newsletter's zone, where all are too old."""
    latest = [
        one.published for one in store.articles.list(limit=1) if one.published <= wanted.since
    ]
    return latest[0].astimezone(ZoneInfo(wanted.letter.timezone)).date() if latest else None


def _held(store: Store, edition: str) -> Edition:
    """What has errors waits for a person, whoever else might have approved it."""
    store.editions.set_state(edition, EditionState.HELD, expect={EditionState.DRAFT})
    return store.editions.get(edition)


def _subjects(store: Store, wanted: _Wanted) -> tuple[str, ...]:
    """Subjects of the editions before, that today's is to differ from."""
    found = store.editions.list(wanted.letter.id, limit=VARIED)
    return tuple(
        one.subject for one in found if one.cadence is wanted.cadence and one.date < wanted.day
    )


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


def _articles(store: Store, wanted: _Wanted) -> tuple[list[Article], frozenset[str]]:
    """The window's articles, and the ids of those that an earlier edition had, left out.

    Of these one that its source changed since comes again: what it says now may be news. With
    them come those that are a little older and that the previous edition could not know.
    """
    carried = store.editions.carried(wanted.letter.id, wanted.cadence, wanted.day)
    found = [*_late(store, wanted), *store.articles.between(wanted.since, wanted.until)]
    revised = carried.intersection(store.articles.revised(wanted.since, wanted.until))
    fresh = [article for article in found if article.id not in carried]
    left_out = carried.intersection(article.id for article in found).difference(revised)
    return [*fresh, *store.articles.among(revised)], left_out


def _late(store: Store, wanted: _Wanted) -> Sequence[Article]:
    """What was published before the window, and came in when the previous edition stood."""
    if wanted.before is None:
        return ()
    since, seen = wanted.since - LATE, (wanted.before, wanted.until)
    return store.articles.late(since, wanted.since, seen=seen)


def reach(limits: Limits, cadence: Cadence, since_previous: timedelta | None) -> timedelta:
    """How far back an edition looks: to the previous one, within the limits' hours."""
    if cadence is Cadence.WEEKLY:
        return timedelta(hours=max(WEEK_HOURS, limits.hours))
    least, most = timedelta(hours=limits.hours), timedelta(hours=limits.max_hours)
    return max(least, min(since_previous or least, most))
