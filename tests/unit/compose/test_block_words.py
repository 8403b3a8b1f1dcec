"""Blocks that are a person's own words: on their days, with their source, or not at all."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time

import pytest
from tests.unit.curate.make import NOW, newsletter

from digest.compose.makers import MAKERS
from digest.errors import BlockError
from digest.model import Block, BlockKind, Schedule

DAY = date(2026, 11, 23)
PARIS = newsletter(schedule=Schedule(at=time(7), days=(), timezone="Europe/Paris"))
WHOLE = {"text": "It is so.", "title": "A title", "source": "The Meridian"}
KINDS = ("greeting", "why", "figure", "quotation", "sponsor", "correction")


async def no_fetch(url):
    raise AssertionError(url)


def made(kind, letter=PARIS, day=DAY, **options):
    return asyncio.run(MAKERS[kind](letter, date=day, now=NOW, options=options, fetch=no_fetch))


def whole(kind, **more):
    refused = {"quotation": {"title"}}.get(kind, set())
    return {name: said for name, said in WHOLE.items() if name not in refused} | more


def test_a_greeting_says_what_the_operator_wrote_and_nothing_else():
    (said,) = made("greeting", text="Happy new year.")
    assert said == Block(id=said.id, kind=BlockKind.GREETING, text="Happy new year.")


@pytest.mark.parametrize("kind", KINDS)
def test_words_come_with_all_that_was_said_of_them(kind):
    (said,) = made(kind, **whole(kind, url="https://news.example/x"))
    assert (said.text, said.source, said.url) == (
        "It is so.",
        "The Meridian",
        "https://news.example/x",
    )
    assert said.kind == {"quotation": "figure"}.get(kind, kind)
    assert said.title == ("" if kind == "quotation" else "A title")


@pytest.mark.parametrize("kind", KINDS)
def test_words_stand_from_their_first_day_to_the_end_of_their_last(kind):
    days = {"from": date(2026, 11, 23), "expires": date(2027, 1, 3)}
    (said,) = made(kind, **whole(kind, **days))
    assert said.expires == datetime(2027, 1, 3, 23, tzinfo=UTC)
    with pytest.raises(BlockError, match="not before 2026-11-23"):
        made(kind, day=date(2026, 11, 22), **whole(kind, **days))


def test_a_time_may_be_a_day_and_one_without_offset_is_of_the_newsletter_s_zone():
    for told, meant in (
        (date(2026, 11, 22), datetime(2026, 11, 21, 23, tzinfo=UTC)),
        (datetime(2026, 11, 22, 9, 30), datetime(2026, 11, 22, 8, 30, tzinfo=UTC)),  # noqa: DTZ001 - naive on purpose
        (datetime(2026, 11, 22, 9, tzinfo=UTC), datetime(2026, 11, 22, 9, tzinfo=UTC)),
    ):
        (said,) = made("figure", **WHOLE, time=told)
        assert said.time == meant


def test_words_have_an_id_of_their_own_that_stays():
    one, again, other = (
        made("sponsor", text=text, source="Nordbahn")[0].id for text in ("One", "One", "Two")
    )
    assert one == again != other


@pytest.mark.parametrize(
    ("kind", "options", "words"),
    [
        ("greeting", {}, "text is to be words"),
        ("greeting", {"text": " "}, "text is to be words"),
        ("greeting", {"text": 5}, "text is to be words"),
        ("greeting", {"text": "Hi", "title": 5}, "title is to be words"),
        ("greeting", {"text": "Hi", "expries": DAY}, "not expries"),
        ("greeting", {"text": "Hi", "expires": "2027-01-03"}, "expires is to be a day"),
        ("greeting", {"text": "Hi", "expires": NOW}, "expires is to be a day"),
        ("why", {"text": "Hi"}, "source is to be words"),
        ("why", {"text": "Hi", "source": "Anna", "url": "javascript:alert(1)"}, "url: "),
        ("why", {"text": "Hi", "source": "Anna", "time": "noon"}, "time is to be a day or a time"),
        ("figure", {"text": "Hi", "title": "2.1 %"}, "source is to be words"),
        ("figure", {"text": "Hi", "source": "Office"}, "title is to be words"),
        ("quotation", {**WHOLE}, "not title"),
        ("sponsor", {"text": "Buy"}, "source is to be words"),
        ("sponsor", {"text": "Buy", "source": "Nordbahn", "time": DAY}, "not time"),
    ],
)
def test_an_option_that_is_wrong_is_named(kind, options, words):
    with pytest.raises(BlockError, match=words):
        made(kind, **options)
