from __future__ import annotations

import pytest

from digest.curate.acts import acts_in


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Italian police arrested the captain of the ferry.", ("arrested", "captain")),
        ("The owner of the ferry was arrested off Sicily.", ("arrested", "owner")),
        ("Sinner wins Paris Masters", ("won", "paris")),
        ("Die Ministerin ist zurückgetreten.", ("resigned", "ministerin")),
        ("Le propriétaire du ferry a été arrêté.", ("arrested", "propriétaire")),
        ("اعتقلت الشرطة القبطان", ("arrested", "قبطان")),
    ],
)
def test_an_act_is_about_the_word_beside_it(text, doer):
    assert doer in [(kind, who) for kind, who, _ in acts_in(text).doers]


@pytest.mark.parametrize(
    "text", ["Seven people died.", "Police said 12 men were arrested.", "Won."]
)
def test_anybody_is_nobody(text):
    assert acts_in(text).doers == ()
