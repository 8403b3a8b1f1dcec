from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from tests.unit.render.sample import edition, templates
from tests.unit.render.test_join import NEWSLETTER, READER, SELECTIONS, SLOTS

from digest.model import Length, Rendered
from digest.render import inliner, join, largest, render, selection_fields, slot_bytes


@cache
def rendered() -> Rendered:
    return render(edition(), NEWSLETTER, templates=templates(), inliner=inliner("css-inline"))


@settings(max_examples=100, deadline=None)
@given(SELECTIONS)
def test_no_selection_is_larger_than_the_largest(selection):
    values = {**selection_fields(rendered(), selection), **READER}
    made = join(rendered().html, rendered(), selection, values, html=True)
    assert len(made) <= largest(rendered())


def test_each_slot_has_its_size_in_both_lengths():
    sizes = slot_bytes(rendered())
    assert set(sizes) == {(slot, length) for slot in SLOTS for length in Length}
    assert all(sizes[slot, Length.BRIEF] < sizes[slot, Length.FULL] for slot in SLOTS)
