from __future__ import annotations

from datetime import date, datetime

import pytest

from digest.compose.blocks import SPONSORED, fault, sound
from digest.model import Block, BlockKind

DAY = date(2026, 11, 23)


def block(**changes):
    return Block(**({"id": "tide", "kind": BlockKind.FIGURE, "text": "4.1 m"} | changes))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ("text", "a Block was expected, not str"),
        (block(text=None), "text is no str but NoneType"),
        (block(id=7), "id is no str but int"),
        (block(id=" "), "its id is empty"),
        (block(text=" \n"), "it has neither title nor text"),
        (block(kind="figure"), "kind is no BlockKind but 'figure'"),
        (
            block(kind=BlockKind.SPONSOR, title="Buy", text="x" * 598),
            "a sponsor has 600 characters",
        ),
        (block(kind=BlockKind.WHY), "under the name of who says so"),
        (block(url=b"x"), "url is neither str nor None but bytes"),
        (block(time=datetime(2026, 1, 1)), "time is neither an aware"),  # noqa: DTZ001 - naive on purpose
        (block(expires=DAY), "expires is neither an aware"),
    ],
)
def test_what_can_t_be_printed_is_refused_and_the_others_stay(made, words):
    assert words in fault(made)
    kept, refused = sound([made, block(id="fine")], ())
    assert [one.id for one in kept] == ["fine"]
    assert [words in one for one in refused] == [True]


def test_a_sponsor_within_its_space_stands_and_news_may_be_longer():
    assert fault(block(kind=BlockKind.SPONSOR, title="Buy", text="x" * 597)) == ""
    assert fault(block(kind=BlockKind.WHY, text="x" * 5000, source="Anna Berg")) == ""


def test_an_id_is_taken_once_in_an_edition():
    kept, refused = sound([block(), block()], [])
    assert ([one.id for one in kept], refused) == (["tide"], ["a second block has the id 'tide'"])
    assert sound([block()], [block()]) == ([], ["a second block has the id 'tide'"])


def test_the_sponsors_of_an_edition_share_one_space():
    half = SPONSORED // 2
    one, two, three = (
        block(id=name, kind=BlockKind.SPONSOR, text="x" * half) for name in ("one", "two", "three")
    )
    kept, refused = sound([one, block(), two, three], ())
    assert [made.id for made in kept] == ["one", "tide", "two"]
    assert refused == ["an edition's sponsors have 600 characters together, not 900"]
    assert sound([two], [one, three]) == ([], refused)
