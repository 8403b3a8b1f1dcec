"""Where a character of what a template made was written: which file, which line.

Only once something is wrong: the template is filled a second time with marks that name its
lines, and what is left without them must be the text at fault. No mark ever gets further.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2.ext import Extension
from jinja2.lexer import Token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2.lexer import TokenStream

# No clean text and no template holds these control characters.
_MARK = re.compile("\x1e([0-9]+):([^\x1e\x1f]*)\x1f")
_LINE = re.compile(r"(?<=\n)(?=.)", re.DOTALL)


class MadeError(Exception):
    """What a template made is wrong at an offset (characters); `hint` says what to do."""

    def __init__(self, problem: str, offset: int, hint: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset
        self.hint = hint


class Places(Extension):
    """Marks each line of a template's own text, and each expression."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Put marks into a template's tokens while it is compiled."""
        path = stream.filename or stream.name or ""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", _marked(token, path))
                continue
            if token.type == "variable_begin":
                yield Token(token.lineno, "data", f"\x1e{token.lineno}:{path}\x1f")
            yield token


def find_place(marked: str, made: str, offset: int) -> tuple[str, int] | None:
    """Give path and line of what stands at `offset` of `made`; none where marks changed it."""
    if unmarked(marked) != made:
        return None
    place, hidden = None, 0
    for found in _MARK.finditer(marked):
        if found.start() - hidden > offset:
            break
        place = (found[2], int(found[1]))
        hidden += len(found[0])
    return place


def unmarked(text: str) -> str:
    """A template's own text without marks."""
    return _MARK.sub("", text)


def _marked(token: Token, path: str) -> str:
    lines = _LINE.split(token.value)
    return "".join(f"\x1e{token.lineno + n}:{path}\x1f{line}" for n, line in enumerate(lines))
