from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.curate.trivia import foreground


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("The company, founded in 1902, employs 4,000.", "The company, employs 4,000."),
        ("The company founded in 1902 has sacked 300.", "The company has sacked 300."),
        ("Smith, 54, quit on 3 May at 10:30.", "Smith , quit on at ."),
        ("The 54-year-old quit.", "The quit."),
        ("Der 54-Jährige ging.", "Der ging."),
        ("Call 0800 123 456 or +49 30 1234567.", "Call or ."),
        ("It opens by 2030.", "It opens by 2030."),
        ("2000 people fled.", "2000 people fled."),
        ("Profits rose to 5 from 3 in 2024.", "Profits rose to 5"),
        ("El hombre, de 54 años, murió.", "El hombre, murió."),
        ("المشتبه به البالغ من العمر 34 عاما في السجن", "المشتبه به في السجن"),
    ],
)
def test_what_is_no_news_goes(sentence, left):
    assert foreground(sentence, 2026).facts == left


@pytest.mark.parametrize(
    "sentence",
    [
        "The company was founded in 1902 in Leeds by Otto Klein.",
        "Two years ago a fire killed 12 people.",
        "Das Werk wurde 1974 von Otto Brandt eröffnet.",
        "En 2009 un terremoto mató a 40 personas.",
        "في عام 2009 قتل 40 شخصا",
    ],
)
def test_a_sentence_about_years_gone_by_tells_nothing(sentence):
    assert foreground(sentence, 2026).acts == ""


def test_in_a_sentence_that_begins_in_the_past_an_act_can_be_new():
    found = foreground("In 2019 the firm had 400 workers, but now it is bankrupt.", 2026)
    assert (found.facts, found.acts) == ("", "but now it is bankrupt.")


@pytest.mark.parametrize(
    ("sentence", "aside"),
    [
        ("The company, founded in 1902, has its seat in Keld.", True),
        ("Call 0800 123 456.", True),
        ("It fell down, as one did two years ago.", True),
        ("Sie stürzte ein, wie vor einem Jahr eine andere.", True),
        ("Sie stürzte vor dem Jahreswechsel ein.", False),
        ("The 54-year-old quit on 3 May at 10:30.", False),
        ("The bridge opens by 2030.", False),
    ],
)
def test_what_is_told_aside_is_known(sentence, aside):
    assert foreground(sentence, 2026).aside is aside


@given(st.text(), st.integers(1900, 2100))
def test_any_text_can_be_read(text, year):
    assert len(foreground(text, year).facts) <= len(text) * 3
