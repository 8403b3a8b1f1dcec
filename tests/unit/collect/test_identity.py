from __future__ import annotations

import re
from datetime import UTC, datetime

from digest.collect.draft import Draft, finish, sort_out
from digest.collect.feed import parse
from digest.collect.identity import SHARED_GUID, article_id
from digest.model import SHARED_LINK

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def test_an_id_is_short_and_stable():
    one = article_id(source="S", guid="g", url="https://a/", words="w")

    assert re.fullmatch("a[0-9a-f]{12}", one)
    assert one == article_id(source="S", guid="g", url="https://other/", words="edited")


def test_a_guid_belongs_to_its_source():
    one = article_id(source="S", guid="1", url=None, words="")

    assert one != article_id(source="T", guid="1", url=None, words="")


def test_a_url_is_the_same_article_in_every_source():
    one = article_id(source="S", guid=None, url="https://a/", words="x")

    assert one == article_id(source="T", guid="", url="https://a/", words="y")
    assert one != article_id(source="S", guid=None, url="https://a/b", words="x")
    assert one != article_id(source="S", guid=None, url=None, words="https://a/")


def test_lone_surrogates_have_an_id_too():
    assert article_id(source="S", guid="\ud800", url=None, words="")


def visit(*drafts: Draft):
    return sort_out(finish(one, source="S", now=NOW) for one in drafts).articles


def test_a_guid_on_several_pages_gives_way_to_their_links():
    one, other = visit(
        Draft(title="One", guid="g", url="https://a.example/1"),
        Draft(title="Two", guid="g", url="https://a.example/2"),
    )

    assert (one.guid, other.guid, one.notes[-1]) == (None, None, SHARED_GUID)
    assert one.id != other.id


def atom(*told: tuple[str, str, str]):
    """The articles of a feed with one id: title, link and day of the last change of each."""
    entries = "".join(
        f"<entry><id>tag:a</id><title>{title}</title><link href='https://a.example/{link}'/>"
        f"<updated>{day}T09:00:00Z</updated><content>Of {day}.</content></entry>"
        for title, link, day in told
    )
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title>{entries}</feed>".encode()
    read = parse(body, url="https://a.example/atom", content_type="", source="S", now=NOW)
    return [(one.title, one.text) for one in read.articles]


def test_of_one_atom_id_the_later_update_stands():
    first, last = ("Storm", "1", "2026-11-20"), ("Storm, day two", "1", "2026-11-21")
    moved = ("Storm", "1b", "2026-11-22")

    for order in ((first, last), (last, first)):
        assert atom(*order) == [("Storm, day two", "Of 2026-11-21.")]
    assert atom(first, moved) == [("Storm", "Of 2026-11-22.")]


def test_one_atom_id_on_several_pages_names_none_of_them():
    told = [("Storm", "1", "2026-11-20"), ("Vote", "2", "2026-11-21")]

    assert atom(*told) == [("Storm", "Of 2026-11-20."), ("Vote", "Of 2026-11-21.")]


def test_a_guid_that_all_articles_without_a_page_have_names_none():
    one, other = visit(
        Draft(title="One", text="First.", guid="0"), Draft(title="Two", text="Second.", guid="0")
    )

    assert (one.guid, other.guid, one.notes[-1]) == (None, None, SHARED_GUID)
    assert one.id != other.id


def test_an_article_without_a_page_that_is_listed_twice_is_one():
    found = visit(
        Draft(title="One", text="First.", guid="1"), Draft(title="One!", text="First.", guid="1")
    )

    assert [one.guid for one in found] == ["1"]


def test_a_page_that_is_listed_by_two_addresses_is_one():
    found = visit(
        Draft(title="One", url="https://a.example/1"),
        Draft(title="One", url="https://m.a.example/1?amp=1"),
    )

    assert [one.url for one in found] == ["https://a.example/1"]


def test_a_link_under_several_guids_gives_way_to_them():
    link = "https://a.example/live"
    one, other = visit(
        Draft(title="One", guid="1", url=link), Draft(title="Two", guid="2", url=link)
    )

    assert (one.guid, other.guid) == ("1", "2")
    assert (one.url, other.url) == (link, link)
    assert SHARED_LINK in one.notes
    assert SHARED_LINK in other.notes


def test_a_link_that_all_have_leaves_their_words():
    link = "https://a.example/"
    one, other = visit(Draft(title="One", url=link), Draft(title="Two", url=link))

    assert one.id != other.id
    assert one.shares_link


def test_an_article_that_a_feed_lists_twice_is_one():
    link = "https://a.example/1"
    found = visit(
        Draft(title="New title", guid="1", url=link), Draft(title="Old title", guid="1", url=link)
    )

    assert [one.title for one in found] == ["New title"]
