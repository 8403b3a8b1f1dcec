from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.curate.make import NOW, article, newsletter

from digest.compose import compose
from digest.model import (
    Block,
    BlockKind,
    Cadence,
    EditionState,
    Image,
    Limits,
    Story,
    Tier,
    Topic,
)

LETTER = newsletter(Topic(name="World"), Topic(name="Business"), Topic(name="Sport"))


def story(number, topic="World", text="It happened.", *, coverage=(), **changes):
    lead = article(number, f"Headline {number}", text, **changes)
    told = Story(id=f"s{number:012x}", lead=lead, topic=topic, score=10 - number / 10)
    return Story(id=told.id, lead=lead, topic=topic, score=told.score, coverage=tuple(coverage))


def composed(stories, limits=None, letter=LETTER, blocks=()):
    return compose(
        stories,
        letter,
        limits or Limits(),
        date=date(2026, 11, 23),
        cadence=Cadence.DAILY,
        now=NOW,
        blocks=blocks,
    )


def headlines(edition):
    return {s.topic: [slot.headline for slot in s.slots] for s in edition.sections}


def test_an_edition_carries_its_identity():
    edition = composed([story(1), story(2), story(3)])
    assert edition.id == "briefing-daily-2026-11-23"
    assert (edition.state, edition.built) == (EditionState.DRAFT, NOW)
    assert (edition.subject, edition.preheader) == ("Headline 1", "Headline 2 · Headline 3")


def test_sections_stand_in_the_newsletters_order_then_other():
    edition = composed([story(1, "Gardening"), story(2, "Sport"), story(3, "World")])
    assert headlines(edition) == {
        "World": ["Headline 3"],
        "Sport": ["Headline 2"],
        "Other": ["Headline 1"],
    }


def test_limits_leave_out_with_a_reason_each():
    stories = [story(n) for n in range(1, 5)] + [story(9, "Sport"), story(10, "Business")]
    edition = composed(stories, Limits(per_topic=2, max_stories=3))
    assert headlines(edition) == {
        "World": ["Headline 1"],
        "Business": ["Headline 10"],
        "Sport": ["Headline 9"],
    }
    assert edition.left_out[0] == "“Headline 2”: over max_stories = 3 (score 9.80)"
    edition = composed(stories, Limits(per_topic=2))
    assert "“Headline 3”: over per_topic = 2 in World (score 9.70)" in edition.left_out


def test_every_topic_gets_its_best_story_before_any_gets_a_second():
    stories = [story(n) for n in range(1, 9)] + [story(20, "Sport")]
    assert headlines(composed(stories, Limits(max_stories=3)))["Sport"] == ["Headline 20"]


def test_what_is_in_no_topic_of_the_newsletter_takes_no_better_storys_place():
    stories = [story(1), story(2), story(3, "Gardening"), story(4, "Sport")]
    assert headlines(composed(stories, Limits(max_stories=3))) == {
        "World": ["Headline 1", "Headline 2"],
        "Sport": ["Headline 4"],
    }
    with_room = composed(stories, Limits(max_stories=4))
    assert headlines(with_room)["Other"] == ["Headline 3"]


def test_the_lead_is_the_best_with_text_and_if_near_the_top_with_an_image():
    image = Image(url="https://news.example/1.jpg")
    stories = [story(1, text=""), story(2), story(3, "Sport", image=image), story(4)]
    edition = composed(stories)
    assert edition.lead == stories[2].id
    assert edition.subject == "Headline 3"
    assert composed([story(1, text=""), story(2)]).lead == story(2).id
    assert composed([story(1, text="")]).lead == story(1).id
    far = [story(1), story(2), story(3), story(4, image=image)]
    assert composed(far).lead == story(1).id


def test_a_pastime_stands_behind_the_news_and_leads_only_where_there_is_nothing_else():
    quiz = story(1)
    quiz = replace(quiz, lead=replace(quiz.lead, title="The weekly quiz"))
    edition = composed([quiz, story(2, text=""), story(3)])
    assert edition.lead == story(3).id
    assert headlines(edition) == {"World": ["Headline 3", "Headline 2", "The weekly quiz"]}
    assert composed([quiz, story(2, text="")]).lead == story(2).id
    assert composed([quiz]).lead == quiz.id


