"""Tables and progress bars for a person who looks on. The only module that imports rich."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as wide as the terminal; cells are text, never markup."""
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


@contextmanager
def bar(label: str, total: int) -> Iterator[Callable[[int, str], None]]:
    """A bar on stderr; the block calls `show(done, words)`."""
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    words = TextColumn("{task.fields[words]}", markup=False)
    with Progress(*columns, words, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total, words="")

        def show(done: int, text: str) -> None:
            progress.update(task, completed=done, words=text)

        yield show
