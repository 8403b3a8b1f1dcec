from __future__ import annotations

from itertools import product

import pytest
from tests.unit.curate.make import NOW, QUAKE, QUAKE_ELSEWHERE, QUAKE_RETOLD, article

from digest.curate.cluster import cluster
from digest.curate.near import Nearness
from digest.curate.reading import read
from digest.curate.text import number_of
from digest.curate.veto import FEW, days_apart, other_names


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
    ("text", "days"),
    [
        ("on 14 December and on Dec. 15", {349, 350}),
        ("am 3. Mai, le 4 juin, el 5 de julio", {124, 156, 187}),
        ("It may rain at 12:30, in March.", set()),
        ("On May 3 it rained.", {124}),
    ],
)
def test_days_are_those_that_are_named_by_their_month(text, days):
    assert read(article(1, "", text)).days == days


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("3 May", "10 May", 7), ("30 December", "2 January", 3), ("3 May and 9 May", "10 May", 1)],
)
def test_days_lie_apart_as_the_nearest_of_them_do(one, other, apart):
    assert days_apart(read(article(1, "", one)), read(article(2, "", other))) == apart


def test_texts_that_name_days_a_week_apart_are_less_near():
    title = "Earthquake hits Larmont"
    now, then = f"{QUAKE} That was on 3 May.", f"{QUAKE_RETOLD} That was on 10 May."
    assert closeness((title, now), (title, then)) < closeness((title, now), (title, QUAKE)) * 0.6


ARRESTED = (
    "Police in Larmont arrested {0} of the Harbour Lions on suspicion of drunk driving. An officer "
    "stopped {0} after midnight. The Lions said that {0} may play on Sunday in Larmont."
)
WORDS = ["".join(letters) for letters in product("bdfgk", "aeiou", "lmnrt")]
VOICES = ("Abel", "Bruno", "Carla", "Dorit", "Egon", "Fanny")


def told_by(count, name, more="", first=1):
    """So many articles about the arrest of one player, each in words of its own."""
    return [
        article(
            first + at,
            f"Lions player {name} arrested",
            f"{ARRESTED.format(name)} {more} So says {VOICES[at]}, and {VOICES[at]} talks on: "
            + " ".join(f"{word}{chr(97 + first + at)}" for word in WORDS[: 40 + 12 * at]),
        )
        for at in range(count)
    ]


def parted(one, other):
    return other_names([read(article) for article in one], [read(article) for article in other])


JASPER = "It was a silver van on the coast road, with a cousin asleep at the back."
WILMOT = "It was a borrowed tractor outside a cinema. It is the second arrest after that of Jasper."


def test_two_arrests_in_one_team_are_two_stories_though_one_is_recalled_in_the_other():
    first = told_by(FEW, "Jasper", JASPER)
    second = told_by(FEW, "Wilmot", WILMOT, first=10)
    assert parted(first, second)
    assert cluster([*first, *second]) == [first, second]


def test_a_few_articles_are_not_held_against_each_other_by_what_nearly_all_of_them_name():
    first = told_by(FEW - 1, "Jasper", JASPER)
    second = told_by(FEW - 1, "Wilmot", WILMOT, first=10)
    assert len(cluster([*first, *second])) == 1


def test_a_name_that_became_known_later_parts_nothing():
    early, late = (
        told_by(6, "Jasper"),
        told_by(6, "Jasper", "In the car sat Wilmot. So Wilmot paid."),
    )
    assert not parted(early, late)


def test_other_voices_of_one_event_part_nothing():
    told = told_by(6, "Jasper")
    assert not parted(told[:3], told[3:])
