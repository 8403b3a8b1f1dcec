from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest

from digest.demo import catalogue

NOW = datetime(2026, 11, 23, 7, 30, 45, tzinfo=UTC)
ARTICLES = [article for article in catalogue.load() if not article.broken]
TOPICS = {"World", "Business", "Technology", "Science", "Culture", "Sport"}


def by(field: str) -> dict[str, list[catalogue.DemoArticle]]:
    groups = defaultdict(list)
    for article in ARTICLES:
        groups[getattr(article, field)].append(article)
    groups.pop("", None)
    return groups


def test_there_are_over_sixty_articles_in_four_sources():
    assert 66 <= len(ARTICLES) <= 72
    assert {source: len(group) >= 8 for source, group in by("source").items()} == dict.fromkeys(
        catalogue.SOURCES, True
    )


def test_all_six_topics_are_named_and_some_articles_leave_it_to_words():
    named = {category for article in ARTICLES for category in article.categories}
    assert named >= TOPICS
    assert 5 <= sum(not article.categories for article in ARTICLES) <= 12


def test_at_least_ten_events_are_told_by_two_sources():
    told = [{article.source for article in group} for group in by("event").values()]
    assert sum(len(sources) >= 2 for sources in told) >= 10


def test_tellings_of_one_event_are_worded_differently():
    for group in by("event").values():
        for one in group:
            for other in group:
                if one is not other:
                    assert len(shingles(one) & shingles(other)) / len(shingles(one)) < 0.12


def shingles(article: catalogue.DemoArticle) -> set[tuple[str, ...]]:
    words = article.text.lower().split()
    return set(zip(words, words[1:], words[2:], strict=False))


def test_two_pairs_look_alike_and_are_not_the_same():
    pairs = by("lookalike")
    assert set(pairs) == {"storm", "three-two"}
    for group in pairs.values():
        assert len(group) == 2
        assert group[0].event != group[1].event or not group[0].event


def test_one_long_read_and_everything_else_is_short():
    lengths = sorted(len(article.text.split()) for article in ARTICLES)
    assert lengths[-1] >= 1200
    assert lengths[-2] <= 300
    assert lengths[0] >= 80


def test_arabic_hindi_and_names_beyond_ascii_are_there():
    assert {"ar", "hi", "en"} == {article.language for article in ARTICLES}
    everything = " ".join(article.text for article in ARTICLES)
    assert all(name in everything for name in ("Zoë Ångström", "Nguyễn Thị Lan Hương", "Łukasz"))


def test_the_awkward_ones_are_there():
    assert sum(article.broken for article in catalogue.load()) == 1
    assert sum(article.hours_ago is None for article in ARTICLES) == 1
    assert sum((article.hours_ago or 0) < 0 for article in ARTICLES) == 1
    assert sum(bool(article.also) for article in ARTICLES) == 1
    assert any("<b>" in a.title and "&" in a.title and '"' in a.title for a in ARTICLES)
    queries = " ".join(article.query for article in ARTICLES)
    assert "utm_source" in queries
    assert "fbclid" in queries


def test_most_are_of_the_last_day_and_some_of_the_day_before():
    ages = [article.hours_ago for article in ARTICLES if article.hours_ago is not None]
    assert sum(0 <= age < 24 for age in ages) > 40
    assert sum(24 <= age < 48 for age in ages) >= 5


def test_every_picture_exists_is_small_and_has_words():
    shown = [article for article in ARTICLES if article.image]
    assert len(shown) >= 10
    for article in shown:
        file = catalogue.FOLDER / "images" / article.image
        assert file.read_bytes().startswith(b"\xff\xd8\xff")
        assert file.stat().st_size < 60_000
        assert len(article.alt) > 15


def test_every_picture_is_used():
    files = {path.name for path in (catalogue.FOLDER / "images").iterdir()}
    assert files == {article.image for article in ARTICLES if article.image}


@pytest.mark.parametrize("days", [0, 1, 400])
def test_dates_move_with_now(days: int):
    moved = timedelta(days=days)
    for article in ARTICLES:
        date = article.published(NOW)
        later = article.published(NOW + moved)
        assert (date is None) == (article.hours_ago is None)
        assert date is None or later == date + moved


def test_no_article_names_the_day_it_was_written_on():
    days = ("on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Saturday", "on Sunday")
    for article in ARTICLES:
        assert not [day for day in days if day in article.text], article.slug


def test_order_is_newest_first_undated_last():
    ages = [article.hours_ago for article in catalogue.of("meridian", catalogue.load())]
    assert ages[-1] is None
    assert ages[:-1] == sorted(age for age in ages if age is not None)


def test_six_topics_with_words_of_their_own():
    topics = tomllib.loads((catalogue.FOLDER / "topics.toml").read_text())["topics"]
    assert [topic["name"] for topic in topics] == [
        "World",
        "Business",
        "Technology",
        "Science",
        "Culture",
        "Sport",
    ]
    words = [word for topic in topics for word in topic["words"]]
    assert len(words) == len(set(words))
    assert all(len(topic["words"]) >= 15 for topic in topics)
