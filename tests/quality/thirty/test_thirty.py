"""A month of mornings: nothing twice, nothing better left out, the lead by its rule."""

from __future__ import annotations

import pytest
from tests.quality.thirty.month import simulate

DAYS = 30


@pytest.fixture(scope="module")
def mornings(tmp_path_factory):
    return list(simulate(tmp_path_factory.mktemp("month"), days=DAYS, seed=7))


def test_no_story_is_told_again_without_a_development(mornings):
    assert [(one.edition, one.repeated) for one in mornings if one.repeated] == []


def test_no_story_was_left_out_that_outranks_one_that_stands(mornings):
    assert [(one.edition, one.missed) for one in mornings if one.missed] == []


def test_no_new_fact_was_kept_from_readers(mornings):
    assert [(one.edition, one.silenced) for one in mornings if one.silenced] == []


def test_the_lead_is_the_one_that_the_rule_names(mornings):
    assert all(one.lead_agrees for one in mornings)


def test_the_month_has_what_is_to_be_judged(mornings):
    assert len(mornings) == DAYS
    assert sum(one.updates for one in mornings) > DAYS
    assert sum(one.told for one in mornings) > DAYS
