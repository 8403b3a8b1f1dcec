from __future__ import annotations

import pytest

from digest.curate.facts import stem
from digest.curate.persons import ARABIC, full_names, persons_in
from digest.curate.text import tokens

PALM = "Elin Palm, the minister of ports, spoke to Otto Kranz."


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("A letter by Minister Palm was read.", {"minister"}),
        ("A letter by Mrs Palm was read.", {"mrs"}),
        ("A letter by Mrs Elin Palm was read.", {"mrs", "elin"}),
        ("A letter by Elin Maria Palm was read.", {"elin", "maria"}),
        ("A letter by Hedda Kranz was read.", set()),  # another one of that name
        ("A letter by Ines Vorel was read.", set()),
    ],
)
def test_a_title_or_more_of_a_name_that_was_told_is_nobody_new(text, known):
    assert persons_in([PALM]).known_in(text) == known


@pytest.mark.parametrize(
    ("doer", "of", "told"),
    [
        ("minister", "palm", True),
        ("palm", "minister", True),
        ("elin", "palm", True),
        ("kranz", "palm", False),
        ("minister", "kranz", False),
        ("singer", "kranz", True),  # of whom nothing else was said
        ("singer", "president", False),
    ],
)
def test_who_is_meant_by_another_word(doer, of, told):
    heard = frozenset(map(stem, ["elin", "palm", "minister", "otto", "kranz"]))
    assert persons_in([PALM]).is_told(doer, frozenset([stem(of)]), heard) is told


@pytest.mark.parametrize(
    ("text", "doer", "told"),
    [
        ("The opposition called on Elin Palm to go.", "palm", True),
        ("The opposition called on Elin Palm to go.", "kranz", False),
        ("The mayor, Otto Kranz, called on Elin Palm to go.", "kranz", False),  # has his own office
        ("The mayor, Otto Kranz, called on Elin Palm to go.", "palm", True),
        ("Hedda Marl and Elin Palm were glad.", "palm", False),  # or the other one
        ("طالبت المعارضة سامي بالم بالرحيل.", "بالم", True),
        ("طالبت المعارضة سامي بالم بالرحيل.", "حداد", False),
    ],
)
def test_of_whom_an_act_was_told_by_office_alone_is_the_only_one_named(text, doer, told):
    office = "وزير" if doer >= ARABIC else "minister"
    heard = frozenset(map(stem, tokens(text)))
    assert persons_in([text]).is_told(doer, frozenset([stem(office)]), heard) is told
    assert not persons_in([text]).is_told(doer, frozenset([stem("captain")]), heard)


@pytest.mark.parametrize(
    "text", ["President Ines Vorel", "Ines Vorel, a president", "Vorel, the president"]
)
def test_an_office_beside_a_name_is_that_ones(text):
    assert persons_in([f"It was said that {text}, slept."]).is_told(
        "vorel", frozenset([stem("president")]), frozenset()
    )


@pytest.mark.parametrize(
    ("text", "tongue", "names"),
    [
        ("La police interroge Jacques Morel sur le ferry.", "fr", {"jacques", "morel"}),
        ("La police interroge Mme Morel sur le ferry.", "fr", {"morel"}),
        ("Les Nations Unies cherchent à Londres.", "fr", set()),
        ("Zahlreiche Menschen im Süden von Lago frieren.", "de", set()),
        ("Die Ermittler befragen Hedda Kranz.", "de", {"hedda", "kranz"}),
    ],
)
def test_names_of_persons_are_told_whole_or_with_a_title(text, tongue, names):
    assert full_names(text, tongue) == names


def test_a_text_of_capitals_alone_costs_little():
    assert len(persons_in([" ".join(f"A{at}b" for at in range(5000))]).same) == 5000
