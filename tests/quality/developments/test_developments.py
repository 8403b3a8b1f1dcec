"""The floor under what counts as a development, in each language."""

from __future__ import annotations

import pytest
from tests.quality.developments.score import AGAIN, BARE, develops, pairs

LABELLED = pairs()
LANGUAGES = ["ar", "de", "en", "es", "fr", "it", "nl", "pt", "ru"]


def share(language: str, *, wanted: bool) -> float:
    mine = [one for one in LABELLED if (one.language, one.develops) == (language, wanted)]
    assert len(mine) >= 6
    return sum(develops(one) == wanted for one in mine) / len(mine)


@pytest.mark.parametrize("language", LANGUAGES)
def test_developments_are_seen(language):
    assert share(language, wanted=True) >= 0.97


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_told_and_trivia_are_no_developments(language):
    assert share(language, wanted=False) >= 0.95


def test_what_was_told_in_another_language_is_known_by_its_acts_and_numbers():
    across = [one for one in LABELLED if ">" in one.language]
    assert len(across) >= 6
    assert [one.later for one in across if develops(one) != one.develops] == []


def test_what_a_newspaper_writes_again_is_news_if_it_is_no_rewriting():
    again = pairs(AGAIN)
    wrong = [one for one in again if develops(one) != one.develops]
    assert (len(again), [one.develops for one in wrong]) == (45, [False, False])


def test_one_bare_sentence_of_another_newspaper_is_news_where_its_act_is_known():
    """The floor is low: nothing but an act tells such a sentence from another telling."""
    bare = pairs(BARE)
    seen = [develops(one) for one in bare if one.develops]
    false = [develops(one) for one in bare if not one.develops]
    assert (len(seen), len(false)) == (53, 52)
    assert sum(seen) >= 27
    assert sum(false) <= 9


def test_the_set_is_as_large_as_it_was_measured():
    assert len(LABELLED) == 450
