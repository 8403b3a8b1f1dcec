from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.markdown import parse_markdown
from digest.errors import SourceError

FULL = """---
title: "A gate: wide enough"
date: 2026-03-02 10:14:00
author: [Ada, Bo]
url: https://news.example/a?utm_source=x
summary: Short.
topic: World
categories: [Sea, 5]
language: de-at
image: https://news.example/i.jpg
nested: {a: b}
---
One *word* [linked](https://other.example) &amp; <b>raw</b>.

## A heading

Two.
"""


def test_front_matter_and_text():
    draft = parse_markdown(FULL, name="a.md")

    assert draft.title == "A gate: wide enough"
    assert draft.date == datetime(2026, 3, 2, 10, 14, tzinfo=UTC)
    assert draft.byline == "Ada, Bo"
    assert draft.url == "https://news.example/a"
    assert draft.summary == "Short."
    assert draft.categories == ("World", "Sea", "5")
    assert draft.language == "de-AT"
    assert draft.image is not None
    assert draft.text == "One word linked & raw.\n\n## A heading\n\nTwo."


def test_without_front_matter_the_first_heading_is_the_title():
    draft = parse_markdown("# The title\n\nWords.\n", name="a.md")

    assert (draft.title, draft.text, draft.date) == ("The title", "Words.", None)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (
            "One <b>bold</b> and <a href='https://n.example'>linked</a> word",
            "One bold and linked word",
        ),
        ("<div>\n\nA box *around* it\n\n</div>", "A box around it"),
        ("<!-- for the desk: ask Ada -->\n\nWords.", "Words."),
        ("<script>alert(1)</script>\n\nWords.", "Words."),
        ("Words <img src=x onerror=alert(1)> and <script>alert(1)</script>more", "Words and more"),
        ("3 < 4 & 5 > 4", "3 < 4 & 5 > 4"),
        ("Write `<b>` for bold", "Write <b> for bold"),
    ],
)
def test_html_in_markdown_is_read_and_nothing_of_it_runs(written, text):
    assert parse_markdown(f"# Title\n\n{written}\n", name="a.md").text == text


def test_a_table_is_a_paragraph_for_each_row():
    table = """# Results

Before.

| City | *Seats* | Turnout |
|:-----|--------:|---------|
| Ulm  | 12      | 61 %    |
| Bern |         | 58 % \\| 59 % |
|      | 3       |
| ![a picture](p.png) | <b>raw</b> [n](https://n.example) | `x` |

Behind.
"""

    assert parse_markdown(table, name="a.md").text.split("\n\n") == [
        "Before.",
        "City | Seats | Turnout",
        "Ulm | 12 | 61 %",
        "Bern | 58 % | 59 %",
        "3",
        "raw n | x",
        "Behind.",
    ]


def test_bars_in_a_text_make_no_table():
    assert parse_markdown("# T\n\nOne | two\nthree | four\n", name="a.md").text == (
        "One | two three | four"
    )


def test_a_day_alone_is_a_date():
    assert parse_markdown("---\ndate: 2026-03-02\n---\nx", name="a").date == date(2026, 3, 2)


@pytest.mark.parametrize(
    "front",
    [
        "title: a: b",
        "- a list",
        "!!python/object/apply:os.system [id]",
        "[" * 3_000,
        "d: 2026-99-99",
    ],
)
def test_front_matter_that_is_none(front: str):
    with pytest.raises(SourceError, match=r"desk\.md"):
        parse_markdown(f"---\n{front}\n---\nx", name="desk.md")


def test_aliases_that_multiply_stay_small():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
    )

    assert parse_markdown(f"---\n{bomb}title: T\n---\nx", name="a.md").title == "T"


@given(st.text(st.sampled_from("-#:[]{}!&*'\" \nabc1é"), max_size=80))
def test_any_text_is_read_or_refused(text: str):
    for source in (text, f"---\n{text}\n---\n{text}"):
        try:
            draft = parse_markdown(source, name="a.md")
        except SourceError:
            continue
        assert "\x00" not in draft.text


def test_front_matter_in_toml():
    draft = parse_markdown(
        '+++\ntitle = "T"\ndate = 2026-03-02T10:00:00Z\ncategories = ["World"]\n+++\nWords.',
        name="a.md",
    )

    assert (draft.title, draft.text, draft.categories) == ("T", "Words.", ("World",))
    assert draft.date == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_what_is_no_toml_is_told():
    with pytest.raises(
        SourceError, match=r"desk.md: what stands between the \+\+\+ lines is not TOML"
    ):
        parse_markdown("+++\ntitle: T\n+++\nWords.", name="desk.md")


@pytest.mark.parametrize(
    "front", ["---\ndraft: true\n---\n", "+++\ndraft = true\n+++\n", "---\npublished: no\n---\n"]
)
def test_a_draft_is_not_taken(front: str):
    with pytest.raises(SourceError, match="it is a draft"):
        parse_markdown(f"{front}Words.", name="a.md")


def test_what_is_no_draft_says_so_too():
    assert parse_markdown("---\ndraft: false\npublished: true\n---\nWords.", name="a.md").text


@pytest.mark.parametrize("heading", ["# The plan: yes", "The plan — yes\n==="])
def test_a_heading_that_repeats_the_title_is_left_out(heading: str):
    text = f'---\ntitle: "The plan: yes"\n---\n{heading}\n\n## Costs\n\nWords.'

    assert parse_markdown(text, name="a.md").text == "## Costs\n\nWords."


@pytest.mark.parametrize("tags", ["[Sea, Ships]", "Sea, Ships"])
def test_tags_are_categories_behind_the_others(tags: str):
    text = f'---\ntopic: "Arts, Culture"\ntags: {tags}\n---\nWords.'

    assert parse_markdown(text, name="a.md").categories == ("Arts, Culture", "Sea", "Ships")
