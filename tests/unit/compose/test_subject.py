from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.compose.test_edition import LETTER, story
from tests.unit.curate.make import NOW, article

from digest.compose import composed
from digest.compose.bait import is_bait
from digest.compose.headline import preheader_for
from digest.compose.subject import subject_of, subjects_for
from digest.model import TURN, Cadence, Draft, Limits, Override, OverrideKind, Slot, Story


def slot(headline, *coverage, number=1):
    others = tuple(article(number * 10 + at, title) for at, title in enumerate(coverage, 1))
    told = Story(id=f"s{number}", lead=article(number * 10, headline), coverage=others)
    return Slot(id=told.id, story=told, headline=headline, summary="")


TITLE = "Morning Briefing"
STORM, CUP = slot("Storm hits coast"), slot("Rovers win cup", number=2)
BAIT = [
    "You won't believe what the mayor did",
    "7 things that the budget changes",
    "Here's why bread costs more",
    "Is this the end of the ferry?",
    "Ferry sinks!",
    "FERRY SINKS OFF TESSA",
    "What happened next on the ferry",
    "Ten things to know about the cup final",
    "The reason he left the ferry",
    "Doctors hate this old cure",
    "Who won? Find out here",
    "Das passiert, wenn die Fähre ausfällt",
    "Five takeaways from the debate",
    "Diese 5 Tricks sollten Sie kennen",
    "Zehn Dinge, die jetzt wichtig sind",
    "Was Sie wissen müssen",
    "Ce que vous devez savoir sur la grève",
    "Voici pourquoi le pain est plus cher",
    "Lo que debes saber sobre la huelga",
    "Siete claves del acuerdo",
    "Ecco perché il pane costa di più",
    "Entenda por que o pão ficou caro",
    "Dit moet je weten over de staking",
    "لن تصدق ما فعله رئيس البلدية",
    "هل انتهت الأزمة؟",
    "フェリーはなぜ沈んだのか？",
]


@pytest.mark.parametrize("headline", BAIT)
def test_bait_is_known_and_gives_way(headline):
    assert is_bait(headline)
    assert subject_of([slot(headline), CUP], TITLE) == "Rovers win cup"
    told = slot(headline, "Ferry sinks off Tessa Island")
    assert subject_of([told, CUP], TITLE) == "Ferry sinks off Tessa Island"
    assert subject_of([slot(headline)], TITLE) == TITLE


@pytest.mark.parametrize(
    "headline",
    [
        "Storm hits coast",
        "NATO meets",
        "Nobody was hurt, say police",
        "Ways out of Ostwick closed by snow",
        "Five ferries sink in storm",
        "Police find out why ferry sank",
        "Judges must see ferry before trial",
        "Drei Gründer verkaufen Firma",
        "Trois morts à Castagne",
        "Las claves están en el mar",
        "وزير الصحة يزور المستشفى",
        "NATO首脳が会談、日米韓も参加へ",
    ],
)
def test_sober_headlines_are_none(headline):
    assert not is_bait(headline)


def test_the_lead_stands_first_and_others_are_offered():
    assert subjects_for([STORM, CUP]) == (
        "Storm hits coast",
        "Storm hits coast; Rovers win cup",
        "Rovers win cup",
    )
    assert subjects_for([]) == ()


def test_a_headline_cut_in_mid_thought_gives_way_to_a_whole_one_of_its_story():
    long = "Court rules killer of Anna Berg not guilty of treason, but of murder"
    assert subject_of([slot(long, "Berg's killer guilty of murder"), CUP], TITLE) == (
        "Berg's killer guilty of murder"
    )
    assert subject_of([slot(long), CUP], TITLE) == "Court rules killer of Anna Berg…"


@pytest.mark.parametrize(
    "headline", ["Halwick dam is safe, engineers say, villagers return home", BAIT[0]]
)
def test_what_was_said_hours_before_the_lead_is_no_subject(headline):
    before = replace(article(11, "Cracks in Halwick dam"), published=NOW - timedelta(days=2))
    told = slot(headline)
    assert before.published < told.story.lead.published - TURN
    led = replace(told, story=replace(told.story, coverage=(before,)))
    assert "Cracks in Halwick dam" not in subjects_for([led, CUP])
    assert subjects_for([led, CUP])


