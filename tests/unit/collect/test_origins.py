from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime

import pytest

from digest.collect import feed, files
from digest.collect.draft import Draft, finish
from digest.collect.extract import read_page
from digest.collect.linked import _merged
from digest.collect.origins import FIELDS, first, told
from digest.collect.sitemap import parse as parse_sitemap

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>News</title><language>en</language><link>https://news.example/</link>
<item><title>Ships enter the harbour</title><link>https://news.example/1</link>
{more}</item></channel></rss>"""
ALL = """<dc:creator>Ada Byron</dc:creator><pubDate>Sun, 22 Nov 2026 06:00:00 GMT</pubDate>
<description>The storm is over.</description>
<content:encoded>The storm that closed the harbour for a week is over.</content:encoded>
<media:content url="https://news.example/1.jpg" medium="image" width="800"/>"""
HTML = """<html lang="en"><head><title>Ships | Site</title>
<meta property="og:title" content="Ships enter the harbour again">
<meta property="og:site_name" content="Site">
<meta property="og:image" content="https://news.example/1.jpg">
<meta property="article:published_time" content="2026-11-22T06:00:00Z">
<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Ada Byron"},
"description": "The storm is over."}</script></head>
<body><article><h1>Harbour</h1><p>%s</p></article></body></html>""" % (
    "The storm that closed the harbour for a week is over, and the ships enter again. " * 8
)


def of_feed(more: str) -> dict[str, str]:
    harvest = feed.parse(
        RSS.format(more=more).encode(),
        url="https://news.example/rss",
        content_type="",
        source="News",
        now=NOW,
    )
    return dict(harvest.articles[0].origins)


def test_a_feed_says_where_each_field_stood():
    assert of_feed(ALL) == {
        "title": "feed: title",
        "published": "feed: published",
        "text": "feed: content",
        "summary": "feed: description",
        "image": "feed: media:content",
        "byline": "feed: author",
        "language": "feed: language",
        "publisher": "the source's name",
        "url": "feed: link",
    }


def test_what_a_feed_leaves_out_is_said_too():
    origins = of_feed('<description>Short &lt;img src="/a.jpg"&gt;</description>')
    assert origins["published"] == "first seen"
    assert origins["text"] == "feed: description"
    assert origins["image"] == "feed: picture in the text"
    assert "byline" not in origins


def test_a_date_that_is_not_believed_is_first_seen():
    ahead = of_feed("<pubDate>Sun, 22 Nov 2099 06:00:00 GMT</pubDate>")
    assert ahead["published"] == "first seen"


def test_a_json_feed_names_its_own_members():
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": "1",
                "title": "Ships",
                "content_text": "They enter.",
                "date_modified": "2026-11-22T06:00:00Z",
                "image": "https://news.example/1.jpg",
            }
        ],
    }
    harvest = feed.parse(
        json.dumps(document).encode(),
        url="https://news.example/",
        content_type="",
        source="News",
        now=NOW,
    )
    origins = dict(harvest.articles[0].origins)
    assert origins["text"] == "feed: content_text"
    assert origins["published"] == "feed: date_modified"
    assert origins["image"] == "feed: image"


def test_a_page_says_which_of_its_claims_was_taken():
    page = read_page(HTML.encode(), url="https://news.example/1")
    assert page is not None
    article = finish(page.draft, source="News", now=NOW)
    assert dict(article.origins) == {
        "title": "page: og:title",
        "published": "page: article:published_time",
        "text": "page: found by trafilatura",
        "summary": "page: JSON-LD description",
        "image": "page: og:image",
        "byline": "page: JSON-LD author",
        "language": "page: html lang",
        "publisher": "page: og:site_name",
        "url": "page: where it was found",
    }


def test_what_a_sitemap_knew_goes_before_the_page():
    body = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url>
      <loc>https://news.example/1</loc><n:news><n:title>Ships</n:title>
      <n:publication_date>2026-11-22</n:publication_date></n:news></url></urlset>"""
    [known] = parse_sitemap(body, "https://news.example/sitemap.xml").drafts
    found = Draft(title="Other", byline="Ada", text="Words.", origins=told("page", byline="x"))
    origins = dict(finish(_merged(known, found), source="News", now=NOW).origins)
    assert origins["title"] == "sitemap: news:title"
    assert origins["published"] == "sitemap: news:publication_date"
    assert origins["byline"] == "page: x"


@pytest.mark.parametrize(
    ("page", "published", "origin"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), "page: URL"),
        (None, date(2026, 11, 22), "sitemap: lastmod"),
    ],
)
def test_when_a_page_changed_is_not_when_it_came_out(page, published, origin):
    body = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>
      <loc>https://news.example/1</loc><lastmod>2026-11-22</lastmod></url></urlset>"""
    [known] = parse_sitemap(body, "https://news.example/sitemap.xml").drafts
    told_there = told("page", published="URL" if page else "")
    found = Draft(title="Ships", text="Words.", date=page, origins=told_there)
    article = finish(_merged(known, found), source="News", now=NOW)

    assert article.published.date() == published
    assert dict(article.origins)["published"] == origin


def test_files_say_it_too(tmp_path):
    plain = tmp_path / "a.txt"
    plain.write_text("The harbour opens again\n\nThe ships that waited for a week may enter it.")
    os.utime(plain, (0, 1_000_000_000))
    origins = dict(files.read_file(plain, source="Desk", now=NOW).origins)
    assert origins["title"] == "file: title line"
    assert origins["published"] == "file: when it was saved"
    assert origins["language"] == "file: guessed from its words"
    marked = tmp_path / "a.md"
    marked.write_text("---\nauthor: Ada\ndate: 2026-11-22\nlang: en\n---\n# Ships\n\nThey enter.")
    origins = dict(files.read_file(marked, source="Desk", now=NOW).origins)
    assert origins["title"] == "file: first heading"
    assert origins["byline"] == "file: front matter, author"
    assert origins["published"] == "file: front matter, date"
    assert origins["language"] == "file: front matter, lang"


def test_a_title_made_of_the_text_is_said_to_be():
    article = finish(
        Draft(text="No title here.", origins=told("x", title="y", text="z")), source="S", now=NOW
    )
    assert dict(article.origins)["title"] == "the text's first words"
    assert [field for field, _ in article.origins] == [
        f for f in FIELDS if f in {"title", "published", "text", "publisher"}
    ]


def test_the_first_claim_that_says_anything_wins():
    assert first([("a", ""), ("b", "x"), ("c", "y")]) == ("b", "x")
    assert first([("a", "")]) == ("", None)


def test_a_feed_that_names_no_language_is_read_for_it():
    words = "The council of the town voted for the barrier, and it is to be built in May."
    article = f"<item><title>T</title><description>{words}</description></item>"
    rss = f"<rss version='2.0'><channel>{article}</channel></rss>".encode()
    found = feed.parse(rss, url="https://a.example/f", content_type="", source="S", now=NOW)

    (article,) = found.articles
    assert article.language == "en"
    assert dict(article.origins)["language"] == "guessed from its words"
