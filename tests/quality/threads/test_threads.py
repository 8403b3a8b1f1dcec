"""The floor under what is taken for the matter of the day before."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from tests.quality.threads.score import PAIRS, alone, as_one, pairs, silent, tied

from digest.curate import near, settle, subjects

LABELLED = pairs()
DECEIVING = pairs(PAIRS.with_name("deceiving.txt"))
ACCOUNTS = pairs(PAIRS.with_name("accounts.txt"))
WAYS = {"among others": tied, "alone": alone, "four days later": silent}


def right(found, *, same):
    return sum(one == same for pair, one in zip(LABELLED, found, strict=True) if pair.same == same)


@pytest.mark.parametrize("way", ["among others", "alone"])
def test_what_goes_on_is_tied_to_the_day_before(way):
    assert right(WAYS[way](LABELLED), same=True) >= 31


def test_what_goes_on_after_a_silent_weekend_is_tied_to_friday():
    assert right(silent(LABELLED), same=True) >= 27


@pytest.mark.parametrize("way", WAYS)
def test_what_is_of_the_same_kind_is_not(way):
    assert right(WAYS[way](LABELLED), same=False) >= 42


def test_after_a_silent_weekend_more_is_asked_of_what_goes_on(monkeypatch):
    tied_wrongly = sum(silent(DECEIVING))
    assert tied_wrongly <= 15
    monkeypatch.setattr(settle, "SURE", 1.0)
    assert sum(silent(DECEIVING)) >= tied_wrongly + 10


def test_two_matters_of_one_team_court_or_road_are_two_stories(monkeypatch):
    assert sum(as_one(DECEIVING)) <= 4
    monkeypatch.setattr(near.Subjects, "two_events", lambda *_, **__: False)
    assert sum(as_one(DECEIVING)) > 20


@pytest.mark.parametrize(("hours", "least"), [(1, 23), (5, 23), (14, 20)])
def test_two_accounts_of_one_event_are_one_story(hours, least):
    assert sum(as_one(ACCOUNTS, after=timedelta(hours=hours))) >= least


def test_what_goes_on_the_day_after_is_most_often_the_same_story():
    assert right(as_one(LABELLED), same=True) >= 28


def test_in_no_language_are_more_than_two_wrong():
    found = zip(LABELLED, tied(LABELLED), strict=True)
    wrong = Counter(pair.language for pair, one in found if one != pair.same)
    assert max(wrong.values()) <= 2


def test_what_parts_look_alikes_parts_these(monkeypatch):
    monkeypatch.setattr(near.Subjects, "told_apart", lambda *_, **__: False)
    assert right(tied(LABELLED), same=False) <= 32


def test_the_hours_between_two_texts_are_what_asks_for_more(monkeypatch):
    monkeypatch.setattr(subjects, "LATER", 72)
    assert right(tied(LABELLED), same=False) <= 38


def test_the_set_is_as_large_as_it_was_measured():
    count = Counter((pair.language, pair.same) for pair in LABELLED)
    assert {language for language, _ in count} == {"ar", "de", "en", "es", "fr"}
    assert min(count.values()) >= 5
    assert (len(LABELLED), sum(pair.same for pair in LABELLED)) == (76, 32)


def test_the_scorer_runs():
    command = [sys.executable, "-m", "tests.quality.threads"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "alone: others 4" in told
