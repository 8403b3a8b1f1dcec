from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from tests.unit.render.sample import edition, templates
from tests.unit.render.test_join import NEWSLETTER, READER, SELECTIONS, SLOTS, SOURCES

from digest.model import Length, Rendered, Selection
from digest.render import inliner, join, largest, render, selection_fields, slot_bytes

LINK = 100


@cache
def rendered(*, quick: bool = False) -> Rendered:
    letter = replace(NEWSLETTER, quick_links=quick)
    shipped, inlined = templates(), inliner("css-inline")
    return render(edition(), letter, templates=shipped, inliner=inlined, sources=SOURCES)


@settings(max_examples=100, deadline=None)
@given(SELECTIONS)
def test_no_selection_is_larger_than_the_largest(selection):
    values = {**selection_fields(rendered(), selection), **READER}
    made = join(rendered().html, rendered(), selection, values, html=True)
    assert len(made) <= largest(rendered(), LINK)


def test_each_slot_has_its_size_in_both_lengths():
    sizes = slot_bytes(rendered(), LINK)
    assert set(sizes) == {(slot, length) for slot in SLOTS for length in Length}
    assert all(sizes[slot, Length.BRIEF] < sizes[slot, Length.FULL] for slot in SLOTS)


def test_a_slot_weighs_what_a_mail_loses_without_it_its_readers_links_too():
    made = rendered(quick=True)
    own = {**READER, "preferences_url": b"https://meridian.example/p/" + b"u" * 73}

    def weight(*slots):
        selection = Selection(tuple(slots))
        values = {**selection_fields(made, selection), **own}
        return len(join(made.html, made, selection, values, html=True))

    first, second, third, *_ = SLOTS  # of one topic, which stays
    lost = weight(first, second, third) - weight(first, second)
    assert (
        abs(lost - slot_bytes(made, LINK)[third, Length.FULL]) < 100
    )  # counts and preheader differ
