from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.collect.urls import canonical
from digest.collect.variants import url_key

PAGE = "https://news.example/2026/storm"


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://www.google.com/amp/s/news.example/2026/storm",
        "https://news-example.cdn.ampproject.org/c/s/news.example/2026/storm",
        "https://cdn.ampproject.org/v/s/news.example/2026/storm?utm_source=x",
    ],
)
def test_what_an_amp_cache_serves_has_its_own_address(wrapped: str):
    assert canonical(wrapped) == PAGE


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (PAGE, "news.example/2026/storm"),
        ("https://news.example/2026/storm.amp.html", "news.example/2026/storm.html"),
        ("https://news.example/amp/2026/storm", "news.example/2026/storm"),
        ("https://news.example/", "news.example"),
        ("https://news.example/index.html", "news.example"),
        ("https://news.example/a?id=5&outputType=amp", "news.example/a?id=5"),
        ("https://news.example/a?b=2&a=1", "news.example/a?b=2&a=1"),
        ("https://de.m.encyclopedia.example/a", "de.encyclopedia.example/a"),
        ("https://m.example/a", "m.example/a"),  # its own name, no mobile page of "example"
        ("https://news.example/amplify/amp-hours", "news.example/amplify/amp-hours"),
        ("https://news.example/Storm", "news.example/Storm"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_key_is_what_all_addresses_of_a_page_share(url: str | None, key: str):
    assert url_key(url) == key


@given(st.text("ab/.-%?&=#:@", max_size=30))
def test_a_key_parts_an_address_as_the_standard_library_does(rest: str):
    url = canonical("https://news.example" + rest)
    split = urlsplit(url)
    path = split.path.rstrip("/")
    query = "&".join(filter(None, split.query.split("&")))

    assert url_key(url) == f"{split.netloc}{path}" + (f"?{query}" if query else "")


@given(st.text("abcm/.-%2eamp ;?&=#:@", max_size=60))
@example("2%2e2")
def test_a_page_of_a_cache_is_canonical_at_once(rest: str):
    once = canonical("https://www.google.com/amp/s/" + rest)

    assert canonical(once) == once


@given(st.text("ab/amp.html?=&", max_size=30))
def test_pages_with_other_words_in_their_address_have_other_keys(rest: str):
    one, other = "https://news.example/one-" + rest, "https://news.example/two-" + rest

    assert url_key(one) != url_key(other)
