from __future__ import annotations

from digest.collect.front import MAX_LINKS, links

URL = "https://news.example/"


def test_links_stand_in_the_order_of_the_page_each_once():
    page = b"""<nav><a href="/world">World</a></nav>
    <h1><a href="/b?utm_source=x">B</a></h1>
    <p><a href="a#top">A</a> <a href="/b">B again</a> <a href="mailto:x@y">us</a>
    <a href="javascript:x()">x</a><a>none</a></p><footer><a href="/about">About</a></footer>"""

    assert links(page, URL) == ("https://news.example/b", "https://news.example/a")


def test_no_page_has_no_links():
    assert links(b"", URL) == ()
    assert links(b"\x00\xff", URL) == ()


def test_what_stands_too_far_down_has_no_place():
    page = "".join(f"<a href='/{number}'>x</a>" for number in range(MAX_LINKS + 9))

    assert len(links(page.encode(), URL)) == MAX_LINKS


def test_relative_links_start_at_the_pages_base():
    page = b"""<html><head><base target="_top"><base href="/en/"><base href="/no/"></head>
    <a href="a">A</a> <a href="/b">B</a> <a href="https://other.example/c">C</a>"""

    assert links(page, URL) == (
        "https://news.example/en/a",
        "https://news.example/b",
        "https://other.example/c",
    )
