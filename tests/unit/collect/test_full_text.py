from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from digest.collect.dates import NO_DATE
from digest.collect.full_text import merged
from digest.model import Article, Image

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
EARLIER = datetime(2026, 11, 22, 7, tzinfo=UTC)
TOLD = Article(
    id="w1",
    url="https://port.example/wreck",
    title="Divers look at a wreck",
    source="Port",
    publisher="Port",
    published=NOW,
    text="A beginning.",
    guid="w1",
    language="en",
    origins=(
        ("title", "feed: title"),
        ("published", "feed: pubDate"),
        ("text", "feed: description"),
        ("language", "feed: language"),
    ),
)
PAGE = replace(
    TOLD,
    id="another",
    guid=None,
    title="Divers look at a wreck | Port",
    published=EARLIER,
    text="A beginning.\n\n## The bell\n\nThey found a bell.",
    headings=("The bell",),
    summary="What they found.",
    byline="Ada Palm",
    language="nl",
    image=Image(url="https://port.example/large.jpg", alt="", width=1200, height=630),
    origins=(
        ("title", "page: title"),
        ("published", "page: article:published_time"),
        ("text", "page: trafilatura"),
        ("summary", "page: og:description"),
        ("image", "page: og:image"),
        ("byline", "page: author"),
        ("language", "page: html lang"),
    ),
)


def test_the_feeds_word_stands_and_what_lacks_comes_from_the_page():
    both = merged(TOLD, PAGE)

    assert (both.id, both.guid, both.title, both.published) == ("w1", "w1", TOLD.title, NOW)
    assert (both.text, both.headings) == (PAGE.text, ("The bell",))
    assert (both.summary, both.byline, both.image) == (PAGE.summary, "Ada Palm", PAGE.image)
    assert both.language == "en"
    assert dict(both.origins) == {
        "title": "feed: title",
        "published": "feed: pubDate",
        "text": "page: trafilatura",
        "summary": "page: og:description",
        "image": "page: og:image",
        "byline": "page: author",
        "language": "feed: language",
    }


def test_what_the_feed_has_is_not_replaced_by_less():
    picture = Image(url="https://port.example/huge.jpg", alt="", width=2000, height=1000)
    told = replace(
        TOLD, text=f"{PAGE.text} And more.", summary="Own.", byline="Bo Ek", image=picture
    )

    both = merged(told, PAGE)

    assert (both.text, both.summary, both.byline) == (told.text, "Own.", "Bo Ek")
    assert both.image == picture


def test_a_date_that_the_feed_lacks_is_the_pages():
    undated = replace(TOLD, notes=(NO_DATE,), origins=(("published", "first seen"),))

    both = merged(undated, PAGE)

    assert (both.published, both.notes) == (EARLIER, ())
    assert dict(both.origins)["published"] == "page: article:published_time"
    assert merged(undated, replace(PAGE, notes=(NO_DATE,))).published == NOW


def test_a_language_that_was_guessed_gives_way_to_one_that_is_stated():
    guessed = replace(TOLD, origins=(("language", "guessed from its words"),))

    assert merged(guessed, PAGE).language == "nl"
