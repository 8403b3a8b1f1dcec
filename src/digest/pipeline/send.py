"""Send: an approved edition to its readers, or any edition to one address as a test."""

from __future__ import annotations

import contextlib
import logging
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from digest.deliver import Caller, SendReport, Time, deliver
from digest.deliver.caller import unless_set
from digest.deliver.probe import probe
from digest.deliver.steady import steady
from digest.errors import DeliveryError, EditionError, RelayBusyError
from digest.model import DeliveryState, EditionState
from digest.pipeline.blocked import Alarms
from digest.pipeline.freeze import SENDABLE, freeze, plan, refuse_empty, refuse_unfreezable
from digest.pipeline.holds import WAITING
from digest.pipeline.links import link_key
from digest.pipeline.notices import send_first, send_test_mail
from digest.pipeline.press import Press
from digest.pipeline.relays import look_up_secrets, next_try, relays_of, rules_of

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from digest.config import Settings
    from digest.deliver import Progress, Relay
    from digest.errors import DigestError
    from digest.model import Edition, Outcome, Throttle
    from digest.store import Store

ALREADY: Final = "already sent"
STOPPED: Final = "stopped before the relay was reached"
_TOLD = (
    DeliveryState.SENT,
    DeliveryState.FAILED,
    DeliveryState.CANCELLED,
    DeliveryState.DEFERRED,
    DeliveryState.UNSURE,
    DeliveryState.SENDING,
    DeliveryState.QUEUED,
)

logger = logging.getLogger(__name__)


async def send(
    settings: Settings,
    store: Store,
    edition_id: str,
    *,
    clock: Callable[[], datetime],
    ticks: Callable[[], float] | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_rest: Callable[[Throttle], None] = lambda _: None,
    stop: asyncio.Event | None = None,
    at_once: bool = False,
) -> SendReport:
    """Send what is due; freeze the audience first where that was not done yet.

    Readers are due at the hour that they chose, or all of them now (`at_once`).

    Notices go before it, and stop nothing. The relay is greeted before the freeze: where it
    can't be used the edition stays approved, and who joins until it can is reached too.

    Safe to call again at any time: who was sent a copy gets no second one. An edition that
    is sent gives a report of nothing sent. With `ticks` (time.monotonic) a clock that is set
    meanwhile ends nothing: the send goes on in the time in which it began.

    Raises:
        EmptyEditionError: no story, or nobody to send to.
        EditionError: it is not approved, or not what was approved.
        ConfigError: the password or a DKIM key can't be read; nothing is frozen.
        DeliveryError: the relay can't be used; nothing is lost.
    """
    edition = store.editions.get(edition_id)
    if edition.state is EditionState.SENT:
        return SendReport(reason=_already(store, edition.id))
    _refuse_unready(edition)
    relays = look_up_secrets(settings, (settings.newsletter(edition.newsletter),))
    await send_first(settings, store, relays=relays, clock=clock, stop=stop)
    if edition.state is EditionState.APPROVED:
        refuse_unfreezable(settings, store, edition)
        if not await unless_set(stop, _reach(relays)):
            return SendReport(reason=STOPPED)
    key = link_key(settings, store)
    freeze(settings, store, edition, now=clock(), key=key, at_once=at_once)
    if not _begin(store, edition):
        return SendReport(reason=_already(store, edition.id))
    alarms = Alarms(settings, store, edition, clock)
    report = await deliver(
        store,
        edition.id,
        relays=relays,
        compose=Press(settings, store, edition, clock()).message,
        time=Time(now=steady(clock, ticks) if ticks else clock),
        fence=secrets.randbits(62) + 1,
        rules=rules_of(settings),
        caller=Caller(
            stop,
            on_progress=on_progress,
            on_blocked=alarms.blocked,
            on_rest=_warned(on_rest),
            on_stalled=alarms.stalled,
        ),
    )
    store.outbox.finish(edition.id)
    if report.parked:
        alarms.parked(report.parked)
    if alarms.raised:  # who has to know of it should not wait for the next edition
        await send_first(settings, store, relays=relays, clock=clock, stop=stop)
    _say(edition, report)
    return replace(report, next_due=next_try(settings, store, edition.id, now=clock()))


