from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.unit.store.make import article

from digest.cli.steps import steps
from digest.model import Collected, Fetched, Quarantined, Rhythm, Source

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
NEWS = Source(name="Example", kind="feed", url="https://news.example/rss", own=True)


def test_each_step_is_told_and_what_did_not_happen_is_not():
    rhythm = Rhythm(period=timedelta(minutes=90), skip_hours=(0, 1), hub="https://hub.example/")
    visit = Collected(
        source="Example",
        articles=(
            *(article(f"a{hour}", published=NOW - timedelta(hours=hour)) for hour in range(6)),
            article("a6", published=NOW - timedelta(hours=6), text="A beginning"),
        ),
        quarantined=(Quarantined(place="entry 3", reason="neither title nor text"),),
        fetched=Fetched(source="Example", etag='"1"', next=NOW, rhythm=rhythm),
        status=200,
        bytes=512,
        seconds=0.25,
        front=("https://news.example/a",),
    )

    assert steps(NEWS, visit) == {
        "asked": "https://news.example/rss",
        "front page": "https://news.example/: 1 links",
        "answer": "status 200, 512 bytes, 0.25 s",
        "validators": '"1"',
        "says its pace is": "1:30:00",
        "skips hours": "0 1",
        "hub": "https://hub.example/",
        "articles": 7,
        "texts": "of 11 to 38 characters",
        "refused": "entry 3: neither title nor text",
        **{f"newest {n + 1}": f"2026-11-23 0{7 - n}:00Z Title of a{n}" for n in range(5)},
        "next visit": "2026-11-23 07:00Z",
    }


def test_a_failure_ends_the_steps():
    told = steps(NEWS, Collected(source="Example", status=404, error="it answered 404"))

    assert told["error"] == "it answered 404"
    assert list(told) == ["asked", "answer", "articles", "error"]
