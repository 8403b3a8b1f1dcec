"""An edition does not tell what an earlier one told, unless there is something new."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from tests.unit.pipeline.newsroom import NOW, article

from digest.model import Addition, Cadence, OverrideKind, Source, Use
from digest.pipeline.build import build
from digest.pipeline.edit import Wish, edit
from digest.pipeline.freeze import approve
from digest.pipeline.hidden import come_back
from digest.pipeline.why import why_story

DAY = timedelta(days=1)
TOMORROW = NOW + DAY
FACT = "At bbbharbour bbbstorm an engineer, Hedda Kranz, counted 15 broken cables on the bbbbridge."


def edition_of(house, *articles, now=NOW, approved=False, cadence=Cadence.DAILY):
    made, store = house
    store.articles.save(articles, now=now)
    edition = build(made, store, None, now=now, cadence=cadence).edition
    if approved:
        approve(made, store, edition.id, now=now)
    return edition


def slots(edition):
    return {slot.id: slot for section in edition.sections for slot in section.slots}


def later(number, *, text="", **changes):
    first = article("1")
    values = {"title": first.title, "text": f"{first.text}{text}", "published": TOMORROW}
    when = values["published"] - timedelta(hours=3)
    return article(
        number,
        **{
            **values,
            "published": when,
            "source": "Coast Post",
            "publisher": "Coast Post",
            **changes,
        },
    )


def test_more_coverage_of_what_was_told_is_left_out_with_its_reason(house):
    first = edition_of(house, article("1"), approved=True)
    second = edition_of(
        house, later("2"), article("3", published=TOMORROW - timedelta(hours=2)), now=TOMORROW
    )
    assert set(slots(second)) == {"s3"}
    assert any(f"told in {first.id}" in line for line in second.left_out)
    place = why_story(house[1], "s1").places[0]
    assert (place.edition, place.placed) == (second.id, False)
    assert place.reason.endswith("none with a fact that was not told")


def test_what_developed_leads_with_the_new_fact_and_links_back(house):
    first = edition_of(house, article("1"), approved=True)
    (slot,) = slots(edition_of(house, later("2", text=FACT), now=TOMORROW)).values()
    assert slot.id == "s1"
    assert slot.summary.startswith(FACT)
    assert slot.story.update.edition == first.id
    assert slot.story.update.url == "https://news.example/1"
    parts = house[1].editions.rendered("briefing-daily-2026-11-24", "en")
    html = b"".join(part.body for part in parts.html)
    text = b"".join(part.body for part in parts.text)
    assert b"We told on" in html
    assert b"We told on" in text


def lifted(edition):
    """Figures and quotations of the one story that stands."""
    (slot,) = slots(edition).values()
    return [block.title or block.text for block in slot.blocks]


def test_neither_figure_nor_quotation_of_an_update_was_printed_before(house):
    made, store = house
    adds = (Addition.QUOTATION, Addition.FIGURE)
    letter = replace(made.newsletter(), adds=adds)
    asking = msgspec.structs.replace(made, newsletters={letter.id: letter}), store
    first = article("1")
    figure = "The bbbharbour and the bbbstorm have cost the bbbcouncil 43 million euros so far."
    said = "“The bbbharbour and its bbbstorm will be with us for ever,” said Otto Brandt of it."
    old = f"{first.text}\n\n{figure}\n\n{said}\n\n"
    assert lifted(edition_of(asking, replace(first, text=old), approved=True)) == [
        said,
        "43 million euros",
    ]
    again = edition_of(asking, later("2", text=f"\n\n{figure}\n\n{said}\n\n{FACT}"), now=TOMORROW)
    (slot,) = slots(again).values()
    assert slot.story.update
    assert lifted(again) == []


def test_a_copy_that_was_left_out_beside_what_was_told_tells_nothing_the_day_after(house):
    told = article("1")
    copy = article("2", title=told.title, text=told.text, source="Wire", publisher="Wire")
    first = edition_of(house, told, copy, approved=True)
    (slot,) = slots(first).values()
    assert copy not in slot.story.coverage
    second = edition_of(house, later("3", text=f" {FACT}"), now=NOW + timedelta(hours=21.5))
    (slot,) = slots(second).values()
    assert [slot.story.lead.id, *(one.id for one in slot.story.coverage)] == ["a3"]


def test_after_a_silent_weekend_an_update_links_back_to_what_was_told_on_friday(house):
    first = edition_of(house, article("1"), approved=True)
    tuesday = NOW + timedelta(hours=90)
    later_on = later("2", text=f" {FACT}", published=tuesday)
    edition = edition_of(house, later_on, article("3", published=tuesday - DAY), now=tuesday)
    slot = slots(edition)["s2"]
    assert slot.story.update.edition == first.id
    assert slot.summary.startswith(FACT)
    assert house[1].stories.thread("s2").before == "s1"


def test_what_no_edition_told_is_no_past_after_a_silent_weekend(house):
    edition_of(house, article("1"))
    tuesday = NOW + timedelta(hours=90)
    edition_of(house, later("2", text=f" {FACT}", published=tuesday), now=tuesday)
    assert house[1].stories.thread("s2").before == ""


def test_a_draft_is_not_remembered_nor_is_another_cadence(house):
    edition_of(house, article("1"))
    assert "s1" in slots(edition_of(house, later("2"), now=TOMORROW, approved=True))
    weekly = edition_of(house, now=TOMORROW, cadence=Cadence.WEEKLY)
    assert slots(weekly)["s1"].story.update is None


def test_the_reason_of_an_update_says_what_is_new(house):
    edition_of(house, article("1"), approved=True)
    edition_of(house, later("2", text=FACT), now=TOMORROW)
    reasons = why_story(house[1], "s1").places[0].reasons
    assert any("new since, by Coast Post: 15 broken, Hedda, Kranz" in reason for reason in reasons)


def test_a_fact_that_its_source_does_not_let_print_makes_no_update(house):
    made, store = house
    closed = Source(name="Coast Post", kind="feed", use=Use.HEADLINE)
    guarded = msgspec.structs.replace(made, sources=(closed,))
    edition_of((guarded, store), article("1"), approved=True)
    again = later("3", source="Example", publisher="The Example")
    second = edition_of((guarded, store), later("2", text=FACT), again, now=TOMORROW)
    assert slots(second) == {}


def changed(text, **changes):
    """The first article as its page says it now."""
    first = article("1")
    return replace(first, text=f"{first.text}{text}", **changes)


def test_a_page_that_is_updated_in_place_is_told_again_with_what_is_new(house):
    first = edition_of(house, article("1"), approved=True)
    house[1].articles.save([changed(FACT)], now=TOMORROW - timedelta(hours=1))
    second = edition_of(house, now=TOMORROW, approved=True)
    (slot,) = slots(second).values()
    assert slot.summary.startswith(FACT)
    assert slot.story.update.edition == first.id
    assert slot.story.update.url == "https://news.example/1"
    assert slots(edition_of(house, now=TOMORROW + timedelta(days=1))) == {}


def test_a_page_published_days_ago_is_told_again_when_it_changes(house):
    edition_of(house, article("1"), approved=True)
    later_on = NOW + timedelta(days=5)
    house[1].articles.save([changed(FACT)], now=later_on - timedelta(hours=1))
    assert set(slots(edition_of(house, now=later_on))) == {"s1"}


def test_a_page_that_changes_without_a_new_fact_is_left_out(house):
    edition_of(house, article("1"), approved=True)
    minute = "This page was updated at 10:45."
    house[1].articles.save([changed(minute)], now=TOMORROW - timedelta(hours=1))
    second = edition_of(house, now=TOMORROW)
    assert slots(second) == {}
    assert any("1 article came or changed since" in line for line in second.left_out)


def test_a_change_before_an_edition_was_built_was_told_with_it(house):
    house[1].articles.save([article("1")], now=NOW - timedelta(hours=1))
    edition_of(house, changed(FACT), approved=True)
    assert slots(edition_of(house, now=TOMORROW)) == {}


LOST = (
    "Twelve hikers are missing in the mountains above Serra after a storm. The Serra rescue "
    "service searches the ridge with dogs and helicopters. The hikers of the Serra club set out "
    "on Sunday although the service had warned of the storm on the ridge. {}"
)
FOUND = (
    "All twelve hikers of the Serra club were found alive in a hut below the ridge. The Serra "
    "rescue service said that the hikers had waited out the storm in the mountains. They are "
    "tired and hungry, and the club thanked the service and its dogs and helicopters."
)


def test_a_weekly_tells_the_latest_state_of_a_story_and_not_what_is_false_by_then(house):
    monday, thursday = NOW, NOW + timedelta(days=3)
    days = [
        article("1", title="Twelve hikers missing above Serra", text=LOST.format("")),
        article(
            "2",
            title="Serra: hikers still missing",
            text=LOST.format("It rains, and the dogs are tired of the search on the ridge."),
            published=monday + timedelta(days=1),
        ),
        article(
            "3", title="All hikers of Serra found safe", text=FOUND, published=thursday - DAY / 4
        ),
    ]
    edition = edition_of(house, *days, now=thursday + DAY, cadence=Cadence.WEEKLY)
    (slot,) = slots(edition).values()
    assert slot.headline == "All hikers of Serra found safe"
    assert "missing" not in slot.summary
    assert "missing" not in edition.subject


@pytest.mark.parametrize(
    ("fact", "told"), [("", []), ("The guide of the hikers, Hedda Kranz, broke a leg.", ["s2"])]
)
def test_a_text_that_comes_again_long_after_its_story_is_no_news(house, fact, told):
    lost = article("1", title="Twelve hikers missing above Serra", text=LOST.format(""))
    first = edition_of(house, lost, approved=True)
    week = NOW + 6 * DAY
    again = later("2", title="Hikers lost in storm", text="", published=week)
    again = replace(again, text=LOST.format(fact))
    other = article("3", published=week - timedelta(hours=2))
    second = edition_of(house, again, other, now=week)
    assert sorted(slots(second)) == [*told, "s3"]
    if told:
        assert slots(second)["s2"].story.update.edition == first.id
    else:
        assert any(f"told in {first.id}" in line for line in second.left_out)


FERRY = (
    "The ferry Tessa sank off Lago in a heavy storm on Sunday with forty people on board, the "
    "coast guard said. Divers and boats look for the passengers who are missing. Relatives wait at "
    "the harbour of Lago for news of the ferry."
)
AGAIN = "Families in Lago spent a night without news of the forty passengers of the Tessa."


def lines(number, text, **changes):
    when = TOMORROW - timedelta(hours=3)
    return article(
        number, title="Night of fear for relatives", text=text, published=when, **changes
    )


def test_a_few_lines_under_a_new_headline_that_add_nothing_are_known(house):
    first = edition_of(
        house, article("1", title="Ferry Tessa sinks off Lago", text=FERRY), approved=True
    )
    second = edition_of(house, lines("2", AGAIN), article("3", published=TOMORROW), now=TOMORROW)
    assert set(slots(second)) == {"s3"}
    assert any("Night of fear" in line and first.id in line for line in second.left_out)


def test_a_few_lines_with_a_fact_of_their_own_are_a_story(house):
    edition_of(house, article("1", title="Ferry Tessa sinks off Lago", text=FERRY), approved=True)
    arrested = AGAIN.replace("spent", "said, after the captain was arrested, that they spent")
    assert set(slots(edition_of(house, lines("2", arrested), now=TOMORROW))) == {"s2"}


def test_a_story_that_was_hidden_comes_back_with_who_hid_it(house):
    made, store = house
    first = edition_of(house, article("1"), article("2"))
    edit(made, store, first.id, Wish(kind=OverrideKind.HIDE, story="s1"), who="anna", now=NOW)
    again = edition_of(house, later("3"), article("4", published=TOMORROW), now=TOMORROW)
    by_lead = {slot.story.lead.id: slot.story for slot in slots(again).values()}
    hidden = f"back: hidden by anna at 2026-11-23 07:00Z, in {first.id}"
    assert by_lead["a3"].reasons[-1] == hidden
    assert list(come_back(again)) == [(by_lead["a3"].id, hidden)]
    assert hidden in why_story(store, by_lead["a3"].id).places[0].reasons


def test_a_story_that_was_put_back_was_not_hidden(house):
    made, store = house
    first = edition_of(house, article("1"))
    edit(made, store, first.id, Wish(kind=OverrideKind.HIDE, story="s1"), who="anna", now=NOW)
    edit(made, store, first.id, Wish(kind=OverrideKind.PIN, story="s1"), who="anna", now=NOW)
    assert list(come_back(edition_of(house))) == []
    (again,) = slots(edition_of(house, later("3", text=FACT), now=TOMORROW)).values()
    assert not [why for why in again.story.reasons if "hidden" in why]


def test_another_event_of_one_matter_is_news_though_all_its_names_were_told(house):
    told = article(
        "1",
        title="Minister Holt opens wind farm off Grenna",
        text="Energy minister Karin Holt has opened a wind farm of 60 turbines off Grenna. It is "
        "to give power to 90,000 homes in Velmark.",
    )
    edition_of(house, told, approved=True)
    wish = later("2", title="Minister Holt wants tax on empty flats in Velmark")
    wish = replace(
        wish,
        text="Energy minister Karin Holt wants the towns of Velmark to be able to tax flats that "
        "stand empty. Owners would pay a tenth of the rent.",
    )
    edition = edition_of(house, wish, now=TOMORROW)
    _, store = house
    names = store.stories.of([told.id, wish.id])
    assert store.stories.thread(names[wish.id]).before == names[told.id]
    (slot,) = slots(edition).values()
    assert slot.story.lead.id == wish.id
    assert slot.story.update is None
