"""From a `dkim` table to keys that sign. Reads only the files that hold them, on first use."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from digest.config import values
from digest.model import Dkim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.config.lines import KeyPath
    from digest.config.secret import Secrets
    from digest.config.tables.newsletter import DkimKeyTable, DkimTable
    from digest.model import DkimKey

_KEYGEN = "digest dkim keygen makes one"


def dkim(table: DkimTable, path: KeyPath, secrets: Secrets, *, sender: str) -> Dkim:
    """The keys of a newsletter; without `domain` that of the sender's address signs.

    The keys are read when they are first asked for, and raise ConfigError where they can't be.

    Raises:
        ConfigError: a key is not named as it should be, or two share a selector.
    """
    found: dict[str, Callable[[], DkimKey]] = {}
    for place, one in _tables(table, (*path, "key")):
        selector = one.selector or table.selector
        if selector in found:
            words = f"a second key under the selector {selector!r}"
            hint = 'the DNS holds one each: { file = "dkim-rsa.pem", selector = "digest-rsa" }'
            raise secrets.origin.error(place, words, hint)
        found[selector] = _key(one, place, secrets, selector)
    domain = values.idn(table.domain) if table.domain else sender.rpartition("@")[2]
    return Dkim(domain, _Keys(tuple(found.values())))


class _Keys(Sequence["DkimKey"]):
    """The keys, read on first use and then kept."""

    def __init__(self, read: tuple[Callable[[], DkimKey], ...]) -> None:
        self._read = read

    @cached_property
    def _keys(self) -> tuple[DkimKey, ...]:
        return tuple(read() for read in self._read)

    @overload
    def __getitem__(self, index: int) -> DkimKey: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[DkimKey]: ...
    def __getitem__(self, index: int | slice) -> DkimKey | Sequence[DkimKey]:
        return self._keys[index]

    def __len__(self) -> int:
        return len(self._read)


def _tables(table: DkimTable, path: KeyPath) -> Iterator[tuple[KeyPath, DkimKeyTable]]:
    if isinstance(table.key, tuple):
        yield from (((*path, index), one) for index, one in enumerate(table.key))
    else:
        yield path, table.key


def _key(
    table: DkimKeyTable, path: KeyPath, secrets: Secrets, selector: str
) -> Callable[[], DkimKey]:
    secret = secrets.at(table, path, guarded=True)

    def read() -> DkimKey:
        # cryptography costs 30 ms to import, and most newsletters are signed by their relay.
        from digest.dkimkey import read_pem  # noqa: PLC0415 - see above

        try:
            return read_pem(secret.reveal().encode(), selector)
        except ValueError as error:
            words = f"{table.file or table.env}: {error}"
            raise secrets.origin.error(path, words, _KEYGEN) from None

    return read
