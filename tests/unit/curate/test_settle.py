from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from tests.quality.labelled import NEWS, read
from tests.quality.measures import bcubed
from tests.unit.curate.make import CHESS, NOW, QUAKE, QUAKE_ELSEWHERE, QUAKE_RETOLD, article

from digest.curate.cluster import WINDOW, cluster
from digest.curate.reading import read as reading_of
from digest.curate.settle import settle

BOUND = 0.97  # BCubed F1 between stories of one order of arrival and those of another


def readings(*articles):
    ordered = sorted(articles, key=lambda one: (one.published, one.id))
    return [reading_of(one) for one in ordered]


def by_the_hour(labelled, threads=None):
    hours = {}
    for one in labelled:
        hours.setdefault(one.article.published, []).append(one.article)
    return arrived([hours[hour] for hour in sorted(hours)], threads)


def arrived(batches, threads=None):
    """Story by article, when articles come in these batches; each sees its window alone.

    `threads` is given each story that goes on from another, with that one.
    """
    known, seen, kept = {}, [], {}
    for batch in batches:
        times = [one.published for one in batch]
        seen += batch
        around = [
            one for one in seen if min(times) - WINDOW <= one.published <= max(times) + WINDOW
        ]
        held = {one.id: known[one.id] for one in around if one.id in known}
        given = [kept.get(one.id, one) for one in readings(*around)]
        settled = settle(given, held, set(known.values()))
        if threads is not None:
            threads += settled.before.items()
        kept |= {one.id: one for one in settled.kept}
        known |= settled.story_of
        known = {one: settled.merged.get(story, story) for one, story in known.items()}
    return known


FIRST = article(1, "Strong earthquake hits Larmont", QUAKE)
SECOND = article(2, "Rescuers dig through rubble in Larmont", QUAKE_RETOLD)
OTHER = article(3, "Strong earthquake hits Velden", QUAKE_ELSEWHERE)
GAME = article(4, "Chess prodigy becomes grandmaster", CHESS)


def test_a_new_article_joins_the_story_that_stands():
    known = arrived([[FIRST], [SECOND, GAME]])
    assert known[SECOND.id] == known[FIRST.id] == "s000000000001"
    assert known[GAME.id] == "s000000000004"


def test_an_older_article_that_comes_late_does_not_rename_a_story():
    assert set(arrived([[SECOND], [FIRST]]).values()) == {"s000000000002"}


def test_an_article_of_other_things_touches_no_other_story():
    held = arrived([[FIRST, SECOND, OTHER]])
    settled = settle(readings(FIRST, SECOND, OTHER, GAME), held)
    assert settled.story_of == {GAME.id: "s000000000004"}


def test_stories_that_an_article_joins_are_merged_into_the_larger():
    held = {FIRST.id: "sa", SECOND.id: "sb"}
    third = article(5, "Larmont earthquake: rescue in rubble", f"{QUAKE} {QUAKE_RETOLD}")
    settled = settle(readings(FIRST, SECOND, third), held)
    assert set(settled.story_of.values()) == {"sa"}
    assert settled.merged == {"sb": "sa"}


def test_of_a_story_that_splits_the_larger_part_keeps_the_id():
    held = dict.fromkeys((FIRST.id, SECOND.id, GAME.id), "sa")
    again = article(6, "Chess prodigy becomes grandmaster, says father", CHESS)
    found = settle(readings(FIRST, SECOND, GAME, again), held).story_of
    assert (found[FIRST.id], found[SECOND.id]) == ("sa", "sa")
    assert found[GAME.id] == found[again.id] == "s000000000004"


def test_a_new_story_does_not_take_a_name_that_is_given():
    assert settle(readings(GAME), {}, {"s000000000004"}).story_of[GAME.id] != "s000000000004"


