from __future__ import annotations

import random
from datetime import timedelta

from tests.unit.curate.make import (
    CHESS,
    NOW,
    QUAKE,
    QUAKE_ELSEWHERE,
    QUAKE_RETOLD,
    article,
    newsletter,
    source,
)

from digest.curate import curate
from digest.curate.stories import LED_LIVE, PASTIME
from digest.model import Topic

LETTER = newsletter(Topic(name="World", words=("earthquake",)), Topic(name="Sport"))


def told():
    return [
        article(1, "Strong earthquake hits Larmont", QUAKE),
        article(2, "Rescuers dig through rubble in Larmont", QUAKE_RETOLD),
        article(3, "Earthquake hits Larmont: what we know", QUAKE),
        article(4, "Strong earthquake hits Velden", QUAKE_ELSEWHERE),
        article(5, "Chess prodigy becomes grandmaster", CHESS, categories=("sports",)),
    ]


def test_every_article_ends_in_one_story_or_is_left_out_with_a_reason():
    found = curate(told(), LETTER, (), now=NOW)
    placed = [one.id for story in found.stories for one in (story.lead, *story.coverage)]
    assert sorted([*placed, *found.left_out]) == sorted(one.id for one in told())
    assert found.duplicates == {article(3).id: article(1).id}
    assert found.left_out[article(3).id].startswith("same text as")


def test_a_story_has_id_of_its_oldest_topic_score_summary_and_reasons():
    best = curate(told(), LETTER, (), now=NOW).stories[0]
    assert (best.id, best.topic) == ("s000000000001", "World")
    assert best.reasons[0].startswith("World by the newsletter's words: ")
    assert best.reasons[1] == "2 sources: +0.69"
    assert best.summary in QUAKE
    assert best.score > 0


def test_the_order_of_arrival_and_repeats_change_nothing():
    expected = curate(told(), LETTER, (), now=NOW)
    shuffled = [*told(), *told()]
    random.Random(3).shuffle(shuffled)
    assert curate(shuffled, LETTER, (), now=NOW) == expected


def test_sources_of_other_newsletters_are_left_out():
    letter = newsletter(sources=("Source 1", "Source 5"))
    found = curate(told(), letter, (), now=NOW)
    assert {story.lead.source for story in found.stories} == {"Source 1", "Source 5"}
    assert found.left_out[article(2).id] == "source Source 2 is not one of briefing's"


def test_articles_out_of_the_window_are_left_out():
    old = article(1, "Old", QUAKE, published=NOW - timedelta(days=9))
    ahead = article(2, "Ahead", CHESS, published=NOW + timedelta(days=40))
    found = curate([old, ahead], LETTER, (), now=NOW)
    assert found.stories == ()
    assert set(found.left_out) == {old.id, ahead.id}


def test_the_lead_has_text_and_comes_from_the_heaviest_source():
    bare = article(1, "Earthquake in Larmont: rescue teams dig in harbour rubble", source="Heavy")
    first, second = (
        article(2, "Earthquake hits Larmont", QUAKE),
        article(3, "Larmont", QUAKE_RETOLD),
    )
    sources = [source("Heavy", weight=3.0), source("Source 3", weight=2.0)]
    (story,) = curate([bare, first, second], LETTER, sources, now=NOW).stories
    assert story.lead == second
    assert [one.id for one in story.coverage] == [bare.id, first.id]


def test_a_live_page_leads_only_where_nobody_wrote_it_down():
    live = article(1, "Live: earthquake hits Larmont", f"{QUAKE} {QUAKE_RETOLD}", source="Heavy")
    written = article(2, "Earthquake hits Larmont", QUAKE)
    teaser = article(3, "Earthquake hits Larmont", "A magnitude 6.1 earthquake struck the port.")
    sources = [source("Heavy", weight=3.0)]
    (story,) = curate([live, written], LETTER, sources, now=NOW).stories
    assert story.lead == written
    assert LED_LIVE not in story.reasons
    (story,) = curate([live, teaser], LETTER, sources, now=NOW).stories
    assert story.lead == live
    assert LED_LIVE in story.reasons


def test_articles_without_url_text_or_title_are_stories_too():
    untitled = article(1, text="Only a text.", url=None)
    found = curate([untitled, article(2, "Only a title", url=None)], LETTER, (), now=NOW)
    assert len(found.stories) == 2


def test_an_advertisement_is_no_story_and_a_pastime_says_that_it_is_one():
    sold = article(1, "Anzeige: So finden Sie die beste Matratze", "Jetzt 20 Prozent Rabatt.")
    found = curate([sold, article(2, "The Tuesday crossword")], LETTER, (), now=NOW)
    assert found.left_out == {sold.id: "an advertisement, as its publisher says"}
    (story,) = found.stories
    assert PASTIME in story.reasons


def test_an_article_without_a_word_is_left_out_with_its_reason():
    signs = ["", "🎉🎉", "---", "\u200b\u200f"]
    articles = [article(at, sign, "… ") for at, sign in enumerate(signs)]
    found = curate([*articles, article(9, "地震")], LETTER, (), now=NOW)
    assert [story.lead.title for story in found.stories] == ["地震"]
    assert {*found.left_out.values()} == {"it says nothing: no word in its title, summary or text"}
    assert len(found.left_out) == len(signs)


def test_nothing_in_nothing_out():
    assert curate([], LETTER, (), now=NOW).stories == ()
