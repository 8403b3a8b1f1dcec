"""Is a style sheet whole? Inliners and mail clients skip what they can't read, in silence.

Braces, strings, comments and the form of each declaration; it knows no property by name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.render.places import MadeError

if TYPE_CHECKING:
    from collections.abc import Iterator

# CSS Syntax Module Level 3, section 4: what may hold braces and semicolons without meaning them
_OPAQUE = re.compile(
    r"/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|url\([^)]*\)", re.DOTALL
)
_OPEN = re.compile(r"/\*|[\"']")
_STYLE = re.compile(r"<mj-style[^>]*>(.*?)</mj-style>", re.DOTALL)
_ENDS = re.compile(r"[{};]")
_DECLARATION = re.compile(r"[-\w]+\s*:.*\S", re.DOTALL)
_STATEMENT = re.compile(r"@[-\w]+")


@lru_cache(maxsize=16)  # it is the same one each day
def check_css(css: str, start: int = 0) -> None:
    """Check a sheet; `start` is added to offsets.

    Raises:
        MadeError: a brace, string or comment left open, or what is no declaration.
    """
    plain = _OPAQUE.sub(_blank, css)
    unclosed = _OPEN.search(plain)
    if unclosed:
        raise MadeError(f"CSS: {unclosed[0]} is never closed", start + unclosed.start())
    opened: list[int] = []
    for said, place, end in _statements(plain):
        _check(said, start + place, end, inside=bool(opened))
        if end == "{":
            opened.append(start + place)
        elif end == "}":
            _close(opened, start + place + len(said))
    if opened:
        raise MadeError("CSS: this { is never closed", opened[-1])


def check_styles(mjml: str) -> None:
    """Check the sheets that stand in a filled MJML document.

    Raises:
        MadeError: one is not whole.
    """
    for found in _STYLE.finditer(mjml):
        check_css(found[1], found.start(1))


def _statements(plain: str) -> Iterator[tuple[str, int, str]]:
    """Yield what stands before each of `{};`, its offset, and which it was ("" at the end)."""
    place = 0
    for found in (*_ENDS.finditer(plain), None):
        stop = found.start() if found else len(plain)
        said = plain[place:stop]
        yield said.strip(), place + len(said) - len(said.lstrip()), found[0] if found else ""
        place = stop + 1


def _check(said: str, place: int, end: str, *, inside: bool) -> None:
    if end == "{":
        if not said:
            raise MadeError("CSS: { has no selector", place)
        return
    good, form = (_DECLARATION, "a declaration") if inside else (_STATEMENT, "a rule")
    if said and not good.match(said):
        raise MadeError(f"CSS: {said[:40]!r} is not {form}", place)


def _close(opened: list[int], place: int) -> None:
    if not opened:
        raise MadeError("CSS: } closes nothing", place)
    opened.pop()


def _blank(found: re.Match[str]) -> str:
    """Blank out with the same length, so that offsets hold; a string stays a value."""
    return (" " if found[0].startswith("/*") else "x") * len(found[0])
