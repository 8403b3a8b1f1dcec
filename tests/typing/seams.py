"""Every Protocol and what fills it: mypy is the judge, nothing here runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.render import CssInliner, Inliner, PremailerInliner

if TYPE_CHECKING:
    from digest.collect import RobotsBook
    from digest.deliver.outbox import Kept
    from digest.store import Store
    from digest.web.rates import RateStore

premailer: Inliner = PremailerInliner()
css_inline: Inliner = CssInliner()


def kept(store: Store) -> Kept:
    """The store is what deliver sends from: its outbox, and what is known of relays and domains."""
    return store


def robots(store: Store) -> RobotsBook:
    """What sites say in robots.txt is kept in the store."""
    return store.robots


def rates(store: Store) -> RateStore:
    """And how often something was asked for."""
    return store.rates
