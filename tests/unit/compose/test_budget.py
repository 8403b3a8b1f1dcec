from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.compose.test_edition import composed, story

from digest.compose import shrink, trimmed, trimmings, unpictured
from digest.errors import RenderError
from digest.model import Image, Length, Limits

SIZES = st.lists(
    st.tuples(st.integers(1, 9000), st.integers(1, 9000), st.booleans()), min_size=2, max_size=25
)
TOPICS = ("World", "Business", "Sport", "Gardening")


def made(sizes):
    """An edition with stories so large (full, brief, essential), and their ids, best first."""
    limits = Limits(max_stories=99, per_topic=99)
    edition = composed([story(n, TOPICS[n % 4]) for n in range(len(sizes))], limits)
    essential = {f"s{n:012x}" for n, size in enumerate(sizes) if size[2]}
    sections = tuple(
        replace(
            s, slots=tuple(replace(x, essential=x.id in essential, short=False) for x in s.slots)
        )
        for s in edition.sections
    )
    return replace(edition, sections=sections), [f"s{n:012x}" for n in range(len(sizes))]


def slots(edition):
    return {slot.id: slot for section in edition.sections for slot in section.slots}


def measured(edition, sizes):
    """What a renderer would say: a short slot's full form is as small as its brief one."""
    found = {}
    for ident, slot in slots(edition).items():
        full, brief, _ = sizes[int(ident[1:], 16)]
        brief = min(full, brief)
        found[ident, Length.FULL] = brief if slot.short else full
        found[ident, Length.BRIEF] = brief
    return found


def total(edition, sizes):
    return sum(n for (_, length), n in measured(edition, sizes).items() if length is Length.FULL)


def untouchable(edition):
    return {n for n, slot in slots(edition).items() if slot.essential or n == edition.lead}


@given(SIZES, st.floats(0, 1))
def test_the_result_fits_and_takes_from_the_last_in_rank_first(sizes, share):
    whole, ranked = made(sizes)
    fixed = untouchable(whole)
    least = sum(sizes[int(ident[1:], 16)][0] for ident in fixed)
    budget = least + int((total(whole, sizes) - least) * share)
    edition = whole
    while (over := total(edition, sizes) - budget) > 0:
        edition = shrink(edition, ranked, measured(edition, sizes), over)
    assert total(edition, sizes) <= budget
    left = slots(edition)
    assert all(not left[ident].short for ident in fixed)
    told = [2 - left[n].short if n in left else 0 for n in ranked if n not in fixed]
    assert told == sorted(told, reverse=True)
    assert 0 not in told or 2 not in told
    assert all(section.slots for section in edition.sections)
    said = trimmings(whole, edition)
    assert len(said) == sum(form < 2 for form in told)
    assert trimmed((*said, "“A”: below the cut (score 1.00)")) == (told.count(0), told.count(1))


@given(SIZES)
def test_where_nothing_is_left_to_take_it_is_said_with_a_hint(sizes):
    whole, ranked = made(sizes)
    least = replace(
        whole,
        sections=tuple(
            replace(s, slots=tuple(x for x in s.slots if x.id in untouchable(whole)))
            for s in whole.sections
        ),
    )
    with pytest.raises(RenderError, match="has to stand in it") as caught:
        shrink(least, ranked, measured(least, sizes), 1)
    assert "Gmail" in caught.value.hint


def test_a_little_too_much_shortens_the_last_story_alone():
    whole, ranked = made([(100, 40, False)] * 4)
    edition = shrink(whole, ranked, measured(whole, [(100, 40, False)] * 4), 1)
    assert [slots(edition)[n].short for n in ranked] == [False, False, False, True]
    [line] = trimmings(whole, edition)
    assert line.startswith("“Headline 3”: told in a sentence")


def test_the_preheader_names_no_story_that_was_left_out():
    sizes = [(100, 90, False)] * 3
    whole, ranked = made(sizes)
    assert whole.preheader == "Headline 1 · Headline 2"
    edition = shrink(whole, ranked, measured(whole, sizes), 100)
    assert edition.preheader == "Headline 1"
    assert "“Headline 2”: left out" in trimmings(whole, edition)[-1]


def pictured(numbers):
    """Five stories, those of these numbers with a picture of their own, and ids, best first."""
    edition, ranked = made([(10, 5, False)] * 5)
    shown = {f"s{n:012x}": Image(url=f"https://images.example/{n}") for n in numbers}
    sections = tuple(
        replace(
            section,
            slots=tuple(
                replace(
                    one,
                    story=replace(one.story, lead=replace(one.story.lead, image=shown.get(one.id))),
                )
                for one in section.slots
            ),
        )
        for section in edition.sections
    )
    return replace(edition, sections=sections), ranked


def with_pictures(edition):
    return {number for number, one in slots(edition).items() if one.story.lead.image}


def test_the_picture_of_the_last_in_rank_goes_first_and_is_reported():
    edition, ranked = pictured((0, 2, 4))
    urls = {f"https://images.example/{n}" for n in (0, 2)}
    smaller = unpictured(edition, ranked, urls, 500)
    assert with_pictures(edition) - with_pictures(smaller) == {ranked[2]}
    (line,) = trimmings(edition, smaller)
    assert line.startswith("picture of “")
    assert line.endswith("stay within embedded_kb")


def test_pictures_of_no_story_can_only_be_the_logo():
    edition, ranked = pictured((0,))
    with pytest.raises(RenderError, match="more than its 500 bytes") as refused:
        unpictured(edition, ranked, {"https://news.example/logo.png"}, 500)
    assert "look.logo" in refused.value.hint
