from __future__ import annotations

from digest.collect.offer import feeds

URL = "https://news.example/"


def test_feeds_are_what_a_page_says_is_its_alternate():
    page = b"""<html><head>
    <link rel="stylesheet" type="application/rss+xml" href="/no">
    <link rel="alternate" type="text/html" hreflang="fr" href="/fr">
    <link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" href="/atom">
    <link rel="alternate" type="application/rss+xml" href="//cdn.news.example/rss">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
    <link rel="alternate" type="application/feed+json" href="/atom">
    </head></html>"""

    assert feeds(page, URL) == ("https://news.example/atom", "https://cdn.news.example/rss")
    assert feeds(b"", URL) == ()
