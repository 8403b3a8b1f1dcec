"""Fewer searches for cycles while much is made that refers to nothing that refers to it."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["few_searches_for_cycles"]

_SEARCH_AFTER: Final = 100_000  # objects that were made and are still there


@contextmanager
def few_searches_for_cycles() -> Iterator[None]:
    """Articles and what was read of them are in no cycle: the search took a tenth of our time."""
    usual = gc.get_threshold()
    gc.set_threshold(_SEARCH_AFTER, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
