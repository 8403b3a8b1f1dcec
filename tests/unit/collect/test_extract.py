from __future__ import annotations

import json
import pickle
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.collect.dates import DateStyle
from digest.collect.extract import read_page
from digest.model import Image

if TYPE_CHECKING:
    from digest.collect.draft import Page

URL = "https://news.example/2026/03/02/tidal-barrier-vote?utm_source=x"
WORDS = "The council voted by a single seat to build a barrier, and the fleet was never asked. "
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Wrong"},
        {
            "@type": ["NewsArticle"],
            "headline": "Tidal barrier vote divides the port",
            "datePublished": "2026-03-02T10:14:00Z",
            "author": [{"@type": "Person", "name": "Ada"}, {"name": "Bo"}],
            "publisher": {"name": "The Harbour Wire"},
            "articleSection": "World",
            "inLanguage": "en-GB",
        },
    ],
}


def html(
    head: str = "", body: str = "", h1: str = "Tidal barrier vote divides the port", lang: str = ""
) -> bytes:
    return (
        f"<!doctype html><html{lang}><head><title>Tidal barrier vote divides the port | The "
        f"Harbour Wire</title>{head}</head><body><nav><a href='/'>x</a></nav><article><h1>{h1}</h1>"
        f"<p>{WORDS * 3}</p><h2>What comes next</h2><p>{WORDS * 3}</p>{body}</article>"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


def read(body: bytes, url: str = URL, content_type: str = "") -> Page:
    page = read_page(body, url=url, content_type=content_type)
    assert page is not None
    return page


def test_text_is_paragraphs_and_headings_without_the_title():
    draft = read(html()).draft

    assert draft.title == "Tidal barrier vote divides the port"
    assert draft.text.startswith("The council voted by a single seat")
    assert "\n\n## What comes next\n\n" in draft.text
    assert "rights reserved" not in draft.text


def test_json_ld_tells_what_the_page_does_not_show():
    head = f'<script type="application/ld+json">{json.dumps(LD)}</script>'
    draft = read(html(head)).draft

    assert draft.date == datetime(2026, 3, 2, 10, 14, tzinfo=UTC)
    assert draft.byline == "Ada, Bo"
    assert draft.publisher == "The Harbour Wire"
    assert draft.categories == ("World",)
    assert draft.language == "en-GB"


def test_open_graph():
    head = (
        '<meta property="og:site_name" content="The Harbour Wire">'
        '<meta property="og:title" content="Barrier vote - The Harbour Wire">'
        '<meta property="og:description" content="A close vote.">'
        '<meta property="og:image" content="/i.jpg"><meta property="og:image:width" content="900">'
        '<meta property="article:published_time" content="2026-03-02T10:14:00Z">'
    )
    draft = read(html(head, h1="A kicker")).draft

    assert draft.title == "Barrier vote"
    assert draft.summary == "A close vote."
    assert draft.publisher == "The Harbour Wire"
    assert draft.image is not None
    assert (draft.image.url, draft.image.width) == ("https://news.example/i.jpg", 900)
    assert draft.date == datetime(2026, 3, 2, 10, 14, tzinfo=UTC)


def test_canonical_counts_on_its_own_site_only():
    own = '<link rel="canonical" href="https://www.news.example/clean">'
    other = '<link rel="canonical" href="https://evil.example/clean">'

    assert read(html(own)).draft.url == "https://www.news.example/clean"
    assert read(html(other)).draft.url == "https://news.example/2026/03/02/tidal-barrier-vote"


def test_relative_addresses_start_at_the_pages_base():
    head = (
        '<base href="/en/"><link rel="canonical" href="barrier?page=2">'
        '<meta property="og:image" content="i.jpg">'
    )
    draft = read(html(head)).draft

    assert draft.url == "https://news.example/en/barrier?page=2"
    assert draft.image is not None
    assert draft.image.url == "https://news.example/en/i.jpg"


def test_a_base_elsewhere_makes_no_page_canonical():
    head = '<base href="https://evil.example/"><link rel="canonical" href="clean">'

    assert read(html(head)).draft.url == "https://news.example/2026/03/02/tidal-barrier-vote"


@pytest.mark.parametrize(
    ("head", "header", "url"),
    [
        ("", "<clean>; rel=canonical", "https://news.example/2026/03/02/clean"),
        ("<base href=/en/>", "<clean>; rel=canonical", "https://news.example/2026/03/02/clean"),
        ("<link rel=canonical href=/page>", "<clean>; rel=canonical", "https://news.example/page"),
        ("", "<https://evil.example/a>; rel=canonical", URL.partition("?")[0]),
        ("", "<clean>; rel=alternate", URL.partition("?")[0]),
    ],
)
def test_http_may_name_the_canonical_address_where_the_page_does_not(
    head: str, header: str, url: str
):
    page = read_page(html(head), url=URL, link_header=header)

    assert page is not None
    assert page.draft.url == url


@pytest.mark.parametrize(
    ("lang", "head", "day"),
    [
        (' lang="en"', "", date(2026, 3, 2)),
        (' lang="en-US"', "", date(2026, 3, 2)),
        (' lang="en-GB"', "", date(2026, 2, 3)),
        (' xml:lang="en-au"', "", date(2026, 2, 3)),
        (' lang="fr"', "", date(2026, 2, 3)),
        ("", '<meta http-equiv="content-language" content="de">', date(2026, 2, 3)),
        ("", "", date(2026, 3, 2)),
    ],
)
def test_which_number_is_the_month_the_pages_language_tells(lang: str, head: str, day: date):
    meta = '<meta name="pubdate" content="3/2/2026">'

    assert read(html(meta + head, lang=lang), url="https://news.example/x").draft.date == day


def test_language_of_the_page():
    assert read(html(lang=' xml:lang="fr-CA"')).draft.language == "fr-CA"
    assert read(html(lang=' lang="fr-CA"')).draft.language == "fr-CA"
    assert read(html()).draft.language == "und"


def test_encodings():
    raw = html().replace(b"The council", "Die Zölle".encode("cp1252"))

    assert "Die Zölle" in read(raw, content_type="text/html; charset=iso-8859-1").draft.text


def test_xhtml_with_a_declaration_is_read():
    raw = b'<?xml version="1.0" encoding="utf-8"?>' + html()

    assert "What comes next" in read(raw).draft.text


@pytest.mark.parametrize("body", [b"", b"   ", b"<!-- -->"])
def test_nothing_is_no_page(body: bytes):
    page = read_page(body, url=URL)

    assert page is None or page.draft.text == ""


def test_broken_json_ld_is_passed_over():
    head = '<script type="application/ld+json">{"@type": </script>'

    assert read(html(head)).draft.title


def test_a_pdf_is_no_page_though_its_server_says_so():
    assert read_page(b"%PDF-1.4\n%\xe2\xe3", url=URL, content_type="text/html") is None


@settings(max_examples=25, deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["@type", "@graph", "headline", "author", "name", "image", "publisher"]
                ),
                inner | st.just("NewsArticle"),
                max_size=4,
            )
        ),
    )
)
def test_any_json_ld_is_read(data: object):
    script = json.dumps(data).replace("<", "\\u003c")
    head = f'<script type="application/ld+json">{script}</script>'

    assert "What comes next" in read(html(head)).draft.text


