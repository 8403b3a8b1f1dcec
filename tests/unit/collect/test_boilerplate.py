from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from digest.collect.boilerplate import DROPPED, LEAST, marks, shared, without
from digest.collect.draft import Draft, finish
from digest.model import Article

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
BODY = "The council voted by a single seat to build a barrier, and nobody asked the fleet. " * 4
BODY = BODY.strip()
FOOT = "Sign up to our newsletter and never miss a tide."


def article(number: int, text: str) -> Article:
    made = finish(
        Draft(title=f"Title {number}", url=f"https://a.example/{number}", text=text),
        source="A",
        now=NOW,
    )
    assert isinstance(made, Article)
    return made


def trimmed(texts: list[str], known: dict[str, int] | None = None) -> list[str]:
    told = [article(number, text) for number, text in enumerate(texts)]
    common = shared(map(marks, told), known or {})
    return [without(one, common).text for one in told]


def test_what_stands_at_the_end_of_several_is_dropped():
    texts = [f"{BODY}{n}\n\n{FOOT}" for n in range(LEAST)]

    assert trimmed(texts) == [f"{BODY}{n}" for n in range(LEAST)]
    assert trimmed(texts[1:]) == texts[1:]


def test_what_was_counted_before_counts():
    one = article(1, f"{BODY}\n\n{FOOT}")
    mark = marks(one)[-1]

    assert without(one, shared([marks(one)], {mark: LEAST})).text == BODY
    assert without(one, shared([marks(one)], {mark: LEAST - 1})) == one


def test_a_line_that_names_the_articles_own_title_is_one_line():
    texts = [f"{n} {BODY}\n\nThe post Title {n} appeared first on A." for n in range(LEAST)]

    assert trimmed(texts) == [f"{n} {BODY}" for n in range(LEAST)]


def test_a_heading_above_it_goes_too_and_the_article_says_so():
    told = [article(n, f"{n} {BODY}\n\n## More{n}\n\n{FOOT}") for n in range(LEAST)]
    one = without(told[0], shared(map(marks, told), {}))

    assert one.text == f"0 {BODY}"
    assert one.headings == ()
    assert one.notes[-1] == DROPPED


def test_background_in_the_middle_stays():
    texts = [
        "\n\n".join([f"{n} {BODY}", f"{n}a {BODY}", FOOT, *(f"{n}{c} {BODY}" for c in "bcdef")])
        for n in range(LEAST)
    ]

    assert trimmed(texts) == texts


def test_an_article_that_is_told_again_is_not_emptied():
    texts = [f"{BODY}\n\n{BODY}one"] * LEAST

    assert trimmed(texts) == texts


def test_a_summary_in_which_a_site_describes_itself_is_dropped():
    site = "All the news of A: politics, sport, weather and more."
    told = [replace(article(n, f"{n} {BODY}"), summary=site) for n in range(LEAST)]
    own = replace(article(LEAST, f"own {BODY}"), summary="The barrier is to be built.")
    common = shared(map(marks, [*told, own]), {})

    assert [without(one, common).summary for one in [*told, own]] == ["", "", "", "", own.summary]
    assert without(told[0], common).text == told[0].text
    assert without(told[0], common).notes[-1] == DROPPED
    assert without(own, common) == own
    assert without(told[0], shared(map(marks, told[1:]), {})) == told[0]


def test_a_summary_that_is_all_that_there_is_stays():
    told = [replace(article(n, ""), summary="Read on at A.") for n in range(LEAST)]
    assert shared(map(marks, told), {}) == frozenset()
    assert [without(one, frozenset({1})) for one in told] == told
