from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.unit.store.make import NOW, article, edition, rendered, story

from digest.errors import EditionError
from digest.model import (
    Block,
    BlockKind,
    Cadence,
    Development,
    Draft,
    EditionState,
    Limits,
    Override,
    OverrideKind,
)

NEW = Development(
    edition="briefing-daily-2026-11-22",
    date=date(2026, 11, 22),
    headline="Told yesterday",
    url=None,
    sentence="Something new happened.",
    source="Example",
)
PLACED = replace(story(article("a1"), article("a2")), update=NEW)
LEFT = story(article("a3"))
DRAFT = Draft(
    stories=(PLACED, replace(LEFT, score=0.5, summary="Short.", reasons=("1 source: +0.00",))),
    limits=Limits(per_topic=1),
    date=date(2026, 11, 23),
    cadence=Cadence.DAILY,
    now=NOW,
    blocks=(Block(id="g", kind=BlockKind.GREETING, text="Good morning."),),
    left_out=("data block: failed",),
)
MADE = edition(PLACED)


def override(number=0, **changes):
    values = {
        "id": number,
        "edition": MADE.id,
        "kind": OverrideKind.RETITLE,
        "who": "anna",
        "at": NOW,
        "story": "s1",
        "articles": ("a1", "a2"),
        "headline": "Title of a1",
        "value": "Else",
        "before": "Title of a1",
    }
    return Override(**{**values, **changes})


@pytest.fixture
def house(store):
    store.articles.save([article(f"a{n}") for n in range(1, 4)], now=NOW)
    return store


def keep(store, *, seen=None, **changes):
    values = {"outline": "one", "cause": "built", "now": NOW, "draft": DRAFT}
    known = store.overrides.of(MADE.id) if seen is None else seen
    return store.drafts.keep(MADE, rendered(MADE), seen=known, **{**values, **changes})


def test_a_draft_comes_back_as_it_was(house):
    assert keep(house) is False
    kept = house.drafts.get(MADE.id)
    assert replace(kept, stories=()) == replace(DRAFT, stories=())
    assert kept.stories[0] == PLACED
    assert [one.lead.id for one in kept.stories] == ["a1", "a3"]
    assert (kept.stories[1].score, kept.stories[1].summary) == (0.5, "Short.")
    assert kept.stories[1].reasons == ("1 source: +0.00",)
    assert house.drafts.get("none") is None


def test_a_new_collection_changes_no_article_that_was_placed(house):
    keep(house)
    changed = [article("a1", title="Another"), article("a3", title="Another")]
    house.articles.save(changed, now=NOW + timedelta(hours=1))
    placed, left = house.drafts.get(MADE.id).stories
    assert (placed.lead.title, left.lead.title) == ("Title of a1", "Another")


def test_decisions_are_kept_in_their_order_and_undone_not_deleted(house):
    keep(house, decision=override())
    keep(house, decision=override(kind=OverrideKind.SUBJECT, articles=(), story=""))
    first, second = house.overrides.of(MADE.id)
    assert first == override(1)
    assert second.kind is OverrideKind.SUBJECT
    later = NOW + timedelta(minutes=5)
    keep(house, decision=replace(first, undone_by="ben", undone_at=later))
    first, second = house.overrides.of(MADE.id)
    assert (first.stands, first.undone_by, first.undone_at) == (False, "ben", later)
    assert second.stands
    assert house.overrides.since(OverrideKind.RETITLE, NOW) == ()
    assert house.overrides.since(OverrideKind.SUBJECT, NOW) == (second,)
    assert house.overrides.since(OverrideKind.SUBJECT, later) == ()


def test_nothing_is_kept_where_another_decision_came_in_between(house):
    keep(house)
    keep(house, decision=override())
    assert keep(house, seen=(), outline="two", decision=override(value="Mine")) is None
    assert [one.value for one in house.overrides.of(MADE.id)] == ["Else"]
    assert [one.document for one in house.drafts.versions(MADE.id)] == ["one"]
    [known] = house.overrides.of(MADE.id)
    keep(house, decision=replace(known, undone_by="ben", undone_at=NOW))
    assert keep(house, seen=(known,), outline="two") is None


def test_versions_count_the_drafts_that_differ(house):
    for outline in ("one", "one", "two", "one"):
        keep(house, outline=outline, cause=f"by \ud800{outline}")
    found = house.drafts.versions(MADE.id)
    assert [(one.number, one.document) for one in found] == [(1, "one"), (2, "two"), (3, "one")]
    assert (found[0].at, found[0].cause) == (NOW, "by ?one")


def test_what_was_approved_is_refused_with_all_that_came_with_it(house):
    keep(house)
    house.editions.approve(MADE.id, "seal", now=NOW)
    with pytest.raises(EditionError):
        keep(house, decision=override())
    assert house.overrides.of(MADE.id) == ()
    assert keep(house, decision=override(), withdraw=True) is True
    assert house.editions.get(MADE.id).state is EditionState.DRAFT
    assert house.check() == ()


def test_old_drafts_are_pruned_and_decisions_kept(house):
    keep(house, decision=override())
    house.prune(timedelta(days=1), NOW + timedelta(days=2))
    assert house.drafts.get(MADE.id) is None
    assert house.drafts.versions(MADE.id) == ()
    assert len(house.overrides.of(MADE.id)) == 1
