"""Folders with an edition in them: each kind is made once, by the commands, and then copied."""

from __future__ import annotations

import io
import os
import shutil
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.cli.newsroom import mailbox, write_news

from digest.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Make = Callable[[], str]


class Shelf:
    """Keeps what each maker left in a folder, and what it returned."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[object, ...], tuple[Path, str]] = {}

    def into(self, folder: Path, make: Make) -> str:
        """Fill a folder as `make` does, which works in the current one; returns its word."""
        # Editions are of today: what was made before midnight, in whatever zone, is of no use.
        key = (make, f"{datetime.now(UTC):%F %H}")
        if key not in self._made:
            kept = self._folder / str(len(self._made))
            kept.mkdir()
            with working(kept):
                self._made[key] = kept, make()
        kept, word = self._made[key]
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        return word


@contextmanager
def working(folder: Path) -> Iterator[None]:
    """In that folder, with no variable of ours."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("DIGEST_")]:
            patch.delenv(name)
        patch.chdir(folder)
        yield


def told(*args: str, code: int = 0) -> str:
    """What a command says on stdout."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        assert run(list(args)) == code, err.getvalue()
    return out.getvalue().strip()


def draft_with_readers() -> str:
    """A draft of today, and the readers of the example."""
    return draft("subscribers.example.csv")


def approved() -> str:
    """The same, approved."""
    return approve(draft_with_readers())


def approved_for_one() -> str:
    """An approved edition, and one reader."""
    edition = approve(draft())
    told("subscribers", "add", "jane@example.com")
    return edition


def frozen() -> str:
    """An edition of two readers on its way; the relay is away."""
    Path("readers.csv").write_text("email\nr1@example.com\nr2@example.com\n")
    edition = approve(draft("readers.csv"))
    with pytest.MonkeyPatch.context() as patch, mailbox() as (_, address):
        patch.setenv("DIGEST_SMTP__DAILY_LIMIT", "1")
        patch.setenv("DIGEST_SMTP__PORT", str(address.smtp_port))
        told("send", edition, code=75)
    return edition


def draft(*files: str) -> str:
    """A draft of today, and the readers of those files; returns its id."""
    told("init")
    write_news(Path())
    told("collect")
    for file in files:
        told("subscribers", "import", file)
    return told("build")


def approve(edition: str) -> str:
    """Returns the id."""
    assert told("approve", edition) == edition
    return edition
