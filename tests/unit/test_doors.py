"""A room with a door: every name that it gives is found, and none is hidden by a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest import collect, deliver, model

ROOMS = [model, collect, deliver]
each_room = pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)


@pytest.mark.parametrize(
    ("room", "name"),
    [(room, name) for room in ROOMS for name in room.__all__],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_each_name_is_found_where_it_is_said_to_be(room, name):
    assert getattr(room, name) is not None


@each_room
def test_no_other_name_is(room):
    with pytest.raises(AttributeError, match="Campaign"):
        room.Campaign  # noqa: B018 - the look is the test


@each_room
def test_no_name_is_that_of_a_file(room):
    files = {path.stem for path in Path(room.__file__).parent.iterdir()}
    assert files & set(room.__all__) == set()
