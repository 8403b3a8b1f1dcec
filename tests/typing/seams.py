"""Every Protocol and what fills it: mypy is the judge, nothing here runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.render import CssInliner, Inliner, PremailerInliner

if TYPE_CHECKING:
    from digest.collect import RobotsBook
    from digest.deliver import DeliveryStore, ThrottleStore
    from digest.store import Store
    from digest.web.rates import RateStore

premailer: Inliner = PremailerInliner()
css_inline: Inliner = CssInliner()


def outbox(store: Store) -> DeliveryStore:
    """The store's outbox is what deliver sends from."""
    return store.outbox


def throttles(store: Store) -> ThrottleStore:
    """What is known of relays and domains is kept there too."""
    return store.throttles


def robots(store: Store) -> RobotsBook:
    """What sites say in robots.txt is kept in the store."""
    return store.robots


def rates(store: Store) -> RateStore:
    """And how often something was asked for."""
    return store.rates
