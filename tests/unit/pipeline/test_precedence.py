"""Several sources tell one URL: whose words are kept, and what a renamed source has."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.collect.variants import url_key
from digest.curate.reading import read_all
from digest.model import ADDED, Fetched, Source, SourceKind, Use
from digest.pipeline.collect import collect
from digest.pipeline.precedence import Precedence, renamed
from digest.pipeline.stories import settle_stories
from digest.store.renaming import _TABLES

LATER = NOW + timedelta(hours=1)
STRANGER = Source(name="Stranger", kind="feed", url="https://hub.example/feed", use=Use.HEADLINE)
OTHER = Source(name="Other", kind="feed", url="https://links.example/feed", use=Use.HEADLINE)
WIRE = Source(name="Wire", kind="feed", url="https://wire.example/feed")
SITE = Source(name="Site", kind="feed", url="https://news.example/feed", use=Use.HEADLINE)
BELOW = Source(name="Below", kind="feed", url="https://rss.news.example/feed")
OWN = Source(name="Own", kind="feed", url="https://feeds.example/own", own=True)
HOUSE = Source(
    name="House", kind="feed", url="https://feeds.example/x", own=True, front="https://news.example"
)
RULE = Precedence((STRANGER, OTHER, WIRE, SITE, BELOW, OWN, HOUSE), {ADDED})


def told(source: Source | str, **changes):
    name = source if isinstance(source, str) else source.name
    values = {"source": name, "guid": f"{name}-1", "url_key": url_key("https://news.example/1")}
    return article("1", **(values | changes))


@pytest.mark.parametrize(
    ("before", "after", "taken"),
    [
        (STRANGER, SITE, True),
        (STRANGER, OWN, True),
        (STRANGER, WIRE, True),  # more of it may be printed
        (WIRE, BELOW, True),
        (BELOW, SITE, True),
        (SITE, HOUSE, True),
        ("No longer there", STRANGER, True),
        (STRANGER, OTHER, False),
        (SITE, WIRE, False),
        (SITE, OWN, False),
        (BELOW, OWN, False),
        (OWN, WIRE, False),
        (HOUSE, SITE, False),
        (ADDED, HOUSE, False),
        (STRANGER, ADDED, False),
    ],
)
def test_the_nearest_source_has_the_word(before, after, taken):
    assert RULE.prefers(told(before), told(after)) is taken


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("https://News.Example/feed", "https://news.example/1"),
        ("https://news.example:443/feed", "https://news.example/1"),
        ("http://news.example:80", "https://news.example/1"),
        ("https://reader:word@news.example./feed", "https://news.example/1"),
        ("https://M.News.Example/feed", "https://www.news.example/1"),
        ("https://bücher.example/feed", "https://xn--bcher-kva.example/1"),
    ],
)
def test_a_source_is_at_home_however_its_address_is_written(written, page):
    site = Source(name="Written", kind="feed", url=written, use=Use.HEADLINE)
    rule = Precedence((WIRE, site))
    assert rule.prefers(told(WIRE, url=page), told("Written", url=page))


def save(store, one, now):
    return store.articles.save([one], now=now, prefers=RULE.prefers)


def test_the_publishers_own_words_take_the_place_of_a_strangers(store):
    first = told(STRANGER, title="You won't believe it", text="", categories=("Chat",))
    own = told(HOUSE, title="Port reopens", text="Ours.", published=NOW - timedelta(hours=3))
    save(store, replace(first, first_seen=None), NOW)
    (before,) = store.articles.list()

    assert save(store, replace(own, first_seen=None), LATER).changed == 1
    (after,) = store.articles.list()
    assert (after.id, after.first_seen) == (before.id, before.first_seen)
    assert (after.source, after.title, after.text) == ("House", "Port reopens", "Ours.")
    assert (after.categories, after.published) == (own.categories, own.published)
    (revision,) = store.articles.revisions(after.id)
    assert (revision.source, revision.title) == ("Stranger", "You won't believe it")


def test_an_article_in_other_words_is_read_again_for_its_story(store):
    save(store, told(STRANGER, title="Ferry sails", text="The ferry sails. " * 9), NOW)
    settle_stories(store, now=NOW)
    save(store, told(HOUSE, title="Port reopens", text="The harbour opens. " * 9), LATER)
    settle_stories(store, now=LATER)

    ((reading, _),) = store.stories.around(NOW, LATER, reach=timedelta(days=1))
    assert reading.terms == read_all(store.articles.list())[0].terms


def test_who_stands_further_off_changes_nothing_and_the_own_edits_count(store):
    save(store, told(STRANGER), NOW)
    save(store, told(HOUSE, title="Port reopens"), LATER)

    assert save(store, told(STRANGER, title="Hijacked"), LATER).same == 1
    assert save(store, told(HOUSE, title="Port reopened"), LATER).changed == 1
    assert [one.title for one in store.articles.list()] == ["Port reopened"]


def test_one_that_gives_no_time_is_of_when_the_article_was_first_seen(store):
    save(store, told(STRANGER, published=NOW - timedelta(days=900), first_seen=NOW), NOW)
    save(store, told(HOUSE, published=LATER, first_seen=LATER), LATER)

    assert store.articles.list()[0].published == NOW


def test_two_sources_may_use_the_same_guid(store):
    save(store, told(STRANGER, guid="1"), NOW)
    other = told(HOUSE, guid="1", url="https://news.example/2", url_key="news.example/2")
    save(store, replace(other, id="a2", title="Another", text="Else."), NOW)

    again = told(HOUSE, guid="1", title="Port reopens", text="Ours.", published=LATER)
    assert save(store, again, LATER).changed == 1
    assert sorted(one.source for one in store.articles.list()) == ["House", "House"]


def test_a_source_that_is_called_otherwise_keeps_what_it_had(tmp_path, store):
    old = replace(WIRE, name="Old name")
    store.articles.save([told(old)], now=NOW)
    store.fetched.save(Fetched(source="Old name", url=WIRE.url or "", etag='"1"', next=LATER))
    configured = msgspec.structs.replace(settings(tmp_path), sources=(WIRE,))

    asyncio.run(collect(configured, store, now=NOW, due=True))

    assert [one.source for one in store.articles.list()] == ["Wire"]
    assert [(one.source, one.etag) for one in store.fetched.all()] == [("Wire", '"1"')]
    edit = told(WIRE, guid="Old name-1", title="Edited")
    assert store.articles.save([edit], now=LATER).changed == 1


def test_every_table_that_names_a_source_goes_along(store):
    raw = store._connection.raw
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    others = {"consents", "suppressions"}  # where a reader came from
    with_source = {
        name
        for name in names
        if any(row[1] == "source" for row in raw.execute(f"PRAGMA table_info({name})"))
    }

    assert with_source - others == set(_TABLES)


def test_only_what_is_gone_from_the_file_was_renamed():
    visited = [Fetched(source=one.name, url=one.url or "") for one in (WIRE, SITE)]
    files = Source(name="Desk", kind=SourceKind.FILES, path="articles")

    assert not list(renamed((WIRE, SITE), visited))
    assert not list(renamed((WIRE, SITE, replace(WIRE, name="Twin")), visited))
    assert not list(renamed((files,), [Fetched(source="Gone")]))
    assert list(renamed((replace(WIRE, name="New"), SITE), visited)) == [("Wire", "New")]
