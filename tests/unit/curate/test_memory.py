from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.curate.make import QUAKE, article
from tests.unit.store.make import edition

from digest.curate.memory import Telling, recall
from digest.curate.stories import LED, LED_LIVE
from digest.model import EditionState, Slot, Story

TOLD = Story(
    id="sa",
    lead=article(1, "Strong earthquake hits Larmont", QUAKE, publisher="The Herald"),
    summary="A magnitude 6.1 earthquake struck the port of Larmont before dawn.",
)
EDITION = edition(day=date(2026, 11, 22), state=EditionState.SENT)
SLOT = Slot(id="sa", story=TOLD, headline=TOLD.lead.title, summary=TOLD.summary)
MEMORY = {"sa": [Telling(EDITION, [SLOT])]}


def story(text, **changes):
    values = {"publisher": "Coast Post", "byline": "Ada Fennick", "language": "en"} | changes
    return Story(id="sa", lead=article(2, "Larmont after the earthquake", text, **values))


def test_what_no_edition_told_stands_as_it_is():
    other = replace(story(QUAKE), id="sb")
    assert recall([other], MEMORY).stories == (other,)


@pytest.mark.parametrize(
    "text",
    [
        QUAKE,
        "Before dawn an earthquake struck Larmont, and apartment blocks came down in the port.",
        "Ada Fennick of the Coast Post reports from Larmont where it struck on Monday.",
        "It was 17 degrees. He said 40 more.",
    ],
)
def test_more_coverage_without_a_new_fact_is_left_out(text):
    found = recall([story(text)], MEMORY)
    assert found.stories == ()
    assert found.told["sa"].startswith(
        "told in briefing-daily-2026-11-22; 1 article came or changed since"
    )
    assert found.lines([story(text)])[0].startswith("“Larmont after the earthquake”: told in")


@pytest.mark.parametrize(
    ("fact", "new"),
    [
        ("The civil defence agency of Larmont now counts 15 people killed.", "15 died"),
        ("In Larmont the rescue teams were joined by Hedda Kranz on Tuesday.", "Hedda, Kranz"),
        (
            "Builders in Larmont face charges because permits were forged by officials.",
            "charged (“face charges”)",
        ),
    ],
)
def test_a_new_number_name_or_act_makes_an_update_that_begins_with_it(fact, new):
    (found,) = recall([story(f"{QUAKE} {fact}")], MEMORY).stories
    assert found.summary.startswith(fact)
    assert found.update.sentence == fact
    assert (found.update.edition, found.update.date) == (EDITION.id, EDITION.date)
    assert (found.update.headline, found.update.url) == (SLOT.headline, TOLD.lead.url)
    assert found.reasons[-1].startswith(f"told in {EDITION.id}; new since, by Coast Post: {new}")


def test_an_update_does_not_say_twice_what_is_new():
    fact = (
        "Mayor Iris Vandel of Larmont was arrested on Tuesday, police say, as the toll rose to 15."
    )
    again = "The toll in Larmont rose to 15 on Tuesday and the mayor was arrested, police said."
    rest = "Hospitals treated the injured in tents."
    (found,) = recall([replace(story(fact), summary=f"{again} {rest}")], MEMORY).stories
    assert found.summary == f"{fact} {rest}"


def test_a_fact_that_any_earlier_edition_told_is_old():
    fact = "The civil defence agency of Larmont now counts 15 people killed."
    earlier = replace(SLOT, summary=fact)
    memory = {"sa": [Telling(EDITION, [SLOT]), Telling(EDITION, [earlier])]}
    assert recall([story(fact)], memory).stories == ()


def test_a_sentence_about_other_things_is_no_development():
    other = story("Mira Tal plays 12 games of chess in Graz on a train.")
    assert recall([other], MEMORY).stories == ()


def test_the_fact_with_most_that_is_new_leads():
    less = "Hospitals in Larmont treated 300 injured people."
    more = "Seismologist Hedda Kranz measured a second shock of 5.4 in Larmont with 120 injured."
    (found,) = recall([story(f"{less} {more}")], MEMORY).stories
    assert found.update.sentence == more


