from __future__ import annotations

import math
from datetime import timedelta

import pytest
from tests.unit.curate.make import NOW, article

from digest.curate.rank import Context, independent, rank, weighed
from digest.model import Story


def story(number, *publishers, hours=0.0, **changes):
    told = [
        article(number * 10 + at, published=NOW - timedelta(hours=hours), publisher=name, **changes)
        for at, name in enumerate(publishers)
    ]
    return Story(id=f"s{number}", lead=told[0], coverage=tuple(told[1:]))


def test_each_part_of_the_score_is_shown():
    (ranked,) = rank([story(1, "A", "B", "C", hours=2)], Context(NOW, {}))
    assert ranked.reasons == (
        "3 sources: +1.10",
        "source weight 1: +0.00",
        "published 2 h ago: +0.89",
        "2 more sources in the last 3 h: +0.55",
    )
    assert ranked.score == pytest.approx(1.0986 + 0.8909 + 0.5493, abs=1e-4)
    assert ranked.independent == 3


def test_a_publisher_counts_once_however_much_it_writes():
    assert independent(story(1, "A", "a", "A"), Context(NOW, {})) == 1


def test_half_as_fresh_after_twelve_hours_and_never_fresher_than_now():
    context = Context(NOW, {})
    assert rank([story(1, "A", hours=12)], context)[0].score == pytest.approx(0.5)
    assert rank([story(1, "A", hours=-5)], context)[0].score == pytest.approx(1.0)


def test_a_heavier_source_lifts_and_a_lighter_one_lowers():
    light, heavy = story(1, "A", source="Light"), story(2, "B", source="Heavy")
    ranked = rank([light, heavy], Context(NOW, {"Light": 0.5, "Heavy": 1.5}))
    assert [one.id for one in ranked] == ["s2", "s1"]
    assert "source weight 1.5: +0.50" in ranked[0].reasons


def test_ties_go_to_the_newer_then_by_id():
    same = [story(3, "A"), story(1, "B"), story(2, "C")]
    assert [one.id for one in rank(same, Context(NOW, {}))] == ["s1", "s2", "s3"]


def test_other_rules_can_be_given():
    ranked = rank(
        [story(1, "A")], Context(NOW, {}), rules=[lambda _story, _context: (2.0, "pinned")]
    )
    assert (ranked[0].score, ranked[0].reasons) == (2.0, ("pinned: +2.00",))


def test_a_rule_counts_as_often_as_it_is_weighed():
    rule = weighed("pins", lambda _story, _context: (1.5, "pinned\nhere"), 2.0)
    assert rule(story(1, "A"), Context(NOW, {})) == (3.0, "pinned here")


def raising(_story, _context):
    raise ZeroDivisionError("no\nreaders")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (raising, "ZeroDivisionError('no\\nreaders')"),
        (lambda _story, _context: 1.0, "(score, reason) was expected, not float"),
        (lambda _story, _context: ("1", "one"), "(score, reason) was expected, not tuple"),
        (lambda _story, _context: (True, "one"), "its score is a bool"),
        (lambda _story, _context: (math.nan, "one"), "its score is nan"),
        (lambda _story, _context: (math.inf, "one"), "its score is inf"),
        (lambda _story, _context: (1.0, " "), "it gives no reason"),
    ],
)
def test_a_rule_that_breaks_counts_nothing_and_says_so(rule, words):
    ranked = rank([story(1, "A")], Context(NOW, {}), rules=[weighed("pins", rule, 2.0)])
    assert ranked[0].score == 0
    assert ranked[0].reasons == (f"rule pins failed: {words}: +0.00",)
