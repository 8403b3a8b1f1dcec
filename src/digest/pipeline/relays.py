"""The relays and the rules of sending, as the settings have them, and how each stands now."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from math import inf
from typing import TYPE_CHECKING

from digest.config.values import idn
from digest.deliver import DomainLimit, Relay, Rules
from digest.model import Scope, Throttle
from digest.pipeline.holds import Hold, held_domains

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.config import DomainSettings, RelaySettings, Settings
    from digest.model import Newsletter
    from digest.store import Store


def relays_of(settings: Settings) -> tuple[Relay, ...]:
    """The relay of `[smtp]`, then those of `[smtp.relays]`.

    Raises:
        ConfigError: a password can't be read.
    """
    for relay in settings.smtp.ways:
        if relay.password is not None:
            relay.password.reveal()  # told now, not in the middle of a send
    return tuple(map(_relay, settings.smtp.ways))


def rules_of(settings: Settings) -> Rules:
    """What the operator decided about sending."""
    smtp = settings.smtp
    return Rules(
        policy=smtp.unsure,
        max_age=smtp.max_age,
        domain=_limit(smtp.domain),
        domains={name: _limit(domain) for name, domain in smtp.domains.items()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a relay or a recipients' domain stands: what it took today, and what holds it back.

    `at_once` is how many mails may be under way to it, 0 for no limit of its own; until `until`
    it gets nothing.
    """

    scope: Scope
    name: str
    place: str = ""
    today: int = 0
    limit: int | None = None
    at_once: int = 0
    until: datetime | None = None
    reason: str = ""

    @property
    def spent(self) -> bool:
        """Whether the day allows no more."""
        return self.limit is not None and self.today >= self.limit


def standings(settings: Settings, store: Store, *, now: datetime) -> tuple[Standing, ...]:
    """Each relay, then each domain that is slowed down or shut out."""
    known = {(one.scope, one.name): one for one in store.throttles.all()}
    relays = [
        _standing(relay, known.get((Scope.RELAY, relay.name)), store, now)
        for relay in map(_relay, settings.smtp.ways)
    ]
    held = (one for one in known.values() if one.scope is Scope.DOMAIN)
    return (*relays, *(_held(one, now) for one in held))


def next_try(settings: Settings, store: Store, edition: str, *, now: datetime) -> datetime | None:
    """When the first who waits may be tried; or None.

    That is: it is due, its domain is not held, and a relay takes mails again. None also where
    nobody can tell: another send has the rest of the day's limit.
    """
    due = store.deliveries.first_due(edition, held_domains(store, now))
    way = no_way(settings, store, now=now)
    if due is None or (way is not None and way.until is None):
        return None
    return max(due, now, way.until if way and way.until else now)


def no_way(settings: Settings, store: Store, *, now: datetime) -> Hold | None:
    """What keeps every relay from taking mails now, if so; of several the one that ends first."""
    relays = [one for one in standings(settings, store, now=now) if one.scope is Scope.RELAY]
    holds = [hold for one in relays if (hold := _hold(one, store, now)) is not None]
    if len(holds) < len(relays):
        return None
    return min(holds, key=lambda hold: (hold.until is None, hold.until), default=None)


def _hold(relay: Standing, store: Store, now: datetime) -> Hold | None:
    """Why it takes nothing; a day's limit ends with the UTC day."""
    if relay.spent:
        midnight = datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)
        why = f"{relay.name} has had its {relay.limit} mails of today"
        return Hold(until=max(relay.until or midnight, midnight), why=why)
    if relay.until is not None:
        return Hold(until=relay.until, why=f"{relay.name} rests: {relay.reason}")
    shared = relay.today + store.throttles.reserved(relay.name, now=now)
    if relay.limit is not None and shared >= relay.limit:
        why = f"another send has the rest of the {relay.limit} mails that {relay.name} takes today"
        return Hold(until=None, why=why)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reset:
    """What held a relay or a domain back and is forgotten, and how many mails are due for it.

    `limit` is the relay's limit of the day where that is used up: it stays.
    """

    forgot: bool
    freed: int
    limit: int | None = None


def reset(settings: Settings, store: Store, name: str, *, now: datetime) -> Reset:
    """Forget what holds a relay of that name, or else a domain, back.

    What its pause had put off is due at once, and who was refused by the domain; another next try
    of a reader's own stays when it is.
    """
    known = next((relay for relay in settings.smtp.ways if relay.name == name), None)
    scope, key = Scope.DOMAIN if known is None else Scope.RELAY, name.lower()
    if known is None:
        with suppress(ValueError):  # nothing is known of what is no domain
            key = idn(name)
    forgot, freed = store.throttles.reset(scope, key, now=now)
    limit = None
    if known is not None and (stands := _standing(_relay(known), None, store, now)).spent:
        limit = stands.limit
    return Reset(forgot=forgot, freed=freed, limit=limit)


def _standing(relay: Relay, throttle: Throttle | None, store: Store, now: datetime) -> Standing:
    plain = throttle or Throttle(scope=Scope.RELAY, name=relay.name)
    return replace(
        _held(plain, now),
        place=str(relay),
        today=store.throttles.sent_on(now, relay.name),
        limit=relay.limit_of_day(store.throttles.days_before(now, relay.name)),
    )


def _held(throttle: Throttle, now: datetime) -> Standing:
    """What holds it back; of a rest that is over its reason, and since when."""
    until = throttle.shut(now)
    past = throttle.until is not None and until is None and throttle.reason
    over = f" (over since {throttle.until:%Y-%m-%d %H:%M} UTC)" if past else ""
    return Standing(
        scope=throttle.scope,
        name=throttle.name,
        at_once=int(throttle.width),
        until=until,
        reason=throttle.reason + over,
    )


def look_up_secrets(settings: Settings, newsletters: Iterable[Newsletter]) -> tuple[Relay, ...]:
    """The relays; what sending these will need is read, so that a lack is told at once.

    Raises:
        ConfigError: a password or a DKIM key can't be read.
    """
    relays = relays_of(settings)
    for newsletter in newsletters:
        if newsletter.dkim:
            tuple(newsletter.dkim.keys)
    return relays


def _relay(relay: RelaySettings) -> Relay:
    return Relay(
        name=relay.name,
        kind=relay.relay,
        stream=relay.stream,
        sign=relay.sign,
        host=relay.host,
        port=relay.port,
        security=relay.security,
        ca=relay.ca,
        user=relay.user,
        password=relay.password.reveal if relay.password else None,
        login=relay.login,
        connections=relay.connections,
        window=relay.window,
        weight=relay.weight,
        rate=relay.rate,
        daily_limit=relay.daily_limit,
        warm_up=relay.warm_up,
        headers=relay.headers,
    )


def _limit(domain: DomainSettings) -> DomainLimit:
    connections = inf if domain.connections is None else domain.connections
    return DomainLimit(rate=domain.rate, connections=connections)
