from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.text_page import parse_text

PAGE = (Path(__file__).parent / "fixtures" / "page.txt").read_text(encoding="utf-8")
TITLE = "Tidal Barrier Vote Divides the Port of Ellmouth"
HEADINGS = ("A Vote After Midnight", "The Fleet's Objections", "What Happens Next")
LINES = PAGE.splitlines()


def without(*starts: str) -> str:
    return "\n".join(line for line in LINES if not line.startswith(starts))


def headings(text: str) -> tuple[str, ...]:
    return tuple(p[3:] for p in text.split("\n\n") if p.startswith("## "))


def check_body(text: str) -> None:
    assert text.startswith("ELLMOUTH — On Monday night, after nine hours")
    assert text.endswith("no date has been set.")
    assert headings(text) == HEADINGS
    assert TITLE not in text
    assert "Who Pays and Who Gains" not in text
    assert "Discover" not in text


def test_the_whole_page_is_read_right():
    page = parse_text(PAGE)

    assert page.title == TITLE
    assert page.publisher == "HarbourWire"
    assert page.date == dt.date(2026, 3, 2)
    assert page.summary.startswith("Ellmouth's council voted by a single seat")
    assert page.summary.endswith("never asked.")
    check_body(page.text)


def test_windows_line_ends_change_nothing():
    assert parse_text(PAGE.replace("\n", "\r\n")) == parse_text(PAGE)


def test_a_page_without_date():
    page = parse_text(without("3/2/2026"))

    assert page.date is None
    assert page.title == TITLE
    assert page.summary.startswith("Ellmouth's council")
    check_body(page.text)


def test_a_page_without_footer_makes_the_name_of_its_masthead():
    page = parse_text(without("©", "Harbourwire.com"))

    assert page.publisher == "Harbourwire"
    check_body(page.text)


def test_the_about_line_gives_the_casing_when_the_copyright_is_anothers():
    page = parse_text(PAGE.replace("2026 HarbourWire.", "2026 Coastal Holdings Ltd."))

    assert page.publisher == "Harbourwire"
    assert "Coastal" not in page.text


def test_a_page_without_masthead_is_its_copyright_owners():
    page = parse_text(without("HARBOURWIRE"))

    assert (page.title, page.publisher) == (TITLE, "HarbourWire")
    check_body(page.text)


def test_a_page_without_dateline():
    page = parse_text(PAGE.replace("ELLMOUTH — On Monday", "On Monday"))

    assert page.text.startswith("On Monday night, after nine hours")
    assert page.summary.startswith("Ellmouth's council")


def test_a_page_without_a_second_title_still_loses_its_teaser():
    page = parse_text(without("Ellmouth Barrier:"))

    check_body(page.text)
    assert page.summary.startswith("Ellmouth's council")


def test_a_page_whose_lines_all_stand_apart():
    check_body(parse_text("\n\n".join(filter(None, LINES))).text)


def test_a_page_whose_lines_all_stand_together():
    page = parse_text("\n".join(filter(None, LINES)))

    check_body(page.text)
    assert page.summary.startswith("Ellmouth's council")


@pytest.mark.parametrize(
    ("masthead", "owner", "publisher"),
    [
        ("THE NORTHERN POST", "The Northern Post", "The Northern Post"),
        ("NORDKURIER 24", "NordKurier24", "NordKurier24"),
        ("ÖRESUNDSBLADET", "Öresundsbladet", "Öresundsbladet"),
    ],
)
def test_other_names(masthead: str, owner: str, publisher: str):
    text = PAGE.replace("HARBOURWIRE", masthead).replace("2026 HarbourWire", f"2026 {owner}")

    assert parse_text(text).publisher == publisher


def test_a_short_name_in_capitals_stays_so():
    text = without("©", "Harbourwire.com").replace("HARBOURWIRE", "EBC")

    assert parse_text(text).publisher == "EBC"


@pytest.mark.parametrize(
    "date", ["2026-03-02", "March 2, 2026", "Mar. 2, 2026", "2 March 2026", "Published: 3/2/2026"]
)
def test_other_ways_to_write_the_date(date: str):
    page = parse_text(PAGE.replace("3/2/2026", date))

    assert page.date == dt.date(2026, 3, 2)
    check_body(page.text)


def test_a_month_over_twelve_was_written_day_first():
    assert parse_text(PAGE.replace("3/2/2026", "31/2/2026")).date is None
    assert parse_text(PAGE.replace("3/2/2026", "31/3/2026")).date == dt.date(2026, 3, 31)


def test_plain_text_has_its_title_on_the_first_line():
    page = parse_text(
        "A walk by the sea\n\nThe path was wet\nand the gulls loud.\n\nWe went home.\n"
    )

    assert page.title == "A walk by the sea"
    assert page.text == "The path was wet and the gulls loud.\n\nWe went home."
    assert (page.publisher, page.date, page.summary) == ("", None, "")


def test_plain_text_may_carry_a_date_on_its_second_line():
    page = parse_text("A walk by the sea\n2026-03-02\n\nThe path was wet\nand steep.")

    assert page.date == dt.date(2026, 3, 2)
    assert page.text == "The path was wet\n\nand steep."


def test_plain_text_with_a_loud_title_is_no_masthead():
    page = parse_text("STORM WARNING\n\nThe wind turns north tonight.\n\nStay at home.")

    assert (page.title, page.publisher) == ("STORM WARNING", "")
    assert page.text == "The wind turns north tonight.\n\nStay at home."


def test_one_endless_line_gets_a_short_title_and_loses_nothing():
    page = parse_text("word " * 200)

    assert len(page.title) <= 100
    assert page.text == ("word " * 200).strip()


@given(st.text(max_size=3_000))
def test_any_text_is_read_and_clean(text: str):
    page = parse_text(text)

    assert "\x00" not in page.title + page.text
    assert len(page.title.splitlines()) <= 1
    assert all(len(one.splitlines()) == 1 for one in page.text.split("\n\n") if one)


@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_a_shuffled_page_is_read(lines: list[str]):
    page = parse_text("\n".join(lines))

    words = " ".join(lines)
    assert page.title.removesuffix("…") in words
