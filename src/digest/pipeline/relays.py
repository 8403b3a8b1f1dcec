"""The relays and the rules of sending, as the settings have them."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from digest.deliver import DomainLimit, Relay, Rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.config import DomainSettings, RelaySettings, Settings
    from digest.model import Newsletter


def relays_of(settings: Settings) -> tuple[Relay, ...]:
    """The relay of `[smtp]`, then those of `[smtp.relays]`.

    Raises:
        ConfigError: a password can't be read.
    """
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


def look_up_secrets(settings: Settings, newsletters: Iterable[Newsletter]) -> None:
    """Read what sending these will need, so that a lack is told before anything is done.

    Raises:
        ConfigError: a password or a DKIM key can't be read.
    """
    relays_of(settings)
    for newsletter in newsletters:
        if newsletter.dkim:
            tuple(newsletter.dkim.keys)


def _relay(relay: RelaySettings) -> Relay:
    if relay.password is not None:
        relay.password.reveal()  # told now, not in the middle of a send
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
