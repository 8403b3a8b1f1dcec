"""Approve and freeze: what an editor saw is what the outbox holds, for whom it holds it."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from digest.clock.hours import reader_due
from digest.compose import select
from digest.deliver import new_message_id
from digest.errors import EditionError, EmptyEditionError
from digest.model import Cadence, DeliveryState, EditionState, FreezeCount, OutboxRow
from digest.pipeline.holds import held_in_doubt
from digest.pipeline.suppress import suppression_hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Edition, Newsletter, Rendered, Selection, Subscriber, Subscription
    from digest.store import Store

logger = logging.getLogger(__name__)

AUDIENCE_RULE = "active subscribers with a story in their topics"
NO_STORY = "no story in the chosen topics"
SUPPRESSED = "suppressed"
OTHER_CADENCE = "another cadence"
OTHER_LANGUAGE = "had it in another language"
IN_DOUBT = "unsure, held for your word"
SATURDAY = 5
PAGE = 500
SENDABLE = frozenset({EditionState.APPROVED, EditionState.SENDING})
ENDED = frozenset({DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.CANCELLED})


def seal(newsletter: Newsletter, rendered: Rendered) -> str:
    """The hash that an approval covers: content, sender and audience rule."""
    envelope = (
        newsletter.sender,
        newsletter.reply_to,
        newsletter.public_url,
        newsletter.bounces,
        newsletter.archive_page,
        newsletter.help_url,
        AUDIENCE_RULE,
        rendered.hash,
    )
    return hashlib.sha256(msgspec.json.encode(envelope)).hexdigest()


def approve(settings: Settings, store: Store, edition_id: str, *, now: datetime) -> Edition:
    """Approve a draft: from here its content, sender and audience rule are fixed.

    Raises:
        EmptyEditionError: the edition has no story.
        EditionError: it was sent or cancelled already, or is unknown.
    """
    edition = store.editions.get(edition_id)
    refuse_empty(edition)
    newsletter = settings.newsletter(edition.newsletter)
    rendered = store.editions.rendered(edition.id, edition.language)
    sealed = seal(newsletter, rendered)
    store.editions.approve(edition.id, sealed, now=now)
    logger.info("approved %s under %s", edition.id, sealed)
    return store.editions.get(edition.id)


def check_seal(newsletter: Newsletter, edition: Edition, rendered: Rendered) -> None:
    """Refuse an edition whose content or sender is no longer what was approved.

    Raises:
        EditionError: something under the seal changed.
    """
    if edition.approved_hash != seal(newsletter, rendered):
        raise EditionError(
            f"edition {edition.id} is not what was approved: its content or sender changed",
            _way_out(edition),
        )


def _way_out(edition: Edition) -> str:
    back = "put the sender back in digest.toml"
    if edition.state is not EditionState.APPROVED:
        return f"{back}: some readers have this edition already"
    again = f"digest build --newsletter {edition.newsletter} --date {edition.date}"
    again += f" --cadence {edition.cadence}"
    return f"{back}, or build it again, which takes the approval back: `{again}`"


def refuse_changed(settings: Settings, store: Store, edition: Edition) -> Rendered:
    """What was rendered of the edition, which is what was approved.

    Raises:
        EditionError: something under the seal changed.
    """
    rendered = store.editions.rendered(edition.id, edition.language)
    check_seal(settings.newsletter(edition.newsletter), edition, rendered)
    return rendered


def plan(settings: Settings, store: Store, edition_id: str, *, now: datetime) -> FreezeCount:
    """Count who would get the edition and who not, and why; writes nothing.

    A draft may be counted too.

    Raises:
        EmptyEditionError: the edition has no story.
        EditionError: it was approved, and is not what was approved.
    """
    edition = store.editions.get(edition_id)
    refuse_empty(edition)
    if edition.state in SENDABLE:
        refuse_changed(settings, store, edition)
    if counts := store.outbox.counts(edition.id):
        held = held_in_doubt(settings, store, edition.id, now=now)
        return _already_frozen(store.outbox.open(edition.id), counts, held)
    excluded: Counter[str] = Counter()
    queued = sum(1 for _ in readers(settings, store, edition, excluded))
    return FreezeCount(queued=queued, audience=queued + excluded.total(), excluded=dict(excluded))


def _already_frozen(still_open: int, counts: Mapping[DeliveryState, int], held: int) -> FreezeCount:
    without = {f"already {state}": n for state, n in counts.items() if state in ENDED}
    without |= {IN_DOUBT: held} if held else {}
    return FreezeCount(queued=still_open - held, audience=sum(counts.values()), excluded=without)


def refuse_unfreezable(settings: Settings, store: Store, edition: Edition) -> None:
    """Refuse what `freeze` would refuse; writes nothing.

    Raises:
        EmptyEditionError: nobody would get it.
        EditionError: the edition is not what was approved.
    """
    refuse_changed(settings, store, edition)
    if next(readers(settings, store, edition, Counter()), None) is None:
        raise _nobody(edition)


def freeze(
    settings: Settings,
    store: Store,
    edition: Edition,
    *,
    now: datetime,
    key: bytes,
    at_once: bool = False,
) -> FreezeCount:
    """Fill the outbox, once: one Delivery for each reader the edition reaches.

    It is due at the hour that the reader chose, or now (`at_once`: to all of them, also where
    they were frozen before). Pauses that are over end.

    Raises:
        EmptyEditionError: nobody would get it; the edition stays approved.
        EditionError: the edition is not what was approved.
    """
    newsletter = settings.newsletter(edition.newsletter)
    rendered = refuse_changed(settings, store, edition)
    excluded: Counter[str] = Counter()
    store.subscriptions.wake(newsletter.id, edition.date)
    chosen = readers(settings, store, edition, excluded)
    due = _at_once(now) if at_once else _at_hours(newsletter, now)
    rows = _rows(chosen, newsletter, edition, due=due, key=key)
    frozen = store.outbox.freeze(edition.id, rendered, rows)
    if at_once:
        store.decisions.bring_forward(edition.id, now=now)
    logger.info("froze %s: %d queued, %d left out", edition.id, frozen.queued, excluded.total())
    return replace(
        frozen,
        audience=frozen.audience + excluded.total(),
        excluded={**frozen.excluded, **excluded},
    )


def refuse_empty(edition: Edition) -> None:
    """Refuse an edition that holds no story.

    Raises:
        EmptyEditionError: it holds none.
    """
    if edition.state is EditionState.SKIPPED or not edition.sections:
        raise EmptyEditionError(
            f"edition {edition.id} has no stories to send",
            "collect again and build it anew, or lower min_stories",
        )


def _rows(
    chosen: Iterator[tuple[Subscriber, Subscription, Selection]],
    newsletter: Newsletter,
    edition: Edition,
    *,
    due: Callable[[int | None, str | None], datetime],
    key: bytes,
) -> Iterator[OutboxRow]:
    domain = newsletter.sender.domain
    nobody = True
    for subscriber, subscription, selection in chosen:
        nobody = False
        yield OutboxRow(
            subscriber=subscriber.id,
            selection=selection,
            due_at=due(subscription.hour, subscription.timezone),
            message_id=new_message_id(edition.id, subscriber.id, key, domain),
        )
    if nobody:  # raised inside the transaction: the edition stays unfrozen
        raise _nobody(edition)


def _at_once(now: datetime) -> Callable[[int | None, str | None], datetime]:
    return lambda _hour, _zone: now


def _at_hours(
    newsletter: Newsletter, now: datetime
) -> Callable[[int | None, str | None], datetime]:
    """When a reader is due by their hour and zone; without one, by the newsletter's zone."""
    zone = newsletter.timezone
    return lru_cache(maxsize=None)(lambda hour, where: reader_due(now, hour, where or zone))


