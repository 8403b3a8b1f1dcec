"""CSS read into rules, for whoever looks at a finished page. It judges nothing.

Nesting is that of mail: at-rules around rules. What can't be read is passed over; sheets.py has
refused it where it was ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# CSS Syntax Module Level 3, section 4: strings and url() may hold braces and semicolons
_OPAQUE = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|url\([^)]*\)"
_PIECE = re.compile(rf"((?:{_OPAQUE}|[^{{}};])*)([{{}};]|\Z)", re.DOTALL)
_DECLARATION = re.compile(rf"((?:{_OPAQUE}|[^;])*)(?:;|\Z)", re.DOTALL)
_IMPORTANT = re.compile(r"\s*!\s*important\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """One property and its value, both as a browser sees them: the name in lower case."""

    name: str
    value: str
    important: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector and what it declares, inside which at-rules; no selector: the at-rule itself."""

    around: tuple[str, ...]
    selector: str
    declarations: tuple[Declaration, ...] = ()


def rules(css: str) -> Iterator[Rule]:
    """Yield the rules of a sheet in their order, at-rules as they open."""
    around: list[str] = []
    selector, held = "", ""
    for found in _PIECE.finditer(_COMMENT.sub(" ", css)):
        said, end = found[1].strip(), found[2]
        if end == "{" and said.startswith("@"):
            around.append(" ".join(said.lower().split()))
            yield Rule(tuple(around), "")
        elif end == "{":
            selector, held = said, ""
        elif selector:
            held += f"{said};"
            if end == "}":
                yield Rule(tuple(around), selector, tuple(declarations(held)))
                selector = ""
        elif said.startswith("@"):
            yield Rule((said.lower(),), "")
        elif end == "}" and around:
            around.pop()


def declarations(style: str) -> Iterator[Declaration]:
    """Yield what a style attribute, or the inside of a rule, declares."""
    for found in _DECLARATION.finditer(style):
        name, colon, value = found[1].partition(":")
        if colon and name.strip():
            plain = _IMPORTANT.sub("", value)
            yield Declaration(name.strip().lower(), plain.strip(), plain != value)
