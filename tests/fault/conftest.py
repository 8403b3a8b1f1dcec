from __future__ import annotations

import contextlib

import pytest
from tests.fault.counting import CountingSink
from tests.fault.newsroom import Newsroom


@pytest.fixture
def sink():
    with contextlib.closing(CountingSink()) as running:
        yield running


@pytest.fixture
def newsroom(tmp_path, sink):
    return Newsroom(tmp_path, sink)


@pytest.fixture
def tell(capsys):
    """Prints a line for whoever runs this."""

    def aloud(words):
        with capsys.disabled():
            print(f"\n{words}", end=" ")  # noqa: T201 - the figures that the test is run for

    return aloud
