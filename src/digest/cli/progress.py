"""A progress bar where a terminal looks on, silence elsewhere."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from digest.cli.options import options
from digest.cli.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[int, str], None]]:
    """Yields `show(done, words)`: how many of `total`, and what was done last."""
    if not sys.stderr.isatty() or options().volume < 0:
        yield lambda _done, _words: None
        return
    from digest.cli.terminal import bar  # noqa: PLC0415 - rich costs 60 ms

    with bar(label, total) as show:
        yield lambda done, words: show(done, printable(words))