def test_an_article_without_text_is_judged_by_its_summary():
    bare = story("", summary="The mayor of Larmont, Iris Vandel, resigned over the 1998 permits.")
    assert recall([bare], MEMORY).stories[0].update.source == "Coast Post"
    assert recall([story("", summary=QUAKE)], MEMORY).stories == ()


def test_a_toll_told_in_words_is_a_number():
    fact = "The civil defence agency put the number of dead in Larmont at twelve."
    (found,) = recall([story(fact)], MEMORY).stories
    assert found.reasons[-1].endswith("new since, by Coast Post: 12 died")


def test_a_toll_that_is_lower_than_the_one_told_says_so():
    fact = "The civil defence agency in Larmont now counts seven people dead."
    (found,) = recall([story(fact)], MEMORY).stories
    assert found.update.sentence == fact
    assert found.reasons[-1].endswith("new since, by Coast Post: 7 died, fewer than the 9 told")


@pytest.mark.parametrize("toll", ["19", "nineteen"])
def test_a_copy_of_what_was_told_develops_by_its_toll_alone(toll):
    (found,) = recall([story(QUAKE.replace("nine", toll))], MEMORY).stories
    assert f"killing at least {toll} people" in found.update.sentence


def test_a_headline_alone_can_tell_the_news_and_then_its_article_leads():
    bare = article(3, "Mayor of Larmont resigns after earthquake", publisher="Coast Post")
    again = replace(story(QUAKE), coverage=(bare,))
    (found,) = recall([again], MEMORY).stories
    assert found.update.sentence == bare.title
    assert (found.lead, found.summary) == (bare, "")
    assert found.coverage == (again.lead,)


def test_capitals_of_a_headline_are_no_names():
    bare = article(3, "Larmont Counts Its Losses After Earthquake", publisher="Coast Post")
    assert recall([Story(id="sa", lead=bare)], MEMORY).stories == ()


@pytest.mark.parametrize(
    ("told", "again", "fact"),
    [
        (
            "ラーモント港で夜明け前にマグニチュード6.1の地震が起き、少なくとも9人が死亡した。",
            "ラーモント港で夜明け前に地震が起き、9人が死亡した。",
            "ラーモントの防災当局は、この地震による死者が15人に増えたと発表した。",
        ),
        (
            "拉尔蒙特港黎明前发生6.1级地震，造成至少9人死亡，民防部门说。",
            "拉尔蒙特港黎明前发生地震，造成9人死亡。",
            "拉尔蒙特民防部门宣布，地震死亡人数已上升到15人。",
        ),
        (
            "라몬트 항구에서 새벽에 규모 6.1의 지진이 발생해 최소 9명이 숨졌다고 당국이 밝혔다.",
            "라몬트 항구에서 새벽에 지진이 발생해 9명이 숨졌다.",
            "라몬트 민방위 당국은 지진으로 숨진 사람이 15명으로 늘었다고 발표했다.",
        ),
    ],
    ids=["ja", "zh", "ko"],
)
def test_a_story_of_a_script_without_spaces_develops_too(told, again, fact):
    slot = replace(SLOT, story=replace(TOLD, lead=article(1, told[:12], told)), summary=told)
    memory = {"sa": [Telling(EDITION, [slot])]}
    assert recall([story(again)], memory).stories == ()
    (found,) = recall([story(f"{told}\n\n{fact}")], memory).stories
    assert found.update.sentence == fact
    assert found.summary.startswith(fact)


def test_a_summary_that_begins_anew_has_no_space_where_its_script_has_none():
    told = "ラーモント港で夜明け前にマグニチュード6.1の地震が起き、少なくとも9人が死亡した。"
    fact = "ラーモントの防災当局は、この地震による死者が15人に増えたと発表した。"
    slot = replace(SLOT, story=replace(TOLD, lead=article(1, "地震", told)), summary=told)
    fresh = replace(story(fact), summary=told)
    (found,) = recall([fresh], {"sa": [Telling(EDITION, [slot])]}).stories
    assert found.summary == fact + told


