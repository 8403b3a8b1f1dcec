"""The names of those who wrote an article, out of what sources put in their place. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from digest.collect.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAIL: Final = re.compile(r"\s*[(<]?[\w.+-]+@[\w.-]+[)>]?\s*")
_ADDRESS: Final = re.compile(r"(?:https?:|//|www\.)\S*", re.IGNORECASE)
_BY: Final = re.compile(r"by:?\s+(?=\S)", re.IGNORECASE)


def written_by(said: Iterable[str]) -> str:
    """The names in one line, each once; addresses of pages and mailboxes are none."""
    return ", ".join(dict.fromkeys(filter(None, map(_name, said))))


def _name(said: str) -> str:
    """One name: "By Ada Lind" and "ada@paper.example (Ada Lind)" are Ada Lind's."""
    plain = _MAIL.sub("", said) if "@" in said else said
    line = clean_line(plain)
    line = line[1:-1] if line.startswith("(") and line.endswith(")") else line
    line = line[found.end() :] if (found := _BY.match(line)) else line
    return "" if _ADDRESS.fullmatch(line) else line
