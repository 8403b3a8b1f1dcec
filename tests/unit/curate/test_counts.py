from __future__ import annotations

import pytest

from digest.curate.counts import counts_in, may_contradict


def counted(text):
    return [(one.number, set(one.things)) for one in counts_in(text)]


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("140 people were aboard", "140", "people"),
        ("il y a cinq semaines", "5", "time"),
        ("um zwei Jahre", "2", "time"),
        ("a fall of 7.4 percent", "7.4", "part"),
        ("subida del nueve por ciento", "9", "part"),
        ("paid $14 for it", "14", "money"),
        ("un coste de 120 millones", "120000000", "money"),
        ("built in 1968", "1968", "time"),
    ],
)
def test_a_number_is_read_with_what_it_counts(text, number, kind):
    ((found, things),) = counted(text)
    assert found == number
    assert kind in things


def test_one_of_them_is_no_number_and_a_hundred_may_be_any():
    assert counted("one of the drivers") == []
    assert counted("some hundred bridges") == [("hundred", set())]


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("140 people", "43 passengers", True),
        ("140 people", "140 passengers", False),
        ("140 people", "eleven bridges", False),
        ("eleven old bridges", "nine bridges", True),
        ("7 percent", "9 percent of pupils", True),
        ("87 people", "cases have passed one hundred", True),
        ("two lorries", "it was three", True),
        ("two lorries", "nothing", False),
    ],
)
def test_two_numbers_of_one_thing_may_contradict_each_other(one, other, may):
    assert may_contradict(counts_in(one), counts_in(other)) is may
    assert may_contradict(counts_in(other), counts_in(one)) is may
