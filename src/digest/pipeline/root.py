"""The root key of an installation, as its database knows it; see keys.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.keys import load_root_key

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.keys import RootKey
    from digest.store import Store


def root_key(settings: Settings, store: Store) -> RootKey:
    """The key, made when it is first needed; a lost one is not silently replaced.

    Raises:
        ConfigError: the key file can't be read or written, is open to others, or is gone.
    """
    return load_root_key(store.path, settings.environ, depended_on=lambda: depends(store))


def depends(store: Store) -> bool:
    """Whether links in mails, or hashes of addresses, were made with a key.

    Rows of deliveries are pruned, and one that is unsure may have gone out: it is the edition
    that tells.
    """
    return store.suppressions.any() or store.editions.any_frozen() or store.notices.any_offered()
