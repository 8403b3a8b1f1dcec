"""The words that servers and people write, from the two tables beside this file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from digest.model import BounceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Rule:
    """Words, and what they say; a weak rule yields to a status that leaves no doubt."""

    kind: BounceKind
    reason: str
    words: re.Pattern[str]
    weak: bool


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of reasons.toml, in the order in which they are tried."""
    table = _read("reasons.toml")
    macros = {f"<{name}>": f"(?:{'|'.join(table[name])})" for name in ("box", "gone", "off")}
    return tuple(
        Rule(
            BounceKind(one["kind"]),
            one["reason"],
            _compiled(_filled(words, macros) for words in one["words"]),
            one.get("weak", False),
        )
        for one in table["rule"]
    )


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Any of the words of that list in words.toml; of a table, those of all its languages."""
    found = _read("words.toml")[name]
    lists = found.values() if isinstance(found, dict) else [found]
    return _compiled(words for one in lists for words in one)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


def _filled(words: str, macros: dict[str, str]) -> str:
    for name, stands_for in macros.items():
        words = words.replace(name, stands_for)
    return words


def _compiled(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in words), re.IGNORECASE)
