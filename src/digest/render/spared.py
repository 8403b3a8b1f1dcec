"""What mj-text holds is HTML already: the compiler is spared it, and it is put back afterwards.

So what a feed said never reaches it, and two editions that differ in their words alone have one
frame to compile.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A noncharacter, which the compiler writes as it is; no clean text holds one.
_HELD = "\ufdd2"
_OPENS, _CLOSES = "<mj-text", "</mj-text>"
_BREAKS = re.compile(r"\n(?<=>\n)\n*(?=<)")


def apart(source: str) -> tuple[str, tuple[str, ...]]:
    """Part a document into what is compiled and, in order, what stands in its mj-text tags.

    It gives the whole document and nothing apart where the two can't be told for certain.
    Line breaks between two tags go, as they do in the compiler: mails are weighed.
    """
    if _HELD in source:
        return source, ()
    head, *tags = source.split(_OPENS)
    frame, held = [head], []
    for tag in tags:
        attributes, _, rest = tag.partition(">")
        words, closed, after = rest.partition(_CLOSES)
        if attributes.endswith("/") or (closed and not words):
            frame.append(tag)
            continue
        if not closed or _in_comment(words):
            return source, ()
        held.append(_BREAKS.sub("", words.strip("\n")))
        frame.append(f"{attributes}>{_HELD}{_CLOSES}{after}")
    return _OPENS.join(frame), tuple(held)


def together(html: str, held: Sequence[str]) -> str | None:
    """Put back what `apart` took out, or give None where a place was lost."""
    frame = html.split(_HELD)
    if len(frame) != len(held) + 1:
        return None
    pieces = [""] * (len(frame) + len(held))
    pieces[::2], pieces[1::2] = frame, held
    return "".join(pieces)


def _in_comment(words: str) -> bool:
    """Whether a comment ends in them that began before: then their tag stands in it."""
    before, ends, _ = words.partition("-->")
    return bool(ends) and "<!--" not in before