@pytest.mark.parametrize(
    ("slighter", "gravest"),
    [
        ("Five people are still missing in Larmont.", "Divers in Larmont found seven bodies."),
        ("The fish market of Larmont was evacuated.", "A docker succumbed to his injuries."),
    ],
)
def test_the_gravest_act_leads_wherever_it_stands(slighter, gravest):
    (found,) = recall([story(f"{slighter} {gravest}")], MEMORY).stories
    assert found.update.sentence == gravest


def test_the_new_sentence_is_in_the_language_of_the_slot():
    ours = "The mayor of Larmont resigned over the permits."
    theirs = article(3, "Larmont", "Der Bürgermeister von Larmont ist gestorben.", language="de")
    (found,) = recall([replace(story(ours), coverage=(theirs,))], MEMORY).stories
    assert (found.update.sentence, found.lead.language) == (ours, "en")


def test_a_story_that_only_another_language_has_news_of_is_told_in_it():
    theirs = article(3, "Larmont", "Der Bürgermeister von Larmont ist gestorben.", language="de")
    again = replace(story(QUAKE), coverage=(theirs,), summary=QUAKE)
    (found,) = recall([again], MEMORY).stories
    assert (found.lead, found.coverage) == (theirs, (again.lead,))
    assert found.summary == "Der Bürgermeister von Larmont ist gestorben."


def test_a_number_is_told_with_what_it_counts():
    (found,) = recall([story("Some 40 homes in the port of Larmont are gone.")], MEMORY).stories
    assert found.reasons[-1].endswith("new since, by Coast Post: 40 homes")


def told_of_palm(*later):
    printed = "The health minister, Inga Palm, resigned on Monday, public radio said."
    lead = article(1, "Minister Palm resigns", printed)
    slot = replace(SLOT, story=replace(TOLD, lead=lead), summary=printed)
    memory = {"sa": [Telling(EDITION, [slot, *later])]}
    return lambda text: recall([story(text)], memory)


def test_what_was_told_and_is_denied_now_is_told():
    fact = "Inga Palm has not resigned, a spokesman of the government said."
    (found,) = told_of_palm()(fact).stories
    assert found.update.sentence == fact
    assert found.reasons[-1].endswith("new since, by Coast Post: not resigned")
    again = replace(SLOT, summary=fact)
    assert told_of_palm(again)(fact).stories == ()


def test_a_correction_is_told_where_an_article_begins_with_it_and_once():
    fact = "Correction: the minister who resigned is that of labour."
    (found,) = told_of_palm()(f"{fact} The radio was wrong about Palm.").stories
    assert found.update.sentence == fact
    assert told_of_palm()(f"Palm is the minister of health here. {fact}").stories == ()
    assert told_of_palm(replace(SLOT, summary=fact))(fact).stories == ()


def test_of_what_is_as_grave_the_written_page_is_quoted_before_a_live_one():
    rest = "Trains stand still in Larmont, said Ines Vorel. The bridge at Keld has 15 cracks."
    live = story(
        f"Nineteen people have now died in Larmont, said Ines Vorel and Otto Kranz. {rest}"
    )
    live = replace(live.lead, title="Live: earthquake in Larmont", id="a9")
    written = story("Nineteen people have now died in Larmont after the quake.").lead
    both = Story(id="sa", lead=live, coverage=(written,))
    (found,) = recall([both], MEMORY).stories
    assert found.update.sentence == "Nineteen people have now died in Larmont after the quake."
    (alone,) = recall([Story(id="sa", lead=live)], MEMORY).stories
    assert alone.update.sentence.endswith("said Ines Vorel and Otto Kranz.")


OPINION = (
    "Nobody in Larmont is to be blamed, say 12 ministers, and I, Hedda Kranz, don't believe it."
)


