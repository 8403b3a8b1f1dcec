"""How a source stands, and who is told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.config.example import EXAMPLE, settings

from digest.model import Collected, Fetched, Source
from digest.pipeline.health import State, health, tell_operator
from digest.store import open_store

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
DAY = timedelta(days=1)
NEWS = Source(name="Example", kind="feed", url="https://news.example/rss.xml")
SEEN = Fetched(source="Example", url=NEWS.url or "", checked=NOW, changed=NOW - DAY)
FAILED = replace(SEEN, failures=9, failing=NOW - 3 * DAY, error="it answered 404")


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (None, State.NEW),
        (Fetched(source="Example"), State.NEW),
        (replace(FAILED, url="https://other.example/"), State.NEW),
        (SEEN, State.OK),
        (replace(SEEN, changed=NOW - 14 * DAY), State.OK),
        (replace(SEEN, changed=NOW - 15 * DAY), State.SILENT),
        (replace(SEEN, moved="https://b.example/", moved_since=NOW), State.MOVED),
        (replace(FAILED, failing=NOW - 2 * DAY), State.FAILING),
        (replace(FAILED, failing=NOW - DAY, wait=NOW + DAY), State.RESTING),
        (FAILED, State.DEAD),
        (replace(SEEN, wait=NOW + DAY), State.RESTING),
        (Fetched(source="Example", wait=NOW + DAY), State.RESTING),
        (replace(SEEN, wait=NOW - DAY), State.OK),
        (replace(FAILED, failing=NOW, gone=True), State.GONE),
    ],
)
def test_the_worst_that_is_true_is_said(known, state):
    assert health(NEWS, known, now=NOW).state is state


def test_a_folder_owes_nobody_news():
    desk = Source(name="Desk", kind="files", path="articles")
    quiet = replace(SEEN, source="Desk", url="", changed=NOW - 99 * DAY)

    assert health(desk, quiet, now=NOW).state is State.OK


def test_words_say_what_failed_and_what_the_site_offers():
    found = health(NEWS, replace(FAILED, offer="https://news.example/feed"), now=NOW)

    assert found.words == (
        "no answer since 2026-11-20: it answered 404; its site offers https://news.example/feed"
    )


def test_words_of_a_silent_one_say_where_to_look():
    silent = replace(SEEN, changed=NOW - 15 * DAY)
    offer = health(NEWS, replace(silent, offer="https://news.example/new"), now=NOW)

    assert health(NEWS, silent, now=NOW).words.endswith(": look at its site")
    assert offer.words.endswith(": its site offers https://news.example/new")


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (FAILED, "dead"),
        (replace(FAILED, failing=NOW, gone=True), "gone"),
        (replace(SEEN, changed=NOW - 15 * DAY), "silent"),
    ],
)
def test_the_mail_names_what_the_site_offers_in_its_place(tmp_path, known, state):
    operator = '[operator]\naddress = "desk@news.example"\n'
    configured = settings(tmp_path, EXAMPLE + operator)
    told = replace(known, offer="https://news.example/new")
    with open_store(configured.store.url) as store:
        visit = Collected(source="Example", fetched=told)
        assert tell_operator(configured, store, [visit], now=NOW) == 1
        (mail,) = store.notices.due(now=NOW)
        assert mail.subject == f"digest: the source Example is {state}"
        assert "its site offers https://news.example/new" in mail.text


def test_the_operator_is_mailed_once_about_each_trouble(tmp_path):
    operator = '[operator]\naddress = "desk@news.example"\n'
    configured = settings(tmp_path, EXAMPLE + operator)
    dead = Collected(source="Example", fetched=FAILED, error="x")
    stumbling = Collected(source="Desk", fetched=Fetched(source="Desk", checked=NOW, failures=1))
    with open_store(configured.store.url) as store:
        assert tell_operator(configured, store, [dead, stumbling], now=NOW) == 1
        assert tell_operator(configured, store, [dead], now=NOW + DAY) == 0
        back = replace(dead, fetched=replace(FAILED, failing=NOW + DAY))
        assert tell_operator(configured, store, [back], now=NOW + 9 * DAY) == 1
        (first, second) = store.notices.due(now=NOW + 9 * DAY)
        assert first.subject == "digest: the source Example is dead"
        assert "it answered 404" in first.text
        assert second.email == "desk@news.example"
