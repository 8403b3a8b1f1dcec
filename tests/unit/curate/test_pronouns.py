from __future__ import annotations

import pytest
from tests.unit.curate.make import article

from digest.curate.addendum import addendum_to
from digest.curate.facts import standing
from digest.curate.pronouns import leans
from digest.curate.summarise import summarise
from digest.model import Story


@pytest.mark.parametrize(
    ("tongue", "sentence"),
    [
        ("en", "Prosecutor Karl Dorn said he had tested positive for the virus."),
        ("en", "Prosecutor Karl Dorn said in Larmont on Monday that he had tested positive."),
        ("en", "According to Karl Dorn, he was taken to a hospital on Sunday."),
        ("en", "Police found he had lied about his two ferries."),
        ("en", "The ruling gives him back the two ferries and the quay."),
        ("en", "In Larmont on Monday he walked out of the court."),
        ("en", "Karl Dorn, who had said nothing, told reporters that she would pay."),
        ("", "Prosecutor Karl Dorn said he had tested positive for the virus."),
        ("de", "Staatsanwalt Karl Dorn sagte, er sei positiv getestet worden."),
        ("de", "Staatsanwalt Karl Dorn sagte am Montag, dass sie positiv getestet worden sei."),
        ("fr", "Le procureur Karl Dorn a déclaré lundi qu’il avait été testé positif."),
        ("es", "El fiscal Karl Dorn dijo que él había dado positivo."),
        ("it", "Il procuratore Karl Dorn ha detto che lui era risultato positivo."),
    ],
)
def test_a_pronoun_may_mean_somebody_of_the_sentence_before(tongue, sentence):
    assert leans(sentence, tongue)


@pytest.mark.parametrize(
    ("tongue", "sentence"),
    [
        ("en", "Karl Dorn lost his post because he had lied."),
        ("en", "Karl Dorn said Lena Okafor had told the court that it was closed."),
        ("en", "Karl Dorn said that Lena Okafor had lost her post."),
        ("en", "A man was held in Larmont after he had set fire to a ferry."),
        ("en", "The company said it would sell both ferries."),
        ("de", "Karl Dorn tritt zurück, weil er gelogen hat."),
        ("de", "Die Fähren fahren wieder, sagte Karl Dorn, und sie sind voll."),
        ("fr", "Selon le ministère il y a deux blessés au port."),
        ("fr", "Il faut payer, dit le ministre."),
        ("fr", "Il a fait 27,4 degrés lundi à Larmont, un record pour un mois de novembre."),
        ("da", "Færgen ligger stadig her, siger Karl Dorn."),
        ("it", "Il ministro ha detto che il porto resta chiuso."),
    ],
)
def test_a_pronoun_with_a_name_of_its_own_stands(tongue, sentence):
    assert not leans(sentence, tongue)


ARRESTED = "Milo Vance, who ran three smuggling rings in Larmont, was arrested in the harbour."
TESTED = "Prosecutor Karl Dorn said he had tested positive for the virus after the arrest."
SEIZED = "The coast guard seized two boats and four tonnes of cigarettes on the same evening."
LONG = (
    "The arrest of Milo Vance ends a search of nine years in which the police of four countries "
    "looked through more than two hundred houses, farms, boats and warehouses along the coast, "
    "paid out rewards to eleven people who had come forward with hints, and for all that never "
    "found more than a pair of reading glasses and one wet coat."
)


def test_a_summary_leaves_out_what_leans_on_a_sentence_that_it_does_not_hold():
    text = f"{LONG} {TESTED} {SEIZED}"
    found = summarise(article(1, "Prosecutor Dorn: tested positive", text))
    assert TESTED not in found
    assert SEIZED in found


def test_a_summary_may_hold_both():
    found = summarise(
        article(1, "Prosecutor Karl Dorn said he tested positive", f"{ARRESTED} {TESTED}")
    )
    assert found == f"{ARRESTED} {TESTED}"


def test_what_was_too_short_to_be_lifted_is_missed_all_the_same():
    found = summarise(article(1, "Dorn", f"{SEIZED} Milo Vance is ill. {TESTED}"))
    assert found == SEIZED


def test_a_standfirst_that_begins_with_a_pronoun_is_none_where_there_is_a_text():
    pointing = "He had tested positive for the virus, the prosecutor said on Monday evening."
    assert summarise(article(1, "Vance", f"{ARRESTED} {SEIZED}", summary=pointing)).startswith(
        ARRESTED
    )
    assert summarise(article(2, "Vance", "", summary=pointing)) == pointing


def test_what_is_printed_alone_does_not_lean_either():
    assert standing(article(1, "Vance", f"{ARRESTED} {TESTED} {SEIZED}")) == [ARRESTED, SEIZED]
    lead = article(1, "Milo Vance arrested", ARRESTED)
    other = article(2, "Vance", f"{SEIZED} {TESTED}", source="Post")
    found = addendum_to(Story(id="s1", lead=lead, coverage=(other,)), ARRESTED)
    assert found is None or found.sentence != TESTED
