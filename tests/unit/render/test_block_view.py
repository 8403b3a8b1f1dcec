"""Blocks: each kind's own form, in both parts; a sponsor's is the same for all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.render.pages import PageReader, whole
from tests.unit.render.sample import NEWSLETTER, edition, templates

from digest.model import Block, BlockKind, PartKind
from digest.render import inliner, render
from digest.render.block_view import block_view
from digest.render.messages import Words

_SHIPPED = templates()
AT = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
AGENDA = "09:30 Quarterly figures\n14:00-16:00 Ferry bill\nAll day: market"
DATA = "Rents: 0.0 %\nFood | 3.4 %\nEnergy\t-1.2 %\nA note"


def _block(kind: BlockKind, text: str, **more: object) -> Block:
    return replace(Block(id="b", kind=kind, text=text), **more)


def _view(block: Block):
    return block_view(block, edition(), Words("en", "Europe/Paris"))


def _rendered(block: Block, template: str = "daily", language: str = "en"):
    made = replace(edition(), blocks=(block,), language=language)
    letter = replace(NEWSLETTER, template=template)
    return made, render(made, letter, templates=_SHIPPED, inliner=inliner("css-inline"))


def _page(block: Block, template: str = "daily", language: str = "en"):
    made, rendered = _rendered(block, template, language)
    return whole(rendered, made)


def _words(html: str) -> str:
    return " ".join(unescape(html).split())


def _rows(text: str, kind: BlockKind) -> list[tuple[str, str]]:
    return [(row.head, row.text.text) for row in _view(_block(kind, text)).rows]


def test_an_agenda_is_times_and_what_happens():
    assert _rows(AGENDA, BlockKind.AGENDA) == [
        ("9:30\u00a0AM", "Quarterly figures"),
        ("2:00\u00a0– 4:00\u00a0PM", "Ferry bill"),
        ("", "All day: market"),
    ]


def test_what_has_no_time_of_day_has_no_empty_cell():
    html = _page(_block(BlockKind.AGENDA, AGENDA)).html
    [row] = re.findall(r"<tr>(?:(?!<tr>).)*market.*?</tr>", html, re.DOTALL)
    assert re.findall(r'colspan="2"', row)
    assert "<th" not in row


def test_a_title_that_says_what_the_label_says_is_said_once():
    for title, shown in (("why it Matters", ""), ("What it means", "What it means")):
        assert _view(_block(BlockKind.WHY, "So it is.", title=title)).title.text == shown


@pytest.mark.parametrize("kind", [BlockKind.GREETING, BlockKind.WHY, BlockKind.FIGURE])
def test_paragraphs_but_the_first_keep_their_distance(kind):
    html = _page(_block(kind, "Zig one.\n\nZig two.\n\nZig three.")).html
    found = re.findall(r'<p class="(\w+(?: next)?)" style="([^"]*)">Zig ', html)
    assert [" next" in name for name, _ in found] == [False, True, True]
    assert ["padding: 10px 0 0" in style for _, style in found] == [False, True, True]


def test_data_are_names_and_values():
    assert _rows(DATA, BlockKind.DATA) == [
        ("Rents", "0.0\u00a0%"),
        ("Food", "3.4\u00a0%"),
        ("Energy", "\u22121.2\u00a0%"),
        ("", "A note"),
    ]


def test_days_other_than_the_edition_s_stand_over_their_rows():
    said = "09:30 Today\n2026-11-24 08:00 Ferry\n2026-11-24 Market\n2026-11-25 11:00 2 courts"
    assert _rows(said, BlockKind.AGENDA) == [
        ("9:30\u00a0AM", "Today"),
        ("Tue, Nov 24", ""),
        ("8:00\u00a0AM", "Ferry"),
        ("", "Market"),
        ("Wed, Nov 25", ""),
        ("11:00\u00a0AM", "2 courts"),
    ]
    html = _page(_block(BlockKind.AGENDA, said)).html
    assert PageReader(html).texts("th")[1] == "Tue, Nov 24"


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("de", ["09:30", "14:00–16:00\u00a0Uhr"]),
        ("fr", ["09:30", "14:00\u00a0– 16:00"]),
        ("ar-EG", ["٩:٣٠\u00a0ص", "٢:٠٠–٤:٠٠\u00a0م"]),
    ],
)
def test_times_of_an_agenda_are_written_as_the_language_does(language, heads):
    block = _block(BlockKind.AGENDA, AGENDA)
    rows = block_view(block, replace(edition(), language=language), Words(language)).rows
    assert [row.head for row in rows][:2] == heads


def test_a_time_that_is_none_is_what_happens():
    assert _rows("25:99 talks", BlockKind.AGENDA) == [("", "25:99 talks")]


def test_a_day_that_is_none_is_what_happens():
    assert _rows("2026-99-99 talks", BlockKind.AGENDA) == [("", "2026-99-99 talks")]


def test_data_say_by_how_much_they_changed():
    said = "Rents: 0.0 %\nFood\t3.4 %\t+0.3\nEnergy\t-1.2 %\t-0.8\nPost-war\tA-2\tx"
    rows = _view(_block(BlockKind.DATA, said)).rows
    assert [(row.head, row.text.text, row.more) for row in rows] == [
        ("Rents", "0.0\u00a0%", ""),
        ("Food", "3.4\u00a0%", "+0.3"),
        ("Energy", "\u22121.2\u00a0%", "\u22120.8"),
        ("Post-war", "A-2", "x"),
    ]
    made = _page(_block(BlockKind.DATA, said))
    cells = PageReader(made.html).texts("td")
    at = cells.index("0.0 %")  # the reader folds white space
    assert cells[at : at + 4] == ["0.0 %", "", "3.4 %", "+0.3"]
    assert "Food: 3.4\u00a0% (+0.3)" in made.text


@given(st.text(max_size=80), st.sampled_from([BlockKind.AGENDA, BlockKind.DATA]))
def test_no_letter_of_a_row_is_lost(text, kind):
    rows = _view(_block(kind, text)).rows
    shown = "".join(f"{row.head}{row.text}{row.more}" for row in rows)
    assert sum(map(str.isalnum, shown)) == sum(
        char.isalnum() and char.isprintable() for char in text
    )


def test_other_kinds_have_no_rows():
    assert _view(_block(BlockKind.WHY, AGENDA)).rows == ()


@pytest.mark.parametrize("template", ["daily", "brief", "weekly"])
@pytest.mark.parametrize("kind", list(BlockKind))
def test_each_kind_is_complete_in_both_parts(kind, template):
    block = _block(kind, "One: two", title="A heading", source="Office", url="https://x.example/y")
    made = _page(replace(block, time=AT), template)
    for said in ("One", "two", "A heading", "Office"):
        assert said in _words(made.html)
        assert said in made.text
    assert kind is BlockKind.GREETING or "https://x.example/y" in made.html
    assert "https://x.example/y" in made.text


def test_a_table_is_read_row_by_row():
    found = PageReader(_page(_block(BlockKind.DATA, DATA)).html)
    assert found.texts("th") == ["Rents", "Food", "Energy", ""]
    assert {cell.get("scope") for cell in found.all("th")} == {"row"}


def test_data_says_of_when_it_is():
    block = _block(BlockKind.DATA, DATA, source="Office", time=AT)
    made = _page(block)
    assert "Office · As of 6:00\xa0AM" in unescape(made.html)
    assert "Office · As of 6:00" in made.text


def test_a_figure_without_a_title_is_a_quotation_lifted_whole():
    said = "We found the people, and asked."
    made = _page(_block(BlockKind.FIGURE, said, source="Ilse Oravec"))
    assert PageReader(made.html).texts("blockquote") == [said]
    assert "The quotation" in made.html
    assert "THE QUOTATION" in made.text


def test_why_it_matters_stands_between_the_lead_and_the_sections():
    made = _page(_block(BlockKind.WHY, "Quotas follow the fish."))
    for part in (made.html, made.text):
        why = part.index("Quotas follow")
        assert part.index("Coastal states") < why < part.index("Border ferry")


@pytest.mark.parametrize("template", ["daily", "brief", "weekly"])
def test_a_sponsor_is_labelled_first_and_the_same_for_everyone(template):
    block = _block(
        BlockKind.SPONSOR,
        "Hello __DIGEST_NAME__",
        title="__DIGEST_UNSUBSCRIBE_URL__",
        source="Nordbahn",
    )
    _, rendered = _rendered(block, template)
    [html], [text] = (
        [part for part in parts if part.kind is PartKind.BLOCK]
        for parts in (rendered.html, rendered.text)
    )
    assert html.fields == text.fields == ()
    made = _page(block, template)
    assert _words(made.html).index("Sponsored") < _words(made.html).index("Hello _")
    assert "Paid for by Nordbahn" in _words(made.html)
    assert made.text.index("SPONSORED") < made.text.index("Hello _")


@pytest.mark.parametrize("kind", [BlockKind.VOICES, BlockKind.LEFT_OUT])
def test_headlines_are_linked_each_with_who_writes_it(kind):
    made = _page(_block(kind, "The Post\tNight & rocks\thttps://x.example/1\nBare words"))
    assert 'href="https://x.example/1"' in made.html
    assert "Night &amp; rocks" in made.html
    for said in ("Night & rocks (The Post)", "https://x.example/1", "Bare words"):
        assert said in made.text
    hostile = _block(kind, "The Post\t<b>Night</b>\tjavascript:alert(1)")
    assert "javascript" not in _page(hostile).html
    assert "<b>Night" not in _page(hostile).html


@pytest.mark.parametrize("kind", [BlockKind.SO_FAR, BlockKind.BACKGROUND])
def test_dated_headlines_say_their_day_and_what_is_long_ago_its_year(kind):
    lines = (
        "2026-11-20\tThe Post\tNight & rocks\thttps://x.example/1",
        "2019-05-02\tThe Wire\tHow fog forms\t",
        "Bare words",
    )
    block = _block(kind, "\n".join(lines))
    assert [(row.more, row.head, row.text.text, row.url) for row in _view(block).rows] == [
        ("Fri, Nov 20", "The Post", "Night & rocks", "https://x.example/1"),
        ("May 2, 2019", "The Wire", "How fog forms", ""),
        ("", "", "Bare words", ""),
    ]
    made = _page(block)
    assert "Fri, Nov 20" in made.html
    assert "Fri, Nov 20: Night & rocks (The Post)" in made.text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (BlockKind.VOICES, "The Post\tNight\thttps://x.example/1\tsubscription"),
        (BlockKind.SO_FAR, "2026-11-20\tThe Post\tNight\thttps://x.example/1\tsubscription"),
    ],
)
def test_a_headline_behind_a_paywall_says_so(kind, text):
    made = _page(_block(kind, text))
    assert "The Post (subscription)" in made.html
    assert "The Post (subscription)" in made.text


def test_a_quotation_behind_a_paywall_says_so():
    block = _block(BlockKind.FIGURE, "It sank.", source="The Post", paywalled=True)
    assert "The Post (subscription)" in _page(block).html
    assert _view(replace(block, paywalled=False)).source == "The Post"


@pytest.mark.parametrize("kind", [kind for kind in BlockKind if kind is not BlockKind.SPONSOR])
@pytest.mark.parametrize("named", [{}, {"title": "A title"}, {"source": "A source"}])
def test_no_blocks_link_is_lost_for_want_of_a_title_or_source(kind, named):
    block = _block(kind, "Friday: 93", url="https://www.news.example/put-right", **named)
    made = _page(block)
    anchors = [one.get("href", "") for one in PageReader(made.html).all("a")]
    assert anchors.count("https://www.news.example/put-right") == 1
    assert made.text.count("https://www.news.example/put-right") == 1


def test_a_link_without_words_of_its_own_says_where_it_leads():
    block = _block(BlockKind.CORRECTION, "It is 93.", url="https://www.news.example/put-right")
    assert ">news.example</a>" in _page(block).html
    assert _view(replace(block, url="mailto:desk@news.example")).site == "desk@news.example"
    assert _view(replace(block, url=None)).site == ""


def test_a_story_s_quotation_has_its_link_in_both_parts():
    quote = _block(BlockKind.FIGURE, "We move as the fish do.", url="https://n.example/said")
    made = edition()
    first, *rest = made.sections
    slots = (replace(first.slots[0], blocks=(quote,)), *first.slots[1:])
    made = replace(made, sections=(replace(first, slots=slots), *rest))
    rendered = render(made, NEWSLETTER, templates=_SHIPPED, inliner=inliner("css-inline"))
    shown = whole(rendered, made)
    assert 'href="https://n.example/said"' in shown.html
    assert "\nhttps://n.example/said\n" in shown.text


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), "Nov 23"),  # midnight in Paris
        (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), "1:00\xa0AM"),
        (datetime(2026, 11, 20, 23, 0, tzinfo=UTC), "Nov 21"),
    ],
)
def test_a_block_of_a_day_shows_the_day_and_no_midnight(moment, said):
    assert _view(_block(BlockKind.CORRECTION, "x", time=moment)).when == said


def test_a_day_begins_later_where_the_clocks_leave_midnight_out():
    havana = Words("en", "America/Havana")
    assert havana.begins_day(datetime(2026, 3, 8, 5, 0, tzinfo=UTC))  # 01:00 is the first
    assert not havana.begins_day(datetime(2026, 3, 8, 6, 0, tzinfo=UTC))


@pytest.mark.parametrize("language", ["ar", "he", "hi"])
def test_a_figure_its_sign_and_its_change_have_one_face_that_has_them_all(language):
    block = _block(BlockKind.DATA, "Food\t3.4 %\t+0.3\nRents\t11.42\t0.00")
    html = _page(block, language=language).html
    cells = re.findall(r"<td [^>]*>(?=(?:<[^>]*>)?\W*(?:3\.4|11\.4|0\.3|0\.00))", html)
    assert [re.findall(r"font-family:\s?(\w+)", cell)[-1] for cell in cells] == ["Georgia"] * 4
