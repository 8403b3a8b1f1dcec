from __future__ import annotations

import pytest

from digest.curate.acts import acts_in


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Police arrested the captain Marn again on Friday.", "arrested again"),
        ("Die Polizei nahm den Kapitän am Freitag erneut fest.", "arrested again"),
        ("La huelga fue cancelada otra vez.", "cancelled again"),
        ("Le ministre a de nouveau démissionné.", "resigned again"),
        ("Забастовка снова отменена.", "cancelled again"),
        ("اعتقلت الشرطة الرجل مرة أخرى", "arrested again"),
    ],
)
def test_an_act_that_is_done_once_more_is_one_of_its_own(text, kind):
    assert kind in acts_in(text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested the captain.",
        "The captain was arrested but the ferry sails again.",
        "The captain was arrested, and the ferry sails again.",
        "Police again looked for the captain of the old white ferry, who was arrested.",
        "The hikers were found again.",
        "He was never again arrested.",
    ],
)
def test_what_is_done_for_the_first_time_is_not(text):
    assert not [kind for kind in acts_in(text).kinds if kind.endswith(" again")]


def test_what_says_that_it_is_once_more_did_nothing():
    assert acts_in("Забастовка снова отменена.").doers == ()


def test_another_act_is_nobody_who_did_it():
    (doing,) = acts_in("The captain Marn was arrested after the ferry sank and freed.").doers
    assert doing == ("arrested", "marn", "arrested")
