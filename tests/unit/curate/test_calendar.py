from __future__ import annotations

import pytest

from digest.curate.calendar import undated


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Storm on 27 March at 12:00, they say", "Storm on at , they say"),
        ("Am 3. März um 7.30 Uhr kam er", "Am um kam er"),
        ("March of the 300", "March of the 300"),
        ("No day at all", "No day at all"),
    ],
)
def test_days_and_times_are_no_sign_of_one_event(text, left):
    assert " ".join(undated(text)[0].split()) == left
