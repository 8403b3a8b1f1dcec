from __future__ import annotations

import pytest
from tests.unit.curate.make import NOW, QUAKE, QUAKE_ELSEWHERE, QUAKE_RETOLD, article

from digest.curate.near import Nearness
from digest.curate.reading import number_of, read


def closeness(one, other, hours=0):
    first = article(1, *one, published=NOW)
    second = article(2, *other, published=NOW.replace(day=NOW.day + hours // 24))
    return Nearness([read(first), read(second)]).close(0, 1)


def test_two_quakes_in_two_towns_are_far_apart_and_one_told_twice_is_near():
    here = ("Earthquake hits Larmont", QUAKE)
    assert closeness(here, ("Earthquake hits Velden", QUAKE_ELSEWHERE)) < 1
    assert closeness(here, ("Rescuers dig in Larmont", QUAKE_RETOLD)) > 1


def test_a_rising_toll_is_the_same_event():
    assert closeness(("At least 9 dead in Larmont",), ("Toll rises to 15: Larmont dead",)) > 1


def test_texts_that_name_days_of_other_months_are_apart():
    now = f"{QUAKE} That was on 14 December."
    then = f"{QUAKE_RETOLD} That was on 3 May."
    same = f"{QUAKE_RETOLD} That was on Dec. 15."
    title = "Earthquake hits Larmont"
    assert closeness((title, now), (title, then)) < closeness((title, now), (title, same)) / 2


def test_texts_that_speak_of_other_years_are_apart():
    title = "Earthquake hits Larmont"
    now, then = f"{QUAKE} It is 2026.", f"{QUAKE_RETOLD} It was 2019."
    assert closeness((title, now), (title, then)) < closeness((title, QUAKE), (title, then)) / 2


def test_what_lies_days_apart_is_less_near():
    one, other = ("Earthquake hits Larmont", QUAKE), ("Larmont digs", QUAKE_RETOLD)
    assert closeness(one, other) > closeness(one, other, hours=48) > 0


def test_without_names_nothing_is_vetoed():
    text = "the minister left the office and nobody knew why the minister went so early"
    assert closeness(("minister steps down", text), ("minister leaves office", text)) > 1


def test_a_name_is_a_word_that_never_stands_without_a_capital():
    found = read(article(1, "Storm Brenna hits", "The Storm came. In Larmont a storm hit Brenna."))
    names = memoryview(found.terms).cast("I")[-found.names :]
    assert set(names) == {number_of("brenna"), number_of("larmont")}


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("on 14 December and on Dec. 15", {12}),
        ("am 3. Mai, le 4 juin, el 5 de julio", {5, 6, 7}),
        ("It may rain at 12:30, in March.", set()),
        ("On May 3 it rained.", {5}),
    ],
)
def test_months_are_those_of_days_that_are_named(text, months):
    assert read(article(1, "", text)).months == months
