from __future__ import annotations

import pytest

from digest.collect.offer import feeds, led_to

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


@pytest.mark.parametrize(
    "inside",
    [
        "<a href='feed.xml'>RSS</a>",
        "<a href='/news/feed.xml'><img src=i.png alt=''></a>",
        "<a href='/news/feed.xml'>Subscribe</a>",
        "<link rel='alternate' type='application/rss+xml' href=''><a href='feed.xml'>RSS</a>",
        "<link rel='alternate' type='text/xml' href='feed.xml'>",
        "<link rel='alternate' type='application/xml' href='feed.xml'>",
        "<base href='/news/'><link rel='alternate' type='application/rss+xml' href='feed.xml'>",
        "<base href='https://news.example/news/'><a href='feed.xml'>Feed</a>",
    ],
)
def test_a_feed_that_a_page_leads_to_in_any_way(inside: str):
    assert feeds(inside.encode(), f"{URL}news/") == ("https://news.example/news/feed.xml",)


@pytest.mark.parametrize(
    "link",
    [
        "/rss",
        "/feed/",
        "/atom.xml",
        "/rss.php",
        "/world.rss",
        "/?feed=rss2",
        "/feeds/posts",
    ],
)
def test_addresses_of_feeds(link: str):
    found = feeds(f"<a href='{link}'>News by RSS</a><a href='{link}'>x</a>".encode(), URL)

    assert found == (f"https://news.example{link}",)


@pytest.mark.parametrize(
    "inside",
    [
        "<a href='/feedback'>Feedback</a>",
        "<a href='/a/alive'>Why so many of us still read the news by RSS, and why you may, too</a>",
        "<a href='/feed-the-birds'>Feed the birds</a>",
        "<a href='/atomic'>Atomic power</a>",
        "<a href='javascript:rss()'>RSS</a>",
    ],
)
def test_other_links_are_none(inside: str):
    assert feeds(inside.encode(), URL) == ()


def test_a_feed_of_comments_is_never_the_one():
    comments = (
        "<link rel=alternate type=application/rss+xml title='News » Comments Feed' href=/c>"
        "<link rel=alternate type=application/rss+xml href=/comments/feed/>"
        "<link rel=alternate type=application/atom+xml href=/feeds/comments/default>"
    )
    news = "<link rel=alternate type=application/rss+xml title='Comment' href=/feed/>"

    assert feeds(f"{comments}{news}".encode(), URL) == ("https://news.example/feed/",)
    assert feeds(comments.encode(), URL) == ()


def test_what_a_page_only_links_to_counts_where_it_names_none():
    page = b"<link rel=alternate type=application/rss+xml href=/feed/><a href=/rss>RSS</a>"

    assert feeds(page, URL) == ("https://news.example/feed/",)


@pytest.mark.parametrize(
    ("content", "link"),
    [
        ("0; url=/news/", "https://a.example/news/"),
        ("0;URL='https://b.example/x'", "https://b.example/x"),
        ("3.5, /news", "https://a.example/news"),
        ("; url=/news", "https://a.example/news"),
        ("0; url=/", ""),
        ("0; url=javascript:alert(1)", ""),
        ("600; url=/later", ""),
        ("300", ""),
        ("soon", ""),
    ],
)
def test_where_a_page_leads_its_readers_at_once(content: str, link: str):
    page = f'<html><head><meta http-equiv="Refresh" content="{content}"></head></html>'

    assert led_to(page.encode(), "https://a.example/") == link


def test_where_only_browsers_without_scripts_are_led_nobody_is():
    page = b"<head><noscript><meta http-equiv=refresh content='0;url=/plain'></noscript></head>"

    assert led_to(page, "https://a.example/") == ""
    bare = page.replace(b"<noscript>", b"").replace(b"</noscript>", b"")
    assert led_to(bare, "https://a.example/") == "https://a.example/plain"
