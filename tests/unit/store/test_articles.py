from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.store.make import NOW, article

from digest.errors import StoreError
from digest.model import Article, Image, Quarantined
from digest.store import ArticleCount

LATER = NOW + timedelta(hours=1)
words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
seconds = st.datetimes(
    min_value=datetime(1, 1, 2),  # noqa: DTZ001  # hypothesis wants naive bounds
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(microsecond=0))
articles = st.builds(
    Article,
    id=st.text("0123456789abcdef", min_size=12, max_size=12).map(lambda digits: "a" + digits),
    url=st.none() | words,
    title=words,
    source=words,
    publisher=words,
    published=seconds,
    summary=words,
    text=words,
    headings=st.lists(words, max_size=3).map(tuple),
    language=words,
    byline=words,
    categories=st.lists(words, max_size=3).map(tuple),
    image=st.none() | st.builds(Image, url=words, alt=words, width=st.none() | st.integers(0, 9)),
    guid=st.none() | words,
    first_seen=seconds,
    notes=st.lists(words, max_size=3).map(tuple),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(articles)
def test_any_article_round_trips(store, told):
    store._connection.raw.execute("DELETE FROM articles")
    assert store.articles.save([told], now=NOW) == ArticleCount(new=1)
    assert store.articles.get(told.id) == told
    assert store.articles.save([told], now=LATER) == ArticleCount(same=1)


def test_text_that_is_no_unicode_does_not_stop_the_batch(store):
    count = store.articles.save([article("a1", title="broken \ud83d"), article("a2")], now=NOW)
    assert count == ArticleCount(new=2)
    assert store.articles.get("a1").title == "broken ?"


def test_first_seen_is_now_unless_told(store):
    store.articles.save([article("a1"), article("a2", first_seen=LATER)], now=NOW)
    assert store.articles.get("a1").first_seen == NOW
    assert store.articles.get("a2").first_seen == LATER


def test_known_by_guid_an_edit_updates_the_text_and_keeps_id_and_first_seen(store):
    store.articles.save([article("a1")], now=NOW)
    edit = article("a2", guid="guid-a1", title="Corrected", text="New text.", headings=())
    assert store.articles.save([edit], now=LATER) == ArticleCount(changed=1)
    kept = store.articles.get("a1")
    assert (kept.title, kept.text, kept.url) == ("Corrected", "New text.", edit.url)
    assert kept.first_seen == NOW
    assert len(store.articles.list()) == 1


def test_known_by_url_when_the_guid_is_another(store):
    store.articles.save([article("a1")], now=NOW)
    again = article("a2", url="https://news.example/a1")
    assert store.articles.save([again], now=LATER) == ArticleCount(changed=1)
    assert store.articles.get("a1").guid == "guid-a2"


def test_a_url_that_another_article_has_is_not_taken_over(store):
    store.articles.save([article("a1"), article("a2")], now=NOW)
    moved = article("a1", url="https://news.example/a2", title="Moved")
    assert store.articles.save([moved], now=LATER) == ArticleCount(changed=1)
    assert store.articles.get("a1").url == "https://news.example/a1"
    assert store.articles.get("a1").title == "Moved"


def test_another_source_with_the_same_url_does_not_overwrite(store):
    store.articles.save([article("a1")], now=NOW)
    other = article("a9", source="Other", url="https://news.example/a1", text="Theirs.")
    for _ in range(2):
        assert store.articles.save([other], now=LATER) == ArticleCount(same=1)
    assert store.articles.get("a1") == replace(article("a1"), first_seen=NOW)


def test_two_articles_without_url_and_guid_are_two(store):
    bare = [article(one, url=None, guid=None) for one in ("a1", "a2")]
    assert store.articles.save(bare, now=NOW) == ArticleCount(new=2)


def test_a_text_that_failed_to_come_this_time_is_not_lost(store):
    store.articles.save([article("a1")], now=NOW)
    count = store.articles.save([article("a1", text="", headings=())], now=LATER)
    assert count == ArticleCount(same=1)
    assert store.articles.get("a1").text


def test_a_known_time_stays(store):
    store.articles.save([article("a1")], now=NOW)
    bumped = article("a1", published=NOW - timedelta(minutes=1))
    assert store.articles.save([bumped], now=LATER) == ArticleCount(same=1)
    assert store.articles.get("a1").published == NOW - timedelta(hours=2)


def test_a_guessed_time_gives_way_to_a_told_one_only(store):
    store.articles.save([article("a1", published=NOW)], now=NOW)
    store.articles.save([article("a1", published=LATER)], now=LATER)
    assert store.articles.get("a1").published == NOW
    told = NOW - timedelta(hours=5)
    store.articles.save([article("a1", published=told)], now=LATER)
    assert store.articles.get("a1").published == told


def test_between_is_open_at_its_start_and_closed_at_its_end(store):
    hours = {"a1": 0, "a2": 1, "a3": 2}
    batch = [article(one, published=NOW + timedelta(hours=h)) for one, h in hours.items()]
    store.articles.save([*batch[:2], replace(batch[2], source="Other")], now=NOW)
    found = store.articles.between(NOW, NOW + timedelta(hours=2))
    assert [one.id for one in found] == ["a2", "a3"]
    found = store.articles.between(NOW, NOW + timedelta(hours=2), sources={"Other"})
    assert [one.id for one in found] == ["a3"]


def test_list_is_newest_first_and_searches_literally(store):
    batch = [
        article("a1", title="A 50% rise", published=NOW - timedelta(hours=3)),
        article("a2", title="A 50x rise", summary="Élan"),
        article("a3", text="deep inside: needle"),
    ]
    store.articles.save([*batch[:2], replace(batch[2], source="Other")], now=NOW)
    assert [one.id for one in store.articles.list()] == ["a2", "a3", "a1"]
    assert [one.id for one in store.articles.list(limit=1)] == ["a2"]
    assert [one.id for one in store.articles.list(search="50%")] == ["a1"]
    assert [one.id for one in store.articles.list(search="needle")] == ["a3"]
    assert [one.id for one in store.articles.list(source="Other")] == ["a3"]


def test_an_unknown_article_is_a_clear_error(store):
    with pytest.raises(StoreError, match="no article a404"):
        store.articles.get("a404")


def test_a_batch_is_kept_whole_or_not_at_all(store):
    naive = replace(article("a2"), published=datetime(2026, 1, 1))  # noqa: DTZ001  # the mistake
    with pytest.raises(ValueError, match="without a zone"):
        store.articles.save([article("a1"), naive], now=NOW)
    assert store.articles.list() == ()


def test_the_same_refusal_is_kept_once_and_not_without_end(store):
    refused = Quarantined(place="item 3", reason="no title", raw="<item>" * 10_000)
    store.articles.quarantine("Example", [refused, refused], now=NOW)
    store.articles.quarantine("Example", [replace(refused, raw="\ud800")], now=LATER)
    rows = store._connection.rows("SELECT source, place, raw, seen FROM quarantine")
    assert rows == [("Example", "item 3", "?", "2026-11-23T08:00:00Z")]


def test_origins_stay_with_what_stays(store):
    first = (("text", "feed: content"), ("published", "first seen"), ("byline", "feed: author"))
    store.articles.save([article("a1", origins=first)], now=NOW)
    assert store.articles.get("a1").origins == first
    told = (("text", "page"), ("published", "feed: updated"), ("title", "feed: title"))
    store.articles.save([article("a1", text="", byline="", origins=told)], now=NOW)
    assert dict(store.articles.get("a1").origins) == {
        "text": "feed: content",  # the text was kept
        "published": "first seen",  # and so was the time
        "title": "feed: title",
    }


def test_an_article_is_found_at_its_address(store):
    store.articles.save([article("a1")], now=NOW)
    found = store.articles.at("https://news.example/a1")
    assert found is not None
    assert found.id == "a1"
    assert store.articles.at("https://news.example/other") is None


def test_a_guid_that_several_articles_share_makes_them_neither_one_nor_more(store):
    first = article("a1", guid="same")
    store.articles.save([first], now=NOW)
    apart = [replace(first, guid=None), article("a2", guid=None), article("a3", guid=None)]
    store.articles.save(apart, now=LATER)
    assert store.articles.save(apart, now=LATER) == ArticleCount(same=3)

    alone = store.articles.save([article("a2", guid="same")], now=LATER)

    assert alone == ArticleCount(same=1)
    assert {one.title for one in store.articles.list()} == {
        "Title of a1",
        "Title of a2",
        "Title of a3",
    }
