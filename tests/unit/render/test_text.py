"""The text part: wrapped, complete, its links whole, bare or numbered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.render.pages import whole
from tests.unit.render.sample import (
    GREETING,
    NEWSLETTER,
    READER,
    all_slots,
    edition,
    templates,
)

from digest.model import Length, Selection, TextLinks
from digest.render import PremailerInliner, SystemKind, inliner, page, render, render_system
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
    bare = "\x021\x03A\na\nhttps://n.example/1\n\n\x022\x03B\nb\nhttps://n.example/2\n"
    assert numbered(bare) == (
        "\x021\x03A\na [1]\n\n[1] https://n.example/1\n\n"
        "\x022\x03B\nb [1]\n\n[1] https://n.example/2\n"
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


def test_a_part_of_one_line_keeps_its_link_below_it():
    assert numbered("\x021\x03World\nhttps://n.example/q\n\n\x022\x03") == (
        "\x021\x03World\nhttps://n.example/q\n\n\x022\x03"
    )


def test_a_reader_s_own_links_are_numbered_as_all_others_are():
    below = "News\nhttps://n.example/1\nChange:\n__DIGEST_PREFERENCES_URL__/quick?topic=a\n\n"
    below += "Leave:\n__DIGEST_UNSUBSCRIBE_URL__\n"
    assert numbered(below) == (
        "News [1]\nChange: [2]\n\nLeave: [3]\n\n[1] https://n.example/1\n"
        "[2] __DIGEST_PREFERENCES_URL__/quick?topic=a\n[3] __DIGEST_UNSUBSCRIBE_URL__\n"
    )
    assert numbered("Dear\n__DIGEST_NAME__\n") == "Dear\n__DIGEST_NAME__\n"


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
    leave = READER["unsubscribe_url"].decode()
    assert re.search(rf"^\[\d\] {re.escape(leave)}$", counted, re.MULTILINE)
    assert re.search(r"^\[1\] https://news0\.example", counted, re.MULTILINE)
    assert not re.search(r"^\[1\]", bare, re.MULTILINE)


@given(st.text(max_size=300), st.from_regex(r"\Ahttps://n\.example/[a-zA-Z0-9/?=&%-]{80,300}\Z"))
def test_wrapping_breaks_no_url(words, url):
    assert url in wrap(f"{words} {url} {words}").split("\n")


LONG = "A name of words that goes on for longer than any line of a text part has room"
NAMED = replace(
    NEWSLETTER,
    title="Unsubscribing from the Morning Briefing of Port Ellis and Lunde",
    postal_address=f"{LONG}, {LONG}",
)


def _wide(shown: str) -> list[str]:
    """Lines over 72 columns that are neither a link nor one word."""
    wide = [line for line in shown.split("\n") if columns(line) > WIDTH]
    return [line for line in wide if " " in URL.sub("", line).strip()]


def _drawn_out():
    """The edition with everything that it prints by name too long for a line."""
    made = []
    for number, section in enumerate(EDITION.sections):
        slots = []
        for slot in section.slots:
            lead = replace(slot.story.lead, publisher=LONG)
            others = tuple(replace(one, publisher=LONG) for one in slot.story.coverage)
            story = replace(slot.story, lead=lead, coverage=others)
            slots.append(replace(slot, headline=LONG, story=story, summary_by="model " * 20))
        made.append(replace(section, topic=f"{LONG} {number}", slots=tuple(slots)))
    blocks = tuple(replace(one, title=LONG, source=LONG) for one in EDITION.blocks)
    return replace(EDITION, sections=tuple(made), blocks=blocks)


@pytest.mark.parametrize("long_title", [NAMED.title, LONG])
@pytest.mark.parametrize("name", ["daily", "brief", "weekly"])
@pytest.mark.parametrize("length", list(Length))
def test_no_line_is_too_wide_however_long_the_names(name, length, long_title):
    letter = replace(NAMED, template=name, title=long_title)
    made = _drawn_out()
    rendered = render(made, letter, templates=templates(), inliner=inliner("css-inline"))
    shown = page(rendered, Selection(SLOTS, length), READER).text
    assert _wide(shown) == []


@pytest.mark.parametrize("title", [NAMED.title, LONG])
@pytest.mark.parametrize("kind", list(SystemKind))
def test_no_line_of_a_system_mail_is_too_wide(kind, title):
    values = {"url": READER["unsubscribe_url"].decode(), "name": LONG, "days": "3"}
    values = values if kind is SystemKind.CONFIRM else {"url": values["url"], "name": LONG}
    if kind is SystemKind.MOVED:
        values |= {"moved_to": "j" * 64 + "@news.example"}
    letter = replace(NAMED, title=title)
    mail = render_system(kind, letter, values, templates=templates(), inliner=inliner("css-inline"))
    assert _wide(mail.text) == []


@pytest.mark.parametrize("template", ["daily", "brief", "weekly"])
def test_paragraphs_of_a_block_and_what_follows_the_index_stand_apart(template):
    greeting = replace(GREETING, text="It snowed.\n\nWe begin there.\n\nGood morning.")
    made = edition((greeting,))
    letter = replace(NEWSLETTER, template=template)
    rendered = render(made, letter, templates=templates(), inliner=inliner("css-inline"))
    text = whole(rendered, made).text
    assert "\nIt snowed.\n\nWe begin there.\n\nGood morning.\nThe Meridian\n" in text
    assert re.search(r"[-=]{72}\n\nFROM THE EDITORS\n", text)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Modifier ce que vous recevez\xa0:"),
        ("de", "Ändern, was Sie erhalten:"),
        ("ja", "受信内容の変更："),
    ],
)
def test_a_colon_stands_as_the_language_sets_it(language, said):
    letter = replace(NEWSLETTER, language=language)
    made = replace(EDITION, language=language)
    rendered = render(made, letter, templates=templates(), inliner=inliner("css-inline"))
    assert said in page(rendered, Selection(SLOTS), READER).text.splitlines()
