from __future__ import annotations

import json

import pytest

from digest.collect.htmltext import parse_html
from digest.collect.linked_data import Thing, article, live_updates, site, text_of, things


def told(*scripts: object) -> Thing:
    return article(read(*scripts))


def read(*scripts: object) -> list[Thing]:
    tags = "".join(
        '<script type="application/ld+json">'
        f"{one if isinstance(one, str) else json.dumps(one)}</script>"
        for one in scripts
    )
    root = parse_html(f"<html><head>{tags}</head><body>x</body></html>")
    assert root is not None
    return things(root)


def test_a_reference_is_put_in():
    found = told(
        {
            "@graph": [
                {"@type": "Organization", "@id": "#org", "name": "The Courier"},
                {"@type": "NewsArticle", "headline": "H", "publisher": {"@id": "#org"}},
            ]
        }
    )

    assert text_of(found["publisher"]) == "The Courier"


@pytest.mark.parametrize(
    "things",
    [
        {"@graph": [{"@type": "Person", "name": "Ada"}, {"@type": "WebSite", "name": "The Bote"}]},
        {"@type": "NewsMediaOrganization", "name": "The Bote"},
        {"@type": "CollectionPage", "name": "Politics", "publisher": {"name": "The Bote"}},
        [
            {"@type": "CollectionPage", "publisher": {"@id": "#org"}},
            {"@type": "Organization", "@id": "#org", "name": "The Bote"},
        ],
    ],
)
def test_what_a_site_is_called(things: object):
    assert site(read(things)) == "The Bote"


def test_no_site_is_named_by_other_things():
    assert site(read({"@type": "Organization", "name": "A sponsor"})) == ""


def test_a_reference_to_another_script():
    found = told(
        {"@type": "Person", "@id": "#a", "name": "Ada"},
        [{"@type": "Article", "author": [{"@id": "#a"}, {"name": "Bo"}, {"@id": "#gone"}]}],
    )

    assert text_of(found["author"]) == "Ada, Bo"


@pytest.mark.parametrize("inside", ["mainEntity", "hasPart", "mainEntityOfPage"])
def test_an_article_inside_a_page(inside: str):
    assert told({"@type": "WebPage", inside: {"@type": "BlogPosting", "headline": "H"}}) == {
        "@type": "BlogPosting",
        "headline": "H",
    }


def test_news_before_a_plain_article_and_types_by_their_address():
    found = told(
        {"@type": "Article", "headline": "Other"},
        {"@type": ["https://schema.org/NewsArticle", "Thing"], "headline": "News"},
    )

    assert found["headline"] == "News"


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "Article", "headline": "H"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "H"}\n//]]>',
        '{"@type": "Article", "headline": "H\n"}',
        '/*<![CDATA[*/{"@type": "Article", "headline": "H"}/*]]>*/',
        '<![CDATA[{"@type": "Article", "headline": "H"}]]>',
        '{"@type": "Article", "headline": "H", "keywords": ["a", "b",],}',
    ],
)
def test_scripts_as_sites_write_them(script: str):
    assert text_of(told(script)["headline"]) == "H"


@pytest.mark.parametrize(
    "script", ["{", "[" * 5_000, '"x"', "null", '{"@graph": 3}', '{"@type": 1}']
)
def test_what_is_no_article(script: str):
    assert told(script) == {}


def test_a_thing_that_holds_itself_ends():
    thing: dict[str, object] = {"@type": "WebPage"}
    for _ in range(50):
        thing = {"@type": "WebPage", "mainEntity": thing}

    assert told(thing) == {}


def test_updates_of_a_live_blog():
    updates = live_updates({"liveBlogUpdate": [{"headline": "A", "articleBody": "B"}, "x", {}]})

    assert updates == [("A", "B"), ("", "")]
    assert live_updates({"liveBlogUpdate": {"articleBody": "One"}}) == [("", "One")]
