"""Names that a filter of a list may have: one that nobody knows is refused, with the nearest.

An empty list is then no misspelt name. It changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.config.values import nearest
from digest.errors import AudienceError, EditionError
from digest.model import ADDED

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.model import Subscriber
    from digest.store import Store


def known_newsletter(settings: Settings, name: str | None) -> str | None:
    """The newsletter's id; None stays None.

    Raises:
        ConfigError: digest.toml has no such newsletter.
    """
    return None if name is None else settings.newsletter(name).id


def known_source(settings: Settings, name: str | None) -> str | None:
    """The source's name, which may be that of what was added by hand; None stays None.

    Raises:
        ConfigError: digest.toml has no such source.
    """
    return name if name in {None, ADDED} else settings.source(name or "").name


def known_edition(store: Store, name: str | None) -> str | None:
    """The edition's id; None stays None.

    Raises:
        EditionError: there is no such edition.
    """
    try:
        return None if name is None else store.editions.get(name).id
    except EditionError as error:
        known = [edition.id for edition in store.editions.list()]
        raise EditionError(f"{error.message}{nearest(name or '', known)}", error.hint) from None


def known_reader(store: Store, address: str) -> Subscriber:
    """The reader with this address.

    Raises:
        AudienceError: there is none.
    """
    person = store.subscribers.get(address)
    if person is None:
        raise AudienceError(f"no reader is known as {address}", "see `digest subscribers list`")
    return person
