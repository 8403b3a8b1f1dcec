from __future__ import annotations

import pytest

from digest.curate.initials import initials_in, known_by_initials


@pytest.mark.parametrize(
    ("told", "later", "known"),
    [
        ("The United Nations asks for help.", "The UN asks for help.", {"un"}),
        ("U.N. asks for help.", "The United Nations asks for help.", {"united", "nations"}),
        ("A case of the European Court of Human Rights.", "The ECHR has it.", {"echr"}),
        ("WHO warns.", "The World Health Organization warns.", {"world", "health", "organization"}),
        ("L'OMS alerte.", "L'Organisation mondiale de la santé alerte.", set()),  # in small letters
        ("La Banque Centrale Européenne attend.", "La BCE attend.", {"bce"}),
        ("The United Nations asks.", "The EU asks.", set()),
        ("The UN asks.", "United States officials ask.", set()),
    ],
)
def test_a_name_and_its_initials_are_one(told, later, known):
    assert known_by_initials(later, initials_in([told])) == known


def test_a_text_of_capitals_alone_costs_little():
    assert len(initials_in([" ".join(f"A{at}b" for at in range(5000))])) <= 5
