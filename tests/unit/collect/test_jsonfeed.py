from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.feed import parse
from digest.errors import SourceError

if TYPE_CHECKING:
    from digest.collect.draft import Harvest

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
URL = "https://news.example/feed.json"
FULL = {
    "id": 7,
    "url": "/a?utm_source=x&id=5",
    "title": "Cats & dogs <b>",
    "content_html": "<h2>Head</h2><p>Long &amp; good.</p><script>evil()</script>",
    "summary": "Short.",
    "image": "/i.jpg",
    "date_published": "2026-03-02T11:14:00+01:00",
    "authors": [{"name": "Ada"}, {"name": "Bo"}, "odd"],
    "tags": ["World", 5, None],
    "language": "hi",
}


def read(value: object) -> Harvest:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return parse(body, url=URL, content_type="application/feed+json", source="Example", now=NOW)


def feed(*items: object, **more: Any) -> dict[str, object]:
    return {"version": "https://jsonfeed.org/version/1.1", "items": list(items), **more}


def test_a_full_article():
    (article,) = read(feed(FULL)).articles

    assert article.guid == "7"
    assert article.url == "https://news.example/a?id=5"
    assert article.title == "Cats & dogs <b>"  # plain text by the format: nothing to undo
    assert article.text == "## Head\n\nLong & good."
    assert article.summary == "Short."
    assert article.image is not None
    assert article.image.url == "https://news.example/i.jpg"
    assert article.published == datetime(2026, 3, 2, 10, 14, tzinfo=UTC)
    assert article.byline == "Ada, Bo"
    assert article.categories == ("World", "5")
    assert article.language == "hi"


def test_the_feed_speaks_for_its_articles():
    (article,) = read(
        feed({"content_text": "One.\n\nTwo."}, language="ar", author={"name": "Old"})
    ).articles

    assert (article.title, article.text) == ("One.", "One.\n\nTwo.")
    assert (article.language, article.byline) == ("ar", "Old")


def test_broken_ones_are_quarantined_and_the_others_go_on():
    harvest = read(feed("no object", {"id": "empty"}, {"title": "Good"}))

    assert [one.title for one in harvest.articles] == ["Good"]
    assert [one.reason for one in harvest.quarantined] == [
        "it is not a JSON object",
        "it has neither title nor text",
    ]
    assert '"empty"' in harvest.quarantined[1].raw


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"version": ', "broken JSON"),
        (b'{"a":' * 50_000, "broken JSON"),
        (b'{"version": 1}', "no JSON Feed"),
        (
            b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"9" * 5_000 + b"}",
            "broken",
        ),
    ],
)
def test_what_is_no_json_feed(body: bytes, words: str):
    with pytest.raises(SourceError, match=words):
        read(body)


def test_a_byte_order_mark_is_no_harm():
    assert read(b"\xef\xbb\xbf" + json.dumps(feed({"title": "T"})).encode()).articles


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp1251"])
def test_other_encodings_are_read_by_their_looks(encoding: str):
    title = "Совет принял план моста" if encoding == "cp1251" else "Un café à Évreux, déjà fermé"
    body = json.dumps(feed({"title": title}), ensure_ascii=False).encode(encoding)

    (article,) = read(body).articles
    assert article.title == title


def test_ends_of_lines_in_a_string_are_no_harm():
    (article,) = read(
        b'{"version": "https://jsonfeed.org/version/1", "items": [{"title": "a\nb\tc"}]}'
    ).articles
    assert article.title == "a b c"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(sorted(FULL)), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(st.sampled_from(sorted(FULL)), JSON), max_size=3), JSON)
def test_fields_of_any_kind_are_read(items: list[Any], other: Any):
    harvest = read(feed(*items, authors=other, language=other))

    assert all(one.title for one in harvest.articles)
