"""Secrets where the configuration says they are: a variable, or a file. Never logged.

They are looked up when they are used: who only builds or reads needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from digest.config.check import Origin
    from digest.config.lines import KeyPath
    from digest.config.tables.base import SecretTable
    from digest.errors import ConfigError

_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret that is looked up each time that `reveal` is called; no repr shows it.

    `reveal` raises ConfigError where it can't be read.
    """

    reveal: Callable[[], str] = field(repr=False, compare=False)


class Secrets:
    """Reads them; errors name the place in the configuration that points there."""

    def __init__(self, origin: Origin, root: Path, environ: Mapping[str, str]) -> None:
        self.origin = origin
        self.root = root
        self._environ = environ

    def at(self, table: SecretTable, path: KeyPath, *, guarded: bool = False) -> Secret:
        """The secret that a table points to; `guarded` wants its file unreadable by others.

        Raises:
            ConfigError: both or neither are named.
        """
        if (table.env is None) == (table.file is None):
            hint = 'as in { env = "NAME" }'
            raise self.origin.error(path, "expected either env or file", hint)
        return Secret(lambda: self._text(table, path, guarded=guarded))

    def _text(self, table: SecretTable, path: KeyPath, *, guarded: bool) -> str:
        if table.file is not None:
            return self._file(self.root / table.file, path, guarded=guarded)
        name = table.env or ""
        if not self._environ.get(name):
            words = f"the variable {name} is not set"
            raise self.origin.error(path, words, f"export {name}=...")
        return self._environ[name]

    def _file(self, file: Path, path: KeyPath, *, guarded: bool) -> str:
        try:
            if guarded and file.stat().st_mode & _OTHERS:
                raise self._open_to_others(file, path)
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            words = getattr(error, "strerror", None) or "not UTF-8 text"
            hint = "expected a file with the key" if guarded else "expected one with the password"
            raise self.origin.error(path, f"{file}: {words}", hint) from None

    def _open_to_others(self, file: Path, path: KeyPath) -> ConfigError:
        return self.origin.error(path, f"{file} can be read by others", f"chmod 600 {file}")
