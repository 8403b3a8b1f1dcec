"""What develops a story though no lexicon has the act, and nobody new is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.curate.make import article
from tests.unit.store.make import edition

from digest.curate.memory import Telling, recall
from digest.curate.unheard import ENOUGH
from digest.model import EditionState, Slot, Story

TOLD = Story(
    id="sa",
    lead=article(
        1,
        "Terminal at Brack stands empty",
        "The terminal at Brack has had no passengers for months. Its owner wants to sell.",
        publisher="The Herald",
        language="en",
    ),
)
SLOT = Slot(id="sa", story=TOLD, headline=TOLD.lead.title, summary=TOLD.lead.text)
MEMORY = {"sa": [Telling(edition(state=EditionState.SENT), [SLOT])]}
LENGTHY = replace(SLOT, summary=f"{SLOT.summary} {' '.join(map('w{:04}'.format, range(ENOUGH)))}")
MUCH = {"sa": [Telling(edition(state=EditionState.SENT), [LENGTHY])]}
FLATTENED = "Bulldozers flattened the terminal at Brack."
MOTHBALLED = "The terminal at Brack was mothballed."


def later(text, *, number=2, **changes):
    values = {"publisher": "Coast Post", "language": "en"} | changes
    return Story(id="sa", lead=article(number, "Terminal at Brack stands empty", text, **values))


def updates(story, memory=MEMORY):
    return [one.update.sentence for one in recall([story], memory).stories]


def test_where_much_was_told_an_article_that_begins_with_words_never_heard_tells_news():
    assert updates(later(FLATTENED)) == []
    (found,) = recall([later(FLATTENED)], MUCH).stories
    assert found.update.sentence == FLATTENED
    assert found.reasons[-1].endswith("new since, by Coast Post: bulldozers, flattened")


def test_such_words_further_down_are_no_news():
    first = "The terminal at Brack stands empty."
    assert updates(later(f"{first} {FLATTENED}"), MUCH) == []


def test_an_outlet_that_told_it_comes_again_with_news():
    assert updates(later(MOTHBALLED)) == []
    assert updates(later(MOTHBALLED, publisher="The Herald")) == [MOTHBALLED]


def test_a_page_that_was_told_and_is_reworded_is_judged_as_others_are():
    same = {"number": 1, "publisher": "The Herald"}
    assert updates(later(MOTHBALLED, **same)) == []
    assert updates(later(FLATTENED, **same)) == []
    assert updates(later(FLATTENED, **same), MUCH) == [FLATTENED]


def test_it_goes_before_a_name_further_down():
    named = "Visitors came to the terminal with the photographer Hedda Kranz on a tour."
    assert updates(later(f"{FLATTENED} {named}"), MUCH) == [FLATTENED]


def test_an_act_that_is_known_goes_before_it():
    known = "The owner of the terminal was arrested."
    assert updates(later(f"{FLATTENED} {known}"), MUCH) == [known]


def test_who_says_again_how_many_they_are_retells():
    told = replace(SLOT, summary="The owner of the terminal at Brack sacked 40 workers.")
    memory = {"sa": [Telling(edition(state=EditionState.SENT), [told])]}
    retold = later("Forty lose livelihoods at the terminal.", publisher="The Herald")
    assert updates(retold, memory) == []
    news = later("Strikers occupy the terminal.", publisher="The Herald")
    assert updates(news, memory) == ["Strikers occupy the terminal."]


@pytest.mark.parametrize(
    "text",
    [
        "The terminal at Brack, founded in 1902, welcomed emperors.",
        "Travellers reach the terminal at Brack under 0800 123 456.",
        "Bulldozers may flatten the terminal at Brack.",
    ],
)
def test_background_and_what_may_be_are_no_news(text):
    assert updates(later(text, publisher="The Herald")) == []


def test_other_words_of_another_language_are_no_news():
    text = "Bulldozer haben den Terminal von Brack niedergewalzt."
    assert updates(later(text, language="de", publisher="The Herald")) == []
    told = replace(SLOT, story=replace(TOLD, coverage=(article(3, "Brack", "", language="de"),)))
    memory = {"sa": [Telling(edition(state=EditionState.SENT), [told])]}
    german = later(text, language="de", publisher="The Herald")
    assert len(recall([german], memory).stories) == 1


def test_what_is_part_of_a_longer_word_was_told():
    told = replace(
        SLOT,
        summary="Ein Hafenvertrag belastet die Ministerin Palm.",
        story=replace(TOLD, lead=replace(TOLD.lead, text="", title="Palm", language="de")),
    )
    memory = {"sa": [Telling(edition(state=EditionState.SENT), [told])]}
    vertrag = later("Der Vertrag belastet die Ministerin.", language="de", publisher="The Herald")
    assert recall([vertrag], memory).stories == ()
