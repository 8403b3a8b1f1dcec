"""How deep XML is nested, found out before a parser is slowed down by it. Pure."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from digest.errors import SourceError

MAX_DEPTH: Final = 200
"""No feed has so many elements inside each other; HTML inside one hardly has."""


class _TooDeepError(Exception):
    """It is."""


def refuse_deep(body: bytes, where: str) -> None:
    """Refuse XML that is nested too deep; what is no XML, or breaks off before, passes.

    Raises:
        SourceError: it is nested deeper than MAX_DEPTH.
    """
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _TooDeepError

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(body, True)  # noqa: FBT003 - expat takes it so
    except _TooDeepError as error:
        raise SourceError(
            f"{where} is nested more than {MAX_DEPTH} elements deep", "No feed is."
        ) from error
    except (expat.ExpatError, ValueError, LookupError):
        return  # whether it is a feed all the same, the feed's parser tells
