"""Preflight: an edition of the store against the rules of render/check.py; changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.pipeline.freeze import refuse_empty
from digest.render.check import check

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.render.check import Finding
    from digest.store import Store


def preflight(settings: Settings, store: Store, edition_id: str) -> tuple[Finding, ...]:
    """What is wrong with what readers of the edition would get, or got; errors first.

    Raises:
        EmptyEditionError: the edition has no story.
        EditionError: there is no such edition, or it was never rendered.
        ConfigError: its newsletter is not in digest.toml any more.
    """
    edition = store.editions.get(edition_id)
    refuse_empty(edition)
    rendered = store.editions.rendered(edition.id, edition.language)
    return check(edition, settings.newsletter(edition.newsletter), rendered)
