from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time

import pytest
from tests.unit.curate.make import NOW, newsletter

from digest.compose.blocks import fault, greeting, sound
from digest.model import Block, BlockKind, Schedule

DAY = date(2026, 11, 23)
PARIS = newsletter(schedule=Schedule(at=time(7), days=(), timezone="Europe/Paris"))


async def no_fetch(url):
    raise AssertionError(url)


def greet(letter=PARIS, **options):
    return asyncio.run(greeting(letter, date=DAY, now=NOW, options=options, fetch=no_fetch))


def block(**changes):
    return Block(**({"id": "tide", "kind": BlockKind.FIGURE, "text": "4.1 m"} | changes))


def test_a_greeting_says_what_the_operator_wrote_and_nothing_else():
    (said,) = greet(text="Happy new year.")
    assert said == Block(id="greeting", kind=BlockKind.GREETING, text="Happy new year.")


def test_a_greeting_ends_with_its_last_day_in_the_newsletter_s_zone():
    (said,) = greet(text="Happy new year.", title="2027", expires=date(2027, 1, 3))
    assert (said.title, said.expires) == ("2027", datetime(2027, 1, 3, 23, tzinfo=UTC))
    (plain,) = greet(newsletter(), text="Hello.", expires=date(2027, 1, 3))
    assert plain.expires == datetime(2027, 1, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "text is to be words"),
        ({"text": " "}, "text is to be words"),
        ({"text": 5}, "text is to be words"),
        ({"text": "Hi", "title": 5}, "title"),
        ({"text": "Hi", "expries": DAY}, "not expries"),
        ({"text": "Hi", "expires": "2027-01-03"}, "expires is to be a day"),
        ({"text": "Hi", "expires": NOW}, "expires is to be a day"),
    ],
)
def test_a_greeting_says_which_option_is_wrong(options, words):
    with pytest.raises(ValueError, match=words):
        greet(**options)


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
        (block(url=b"x"), "url is neither str nor None but bytes"),
        (block(time=datetime(2026, 1, 1)), "time is neither an aware"),  # noqa: DTZ001
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
    assert fault(block(kind=BlockKind.WHY, text="x" * 5000)) == ""


def test_an_id_is_taken_once_in_an_edition():
    kept, refused = sound([block(), block()], [])
    assert ([one.id for one in kept], refused) == (["tide"], ["a second block has the id 'tide'"])
    assert sound([block()], [block()]) == ([], ["a second block has the id 'tide'"])
