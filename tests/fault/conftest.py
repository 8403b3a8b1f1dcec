from __future__ import annotations

import contextlib
import functools

import pytest
from tests.fault.counting import CountingSink
from tests.fault.newsroom import Newsroom, WatchedRoom


@pytest.fixture
def sink():
    with contextlib.closing(CountingSink()) as running:
        yield running


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Makes a folder with an approved edition for so many readers, once; (folder, edition)."""

    @functools.cache
    def made(readers):
        folder = tmp_path_factory.mktemp("newsroom")
        return folder, Newsroom(folder).make_edition(readers)

    return made


@pytest.fixture
def newsroom(tmp_path, sink, template):
    return WatchedRoom(tmp_path, sink, template)


@pytest.fixture
def tell(capsys):
    """Prints a line for whoever runs this."""

    def aloud(words):
        with capsys.disabled():
            print(f"\n{words}", end=" ")  # noqa: T201 - the figures that the test is run for

    return aloud
