from __future__ import annotations

from datetime import date

import pytest

from digest.collect.sitemap import newest, parse
from digest.errors import SourceError

URL = "https://news.example/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = f"""<?xml version="1.0"?><urlset {NS}
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/a</loc><news:news><news:publication><news:name>Wire</news:name>
<news:language>en</news:language></news:publication><news:title>A &amp; B</news:title>
<news:publication_date>2026-03-02</news:publication_date></news:news></url>
<url><loc>https://news.example/b</loc><lastmod>2026-03-03</lastmod></url>
<url><loc>javascript:x</loc></url><url><loc>http://xn--/a</loc></url></urlset>"""
INDEX = f"""<sitemapindex {NS}>""" + "".join(
    f"<sitemap><loc>/s{day}.xml</loc><lastmod>2026-03-0{day}</lastmod></sitemap>"
    for day in range(1, 8)
)


def test_a_news_sitemap():
    found = parse(NEWS.encode(), URL)
    children, drafts = found.children, found.drafts

    assert children == []
    assert [draft.url for draft in newest(drafts)] == [
        "https://news.example/b",
        "https://news.example/a",
    ]
    told = newest(drafts)[1]
    assert (told.title, told.publisher, told.language) == ("A & B", "Wire", "en")
    assert told.date == date(2026, 3, 2)


def test_what_stands_there_of_pictures_and_videos_is_not_the_pages():
    more = f"""<urlset {NS} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
    xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://news.example/a</loc><news:news><news:title>A</news:title></news:news>
    <image:image><image:loc>https://news.example/a.jpg</image:loc><image:title>B</image:title>
    </image:image><video:video><video:title>C</video:title><video:publication_date>2020-01-01
    </video:publication_date></video:video><lastmod>2026-03-03</lastmod></url></urlset>"""

    (told,) = parse(more.encode(), URL).drafts

    assert (told.url, told.title, told.date) == ("https://news.example/a", "A", date(2026, 3, 3))


@pytest.mark.parametrize(
    ("said", "encoding"),
    [("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("iso-8859-1", "cp1252"), ("utf-8", "utf-8")],
)
def test_a_wrong_encoding_and_a_bare_ampersand_are_no_harm(said: str, encoding: str):
    body = NEWS.replace('"1.0"', f'"1.0" encoding="{said}"').replace("A &amp; B", "Café à Nîmes")
    body = body.replace("/b<", "/b?c=1&d=2<")

    told, other = parse(body.encode(encoding), URL).drafts

    assert (told.title, other.url) == ("Café à Nîmes", "https://news.example/b?c=1&d=2")


def test_an_index_gives_its_newest():
    children = parse((INDEX + "</sitemapindex>").encode(), URL).children

    assert children == [f"https://news.example/s{day}.xml" for day in (7, 6, 5, 4, 3)]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\r\n "])
def test_a_text_sitemap_names_a_page_in_each_line(mark: bytes):
    lines = (
        "https://news.example/a",
        "",
        "HTTPS://news.example/b?id=5",
        "https://news.example/büro",
        "http://xn--/a",
        "https://news.example/a",
    )

    found = parse(mark + "\r\n".join(lines).encode(), URL)
    children, drafts = found.children, found.drafts

    assert children == []
    assert [draft.url for draft in newest(drafts)] == [
        "https://news.example/a",
        "https://news.example/b?id=5",
        "https://news.example/b%C3%BCro",
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"https://news.example/a\nis where we moved", "no sitemap: not each of its lines"),
        (b"Moved to https://news.example/a", "broken XML"),
        (b"<urlset>", "broken XML"),
        (b"", "broken XML"),
        (b"<html/>", "no sitemap"),
    ],
)
def test_errors(body: bytes, words: str):
    with pytest.raises(SourceError, match=words):
        parse(body, URL)


def test_entities_stay_closed():
    bomb = (
        '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa">'
        '<!ENTITY b "&a;&a;&a;">]><urlset><url><loc>https://news.example/&x;&b;</loc></url></urlset>'
    )

    assert [draft.url for draft in parse(bomb.encode(), URL).drafts] == ["https://news.example/"]