def _nobody(edition: Edition) -> EmptyEditionError:
    return EmptyEditionError(
        f"edition {edition.id} reaches nobody",
        "import readers with `digest subscribers import FILE`; who is there is in "
        "`digest subscribers list`",
    )


def readers(
    settings: Settings, store: Store, edition: Edition, excluded: Counter[str]
) -> Iterator[tuple[Subscriber, Subscription, Selection]]:
    """Everyone whom the edition reaches and what they get; counts the others by reason.

    Readers with the same choices share one Selection.
    """
    shared = lru_cache(maxsize=None)(
        lambda topics, length, muted: select(edition, topics=topics, length=length, muted=muted)
    )
    audience = store.subscribers.audience(edition.newsletter, edition.date)
    had = store.switches.had(edition)
    for subscriber, chosen in _mailable(settings, store, audience, excluded):
        if subscriber.id in had:
            excluded[OTHER_LANGUAGE] += 1
            continue
        if not wants(chosen, edition):
            excluded[OTHER_CADENCE] += 1
            continue
        selection = shared(chosen.topics, chosen.length, chosen.muted)
        if selection.slots:
            yield subscriber, chosen, selection
        else:
            excluded[NO_STORY] += 1


def _mailable(
    settings: Settings,
    store: Store,
    audience: Iterator[tuple[Subscriber, Subscription]],
    excluded: Counter[str],
) -> Iterator[tuple[Subscriber, Subscription]]:
    """Those who are not suppressed, whatever their state says; a page at a time."""
    if not store.suppressions.any():
        yield from audience
        return
    hashes = suppression_hashes(settings, store)
    while page := tuple(islice(audience, PAGE)):
        keys = {one: who.id for who, _ in page for one in hashes(who.email)}
        found = store.suppressions.of(tuple(keys))
        out = {(keys[row.hash], row.newsletter) for row in found}
        for who, chosen in page:
            if out.isdisjoint({(who.id, ""), (who.id, chosen.newsletter)}):
                yield who, chosen
            else:
                excluded[SUPPRESSED] += 1


def wants(subscription: Subscription, edition: Edition) -> bool:
    """Whether the reader's cadence takes this edition: weekdays are Monday to Friday."""
    if edition.cadence is Cadence.WEEKLY:
        return subscription.cadence is Cadence.WEEKLY
    if subscription.cadence is Cadence.WEEKDAYS:
        return edition.date.weekday() < SATURDAY
    return subscription.cadence is Cadence.DAILY
