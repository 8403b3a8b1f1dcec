from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.cli import shelf as makers
from tests.unit.cli.shelf import Shelf, draft_with_readers

from digest.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., "Result"]


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def events(self) -> list[dict[str, Any]]:
        """The lines of a send with --json; the last one is the report."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def rows(self) -> list[dict[str, str]]:
        """The tab-separated lines, by the names in the header."""
        header, *lines = (line.split("\t") for line in self.out.splitlines())
        return [dict(zip(header, line, strict=True)) for line in lines]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty working folder, and no variable of ours."""
    for name in [name for name in os.environ if name.startswith("DIGEST_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def digest(folder, capsys):
    """Runs a command line in the folder, in this process."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level

    def call(*args: str) -> Result:
        capsys.readouterr()
        code = run([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return Result(code, out, err)

    root.handlers = []  # the command sets up its own
    yield call
    root.handlers, root.level = before, level


@pytest.fixture
def ready(digest):
    """The same, in a folder that `digest init` has filled."""
    assert digest("init").code == 0
    return digest


@pytest.fixture
def full(ready):
    """The same, with the readers of the example."""
    assert ready("subscribers", "import", "subscribers.example.csv").code == 0
    return ready


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """Folders that hold an edition already."""
    return Shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def built(ready, folder, shelf):
    """A draft of today; its id."""
    return shelf.into(folder, draft_with_readers)


@pytest.fixture
def approved(ready, folder, shelf):
    return shelf.into(folder, makers.approved)


@pytest.fixture
def frozen(ready, folder, shelf):
    """An edition of two readers on its way; the relay is away."""
    return shelf.into(folder, makers.frozen)
