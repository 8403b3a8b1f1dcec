from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.curate.make import NOW, article, newsletter, source

from digest.curate import curate
from digest.curate.addendum import addendum_to
from digest.curate.state import since_the_turn
from digest.model import Story

MONDAY = NOW - timedelta(days=3)
LOST = (
    "Twelve hikers are missing in the mountains above Serra after a storm. The Serra rescue "
    "service searches the ridge with dogs and helicopters. The hikers of the Serra club set out "
    "on Sunday although the service had warned of the storm on the ridge."
)
FOUND = (
    "All twelve hikers of the Serra club were found alive in a hut below the ridge. The Serra "
    "rescue service said that the hikers had waited out the storm in the mountains. They are "
    "tired and hungry, and the club thanked the service and its dogs and helicopters."
)
HOME = (
    "The hikers who were found alive above Serra have come home by bus to a soup that their club "
    "paid for. The oldest of the hikers said that nobody had been afraid in the hut, for there was "
    "wood and tea for a week, and that the dogs of the rescue service were the first to enter."
)


def told(number, title, text, hours, **changes):
    return article(number, title, text, published=MONDAY + timedelta(hours=hours), **changes)


def week():
    return [
        told(1, "Twelve hikers missing above Serra", LOST, 0),
        told(2, "Serra: search for missing hikers goes on", f"{LOST} It rains.", 20),
        told(3, "All hikers of Serra found safe", FOUND, 50),
        told(4, "Serra hikers back home", HOME, 60),
    ]


def lead_of(articles, *sources):
    (story,) = curate(
        articles, newsletter(), sources, now=NOW, story_of=one_story(articles)
    ).stories
    return story


def one_story(articles):
    return dict.fromkeys((one.id for one in articles), "s1")


def test_the_latest_state_leads_and_not_what_is_false_by_then():
    story = lead_of(week())
    assert story.lead.title == "All hikers of Serra found safe"
    assert "found alive" in story.summary
    assert "led by its latest turn: found safe" in story.reasons


def test_a_heavier_source_does_not_lead_with_an_old_state():
    story = lead_of(week(), source("Source 1", weight=3))
    assert story.lead.title == "All hikers of Serra found safe"


def test_of_those_that_tell_the_latest_state_the_usual_rule_chooses():
    story = lead_of(week(), source("Source 4", weight=3))
    assert story.lead.title == "Serra hikers back home"


def test_a_toll_that_rose_leads():
    first = told(1, "Storm kills 12 in Serra", f"The storm killed 12 people. {LOST}", 0)
    risen = told(2, "Serra storm", f"The storm in Serra has killed 19 people. {LOST}", 30)
    turn, since = since_the_turn([first, risen], first)
    assert (turn, since) == ("now 19 died", [risen])


@pytest.mark.parametrize("hours", [0.5, 5])
def test_within_hours_sources_differ_and_the_first_leads(hours):
    first, other = week()[0], told(3, "All hikers of Serra found safe", FOUND, hours)
    assert since_the_turn([first, other], first) == ("", [first, other])


def test_more_coverage_is_no_turn():
    articles = week()[:2]
    assert since_the_turn(articles, articles[0]) == ("", articles)


def test_what_stands_beside_a_story_is_no_older_than_its_turn():
    story = lead_of(week())
    assert [one.title for one in story.coverage][:1] == ["Twelve hikers missing above Serra"]
    assert [one.title for one in story.current] == ["Serra hikers back home"]


def test_a_sentence_from_before_the_turn_is_not_added():
    lead, before = week()[2], week()[0]
    fresh = replace(before, published=lead.published)
    add = "Police from Keld, led by Iris Vandel, lent Serra dogs trained for hikers in snow."
    summary = "All twelve hikers of the Serra club were found alive in a hut below the ridge."
    told = [replace(one, text=f"{add} {one.text}") for one in (before, fresh)]
    found = [addendum_to(Story(id="s1", lead=lead, coverage=(one,)), summary) for one in told]
    assert found[0] is None
    assert found[1].sentence == add


RESIGNS = (
    "The health minister, Inga Palm, has resigned, public radio reported on Monday. The ministry "
    "gave no comment. Palm was under pressure over hospital contracts, and the opposition had "
    "asked her to go for weeks, as it did again on Sunday."
)


@pytest.mark.parametrize(
    ("title", "text", "turn"),
    [
        ("Palm stays", "Inga Palm has not resigned, the government said.", "not resigned"),
        ("Correction: radio on Palm", "The radio was wrong on Inga Palm.", "corrected"),
    ],
)
def test_what_takes_back_what_was_told_leads_however_soon_it_comes(title, text, turn):
    first, again = told(1, "Palm resigns", RESIGNS, 0), told(3, "Palm resigns", RESIGNS, 1)
    back = told(2, title, text, 0.5)
    assert since_the_turn([first, back], first) == (turn, [back])
    assert lead_of([first, back], source("Source 1", weight=3)).lead == back
    assert since_the_turn([back, again], again) == ("", [back, again])


def test_what_was_denied_and_is_done_hours_later_is_a_turn_again():
    first = told(1, "Palm resigns", RESIGNS, 0)
    back = told(2, "Palm stays", "Inga Palm has not resigned, the government said.", 0.5)
    done = told(3, "Palm resigns", "Inga Palm resigned at noon.", 30)
    assert since_the_turn([first, back, done], first) == ("resigns", [done])


def test_a_denial_of_another_takes_nothing_back():
    first = told(1, "Palm resigns", RESIGNS, 0)
    other = told(2, "Holt stays", "Karin Holt has not resigned, the party said.", 0.5)
    assert since_the_turn([first, other], first) == ("", [first, other])
