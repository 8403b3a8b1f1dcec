"""From a `dkim` table to keys that sign. Reads only the files that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.model import Dkim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.config.document import DkimKeyTable, DkimTable
    from digest.config.lines import KeyPath
    from digest.config.secret import Secrets
    from digest.model import DkimKey

_KEYGEN = "digest dkim keygen makes one"


def dkim(table: DkimTable, path: KeyPath, secrets: Secrets, *, sender: str) -> Dkim:
    """The keys of a newsletter; without `domain` that of the sender's address signs.

    Raises:
        ConfigError: a key can't be used, or two share a selector.
    """
    keys: list[DkimKey] = []
    for place, one in _tables(table, (*path, "key")):
        selector = one.selector or table.selector
        if selector in {key.selector for key in keys}:
            words = f"a second key under the selector {selector!r}"
            hint = 'the DNS holds one each: { file = "dkim-rsa.pem", selector = "digest-rsa" }'
            raise secrets.origin.error(place, words, hint)
        keys.append(_key(one, place, secrets, selector))
    return Dkim(table.domain or sender.rpartition("@")[2], tuple(keys))


def _tables(table: DkimTable, path: KeyPath) -> Iterator[tuple[KeyPath, DkimKeyTable]]:
    if isinstance(table.key, tuple):
        yield from (((*path, index), one) for index, one in enumerate(table.key))
    else:
        yield path, table.key


def _key(table: DkimKeyTable, path: KeyPath, secrets: Secrets, selector: str) -> DkimKey:
    # cryptography costs 30 ms to import, and most newsletters are signed by their relay.
    from digest.dkimkey import read_pem  # noqa: PLC0415 - see above

    pem = secrets.text(table, path, guarded=True)
    try:
        return read_pem(pem.encode(), selector)
    except ValueError as error:
        words = f"{table.file or table.env}: {error}"
        raise secrets.origin.error(path, words, _KEYGEN) from None
