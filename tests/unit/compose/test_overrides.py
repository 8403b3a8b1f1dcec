"""What an editor said is what the edition does, wherever the story went."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.compose.test_edition import LETTER, composed, headlines, story
from tests.unit.curate.make import NOW, article

from digest.compose import Composed, compose
from digest.compose import composed as composed_of
from digest.compose.overrides import amend, holder
from digest.model import (
    Block,
    BlockKind,
    Cadence,
    Draft,
    Limits,
    Override,
    OverrideKind,
)

KIND = OverrideKind
BACK = (KIND.PIN, KIND.LEAD, KIND.ESSENTIAL)


def override(kind, told=None, value="", *, number=1, **changes):
    articles = tuple(one.id for one in (told.lead, *told.coverage)) if told else ()
    values = {
        "id": number,
        "edition": "briefing-daily-2026-11-23",
        "kind": kind,
        "who": "anna",
        "at": NOW,
        "story": told.id if told else "",
        "articles": articles,
        "headline": told.lead.title if told else "",
        "value": value,
    }
    return Override(**{**values, **changes})


def edited(stories, *overrides, limits=None, blocks=()) -> Composed:
    draft = Draft(
        stories=tuple(stories),
        limits=limits or Limits(),
        date=NOW.date(),
        cadence=Cadence.DAILY,
        now=NOW,
        blocks=tuple(blocks),
    )
    return composed_of(draft, LETTER, overrides)


def slots(made):
    return {slot.id: slot for section in made.edition.sections for slot in section.slots}


def test_a_pinned_story_stands_first_whatever_the_limits_say():
    stories = [story(n) for n in range(1, 6)]
    made = edited(stories, override(KIND.PIN, stories[4]), limits=Limits(per_topic=2))
    assert headlines(made.edition) == {"World": ["Headline 1", "Headline 5"]}
    assert slots(made)[stories[4].id].kept
    several = [override(KIND.PIN, one) for one in stories]
    assert len(slots(edited(stories, *several, limits=Limits(max_stories=2)))) == 5


def test_a_pinned_story_is_told_in_full():
    stories = [story(n) for n in range(1, 6)]
    made = edited(stories, override(KIND.PIN, stories[4]))
    assert [slot.short for slot in made.edition.sections[0].slots] == [False] * 3 + [True] * 2
    assert not slots(made)[stories[4].id].short


def test_a_pinned_story_takes_no_place_from_the_best_of_its_topic():
    stories = [story(1), story(2, "Sport"), story(3), story(4)]
    made = edited(stories, override(KIND.PIN, stories[3]), limits=Limits(max_stories=3))
    assert headlines(made.edition) == {
        "World": ["Headline 1", "Headline 4"],
        "Sport": ["Headline 2"],
    }
    two = edited(stories, override(KIND.PIN, stories[3]), limits=Limits(max_stories=2))
    assert two.edition.lead == stories[0].id


def test_a_hidden_story_gives_its_place_to_the_next():
    stories = [story(n) for n in range(1, 4)]
    made = edited(stories, override(KIND.HIDE, stories[0]), limits=Limits(per_topic=2))
    assert headlines(made.edition) == {"World": ["Headline 2", "Headline 3"]}
    assert made.reasons[stories[0].id] == "hidden by anna at 2026-11-23 07:00Z"
    assert made.edition.left_out[0].startswith("“Headline 1”: hidden by anna")


def test_the_lead_is_the_latest_that_was_named():
    stories = [story(n) for n in range(1, 5)]
    first, second = override(KIND.LEAD, stories[2]), override(KIND.LEAD, stories[3])
    assert edited(stories, first).edition.lead == stories[2].id
    assert edited(stories, first, second).edition.lead == stories[3].id
    assert edited(stories, second, first).edition.lead == stories[2].id
    hidden = edited(stories, first, override(KIND.HIDE, stories[2]))
    assert hidden.edition.lead == stories[0].id
    assert edited(stories, first).edition.subject == "Headline 3"


def test_hide_and_the_kinds_that_put_in_end_each_other():
    stories = [story(1), story(2)]
    for kind in BACK:
        hide, back = override(KIND.HIDE, stories[1]), override(kind, stories[1])
        assert stories[1].id in slots(edited(stories, hide, back))
        assert stories[1].id not in slots(edited(stories, back, hide))


def test_words_stand_in_place_of_the_storys_own():
    told = story(1)
    made = edited(
        [told],
        override(KIND.RETITLE, told, "A better headline"),
        override(KIND.SUMMARY, told, "Said better."),
        override(KIND.WHY, told, "It is the first.", writer="Anna Berg"),
    )
    [slot] = slots(made).values()
    assert (slot.headline, slot.summary) == ("A better headline", "Said better.")
    [why] = slot.blocks
    assert (why.kind, why.text, why.source) == (BlockKind.WHY, "It is the first.", "Anna Berg")
    assert made.edition.subject == "A better headline"


def test_words_for_the_whole_edition():
    configured = Block(id="g", kind=BlockKind.GREETING, text="Good morning.")
    data = Block(id="d", kind=BlockKind.DATA, text="Oil: 70")
    made = edited(
        [story(1), story(2)],
        override(KIND.SUBJECT, value="What the treaty says"),
        override(KIND.PREHEADER, value="And who signed it"),
        override(KIND.GREETING, value="Dear all.", writer="Anna Berg"),
        blocks=[data, configured],
    ).edition
    assert (made.subject, made.preheader) == ("What the treaty says", "And who signed it")
    assert [(one.kind, one.text) for one in made.blocks] == [
        (BlockKind.GREETING, "Dear all."),
        (BlockKind.DATA, "Oil: 70"),
    ]
    assert made.blocks[0].source == "Anna Berg"


def test_moves_put_stories_at_their_place_and_never_before_the_lead():
    stories = [story(n) for n in range(1, 6)]
    made = edited(stories, override(KIND.MOVE, stories[4], "2"))
    assert headlines(made.edition)["World"][1] == "Headline 5"
    made = edited(stories, override(KIND.MOVE, stories[4], "1"))
    assert headlines(made.edition)["World"][:2] == ["Headline 1", "Headline 5"]
    made = edited(stories, override(KIND.MOVE, stories[1], "99"))
    assert headlines(made.edition)["World"][-1] == "Headline 2"
    both = override(KIND.MOVE, stories[3], "2"), override(KIND.MOVE, stories[4], "2")
    assert headlines(edited(stories, *both).edition)["World"][1:3] == ["Headline 5", "Headline 4"]


def test_a_story_goes_to_another_topic_with_the_reason():
    told = story(1)
    made = edited([told, story(2)], override(KIND.TOPIC, told, "Sport"))
    assert headlines(made.edition) == {"World": ["Headline 2"], "Sport": ["Headline 1"]}
    assert "put under Sport by anna at 2026-11-23 07:00Z" in slots(made)[told.id].story.reasons


def test_an_essential_story_reaches_everyone():
    told = story(3)
    made = edited([story(1), told], override(KIND.ESSENTIAL, told))
    assert slots(made)[told.id].essential


def test_what_is_undone_has_no_effect():
    told = story(1)
    undone = replace(override(KIND.RETITLE, told, "Else"), undone_by="anna", undone_at=NOW)
    assert edited([told, story(2)], undone) == edited([told, story(2)])


def test_a_decision_follows_its_story_under_another_id_and_with_more_coverage():
    before = story(5)
    grown = replace(before, id="s999", coverage=(article(70), article(71), article(72)))
    kept = override(KIND.RETITLE, before, "Else")
    assert holder(kept, [story(1), grown]) == grown
    assert slots(edited([story(1), grown], kept))["s999"].headline == "Else"


def test_a_decision_survives_a_merge_and_a_split():
    one, two = story(1, coverage=[article(50)]), story(2)
    both = override(KIND.TOPIC, one, "Sport"), override(KIND.RETITLE, two, "Else")
    merged = replace(one, coverage=(*one.coverage, two.lead))
    [slot] = slots(edited([merged], *both)).values()
    assert (slot.story.topic, slot.headline) == ("Sport", "Else")
    split = [replace(merged, id="s50", lead=article(50), coverage=()), story(1), two]
    made = edited(split, *both)
    assert slots(made)[two.id].headline == "Else"
    assert slots(made)[one.id].story.topic == "Sport"


def test_what_is_hidden_stays_hidden_when_it_grows_but_takes_no_larger_story_with_it():
    small = story(5)
    hide = override(KIND.HIDE, small)
    grown = replace(small, coverage=tuple(article(n) for n in range(60, 66)))
    assert slots(edited([story(1), grown], hide)).keys() == {story(1).id}
    large = story(1, coverage=[article(60), article(61), small.lead])
    [slot] = slots(edited([large], hide)).values()
    assert [one.id for one in slot.story.coverage] == [article(60).id, article(61).id]


def test_a_hidden_part_of_a_merged_story_ends_no_decision_about_the_rest():
    small, large = story(5), story(1, coverage=[article(60), article(61)])
    merged = replace(large, coverage=(*large.coverage, small.lead))
    hide, pin = override(KIND.HIDE, small), override(KIND.PIN, large)
    for made in ([hide, pin], [pin, hide]):
        [slot] = slots(edited([merged], *made)).values()
        assert slot.kept
        assert small.lead not in slot.story.coverage


def test_what_was_said_of_a_hidden_story_is_not_said_of_the_one_that_took_it_up():
    small, large = story(5), story(1, coverage=[article(60), article(61)])
    merged = replace(large, coverage=(*large.coverage, small.lead), independent=4)
    title, hide = override(KIND.RETITLE, small, "The hidden one"), override(KIND.HIDE, small)
    own = override(KIND.SUMMARY, large, "Of the large one.")
    for made in ([title, hide, own], [hide, own, title]):
        edition = edited([merged], *made)
        [slot] = slots(edition).values()
        assert (slot.headline, slot.summary) == (large.lead.title, "Of the large one.")
        assert slot.story.independent == 3
        assert any("taken out of" in line for line in edition.edition.left_out)


def test_a_hidden_story_that_is_wanted_again_comes_back_in_what_took_it_up():
    small, large = story(5), story(1, coverage=[article(60), article(61)])
    merged = replace(large, coverage=(*large.coverage, small.lead))
    [slot] = slots(edited([merged], override(KIND.HIDE, small), override(KIND.PIN, small))).values()
    assert small.lead in slot.story.coverage


def test_the_words_of_a_hidden_lead_go_with_it():
    small = story(5)
    large = replace(
        story(1),
        lead=small.lead,
        summary="Of the hidden.",
        coverage=(article(60, "B", summary="Of\nB."), article(61)),
    )
    [slot] = slots(edited([large], override(KIND.HIDE, small))).values()
    assert (slot.headline, slot.summary) == ("B", "Of B.")


def test_a_decision_whose_story_is_gone_is_said_to_be_adrift():
    gone = override(KIND.RETITLE, story(9), "Else")
    made = edited([story(1)], gone)
    [line] = made.edition.left_out
    assert line.startswith("“Headline 9”: headline rewritten by anna at 2026-11-23 07:00Z")
    assert line.endswith("but no story of this edition tells it")


def test_notes_print_nothing():
    told = story(1)
    noted = edited([told], override(KIND.NOTE, told, "Check it."))
    assert noted == edited([told])


KINDS = st.sampled_from([KIND.PIN, KIND.HIDE, KIND.LEAD, KIND.ESSENTIAL, KIND.MOVE, KIND.TOPIC])


@st.composite
def decisions(draw, count):
    made = []
    for number in range(draw(st.integers(0, 8))):
        kind, told = draw(KINDS), story(draw(st.integers(1, count)))
        value = {KIND.MOVE: str(draw(st.integers(1, 9))), KIND.TOPIC: "Sport"}.get(kind, "")
        made.append(override(kind, told, value, number=number + 1))
    return made


@given(decisions(8), st.integers(1, 8), st.integers(1, 5))
def test_any_decisions_give_one_edition_and_hold_the_last_word(made, most, each):
    stories = [story(n) for n in range(1, 9)]
    limits = Limits(max_stories=most, per_topic=each)
    once, again = (edited(stories, *made, limits=limits) for _ in range(2))
    assert once == again
    standing = slots(once)
    for told in stories:
        last = [
            one.kind for one in made if one.story == told.id and one.kind in {KIND.HIDE, *BACK}
        ][-1:]
        if last:
            assert (told.id in standing) == (last != [KIND.HIDE])
    placed = [slot.id for part in once.edition.sections for slot in part.slots]
    assert len(placed) == len(set(placed))
    assert placed.count(once.edition.lead) == bool(placed)
    assert amend(stories, made).left_out == ()


def test_compose_takes_overrides_too():
    told = story(1)
    made = compose(
        [told],
        LETTER,
        Limits(),
        date=NOW.date(),
        cadence=Cadence.DAILY,
        now=NOW,
        overrides=[override(KIND.RETITLE, told, "Else", at=NOW - timedelta(hours=1))],
    )
    assert headlines(made) == {"World": ["Else"]}
    assert composed([told]) != made
