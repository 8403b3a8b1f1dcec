"""Tables and progress bars for a person who looks on. The only module that imports rich."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


_EDGES = 3  # what the frame and the padding add to each column
_INDENT = "    "  # before what stands below a row
_INTERRUPT = 2  # cells: where a terminal shows ^C; it must not wrap there
_LONGEST = 30  # cells: a longer word in a column of text may be folded


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as wide as the terminal; cells are text, never markup.

    Columns of text wrap between words. Ids, dates and URLs stay whole: where they leave no
    room, the last column of text stands below each row. Nothing is dropped.
    """
    cells = [columns, *rows]
    console = _console()
    room = console.width - _EDGES * len(columns) - 1
    widths = _widths(list(zip(*cells, strict=True)), room)
    if sum(widths) > room and any(" " in row[-1] for row in cells[1:]):
        _print_stacked(console, cells)
        return
    console.width = max(console.width, sum(widths) + _EDGES * len(columns) + 1)
    table = Table(box=box.SIMPLE_HEAD)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(column, overflow="fold", width=width)
    for row in cells[1:]:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _print_stacked(console: Console, cells: Sequence[Sequence[str]]) -> None:
    """The rows without their last column, which stands below each, set in."""
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)][:-1]
    for number, row in enumerate(cells):
        style = "" if number else "bold"
        first = Text("  ".join(map(set_cell_size, row[:-1], widths)), style)
        below = Text(row[-1], style).wrap(console, console.width - len(_INDENT))
        for line in (first, *(Text(_INDENT) + words for words in below if words)):
            line.rstrip()
            console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _console(*, stderr: bool = False) -> Console:
    """Plain with NO_COLOR, which for rich turns off colours, but not bold."""
    plain = bool(os.environ.get("NO_COLOR"))
    return Console(stderr=stderr, color_system=None if plain else "auto")


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """A width for each column: what it wants, less where that is more than there is room for."""
    widths = [max(map(cell_len, column)) for column in columns]
    for index in sorted(range(len(widths)), key=widths.__getitem__, reverse=True):
        excess = max(0, sum(widths) - room)
        widths[index] = max(_least(columns[index]), widths[index] - excess)
    return widths


def _least(column: Sequence[str]) -> int:
    """How narrow it may be: as its longest word; a word among others may be folded, if long."""
    whole = max((cell_len(cell) for cell in column if " " not in cell), default=0)
    words = (cell_len(word) for cell in column if " " in cell for word in cell.split())
    return max(whole, min(_LONGEST, max(words, default=0)), 1)


@contextmanager
def bar(label: str, total: int) -> Iterator[Callable[[int, str], None]]:
    """A bar on stderr; the block calls `show(done, words)`."""
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    words = TextColumn("{task.fields[words]}", markup=False)
    with Progress(*columns, words, console=_console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total, words="")

        def show(done: int, text: str) -> None:
            progress.update(task, completed=done, words=text)

        yield show


@contextmanager
def sending() -> Iterator[Callable[[int, int, str, str], None]]:
    """A bar over a line of words, on stderr; the block calls `draw(done, total, beside, below)`."""
    console = _console(stderr=True)
    first = _bar(0, 1, "", "getting ready", console.width)
    with Live(first, console=console, auto_refresh=False, transient=True) as live:

        def draw(done: int, total: int, beside: str, below: str) -> None:
            live.update(_bar(done, total, beside, below, console.width), refresh=True)

        yield draw


def _bar(done: int, total: int, beside: str, below: str, width: int) -> Group:
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column()
    grid.add_column(ratio=1)
    grid.add_column(no_wrap=True)
    grid.add_row("Sending", ProgressBar(total=total, completed=done), Text(beside))
    words = Text(below, no_wrap=True)
    words.truncate(width - _INTERRUPT, overflow="ellipsis")
    return Group(grid, words)