def test_a_host_is_no_publisher():
    body = html().replace(b" | The Harbour Wire", b"")

    assert read(body).draft.publisher == ""


def test_a_page_can_come_from_another_process():
    page = read(html(f'<script type="application/ld+json">{json.dumps(LD)}</script>'))

    assert pickle.loads(pickle.dumps(page)) == page  # noqa: S301 - our own


def test_a_link_to_the_front_page_is_not_canonical():
    head = '<link rel="canonical" href="https://news.example/">'

    assert read(html(head)).draft.url == URL.partition("?")[0]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("de", date(2026, 4, 3)), ("en", date(2026, 3, 4)), ("", date(2026, 3, 4))],
)
def test_which_number_is_the_month_is_told_by_the_language(lang: str, expected: date):
    body = html('<meta name="date" content="3/4/2026">', lang=f' lang="{lang}"')

    assert read(body, url="https://news.example/vote").draft.date == expected


@pytest.mark.parametrize("meta", ["", '<meta property="og:image" content="/i.jpg">'])
def test_size_and_credit_of_a_picture_are_told_in_json_ld(meta: str):
    image = {
        "@type": "ImageObject",
        "name": "A storm",
        "url": "https://news.example/i.jpg",
        "width": {"@type": "QuantitativeValue", "value": 1200},
        "height": "800px",
        "creditText": "Ola Berg",
    }
    data = json.dumps({"@type": "NewsArticle", "image": [image]})
    draft = read(html(f'{meta}<script type="application/ld+json">{data}</script>')).draft

    assert draft.image == Image(
        url="https://news.example/i.jpg", width=1200, height=800, credit="Ola Berg"
    )


def head_of(markup: str, url: str = "https://news.example/a"):
    page = read_page(f"<html><head>{markup}</head><body>{BODY}</body></html>".encode(), url=url)
    assert page is not None
    return page.draft