@pytest.mark.parametrize(
    "filed",
    [
        {"title": "Comment: Larmont deserves better"},
        {"title": "Éditorial – Douze voix, et après ?"},
        {"title": "Larmont deserves better", "categories": ("Meinung",)},
        {"title": "Larmont deserves better", "url": "https://coast.example/opinion/2026/larmont"},
    ],
)
def test_what_somebody_thinks_of_it_is_no_update_and_stands_under_opinions_alone(filed):
    column = replace(story(OPINION), lead=replace(story(OPINION).lead, **filed), topic="Meinung")
    assert recall([column], MEMORY).stories == (column,)
    assert recall([replace(column, topic="World")], MEMORY).stories == ()
    again = [Telling(EDITION, [Slot(id="sa", story=column, headline="Comment", summary="")])]
    assert recall([column], {"sa": again}).stories == ()


def test_what_somebody_thinks_develops_no_story():
    column = replace(story(OPINION).lead, id="a9", title="Comment: Larmont deserves better")
    told = replace(story(QUAKE), coverage=(column,))
    assert recall([told], MEMORY).stories == ()
    news = story(f"{QUAKE} Police arrested the builder in Larmont.")
    (found,) = recall([replace(news, coverage=(column,))], MEMORY).stories
    assert found.update.sentence == "Police arrested the builder in Larmont."


def test_who_says_again_what_was_told_does_not_lead_an_update():
    retold = story(QUAKE).lead
    news = replace(story(f"{QUAKE} Police arrested the builder in Larmont.").lead, id="a9")
    led = (f"{LED}its latest turn: died", "Topic")
    (found,) = recall([Story(id="sa", lead=retold, coverage=(news,), reasons=led)], MEMORY).stories
    assert (found.lead, found.coverage) == (news, (retold,))
    assert found.summary.startswith("Police arrested the builder in Larmont.")
    assert (found.reasons[0], len(found.reasons)) == ("Topic", 2)


def test_who_has_news_of_its_own_leads_on_though_another_has_the_gravest():
    slight = story(f"{QUAKE} In Larmont 340 houses have to be pulled down.").lead
    grave = replace(story("Police arrested the builder in Larmont.").lead, id="a9")
    (found,) = recall([Story(id="sa", lead=slight, coverage=(grave,))], MEMORY).stories
    assert (found.lead, found.update.sentence) == (slight, grave.text)


def test_who_takes_over_from_a_live_page_takes_over_its_reasons_but_one():
    live = replace(story(QUAKE).lead, title="Live: earthquake in Larmont", id="a9")
    german = story("In Larmont sind jetzt neunzehn Menschen gestorben.", language="de").lead
    both = Story(id="sa", lead=live, coverage=(german,), reasons=("Topic", LED_LIVE))
    (found,) = recall([both], MEMORY).stories
    assert found.lead == german
    assert found.reasons[0] == "Topic"
    assert LED_LIVE not in found.reasons


def test_a_sentence_may_begin_with_a_new_name():
    text = "Norbank has many customers in Larmont. A dry week, said a man of Norbank."
    (found,) = recall([story(text)], MEMORY).stories
    assert found.update.sentence == "Norbank has many customers in Larmont."
    assert recall([story(text.replace("Norbank", "Larmont"))], MEMORY).stories == ()


def test_a_number_is_no_other_for_how_a_language_writes_it():
    english = replace(TOLD, lead=replace(TOLD.lead, language="en"))
    memory = {"sa": [Telling(EDITION, [replace(SLOT, story=english)])]}
    said = "Das Beben vor Larmont hatte die Stärke {}, teilten die Behörden der Stadt mit."
    assert recall([story(said.format("6,1"), language="de")], memory).stories == ()
    (found,) = recall([story(said.format("6,4"), language="de")], memory).stories
    assert found.reasons[-1].endswith("6.4")


def test_a_name_is_no_other_for_the_accents_that_a_paper_leaves_out():
    told = replace(SLOT, summary="The harbour of Málaga near Larmont was closed by Erdoğan.")
    memory = {"sa": [Telling(EDITION, [told])]}
    bare = "After the earthquake of Larmont the harbour of Malaga was closed by Erdogan."
    assert recall([story(bare)], memory).stories == ()
    assert recall([story(bare.replace("Erdogan", "Kaya"))], memory).stories != ()
