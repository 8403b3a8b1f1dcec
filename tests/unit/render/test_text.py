"""The text part: wrapped, complete, its links whole, bare or numbered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.render.sample import NEWSLETTER, READER, all_slots, edition, templates

from digest.model import Length, Selection, TextLinks
from digest.render import PremailerInliner, page, render
from digest.render.text import WIDTH, numbered
from digest.render.wrap import columns, wrap

EDITION = edition()
MADE = {
    style: render(
        EDITION,
        replace(NEWSLETTER, text_links=style),
        templates=templates(),
        inliner=PremailerInliner(),
    )
    for style in TextLinks
}
SLOTS = all_slots(EDITION)
URL = re.compile(r"https?://\S+")


def text(style: TextLinks, selection: Selection) -> str:
    return page(MADE[style], selection, READER).text


def test_numbers_stand_where_links_stood():
    bare = (
        "Title\nSummary of it.\nThe Meridian\nhttps://n.example/1\nAlso covered by\n  Nordlys\n"
        "  https://n.example/2\n  Post\n\n"
    )
    assert numbered(bare) == (
        "Title\nSummary of it.\nThe Meridian [1]\nAlso covered by\n  Nordlys [2]\n  Post\n"
        "\n[1] https://n.example/1\n[2] https://n.example/2\n\n"
    )


def test_each_part_counts_anew():
    assert numbered("\x021\x03A\nhttps://n.example/1\n\n\x022\x03B\nhttps://n.example/2\n") == (
        "\x021\x03A [1]\n\n[1] https://n.example/1\n\n\x022\x03B [1]\n\n[1] https://n.example/2\n"
    )


def test_a_number_without_room_goes_to_the_next_line():
    line = "x" * 70
    assert numbered(f"  {line}\nhttps://n.example/1\n") == (
        f"  {line}\n  [1]\n\n[1] https://n.example/1\n"
    )


@pytest.mark.parametrize(
    "still",
    ["", "\n", "https://n.example/1\n", "\n\nhttps://n.example/1", "See https://n.example/"],
)
def test_what_refers_to_nothing_stays(still):
    assert numbered(still) == still


def test_links_in_a_row_share_a_line():
    assert numbered("A\nhttps://n.example/1\nhttps://n.example/2\n") == (
        "A [1] [2]\n\n[1] https://n.example/1\n[2] https://n.example/2\n"
    )


_LINES = st.lists(
    st.sampled_from(("", "Words of a line", "  indented", "x" * 72))
    | st.from_regex(r"\A {0,2}https://n\.example/[a-z0-9]{1,90}\Z"),
    max_size=12,
)


@given(_LINES)
def test_no_link_and_no_word_is_lost(lines):
    bare = "\n".join(lines)
    made = numbered(bare)
    assert sorted(URL.findall(made)) == sorted(URL.findall(bare))
    words = re.sub(r"\[[0-9]+\]", "", URL.sub("", made)).split()
    assert words == URL.sub("", bare).split()
    for number, url in re.findall(r"^\[([0-9]+)\] (https?\S+)$", made, re.MULTILINE):
        assert f"[{number}]" in made.partition(f"[{number}] {url}")[0]


@pytest.mark.parametrize("style", list(TextLinks))
@pytest.mark.parametrize("length", list(Length))
@given(st.sets(st.sampled_from(SLOTS), min_size=1))
def test_every_selection_is_wrapped_and_its_links_are_whole(style, length, chosen):
    selection = Selection(tuple(slot for slot in SLOTS if slot in chosen), length)
    shown = text(style, selection)
    wide = [line for line in shown.split("\n") if columns(line) > WIDTH and " " in line.strip()]
    assert [line for line in wide if not re.fullmatch(r"(\[[0-9]+\])? ?https?://\S+", line)] == []
    html = page(MADE[style], selection, READER).html
    links = set(re.findall(r'href="(https://[^"]*)"', html))
    told = {link.replace("&amp;", "&") for link in links if "/a/" in link}
    assert told <= set(URL.findall(shown))
    assert "\n\n\n" not in shown


def test_both_styles_tell_the_same():
    selection = Selection(SLOTS)
    bare, counted = (text(style, selection) for style in TextLinks)
    assert sorted(URL.findall(bare)) == sorted(URL.findall(counted))
    words = [re.sub(r"\[[0-9]+\]", "", URL.sub("", one)).split() for one in (bare, counted)]
    assert words[0] == words[1]
    assert READER["unsubscribe_url"].decode() in counted.splitlines()
    assert re.search(r"^\[1\] https://news0\.example", counted, re.MULTILINE)
    assert not re.search(r"^\[1\]", bare, re.MULTILINE)


@given(st.text(max_size=300), st.from_regex(r"\Ahttps://n\.example/[a-zA-Z0-9/?=&%-]{80,300}\Z"))
def test_wrapping_breaks_no_url(words, url):
    assert url in wrap(f"{words} {url} {words}").split("\n")