def _warned(on_rest: Callable[[Throttle], None]) -> Callable[[Throttle], None]:
    """The same call, and a line in the log for each relay that rests."""

    def rests(relay: Throttle) -> None:
        until = f"{relay.until:%Y-%m-%d %H:%M:%S} UTC"
        logger.warning("%s rests until %s; %s", relay.name, until, relay.reason)
        on_rest(relay)

    return rests


def _say(edition: Edition, report: SendReport) -> None:
    logger.info(
        "sent %s: %d sent, %d deferred, %d failed, %d unsure, %d cancelled, %d remaining %s",
        edition.id,
        report.sent,
        report.deferred,
        report.failed,
        report.unsure,
        report.cancelled,
        report.remaining,
        report.reason,
    )


def broken_off(
    settings: Settings,
    store: Store,
    edition_id: str,
    done: Progress,
    error: DigestError,
    *,
    now: datetime,
) -> SendReport:
    """The account of a send that ended with an error: what it did, and what the store has now.

    What was on its way counts as unsure. Of an edition whose readers were not fixed yet, all whom
    it would reach remain.

    Raises:
        DigestError: the store can't be read.
    """
    edition, counts = store.editions.get(edition_id), store.outbox.counts(edition_id)
    remaining = sum(counts.get(state, 0) for state in WAITING)
    if edition.state is EditionState.APPROVED and not counts:
        remaining = plan(settings, store, edition_id, now=now).queued
    return SendReport(
        sent=done.sent,
        deferred=done.deferred,
        failed=done.failed,
        parked=done.parked,
        unsure=sum(counts.get(state, 0) for state in (DeliveryState.SENDING, DeliveryState.UNSURE)),
        remaining=remaining,
        seconds=done.seconds,
        reason=error.message,
    )


def _already(store: Store, edition: str) -> str:
    """Of an edition that is sent; with counts where not all of its readers got it."""
    counts = store.outbox.counts(edition)
    if not counts.keys() - {DeliveryState.SENT}:
        return ALREADY
    return f"{ALREADY}: {counted(counts)}"


def counted(counts: Mapping[DeliveryState, int]) -> str:
    """What has become of an edition's deliveries, in words."""
    told = [f"{counts[state]} {state.value}" for state in _TOLD if counts.get(state)]
    return ", ".join(told) or "0 sent"


async def send_test(
    settings: Settings,
    store: Store,
    edition_id: str,
    address: str,
    *,
    clock: Callable[[], datetime],
) -> Outcome:
    """Send the whole edition to one address, as a Notice; its state stays as it is.

    Raises:
        EmptyEditionError: the edition has no story.
        AudienceError: the address can't be mailed.
        DeliveryError: the relay can't be used.
    """
    relays = relays_of(settings)
    return await send_test_mail(settings, store, edition_id, address, relays=relays, clock=clock)


async def _reach(relays: Sequence[Relay]) -> bool:
    """Greet the relays until one answers; then true. One that asks for a rest has answered.

    Raises:
        DeliveryError: none does; the first one's.
    """
    failures = []
    for relay in relays:
        try:
            with contextlib.suppress(RelayBusyError):
                await probe(relay)
        except DeliveryError as error:
            failures.append(error)
        else:
            return True
    raise failures[0]


def _begin(store: Store, edition: Edition) -> bool:
    """Mark it as sending; False where another send has ended it since it was read."""
    try:
        store.editions.set_state(edition.id, EditionState.SENDING, expect=SENDABLE)
    except EditionError:
        if store.editions.get(edition.id).state is EditionState.SENT:
            return False
        raise
    return True


def _refuse_unready(edition: Edition) -> None:
    refuse_empty(edition)
    if edition.state not in SENDABLE:
        raise EditionError(
            f"edition {edition.id} is {edition.state}, not approved",
            f"look at it (`digest send {edition.id} --out DIR`), then `digest approve {edition.id}`"
            if edition.state in {EditionState.DRAFT, EditionState.HELD}
            else "build another edition",
        )
