from __future__ import annotations

from dataclasses import replace

from tests.unit.compose.test_edition import composed, story
from tests.unit.compose.test_overrides import KIND, edited, override
from tests.unit.curate.make import article

from digest.compose import Change, difference, outline
from digest.model import Image, Limits

STORIES = [story(1), story(2), story(3, "Sport")]


def changed(*overrides, stories=STORIES, limits=None):
    return difference(
        outline(composed(STORIES, limits)),
        outline(edited(stories, *overrides, limits=limits).edition),
    )


def test_nothing_differs_from_itself():
    assert changed() == ()


def test_other_words_are_one_change_each():
    told = STORIES[1]
    made = changed(
        override(KIND.RETITLE, told, "Else"),
        override(KIND.WHY, told, "It is the first.", writer="Anna"),
        override(KIND.SUBJECT, value="Today"),
    )
    assert [(one.what, one.before, one.after) for one in made] == [
        ("subject", "Headline 1", "Today"),
        ("preheader", "Headline 2 · Headline 3", "Headline 1 · Else"),
        ("headline", "Headline 2", "Else"),
        ("block", "", "It is the first.\nAnna"),
    ]


def test_a_story_that_goes_moves_no_other():
    made = changed(override(KIND.HIDE, STORIES[0]))
    assert [one.what for one in made] == ["subject", "preheader", "lead", "removed"]
    assert made[-1] == Change(
        what="removed", story=STORIES[0].id, headline="Headline 1", before="World, number 1"
    )


def test_a_story_that_comes_in_and_one_that_is_moved():
    made = changed(override(KIND.PIN, STORIES[1]), limits=Limits(per_topic=1))
    added = next(one for one in made if one.what == "added")
    assert (added.headline, added.after) == ("Headline 2", "World, number 1")
    [moved] = changed(override(KIND.TOPIC, STORIES[1], "Sport"))
    assert (moved.what, moved.before, moved.after) == (
        "moved",
        "World, number 2",
        "Sport, number 1",
    )


def test_length_and_essential_are_told():
    edition = composed(STORIES)
    sections = [
        replace(part, slots=tuple(replace(slot, short=True, essential=True) for slot in part.slots))
        for part in edition.sections
    ]
    made = difference(outline(edition), outline(replace(edition, sections=tuple(sections))))
    assert [one.what for one in made] == ["length", "essential"] * 3
    assert (made[0].before, made[0].after) == ("full", "brief")


def test_who_tells_a_story_who_else_does_and_its_picture_are_told():
    shown = Image(url="https://news.example/1.jpg")
    lead = replace(STORIES[0].lead, id="b", url="https://other.example/1", publisher="Other")
    told = replace(STORIES[0], lead=lead, coverage=(STORIES[0].lead, article(7), article(7)))
    was = outline(composed(STORIES))
    made = difference(was, outline(composed([told, *STORIES[1:]])))
    assert [(one.what, one.before, one.after) for one in made] == [
        ("source", "Publisher 1 https://news.example/1", "Other https://other.example/1"),
        ("coverage", "", "Publisher 1, Publisher 7"),
    ]
    pictured = replace(STORIES[0], lead=replace(STORIES[0].lead, image=shown))
    [one] = difference(was, outline(composed([pictured, *STORIES[1:]])))
    assert (one.what, one.before, one.after) == ("picture", "", shown.url)
    brief = replace(composed([told]).sections[0].slots[0], short=True)
    edition = composed([told])
    part = replace(edition.sections[0], slots=(brief,))
    [slot] = outline(replace(edition, sections=(part,))).slots
    assert (slot.coverage, slot.picture) == ("", "")


def test_a_part_of_a_story_that_is_hidden_is_a_change_that_readers_see():
    part = story(5)
    large = replace(story(1), coverage=(part.lead, article(60), article(61)))
    hidden = edited([large], override(KIND.HIDE, part)).edition
    [one] = difference(outline(composed([large])), outline(hidden))
    assert (one.what, one.before, one.after) == (
        "coverage",
        "Publisher 5, Publisher 60, Publisher 61",
        "Publisher 60, Publisher 61",
    )
