"""How long a busy database is waited for, and when that is worth a word."""

from __future__ import annotations

import pytest

from digest.deliver.patience import BUSY_SECONDS, BUSY_WAIT, TOLD_AFTER, Patience
from digest.errors import StoreBusyError

HELD = StoreBusyError("it is held")


@pytest.fixture
def waiting(caplog):
    """Finds it busy at these seconds, and free at the last one; what was said."""

    def go(*moments, free):
        at = iter((*moments, free))
        patience = Patience(lambda: next(at))
        for _ in moments:
            assert patience.wait(HELD) == BUSY_WAIT
        patience.over()
        return [record.getMessage() for record in caplog.records]

    return go


def test_a_moment_is_not_worth_a_word(waiting):
    assert waiting(0.0, 0.25, 0.5, free=0.6) == []


def test_more_is_told_once_and_its_end_too(waiting):
    told = waiting(0.0, TOLD_AFTER, 2.0, 3.0, free=4.2)
    assert told == ["it is held; waiting for it", "the database is free after 4 s"]


def test_it_has_an_end():
    at = iter((0.0, BUSY_SECONDS))
    patience = Patience(lambda: next(at))
    patience.wait(HELD)
    with pytest.raises(StoreBusyError):
        patience.wait(HELD)
