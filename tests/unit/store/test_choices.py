from __future__ import annotations

from datetime import timedelta

import pytest
from tests.unit.store.make import NOW, article, edition, rendered, story

from digest.errors import StoreError
from digest.store import Candidate, Choice, ChoiceKind

COPY = Choice(kind=ChoiceKind.DUPLICATE, id="a2", reason="the same text", about="a1")
LEFT = Choice(
    kind=ChoiceKind.STORY,
    id="s3",
    reason="over per_topic = 5 in World",
    story=Candidate.of(story(article("a3"), article("a4"))),
)
WINDOW = Choice(kind=ChoiceKind.WINDOW, id="2026-11-22T07:00:00Z", about="2026-11-23T07:00:00Z")


@pytest.fixture
def built(store):
    store.articles.save([article("a1")], now=NOW)
    made = edition(story(article("a1")))
    store.editions.save(made, rendered(made))
    store.choices.save(made.id, [COPY, LEFT, WINDOW])
    return made.id


def test_choices_come_back_by_what_they_are_about(store, built):
    assert store.choices.of("a2") == ((built, COPY),)
    assert store.choices.of("s3") == ((built, LEFT),)
    assert store.choices.of("s3")[0][1].story.articles == ("a3", "a4")
    assert store.choices.of("a9") == ()
    assert store.choices.window(built) == WINDOW
    assert store.choices.window("none") is None


def test_another_build_takes_the_place_of_the_one_before(store, built):
    store.choices.save(built, [LEFT])
    assert store.choices.of("a2") == ()
    assert store.choices.window(built) is None
    assert store.choices.of("s3") == ((built, LEFT),)


def test_hostile_text_is_kept_as_what_can_be_kept(store, built):
    store.choices.save(built, [Choice(kind=ChoiceKind.ARTICLE, id="a5", reason="\ud800 odd")])
    assert store.choices.of("a5")[0][1].reason == "? odd"


def test_choices_belong_to_an_edition(store):
    with pytest.raises(StoreError):
        store.choices.save("none", [COPY])


def test_old_choices_are_pruned_and_new_ones_kept(store, built):
    assert store.prune(timedelta(days=1), NOW).choices == 0
    assert store.prune(timedelta(days=1), NOW + timedelta(days=2)).choices == 3
    assert store.choices.of("s3") == ()
