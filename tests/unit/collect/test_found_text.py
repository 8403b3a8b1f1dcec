from __future__ import annotations

import pytest
from lxml import etree

from digest.collect.found_text import paragraphs


def read(body: str, title: str = "") -> list[str]:
    return list(paragraphs(etree.fromstring(f"<body>{body}</body>"), title))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One <hi>two</hi> three</p><head>H</head>", ["One two three", "## H"]),
        ("<list><item>a</item><item>b</item></list>", ["a", "b"]),
        ("<div>bare<p>One</p>tail</div>", ["bare", "One", "tail"]),
        ("<p>one<lb/>two<lb/><lb/>three</p>", ["one two", "three"]),
        ("<quote><p>Said.</p></quote>", ["Said."]),
        ("<table><row><cell>Marl</cell><cell>7</cell></row></table>", ["Marl | 7"]),
        ("<table><row><cell><p>A</p><p>B</p></cell></row></table>", ["A", "B"]),
        (f"<table><row><cell>{'x' * 90}</cell><cell>y</cell></row></table>", ["x" * 90, "y"]),
        ("<p>See <ref>here</ref><graphic/>.</p>", ["See here."]),
        ("<p> </p><head/>", []),
    ],
)
def test_paragraphs_of_a_found_tree(body: str, expected: list[str]):
    assert read(body) == expected


@pytest.mark.parametrize(
    "head",
    ["<head>The title</head>", "<p>Kicker</p><head>The title</head>", "<p>Kicker The title</p>"],
)
def test_the_title_is_not_told_again(head: str):
    assert read(f"{head}<p>Text.</p>", "The title") == ["Text."]


def test_a_text_above_a_title_is_no_kicker():
    long = "A paragraph that is much longer than any kicker above a title would ever be."

    assert read(f"<p>{long}</p><head>The title</head>", "The title") == [long, "## The title"]