def test_a_headline_in_another_language_is_no_subject_of_this_one():
    told = slot("Court rules killer of Anna Berg not guilty of treason, but of murder")
    german = replace(article(11, "Bergs Mörder verurteilt"), language="de")
    mixed = replace(told, story=replace(told.story, coverage=(german,)))
    assert "Bergs Mörder verurteilt" not in subjects_for([mixed])


def test_a_subject_like_that_of_a_day_before_gives_way():
    before = ["Storm hits coast again"]
    assert subject_of([STORM, CUP], TITLE, before) == "Rovers win cup"
    assert subject_of([STORM], TITLE, before) == "Storm hits coast"


def test_an_edition_has_a_subject_unlike_the_last_one():
    told = [story(1), story(2)]
    draft = Draft(
        stories=tuple(told),
        limits=Limits(),
        date=NOW.date(),
        cadence=Cadence.DAILY,
        now=NOW,
        before=("Headline 1",),
    )
    assert composed(draft, LETTER).edition.subject == "Headline 1; Headline 2"


@given(st.lists(st.text(max_size=120), max_size=5), st.lists(st.text(max_size=60), max_size=3))
def test_no_subject_is_longer_than_a_phone_shows(headlines, before):
    heads = [slot(one, number=at) for at, one in enumerate(headlines, 1)]
    assert all(len(one) <= 50 for one in (*subjects_for(heads), subject_of(heads, TITLE, before)))


def test_each_slot_has_a_short_subject_for_the_mails_that_it_heads():
    long = "Parliament passes the harbour bill after a night of debate in both of its houses"
    second = story(2)
    told = [story(1), replace(second, lead=replace(second.lead, title=long))]
    draft = Draft(
        stories=tuple(told), limits=Limits(), date=NOW.date(), cadence=Cadence.DAILY, now=NOW
    )
    made = composed(draft, LETTER).edition
    subjects = {one.headline: one.subject for part in made.sections for one in part.slots}
    assert subjects["Headline 1"] == "Headline 1"
    assert 20 < len(subjects[long]) <= 50
    assert long.startswith(subjects[long].rstrip("…"))


def test_a_subject_that_names_another_story_is_not_that_of_the_leads_own_mails():
    first = story(1)
    bait = replace(first, lead=replace(first.lead, title="Is the telescope dead?"))
    draft = Draft(
        stories=(bait, story(2)), limits=Limits(), date=NOW.date(), cadence=Cadence.DAILY, now=NOW
    )
    made = composed(draft, LETTER).edition
    lead = next(one for part in made.sections for one in part.slots if one.id == made.lead)
    assert (made.subject, lead.subject) == ("Headline 2", "Morning Briefing")
    assert made.preheader == "Is the telescope dead?"


def test_an_editors_subject_goes_with_the_lead():
    draft = Draft(
        stories=(story(1), story(2)),
        limits=Limits(),
        date=NOW.date(),
        cadence=Cadence.DAILY,
        now=NOW,
    )
    said = Override(kind=OverrideKind.SUBJECT, value="In our words", edition="e", who="ed", at=NOW)
    made = composed(draft, LETTER, [said]).edition
    slots = [one for part in made.sections for one in part.slots]
    assert [one.subject for one in slots] == ["In our words", "Headline 2"]
    assert made.subject == "In our words"


def told(headline, summary, number=1):
    return replace(slot(headline, number=number), summary=summary)


def test_where_every_headline_is_bait_the_subject_is_what_the_lead_says_first():
    lead = told("Is the telescope dead?", "Its mirror broke in the storm. Nobody was hurt.")
    assert subject_of([lead], TITLE) == "Its mirror broke in the storm"
    assert subjects_for([lead, slot("Why you should care", number=2)]) == (
        "Its mirror broke in the storm",
    )
    assert subjects_for([lead, CUP]) == ("Its mirror broke in the storm", "Rovers win cup")
    long = told(
        "Is it dead?", "The telescope on Mount Tessa lost its mirror in the storm on Monday night."
    )
    subject = subject_of([long], TITLE)
    assert subject == "The telescope on Mount Tessa lost its mirror…"
    assert preheader_for(subject, long).startswith("…in the storm on Monday night")


