"""What each shipped template takes: how many stories, and how many of a section in full."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.compose.test_edition import LETTER, composed, story

from digest.compose import measure
from digest.compose.measures import MEASURES
from digest.config.rules import shipped_templates
from digest.model import Cadence, Limits

PLENTY = Limits(max_stories=40, per_topic=20)


def _limits(template: str, cadence: Cadence = Cadence.DAILY) -> tuple[int, int]:
    found = measure(replace(LETTER, template=template), cadence).within(PLENTY)
    return found.max_stories, found.per_topic


def test_a_template_takes_no_more_than_it_is_made_for():
    assert _limits("daily") == (40, 20)
    assert _limits("brief") == (5, 20)
    assert _limits("weekly") == (15, 4)
    assert _limits("evening") == (40, 20)


def test_what_is_configured_lower_stays_so():
    found = measure(replace(LETTER, template="weekly"), Cadence.DAILY)
    assert found.within(Limits(max_stories=3, per_topic=2)) == Limits(max_stories=3, per_topic=2)


def test_a_weekly_edition_has_the_measure_of_its_own_template():
    assert _limits("daily", Cadence.WEEKLY) == (15, 4)


@pytest.mark.parametrize(("template", "told"), [("daily", 3), ("weekly", 2), ("evening", 6)])
def test_behind_the_first_of_a_section_the_others_are_briefs(template, told):
    letter = replace(LETTER, template=template)
    [section] = composed([story(n) for n in range(6)], PLENTY, letter=letter).sections
    assert [slot.short for slot in section.slots] == [False] * told + [True] * (6 - told)


def test_the_lead_is_told_in_full_wherever_it_ranks():
    stories = [story(n, text="") for n in range(5)] + [story(5)]
    made = composed(stories, PLENTY)
    [lead] = [slot for s in made.sections for slot in s.slots if slot.id == made.lead]
    assert lead.id == story(5).id
    assert not lead.short


def test_each_shipped_template_has_a_measure():
    shipped = {path.name.partition(".")[0] for path in shipped_templates().glob("*.mjml.j2")}
    assert set(MEASURES) == shipped
