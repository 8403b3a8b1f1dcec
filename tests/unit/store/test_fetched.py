from __future__ import annotations

from datetime import timedelta

from tests.unit.store.make import NOW

from digest.model import Fetched, Rhythm


def test_nothing_is_known_before_the_first_visit(store):
    assert store.fetched.get("Example") is None
    assert store.fetched.all() == ()


def test_a_visit_takes_the_place_of_the_one_before(store):
    first = Fetched(source="Example", etag='"1"', checked=NOW, failures=2, error="timed out")
    second = Fetched(
        source="Example",
        etag='W/"é"',
        last_modified="Mon, 23 Nov 2026 07:00:00 GMT",
        body_hash="abc",
        checked=NOW + timedelta(hours=1),
        changed=NOW,
        articles=24,
        url="https://news.example/rss",
        weekly=7,
        failing=NOW - timedelta(days=1),
        next=NOW + timedelta(hours=2),
        wait=NOW + timedelta(hours=1),
        gone=True,
        moved="https://news.example/new",
        moved_since=NOW,
        rhythm=Rhythm(period=timedelta(minutes=90), skip_hours=(0, 23), hub="https://hub.example"),
    )
    store.fetched.save(first)
    store.fetched.save(second)
    assert store.fetched.get("Example") == second
    store.fetched.save(Fetched(source="Another"))
    assert [one.source for one in store.fetched.all()] == ["Another", "Example"]


def test_a_header_that_is_no_unicode_is_kept_readable(store):
    store.fetched.save(Fetched(source="Example", etag="\udcff"))
    assert store.fetched.get("Example").etag == "?"
