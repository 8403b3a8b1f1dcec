"""Reads digest.toml, lays environment and flags over it, and derives the Settings.

Reads that one file; it looks up no secret, writes nothing, asks no network.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from digest.config.check import Origin, check
from digest.config.derive import derive
from digest.config.document import Document
from digest.config.environment import lay_environment, lay_flags
from digest.config.lines import find_lines
from digest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.config.settings import Settings

DEFAULT = "digest.toml"
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def load(
    path: Path | None, *, environ: Mapping[str, str], flags: Mapping[str, object] | None = None
) -> Settings:
    """The settings in force: flag over environment over file over default.

    Args:
        path: the file; None takes DIGEST_CONFIG, else ./digest.toml where there is one.
        environ: the environment, secrets included.
        flags: dotted keys, as `smtp.port`, with values of the right type.

    Raises:
        ConfigError: names the file and line (or variable, or flag), the key, what was expected.
    """
    document, origin, file = read(path, environ=environ, flags=flags or {})
    return derive(document, origin, file=file, environ=environ)


def read(
    path: Path | None, *, environ: Mapping[str, str], flags: Mapping[str, object]
) -> tuple[Document, Origin, Path | None]:
    """The checked document, where each value comes from, and the file."""
    file = _find(path, environ)
    text = _text(file) if file else ""
    raw, origin = _parse(text, str(file or DEFAULT)), Origin(str(file or DEFAULT))
    origin.lines = find_lines(text)
    lay_environment(raw, environ, origin)
    lay_flags(raw, flags, origin)
    check(raw, Document, (), origin)
    return msgspec.convert(raw, Document), origin, file


def _find(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    if path is None and environ.get("DIGEST_CONFIG"):
        path = Path(environ["DIGEST_CONFIG"])
    if path is not None:
        return path
    return Path(DEFAULT) if Path(DEFAULT).is_file() else None


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror or error}", "digest init writes one") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{file}:{line}: not UTF-8", "save it as UTF-8") from None


def _parse(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = found[1] if found else text.count("\n") + 1
        words = str(error).partition(" (at")[0]
        raise ConfigError(f"{file}:{line}: not TOML: {words}", "see https://toml.io") from None
