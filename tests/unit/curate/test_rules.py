"""The built-in rules: what each gives, and which story leads under each preset."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.curate.make import NOW, article
from tests.unit.curate.test_rank import story

from digest.compose.overrides import Amended
from digest.compose.slots import lead_of, slot_of
from digest.curate.rank import PRESETS, RULES, Context, factors, rank, weighed
from digest.model import Front

BARE = Context(NOW, {})
HOUR = timedelta(hours=1)


def part(name, told, context=BARE):
    return RULES[name](told, context)


def front(told, place, hours=1.0):
    since = NOW - timedelta(hours=hours)
    return {told.lead.id: Front(article=told.lead.id, place=place, since=since, last=NOW)}


def ranked(preset, stories, context=BARE, **own):
    counted = factors(preset, own)
    rules = [weighed(name, rule, counted[name]) for name, rule in RULES.items() if counted[name]]
    return [one.id for one in rank(stories, context, rules=rules)]


def test_papers_of_one_owner_are_one_voice():
    told = story(1, "A", "B", "C", source="Feed")
    owned = replace(BARE, owners={"Feed": "Group"})
    assert part("coverage", told)[1] == "3 sources"
    assert part("coverage", told, owned) == (0, "1 source")


def test_voices_that_joined_lately_count_and_those_of_before_do_not():
    old = [article(n, publisher=f"P{n}", published=NOW - 10 * HOUR) for n in range(1, 3)]
    new = [article(n, publisher=f"P{n}", published=NOW - HOUR) for n in range(2, 5)]
    told = replace(story(1, "X"), lead=old[0], coverage=(old[1], *new))
    assert part("velocity", told) == (math.log1p(2) / 2, "2 more sources in the last 3 h")
    assert part("velocity", replace(told, coverage=(old[1],))) == (0, "")
    assert part("velocity", story(1, "A")) == (0, "")
    assert part("velocity", story(1, "A", "B"))[1] == "1 more source in the last 3 h"


def test_the_front_page_gives_by_place_and_time():
    told = story(1, "A")
    top = part("front", told, replace(BARE, fronts=front(told, 1, hours=6)))
    assert top == (3.0, "place 1 of the front page, held 6.0 h")
    below = part("front", told, replace(BARE, fronts=front(told, 11, hours=0)))
    assert below[0] == pytest.approx(1.0)
    assert part("front", told, replace(BARE, fronts=front(told, 300, hours=0)))[0] == 0
    assert part("front", told, replace(BARE, fronts=front(told, 1, hours=99)))[0] == 3
    assert part("front", told) == (0, "")


def test_the_loudest_mark_counts():
    told = story(1, "A", "B")
    marks = {told.lead.id: (1.0, "pinned"), told.coverage[0].id: (1.5, "made the lead")}
    assert part("marks", told, replace(BARE, marks=marks)) == (1.5, "made the lead")
    assert part("marks", told) == (0, "")


def test_what_editors_did_with_a_source_speaks_the_more_the_more_often_they_did_it():
    told = story(1, "A", source="Desk")
    once = part("history", told, replace(BARE, favour={"Desk": (1, 0)}))[0]
    often = part("history", told, replace(BARE, favour={"Desk": (40, 2)}))
    assert 0 < once < 0.2 < often[0] < 1
    assert often[1] == "editors put its source forward 40 times, hid it 2"
    assert part("history", told, replace(BARE, favour={"Desk": (0, 9)}))[0] < 0
    assert part("history", told) == (0, "")


def test_a_half_life_can_be_longer():
    told = story(1, "A", hours=24)
    assert part("freshness", told, replace(BARE, half_life=24.0))[0] == pytest.approx(0.5)


def test_a_rule_with_nothing_to_say_is_not_shown():
    (made,) = rank([story(1, "A")], BARE)
    assert made.reasons == (
        "1 source: +0.00",
        "source weight 1: +0.00",
        "published 0 min ago: +1.00",
    )


EXCLUSIVE = story(1, "The Harbour", source="Own", hours=7)
WIRE = story(2, *"ABCDEFGHIJKL", hours=1)
BELOW = story(9, "The Harbour", source="Own", hours=1)


def test_in_a_newsroom_an_exclusive_leads():
    fronts = front(EXCLUSIVE, 1) | front(WIRE, 2) | front(BELOW, 3, hours=0.9)
    context = replace(BARE, fronts=fronts)
    assert ranked("", [EXCLUSIVE, WIRE, BELOW], context)[0] == WIRE.id
    assert ranked("newsroom", [WIRE, BELOW, EXCLUSIVE], context) == ["s1", "s2", "s9"]


def test_in_a_newsroom_an_exclusive_without_a_picture_leads_before_one_with_it():
    from digest.model import Image  # noqa: PLC0415 - one test

    def told(one):
        return replace(one, lead=replace(one.lead, text="It happened."))

    pictured = replace(
        told(WIRE), lead=replace(told(WIRE).lead, image=Image(url="https://x.example/1"))
    )
    context = replace(BARE, fronts=front(EXCLUSIVE, 1) | front(WIRE, 2))
    rules = [weighed(n, RULES[n], f) for n, f in factors("newsroom", {}).items() if f]
    made = rank([pictured, told(EXCLUSIVE)], context, rules=rules)
    amended = Amended(stories=made)
    assert lead_of([slot_of(one, amended) for one in made], amended, "en").id == EXCLUSIVE.id


def test_in_a_newsroom_an_editors_mark_outweighs_the_front_page_and_coverage_breaks_ties():
    context = replace(BARE, fronts=front(WIRE, 1), marks={BELOW.lead.id: (1.0, "pinned by anna")})
    assert ranked("newsroom", [EXCLUSIVE, WIRE, BELOW], context)[:2] == ["s9", "s2"]
    assert ranked("newsroom", [EXCLUSIVE, WIRE])[0] == WIRE.id


def test_an_industry_watch_follows_its_sources_and_a_personal_digest_too():
    heavy = story(4, "Trade Paper", source="Trade", hours=3)
    context = Context(NOW, {"Trade": 2.5})
    assert ranked("", [WIRE, heavy], context)[0] == WIRE.id
    for preset in ("industry", "personal"):
        assert ranked(preset, [story(5, "A", "B"), heavy], context)[0] == heavy.id


def test_the_operator_has_the_last_word():
    assert factors("newsroom", {"coverage": 3.0, "local": 2.0})["coverage"] == 3
    assert factors("newsroom", {"local": 2.0})["local"] == 2
    assert set(factors("", {})) == set(RULES)
    for preset in PRESETS.values():
        assert set(preset) <= set(RULES)


def test_a_source_that_readers_mute_goes_back_by_their_share():
    told = story(6, "The Harbour", source="Loud")
    assert part("readers", told, Context(NOW, {}, muted={"loud": 0.25})) == (
        -0.25,
        "muted by 25% of readers",
    )
    assert part("readers", told, BARE) == (0.0, "")