BODY = "<h1>Gates stay</h1>" + "".join(
    f"<p>The council voted on Tuesday to keep gate {n} as it is, after long talks.</p>"
    for n in range(9)
)


def test_sections_of_json_ld_are_as_many_categories():
    data = '{"@type": "NewsArticle", "articleSection": ["World", "Ports"]}'
    found = head_of(f"<script type='application/ld+json'>{data}</script>")

    assert found.categories == ("World", "Ports")


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Ada Lind", "Ada Lind"),
        ("By Ada Lind", "Ada Lind"),
        ("ada@paper.example (Ada Lind)", "Ada Lind"),
        ("https://social.example/ada", ""),
    ],
)
def test_the_author_that_open_graph_names(author: str, byline: str):
    assert head_of(f"<meta property='article:author' content='{author}'>").byline == byline


def test_an_address_is_no_authors_name_and_another_may_stand_in():
    linked = '{"@type": "NewsArticle", "author": ["https://a.example/ada", {"name": "Bo Ek"}]}'
    only = linked.replace(', {"name": "Bo Ek"}', "")
    script = "<script type='application/ld+json'>{}</script><meta name=author content='Ada Lind'>"

    assert head_of(script.format(linked)).byline == "Bo Ek"
    assert head_of(script.format(only)).byline == "Ada Lind"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("<link rel=Canonical href=/b>", "https://news.example/a"),
        ("<link rel='canonical nofollow' href=/b>", "https://news.example/a"),
        ("<link rel=canonical href=https://www.news.example/b>", "https://amp.news.example/a"),
        ("<link rel=canonical href=https://news.example/b>", "https://m.news.example/a"),
    ],
)
def test_a_canonical_link_of_the_site(link: str, url: str):
    assert (head_of(link, url).url or "").endswith("news.example/b")


def test_another_sites_canonical_link_gives_neither_url_nor_name():
    found = head_of("<link rel=canonical href=https://evil.example/x>")

    assert found.url == "https://news.example/a"
    assert "evil" not in found.publisher


def test_what_the_page_hides_is_no_text():
    hidden = "<p hidden>Subscribe now to read the whole of this long story, and all the others.</p>"
    page = read_page(f"<body>{BODY}{hidden}<article hidden>{BODY}</article></body>".encode())

    assert page is not None
    assert "Subscribe" not in page.draft.text
    assert "gate 3" in page.draft.text


def test_the_language_of_a_http_equiv():
    assert head_of("<meta http-equiv=Content-Language content=de-AT>").language == "de-AT"


def told(**more: object) -> bytes:
    """A page whose scripts would write its article, which JSON-LD holds too."""
    ld = {"@type": "NewsArticle", "headline": "Barrier vote", "articleBody": WORDS * 4, **more}
    script = json.dumps(ld).replace("</", "<\\/")
    return (
        f"<html><head><script type='application/ld+json'>{script}</script></head>"
        "<body><div id='app'></div><p>Please enable JavaScript to read this page.</p></body></html>"
    ).encode()


def test_a_text_that_the_page_leaves_to_its_scripts_is_json_lds():
    draft = read(told()).draft

    assert draft.text == (WORDS * 4).strip()
    assert draft.origins["text"] == "page: JSON-LD articleBody"


def test_its_markup_is_as_hostile_as_any():
    body = f"<p>One. {WORDS}</p><script>alert(1)</script><p onclick='x'>Two. {WORDS}</p>"
    parts = (f"One. {WORDS}".strip(), f"Two. {WORDS}".strip())

    assert read(told(articleBody=body)).draft.text == "\n\n".join(parts)


@pytest.mark.parametrize("closed", [False, "False", "https://schema.org/False"])
def test_but_not_what_is_there_for_subscribers(closed: object):
    assert "barrier" not in read(told(isAccessibleForFree=closed)).draft.text
    assert "barrier" in read(told(isAccessibleForFree=True)).draft.text


def test_a_date_above_the_text_is_none_of_its_paragraphs():
    body = html().replace(b"</h1>", b"</h1><p>2 March 2026</p>")

    assert read(body).draft.text.startswith("The council")


def test_how_long_ago_it_was_is_a_date_and_no_paragraph():
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    words = "<p>The council voted on Tuesday to keep the gates of the harbour as they are.</p>" * 5
    markup = (
        "<html><body><article><h1>The council keeps the gates</h1><p class='by'>By Ada</p>"
        f"<p class='date'>2 hours ago</p>{words}</article></body></html>"
    )
    page = read_page(markup.encode(), url="https://a.example/s", dates=DateStyle(now=now))

    assert page is not None
    assert page.draft.date == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert "ago" not in page.draft.text