def test_a_pastime_takes_no_place_of_the_news_though_it_is_all_that_its_topic_has():
    quiz = story(1, "Sport")
    quiz = replace(quiz, lead=replace(quiz.lead, title="Horoskop für Dienstag: Widder"))
    edition = composed([quiz, story(2), story(3)], Limits(max_stories=2))
    assert headlines(edition) == {"World": ["Headline 2", "Headline 3"]}


def test_the_lead_stands_first_in_its_section():
    edition = composed([story(1, text=""), story(2)])
    assert headlines(edition) == {"World": ["Headline 2", "Headline 1"]}


def test_no_article_stands_twice():
    shared = article(50, "Shared", "Text.")
    first = story(1, coverage=[shared])
    second = story(2, coverage=[shared, first.lead])
    third = Story(id="s3", lead=shared, topic="Sport")
    edition = composed([first, second, third])
    told = [
        one.id
        for section in edition.sections
        for slot in section.slots
        for one in (slot.story.lead, *slot.story.coverage)
    ]
    assert sorted(told) == sorted({first.lead.id, second.lead.id, shared.id})
    assert edition.left_out == ("“Shared”: told by another story of this edition (score 0.00)",)


def test_too_few_stories_make_no_edition():
    edition = composed([story(1)], letter=newsletter(min_stories=2))
    assert (edition.state, edition.sections, edition.lead) == (EditionState.SKIPPED, (), None)
    assert edition.left_out[0] == "no edition: 1 of at least 2 stories"
    empty = composed([], letter=newsletter(min_stories=0))
    assert (empty.state, empty.subject) == (EditionState.SKIPPED, "")


def test_expired_blocks_are_left_out_and_reported():
    stale = Block(id="b1", kind=BlockKind.AGENDA, text="Yesterday", expires=NOW)
    fresh = Block(id="b2", kind=BlockKind.GREETING, text="Hello", expires=NOW + timedelta(hours=1))
    lasting = Block(id="b3", kind=BlockKind.FIGURE, text="42")
    edition = composed([story(1)], blocks=[stale, fresh, lasting])
    assert edition.blocks == (fresh, lasting)
    assert edition.left_out == ("agenda block b1: expired 2026-11-23T07:00Z",)


def test_a_slot_says_what_its_story_says_and_nothing_else():
    silent = story(1, summary="Follow us on Facebook.")
    told = replace(story(2), summary="It happened.")
    slots = composed([silent, told]).sections[0].slots
    assert [slot.summary for slot in slots] == ["", "It happened."]


def test_undated_articles_without_url_or_text_stand_in_an_edition():
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    edition = composed([story(1, text="", url=None, published=epoch)])
    assert edition.lead == story(1).id


@given(
    st.lists(st.sampled_from(["World", "Business", "Sport", "Else"]), max_size=40),
    st.integers(1, 15),
    st.integers(1, 6),
)
def test_limits_hold_and_equal_input_gives_the_equal_edition(topics, most, each):
    stories = [story(number, topic) for number, topic in enumerate(topics)]
    limits = Limits(max_stories=most, per_topic=each)
    edition = composed(stories, limits)
    sizes = [len(section.slots) for section in edition.sections]
    assert sum(sizes) <= most
    assert max(sizes, default=0) <= each
    assert edition == composed(stories, limits)
    if stories:
        assert sum(sizes) + len(edition.left_out) == len(stories)


def test_each_slot_has_its_tier():
    stories = [story(number) for number in range(1, 5)]
    edition = compose(
        stories,
        replace(LETTER, template="weekly"),
        Limits(),
        date=NOW.date(),
        cadence=Cadence.DAILY,
        now=NOW,
    )
    slots = [slot for section in edition.sections for slot in section.slots]
    assert [edition.tier(slot) for slot in slots] == [Tier.LEAD, Tier.MAIN, Tier.BRIEF, Tier.BRIEF]
