"""The contract tests that ship: the built-ins pass them, and broken plugins do not."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from digest import contracts
from digest.collect import Draft
from digest.compose.makers import MAKERS
from digest.contracts import NOW, check_blocks, check_rule, check_source
from digest.curate.rank import RULES
from digest.errors import SourceError
from digest.model import Article, Block, BlockKind, Source, Story

URL = "https://port.example/notices"
SOURCE = Source(name="Port", kind="notices", url=URL)
PAGES = {URL: json.dumps(["Quay 3 closed", "Quay 4 open"]).encode()}
counter = itertools.count()


@pytest.mark.parametrize("name", RULES)
def test_built_in_rules_hold_the_contract(name):
    check_rule(RULES[name])


WORDS = {"text": "Good morning.", "source": "The desk", "expires": date(2027, 1, 3)}
PLACES = {
    "https://town.example/days.ics": (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261123T093000Z\r\n"
        b"SUMMARY:Parliament meets\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ),
    "https://stat.example/rates.csv": b"label,value,time\nRents,0.0 %,2026-11-23T05:00:00Z\n",
}
TOLD = {
    "figure": {**WORDS, "title": "2.1 %"},
    "agenda": {"calendar": "https://town.example/days.ics"},
    "data": {"table": "https://stat.example/rates.csv", "source": "Office"},
}


@pytest.mark.parametrize("kind", MAKERS)
def test_every_built_in_maker_holds_the_contract(kind):
    (block,) = check_blocks(MAKERS[kind], options=TOLD.get(kind, WORDS), pages=PLACES)
    assert block.kind == {"quotation": "figure"}.get(kind, kind)


async def titles(source, fetch):
    return json.loads((await fetch(source.url)).body)


async def good(source, *, now, fetch):
    return [Draft(key=title, title=title, date=now) for title in await titles(source, fetch)]


def test_a_good_reader_s_articles_are_given_back():
    found = check_source(good, SOURCE, pages=PAGES)
    assert [article.title for article in found] == ["Quay 3 closed", "Quay 4 open"]


def plain(source, *, now, fetch):
    return [Draft(key="1", title="A")]


async def wrong_type(source, *, now, fetch):
    return [{"title": title} for title in await titles(source, fetch)]


async def naive(source, *, now, fetch):
    return [Draft(key="1", title="A", date=datetime(2026, 1, 1))]  # noqa: DTZ001 - the fault


async def nameless(source, *, now, fetch):
    return [Draft(title=title) for title in await titles(source, fetch)]


async def wordless(source, *, now, fetch):
    return [Draft(key=title) for title in await titles(source, fetch)]


async def empty(source, *, now, fetch):
    return []


async def twins(source, *, now, fetch):
    return [Draft(key="same", title=title) for title in await titles(source, fetch)]


async def clocked(source, *, now, fetch):
    return [Draft(key=f"{now}", title="A")]


async def counted(source, *, now, fetch):
    return [Draft(key=str(next(counter)), title="A")]


async def hiding(source, *, now, fetch):
    try:
        return await good(source, now=now, fetch=fetch)
    except SourceError:
        return []


async def elsewhere(source, *, now, fetch):
    await fetch("https://port.example/other")


async def raising(source, *, now, fetch):
    raise KeyError("title")


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (plain, "it is no coroutine function: write `async def`"),
        (wrong_type, "a Draft was expected, not dict"),
        (naive, "date is neither an aware datetime, a date nor None"),
        (nameless, "neither guid, url nor key"),
        (wordless, "it has neither title nor text"),
        (empty, "it found no article"),
        (twins, "two drafts have the same guid, url or key"),
        (clocked, "never from the clock or a counter"),
        (counted, "never from the clock or a counter"),
        (hiding, "it hid that a page could not be fetched"),
        (elsewhere, "`pages` has no https://port.example/other"),
        (raising, "it raised KeyError('title')"),
    ],
)
def test_a_broken_reader_fails(reader, words):
    with pytest.raises(AssertionError) as failed:
        check_source(reader, SOURCE, pages=PAGES)
    assert words in str(failed.value)


def figure(**changes):
    return Block(**({"id": "tide", "kind": BlockKind.FIGURE, "text": "4.1 m"} | changes))


def maker(*blocks):
    async def make(newsletter, *, date, now, options, fetch):
        return [block() if callable(block) else block for block in blocks]

    return make


def test_a_maker_is_handed_its_options_and_pages():
    async def make(newsletter, *, date, now, options, fetch):
        answer = await fetch(options["table"])
        return (figure(text=f"{newsletter.title} {date} {answer.body.decode()}"),)

    (block,) = check_blocks(make, options={"table": URL}, pages={URL: b"4.1"}, day=date(2026, 1, 2))
    assert block.text == "Morning Briefing 2026-01-02 4.1"


async def greedy(newsletter, *, date, now, options, fetch):
    options["seen"] = True


async def bare(newsletter, *, date, now, options, fetch):
    return figure()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda *_args, **_more: (figure(),), "it is no coroutine function"),
        (maker("4.1 m"), "a Block was expected, not str"),
        (maker(figure(id="")), "its id is empty"),
        (maker(figure(), figure()), "a second block has the id 'tide'"),
        (maker(), "it made no block"),
        (maker(figure(expires=NOW)), "expired already, so it is never printed: tide"),
        (maker(lambda: figure(text=str(random.random()))), "made other blocks"),
        (maker(lambda: figure(time=datetime.now(UTC))), "made other blocks"),
        (greedy, "it raised TypeError"),
        (bare, "a sequence of Blocks was expected, not Block"),
    ],
)
def test_a_broken_maker_fails(make, words):
    with pytest.raises(AssertionError) as failed:
        check_blocks(make)
    assert words in str(failed.value)


def story(**changes):
    lead = Article(
        id="a9", url=None, title="Quay 3 closed", source="Port", publisher="Port", published=NOW
    )
    return Story(id="s9", lead=replace(lead, **changes))


def test_a_rule_s_answers_on_the_author_s_stories_are_given_back():
    def rule(story, context):
        return float(story.lead.source == "Port"), f"{context.now - story.lead.published} ago"

    given = check_rule(rule, story(), story(published=NOW - timedelta(hours=1)))
    assert given == ((1.0, "0:00:00 ago"), (1.0, "1:00:00 ago"))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (lambda _story, _context: 1.0, "(score, reason) was expected, not float"),
        (lambda _story, _context: (float("nan"), "odd"), "its score is nan, on the story"),
        (lambda _story, _context: (1.0, ""), "it gives no reason"),
        (lambda _story, _context: (1e6, "loud"), "its score 1e+06 drowns the other rules"),
        (lambda _story, _context: (1.0, "two\nlines"), "its reason is to be one line"),
        (lambda _story, _context: (random.random(), "dice"), "asked twice about"),
        (lambda story, _context: (1.0, story.lead.text.split()[0]), "it raised IndexError"),
        (lambda story, _context: (len(story.lead.image.alt), "alt"), "it raised AttributeError"),
    ],
)
def test_a_broken_rule_fails(rule, words):
    with pytest.raises(AssertionError) as failed:
        check_rule(rule)
    assert words in str(failed.value)


def test_what_the_module_offers_is_there():
    assert all(hasattr(contracts, name) for name in contracts.__all__)
