from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.collect import urls
from digest.collect.urls import canonical, safe_link, same_site, shown, web_link
from digest.config.values import web_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://News.Example:443/a/../b?id=5#top", "https://news.example/b?id=5"),
        ("http://news.example:80", "http://news.example/"),
        ("http://news.example:8080/", "http://news.example:8080/"),
        ("https://news.example/a?utm_source=x&id=5&fbclid=y", "https://news.example/a?id=5"),
        ("https://news.example/a;jsessionid=1F2E.node3?id=5", "https://news.example/a?id=5"),
        ("https://news.example/a;jsession%69d=1F2E/b;c=d", "https://news.example/a/b;c=d"),
        ("https://news.example/a?PHPSESSID=0a1b&sid=2", "https://news.example/a?sid=2"),
        ("https://news.example/a.asp?ASPSESSIONIDQQ=A&id=5", "https://news.example/a.asp?id=5"),
        ("https://news.example/a?b=2&a=1&b=3", "https://news.example/a?b=2&a=1&b=3"),
        ("https://news.example/a?%75tm_medium=x", "https://news.example/a"),
        ("https://news.example/a?UTM_Source=x&ref=home", "https://news.example/a?ref=home"),
        ("https://news.example/%7euser/%e2%82%ac", "https://news.example/~user/%E2%82%AC"),
        ("https://news.example/€ 5/50%", "https://news.example/%E2%82%AC%205/50%25"),
        (" https://news.example/a b?q=c d ", "https://news.example/a%20b?q=c%20d"),
        ("https://news.example/a/\n      b", "https://news.example/a/b"),
        ("https://news.example/a\tb", "https://news.example/ab"),
        ("https://müller.example/ü?q=ü", "https://xn--mller-kva.example/%C3%BC?q=%C3%BC"),
        ("https://me:secret@news.example/", "https://news.example/"),
        ("https://news.example./a/./b/..", "https://news.example/a/"),
        ("https://news.example/%2e%2e/a", "https://news.example/a"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("https://news.example/a?q=a%26b%3Dc", "https://news.example/a?q=a%26b%3Dc"),
        ("mailto:desk@news.example", "mailto:desk@news.example"),
        ("http://news.example:99999/", "http://news.example:99999/"),
    ],
)
def test_canonical(url: str, expected: str):
    assert canonical(url) == expected


PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from(["id", "p", "page", "utm_source", "gclid", "q", "ID"]),
        st.text("abc05%é&= /?", max_size=6),
    ),
    max_size=8,
)


@given(st.text(max_size=200))
@example("http://a/%")
@example("http://a/%2")
@example("http://a/..//../%2e%2E/./")
@example("http://a?&&x&")
@example("\x08\xa00")
def test_canonical_is_idempotent_on_anything(text: str):
    once = canonical(text)

    assert canonical(once) == once


@given(st.text("abc/.%2eé ;?&=#:@", max_size=60))
def test_canonical_is_idempotent_on_web_urls(rest: str):
    once = canonical("http://news.example/" + rest)

    assert canonical(once) == once


@given(PARAMETERS)
def test_other_parameters_stay_in_order(parameters: list[tuple[str, str]]):
    safe = [(name, value.replace("&", "").replace(" ", "")) for name, value in parameters]
    url = "https://news.example/a?" + "&".join(f"{name}={value}" for name, value in safe)
    names = [one.partition("=")[0] for one in canonical(url).partition("?")[2].split("&")]

    tracking = {"utm_source", "gclid"}
    assert [n for n in names if n] == [name for name, _ in safe if name not in tracking]


@given(PARAMETERS)
def test_an_id_is_never_dropped(parameters: list[tuple[str, str]]):
    others = "&".join(f"{name}={value}" for name, value in parameters)

    assert "id=5" in canonical(f"https://news.example/a?{others}&id=5").partition("?")[2].split("&")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//news.example/a",
        "/a",
        "http://",
        "file:///etc/passwd",
        "mailto:",
    ],
)
def test_links_that_may_not_be_printed(url: str):
    link = safe_link(url)

    assert link is None


def test_links_that_may():
    assert safe_link("https://news.example/a?utm_source=x#b") == (
        "https://news.example/a?utm_source=x#b"
    )
    assert safe_link("http://news.example/a\nb") == "http://news.example/ab"
    assert safe_link("mailto:desk@news.example") == "mailto:desk@news.example"


@given(st.text(max_size=100))
def test_a_safe_link_is_ascii_without_quotes_or_spaces(text: str):
    link = safe_link("https://news.example/" + text)

    assert link is None or (link.isascii() and not set(link) & set('"<> \n'))


def test_a_link_is_found_from_where_it_stands():
    assert web_link("../b?x=1", "https://news.example/a/c") == "https://news.example/b?x=1"
    assert web_link("javascript:x", "https://news.example/") is None
    assert web_link(None, "") is None
    assert web_link("http://[", "https://news.example/") is None


def test_www_is_the_same_site():
    assert same_site("https://www.news.example/a", "http://news.example/b")
    assert not same_site("https://news.example.evil.example/", "https://news.example/")
    assert not same_site("mailto:a@b", "mailto:a@b")


def test_errors_show_no_password():
    assert shown("https://me:secret@news.example/a") == "https://news.example/a"
    assert shown("https://news.example/a@b") == "https://news.example/a@b"


PIECES = [
    *("https://", "http://", "HTTPS://", "news.example", "m.news.example", "a_b.example", "."),
    *(":443", ":8080", "/", "//", "/../", "/.", "/a-b", "/amp/", "cdn.ampproject.org/c/s/", "@"),
    *("?", "&", "#", "%41", "%", "id=5", "utm_source=x", "fbclid=1", "=", " ", ";", "é", "+"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@settings(max_examples=500)
def test_a_url_that_has_one_spelling_is_read_at_once_and_as_all_others(url):
    with pytest.MonkeyPatch.context() as patch:
        at_once = canonical(f"https://news.example{url}"), web_link(url, "https://a.example/b/")
        patch.setattr(urls, "_PLAIN", re.compile("(?!)"))
        assert at_once == (
            canonical(f"https://news.example{url}"),
            web_link(url, "https://a.example/b/"),
        )


def test_most_urls_have_one_spelling():
    assert urls._plain("https://news.example/a-b/c.html?id=5&utm_source=x") == (
        "https://news.example/a-b/c.html?id=5"
    )


@pytest.mark.parametrize("host", ["xn--", "XN--", "xn--a", "www.xn--.example", "a.xn--a.xn--"])
def test_a_host_that_was_never_encoded_is_none(host: str):
    assert web_link(f"http://{host}/story") is None
    assert safe_link(f"http://{host}/story") is None
    with pytest.raises(ValueError, match="a URL"):
        web_url(f"http://{host}/story")


@pytest.mark.parametrize(
    "host", ["xn--mller-kva.example", "xn--fa-hia.example", "xn--i-7iq.example"]
)
def test_one_that_was_encoded_stays(host: str):
    assert web_link(f"https://{host}/story") == f"https://{host}/story"
    assert web_url(f"https://{host}/story")