def test_a_headline_that_withholds_its_story_gives_way_to_who_tells_it():
    hides = "He said no"
    summary = "The mayor of Tessa refused to sign the sale of the port."
    other = replace(article(11, "Mayor of Tessa stops port sale"), text=summary)
    lead = told(hides, summary)
    both = replace(lead, story=replace(lead.story, coverage=(other,)))
    assert subject_of([both, CUP], TITLE) == "Mayor of Tessa stops port sale"
    assert subject_of([lead, CUP], TITLE) == "The mayor of Tessa refused to sign the sale…"
    alike = replace(article(12, "Nobody saw it coming"), text=summary)
    same = replace(lead, story=replace(lead.story, coverage=(alike,)))
    assert subject_of([same, CUP], TITLE).startswith("The mayor of Tessa refused")
    assert hides not in subjects_for([CUP, told(hides, summary, number=3)])


def test_what_a_summary_said_as_subject_its_preheader_does_not_repeat():
    asks = told("Is the telescope dead?", "Its mirror broke in the storm. Nobody was hurt.")
    assert preheader_for("Its mirror broke in the storm", asks) == "Nobody was hurt."
    assert preheader_for("Is the telescope dead?", asks) == asks.summary


def test_each_slot_says_how_its_own_mail_goes_on_and_how_another_names_it():
    first = story(1)
    asks = replace(
        story(2),
        lead=replace(story(2).lead, title="He said no"),
        summary="The mayor of Tessa refused to sign the sale of the port to Norlink on Monday.",
    )
    draft = Draft(
        stories=(first, asks),
        limits=Limits(),
        date=NOW.date(),
        cadence=Cadence.DAILY,
        now=NOW,
    )
    slots = [one for part in composed(draft, LETTER).edition.sections for one in part.slots]
    assert [(one.subject, one.preheader, one.teaser) for one in slots] == [
        ("Headline 1", "", "Headline 1"),
        (
            "The mayor of Tessa refused to sign the sale…",
            "…of the port to Norlink on Monday",
            "The mayor of Tessa refused to sign the sale…",
        ),
    ]


def test_a_subject_never_falls_back_on_bait():
    shouting = told("You won't believe it", "THE MIRROR BROKE IN THE STORM.")
    assert subject_of([shouting], TITLE) == TITLE
    assert subject_of([], TITLE) == ""


def spoken(number, language, **changes):
    one = story(number)
    return replace(one, lead=replace(one.lead, language=language), **changes)


def lead_of_edition(*stories, said=(), letter=LETTER):
    draft = Draft(stories=stories, limits=Limits(), date=NOW.date(), cadence=Cadence.DAILY, now=NOW)
    made = composed(draft, letter, said).edition
    return made.lead, made.subject


def test_a_story_in_the_newsletters_language_leads_where_it_is_about_as_good():
    french, english = spoken(1, "fr-CA"), spoken(2, "en-GB")
    assert lead_of_edition(french, english) == (english.id, "Headline 2")
    assert lead_of_edition(french, replace(english, score=9.3))[0] == french.id
    assert lead_of_edition(french, spoken(3, "de"))[0] == french.id
    assert lead_of_edition(french, spoken(2, ""))[0] == english.id
    canada = replace(LETTER, language="fr")
    assert lead_of_edition(french, english, letter=canada)[0] == french.id


def test_an_editor_may_lead_with_a_story_in_another_language():
    french, english = spoken(1, "fr"), spoken(2, "en")
    led = Override(
        kind=OverrideKind.LEAD,
        story=french.id,
        articles=(french.lead.id,),
        edition="e",
        who="ed",
        at=NOW,
    )
    assert lead_of_edition(french, english, said=[led]) == (french.id, "Headline 1")


def test_two_languages_make_no_subject_together():
    german = slot("Sturm trifft Küste", number=2)
    german = replace(
        german, story=replace(german.story, lead=replace(german.story.lead, language="de"))
    )
    assert subjects_for([STORM, german]) == ("Storm hits coast", "Sturm trifft Küste")
    assert subject_of([slot("Is it dead?"), german, CUP], TITLE) == "Rovers win cup"
