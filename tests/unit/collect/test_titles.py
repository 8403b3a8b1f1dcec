from __future__ import annotations

import pytest

from digest.collect.titles import choose, shared_part, site_name, site_of

URL = "https://www.courier.example/2026/storm"
SITE = site_of(URL, ["The Marl Courier"])


@pytest.mark.parametrize(
    ("claims", "headings", "title"),
    [
        # what the heading and a title agree on
        (["Storm at sea | The Marl Courier"], ["Storm at sea"], "Storm at sea"),
        (
            ["Storm at sea - Weather - Courier"],
            ["The Marl Courier", "Storm at sea"],
            "Storm at sea",
        ),
        (["Storm at sea: what we know"], ["Most read", "Storm at sea"], "Storm at sea"),
        # a kicker in the heading
        (["Storm at sea goes on"], ["Weather Storm at sea goes on"], "Storm at sea goes on"),
        # no heading that a title speaks of
        (["Storm at sea | Courier"], [], "Storm at sea"),
        (["Storm at sea"], ["Weather"], "Storm at sea"),
        (["The Marl Courier » Storm at sea"], ["Courier"], "Storm at sea"),
        ([], ["Storm at sea goes on"], "Storm at sea goes on"),
        (["The Marl Courier"], ["Storm at sea"], "Storm at sea"),
        (["The Marl Courier"], [], ""),
        ([], [], ""),
        # colons and dashes of its own stay
        (["Storm: the third day - The Marl Courier"], [], "Storm: the third day"),
        (["Marl - Quell 3:1"], [], "Marl - Quell 3:1"),
    ],
)
def test_the_title(claims: list[str], headings: list[str], title: str):
    found = choose([("og:title", one) for one in claims], [("h1", one) for one in headings], SITE)

    assert found[1] == title


KICKED = "Live blog: the storm at sea goes on"


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        ([("h1", "Live blog")], KICKED),
        ([("h1", "Live blog"), ("h2", "The storm at sea goes on")], "The storm at sea goes on"),
        ([("h1", "The storm at sea goes on")], "The storm at sea goes on"),
    ],
)
def test_a_short_heading_is_no_title_where_two_say_a_longer_one(headings, title: str):
    claims = [("og:title", KICKED), ("headline", KICKED), ("title", f"{KICKED} - A Paper")]

    assert choose(claims, headings, SITE)[1] == title
    alone = choose(claims[2:], headings, SITE)[1]
    assert alone == headings[0][1]


def test_a_second_heading_that_is_the_title_wins_over_a_first_that_is_not():
    headings = [("h1", "Weather and tides"), ("h2", "Storm at sea goes on")]

    assert choose([("title", "Storm at sea goes on")], headings, SITE) == (
        "h2",
        "Storm at sea goes on",
    )


@pytest.mark.parametrize(
    ("claims", "titles", "name"),
    [
        ([("og:site_name", "U.S."), ("JSON-LD publisher", "Courier")], [], "Courier"),
        ([("og:site_name", "Fishing News")], [], "Fishing News"),
        ([], ["Storm at sea | Courier"], "Courier"),
        ([("og:site_name", "https://courier.example")], [], ""),
        ([], ["Storm at sea | Weather"], ""),
    ],
)
def test_the_sites_name(claims: list[tuple[str, str]], titles: list[str], name: str):
    assert site_name(claims, titles, SITE)[1] == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Courier Blog", "Courier"),
        ("Courier Tech Blog", "Courier"),
        ("Courier's Digital Home", "Courier"),
        ("Courier – All the news of the strait, all day", "Courier"),
        ("Courier | Marl", "Courier"),
        ("COURIER Sp. z o.o. S.K.A", "COURIER"),
        ("Courier e. V.", "Courier"),
        # what tells two of one house apart, or is part of the name, stays
        ("Courier Deutschland", "Courier Deutschland"),
        ("Courier News", "Courier News"),
        ("Courier Online", "Courier Online"),
        ("Courier University", "Courier University"),
        ("The Courier Blog", "The Courier Blog"),
        ("Marl Courier Blog", "Marl Courier Blog"),
        ("Courier-Blog", "Courier-Blog"),
        ("Courier", "Courier"),
    ],
)
def test_a_name_is_left_without_what_kind_of_site_it_is(said: str, name: str):
    assert site_name([("og:site_name", said)], [], SITE) == ("og:site_name", name)


def test_a_kind_of_site_that_no_host_speaks_for_is_the_name():
    assert site_name([("og:site_name", "Harbour Blog")], [], SITE)[1] == "Harbour Blog"
    assert site_name([("og:site_name", "Harbour Blog")], [], site_of("", []))[1] == "Harbour Blog"


def test_a_host_under_a_public_suffix():
    assert site_of("https://news.courier.co.uk/1", []).host == "courier"
    assert site_of("", []).host == ""


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("Politics - The Bote", "The Bote", "The Bote"),
        ("The Bote | News", "Storm at sea | The Bote", "The Bote"),
        ("Politics - The Bote", "Sport - The Bote", "The Bote"),
        ("Politics", "Sport", ""),
        ("", "", ""),
    ],
)
def test_the_part_of_their_titles_that_two_pages_share(one: str, other: str, name: str):
    assert shared_part(one, other) == name
