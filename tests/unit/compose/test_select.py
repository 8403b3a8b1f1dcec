from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.compose.test_edition import composed, story

from digest.compose import select
from digest.model import Length, Selection

TOPICS = ("World", "Business", "Sport", "Other")


def edition(essential=()):
    made = composed(
        [story(1), story(2, "Sport"), story(3, "Business"), story(4), story(5, "Gardening")]
    )
    sections = tuple(
        replace(
            section,
            slots=tuple(replace(slot, essential=slot.id in essential) for slot in section.slots),
        )
        for section in made.sections
    )
    return replace(made, sections=sections, lead=story(2).id)


def ids(*numbers):
    return tuple(story(number).id for number in numbers)


def test_no_topics_means_all_of_them_the_lead_first():
    assert select(edition(), topics=(), length=Length.FULL).slots == ids(2, 1, 4, 3, 5)


def test_only_chosen_topics_in_any_case():
    found = select(edition(), topics=("business", "OTHER"), length=Length.BRIEF)
    assert found == Selection(ids(3, 5), Length.BRIEF)


def test_a_topic_that_the_edition_lacks_selects_nothing():
    assert select(edition(), topics=("Opera",), length=Length.FULL).slots == ()


def test_essential_slots_reach_everyone():
    found = select(edition(essential=ids(4)), topics=("Sport",), length=Length.FULL)
    assert found.slots == ids(2, 4)


@given(st.sets(st.sampled_from(TOPICS)), st.sets(st.sampled_from(ids(1, 2, 3, 4, 5))))
def test_selections_keep_the_editions_order_and_hold_no_other_topic(topics, essential):
    made = edition(essential)
    everything = select(made, topics=(), length=Length.FULL).slots
    chosen = select(made, topics=tuple(topics), length=Length.FULL).slots
    assert list(chosen) == [slot for slot in everything if slot in chosen]
    assert essential <= set(chosen)
    for section in made.sections:
        for slot in section.slots:
            wanted = not topics or section.topic in topics or slot.essential
            assert (slot.id in chosen) == wanted


def test_a_muted_source_is_left_out_unless_its_story_is_essential():
    made = edition(essential=ids(3))
    slots = [slot for section in made.sections for slot in section.slots]
    sources = {slot.story.lead.source for slot in slots if slot.id in ids(3, 4)}
    left = tuple(slot.id for slot in slots if slot.story.lead.source not in sources)
    found = select(made, topics=(), muted=tuple(source.upper() for source in sources)).slots
    assert set(found) == {*left, *ids(3)}
    assert select(made, topics=(), muted=("Another",)) == select(made, topics=())
