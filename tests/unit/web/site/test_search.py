"""The search in the archive, over HTTP."""

from __future__ import annotations

import pytest

from digest.errors import StoreBusyError


def test_a_search_in_a_newsletter_that_is_none_finds_nothing(paper):
    assert "<mark>" not in paper.ask("/search?q=treaty&in=nosuch").text
    for query in ("q=treaty&in=briefing", "q=treaty&in=", "q=treaty"):
        assert "<mark>treaty</mark>" in paper.ask(f"/search?{query}").text


def test_search_finds_marks_and_leads_there(paper):
    page = paper.ask("/search?q=treaty").text

    assert "<mark>treaty</mark>" in page
    assert 'href="archive/briefing/daily-2026-11-23.html"' in page
    assert "Not yet for anyone" not in paper.ask("/search?q=anyone").text
    assert "No edition holds" in paper.ask("/search?q=zebra").text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=%22",
        "q=%00%01%02",
        "q=*:*",
        "q=title:x%20OR%20NEAR(a%20b)",
        "q=-a",
        "q=" + "a" * 5000,
        "q=" + "a%20" * 3000,
        "q=%FF%FE",
        "q=x&page=99999999999999999999",
        "q=x&page=-1",
        "q=x&in=../../etc",
        "q=x&q=y&q=z",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "q='%20OR%201=1;--",
    ],
)
def test_no_search_is_an_error(paper, query):
    page = paper.ask(f"/search?{query}")

    assert page.status == 200
    assert "<script" not in page.text


def test_a_search_is_kept_by_nobody_and_found_by_no_engine(paper):
    answer = paper.ask("/search?q=treaty")

    assert answer.all("cache-control") == ["no-store"]
    assert answer.all("x-robots-tag") == ["noindex, nofollow"]
    assert "treaty" not in "".join(paper.log)


def test_who_searches_without_end_has_to_wait_and_others_have_not(paper):
    def ask(client):
        return paper.ask("/search?q=treaty", client=client)

    statuses = {ask("203.0.113.7").status for _ in range(60)}
    refused = ask("203.0.113.7")

    assert statuses == {200}
    assert refused.status == 429
    assert refused.all("retry-after") == ["62"]
    assert "That was a lot at once" in refused.text
    assert ask("203.0.113.8").status == 200


def test_a_busy_store_refuses_nobody_a_search(paper, monkeypatch):
    def busy(*_args, **_named):
        raise StoreBusyError("held")

    monkeypatch.setattr(paper.house.store.rates, "take", busy)
    assert paper.ask("/search?q=treaty").status == 200
