"""Whether a page is an article or a list, and which of its links lead to articles."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.collect.test_extract import WORDS, html, read

from digest.collect.page import is_article

LIST = """<html><body><nav><a href="/about">About us and our long history</a></nav>
<a href="/2026/03/02/one">One</a><a href="/2026/03/02/one#comments">Comments</a>
<a href="/news/a-slug-of-words">Two</a><a href="https://other.example/a-slug-of-words">No</a>
<a href="/tag/a-slug-of-words">No</a><a href="/x">A title that is long enough</a>
<a href="javascript:alert(1)">A title that is long enough</a><a href="/y">Short</a>
<a href="/report-of-the-year.pdf">No</a><a>Nothing</a></body></html>"""


def test_links_of_a_list_page():
    page = read(LIST.encode(), url="https://news.example/")

    assert page.links == (
        "https://news.example/2026/03/02/one",
        "https://news.example/news/a-slug-of-words",
        "https://news.example/x",
    )
    assert not is_article(page)


def test_links_of_a_list_page_start_at_its_base():
    words = "The council votes on the barrier"
    body = (
        "<html><head><base href='https://www.news.example/en/'></head><body>"
        f"<a href='2026/03/barrier'>{words}</a> <a href='//evil.example/2026/03/b'>{words}</a>"
    )

    assert read(body.encode(), url="https://news.example/").links == (
        "https://www.news.example/en/2026/03/barrier",
    )


def test_links_are_limited():
    many = "".join(f'<a href="/2026/03/{n}">x</a>' for n in range(99))
    page = read(many.encode(), url="https://news.example/")

    assert len(page.links) == 30


def test_a_front_page_with_teasers_is_a_list():
    teasers = "".join(
        f"<p>{WORDS}</p><a href='/2026/03/{n}'>Read the whole report</a>" for n in range(12)
    )
    body = f"<html><body><main>{teasers * 2}</main></body></html>".encode()
    for url in ("https://news.example/", "https://news.example/world"):
        page = read(body, url=url)
        assert page.draft.text
        assert not is_article(replace(page, links=(*page.links, *map(str, range(12)))))


def test_an_article_page_is_one():
    head = '<meta property="og:type" content="article">'

    assert is_article(replace(read(html(head)), links=("https://news.example/x",)))
    assert is_article(read(html()))
    assert not is_article(read(b"<html><body>Hello</body></html>"))