def test_a_new_story_goes_on_from_one_that_tells_the_same_but_not_from_one_of_its_place():
    labelled = {one.article.id: one.story for one in read(NEWS)}
    threads = []
    by_the_hour(list(read(NEWS)), threads)
    links = {tuple(labelled[f"a{story[1:]}"] for story in link) for link in threads}
    same = {(story, story) for story in ("outage-nimbus", "mine-karsk", "cabinet-ar")}
    # A final goes on from a semi-final, and a stage of a race from the one before.
    rounds = {("tennis-b", "tennis-a"), ("cycling-fr2", "cycling-fr")}
    assert links == same | rounds | {("results-quandra", "chip")}  # two matters of one company


def test_the_order_of_arrival_changes_stories_no_further_than_the_bound():
    articles = [one.article for one in read(NEWS)]
    whole = {one.id: str(at) for at, group in enumerate(cluster(articles)) for one in group}
    for seed in (1, 2):
        shuffled = articles[:]
        random.Random(seed).shuffle(shuffled)
        batches = [shuffled[at : at + 40] for at in range(0, len(shuffled), 40)]
        assert bcubed(whole, arrived(batches)).f1 >= BOUND


def test_by_the_hour_is_as_good_as_all_at_once():
    labelled = read(NEWS)
    gold = {one.article.id: one.story for one in labelled}
    found = by_the_hour(labelled)
    assert bcubed(gold, found).f1 >= 0.93


def test_nothing_in_nothing_out():
    assert settle([], {}).story_of == {}


FRIDAY = article(
    5,
    "Lodmoor miners trapped after roof fall",
    "Nine miners are trapped in the Karsk colliery near Lodmoor after a roof fall, its owner Brann "
    "said. Rescuers drill a shaft towards the miners, who knock on pipes.",
    published=NOW - timedelta(hours=100),
)
TUESDAY = article(
    6,
    "Karsk miners knock on pipes again",
    "Rescuers at the Karsk colliery near Lodmoor heard the trapped miners knock on pipes again. "
    "The shaft reached them in the night, and its owner Brann thanked the rescuers.",
)


def gone_on(*told, hours=100):
    """What the story of Tuesday goes on from, where these were told so many hours before."""
    when = TUESDAY.published - timedelta(hours=hours)
    past = [replace(one, published=when) for one in told]
    stories = {one.id: f"s{one.id[1:]}" for one in past}
    settled = settle(readings(*past, TUESDAY), {}, (), stories)
    assert settled.story_of == {TUESDAY.id: "s000000000006"}
    assert settled.merged == {}
    return settled.before.get("s000000000006")


def test_a_story_goes_on_from_what_was_told_before_a_silent_weekend_and_no_article_joins_that():
    assert gone_on(FRIDAY, GAME) == "s000000000005"
    assert gone_on(GAME, OTHER) is None


def test_what_is_past_is_tied_to_no_story_in_another_language():
    hours = timedelta(hours=1)
    names = "Karsk Brann Lodmoor Osterholm Velmark Quandra Itxaso 4711 8850"
    told = [
        article(7, "", f"We heard of {names}.", language="en", published=NOW - 90 * hours),
        article(8, "", f"Man hört von {names}.", language="de", published=NOW - 60 * hours),
        article(9, "", f"On parle de {names}.", language="fr", published=NOW),
    ]
    settled = settle(readings(*told), {told[1].id: "s8"}, (), {told[0].id: "s7"})
    assert settled.story_of[told[2].id] == "s8"
    assert told[0].id not in settled.story_of


def test_no_thread_reaches_further_than_five_days():
    assert gone_on(FRIDAY, hours=119) == "s000000000005"
    assert gone_on(FRIDAY, hours=121) is None


def test_a_story_that_goes_on_from_an_old_one_is_grouped_as_if_that_were_not_there():
    again = replace(TUESDAY, id="a000000000007", published=TUESDAY.published + timedelta(hours=1))
    past = {FRIDAY.id: "s5"}
    settled = settle(readings(FRIDAY, TUESDAY, again), {}, (), past)
    assert set(settled.story_of.values()) == {"s000000000006"}
    assert settled.before == {"s000000000006": "s5"}
