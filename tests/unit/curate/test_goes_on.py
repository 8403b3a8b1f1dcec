"""What a newsroom tells the day after under a title of its own: the same matter, or another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.curate.reading import read, read_all
from digest.curate.settle import settle
from digest.curate.subjects import Subjects

from .make import article

GOES_ON = {
    "a strike ends": (
        (
            "Grève des éboueurs à Marseille : les poubelles débordent",
            (
                "Les éboueurs de Marseille sont en grève depuis lundi pour réclamer de meilleurs "
                "salaires. Quelque 2.000 tonnes d'ordures jonchent les rues. Le syndicat Force "
                "ouvrière doit rencontrer le préfet mercredi."
            ),
        ),
        (
            "Marseille : les éboueurs reprennent le travail",
            (
                "Les éboueurs de Marseille ont suspendu leur grève. Le syndicat Force ouvrière "
                "a accepté la proposition de la métropole. Les rues doivent être nettoyées "
                "d'ici à la fin de la semaine."
            ),
        ),
    ),
    "a child is found": (
        (
            "Disparition d'une fillette à Sarlat : les recherches continuent",
            (
                "Les gendarmes recherchent depuis dimanche Lou, 7 ans, disparue près de Sarlat. Un "
                "hélicoptère et cinquante militaires ont été mobilisés."
            ),
        ),
        (
            "La petite Lou retrouvée saine et sauve",
            (
                "Lou, la fillette de 7 ans disparue depuis dimanche près de Sarlat, a été "
                "retrouvée dans une grange. Elle est saine et sauve, ont annoncé les gendarmes."
            ),
        ),
    ),
}
ANOTHER = {
    "two arrests in one town": (
        (
            "Detenido un hombre en Cádiz por agredir a un médico",
            (
                "La Policía Nacional ha detenido a un hombre en Cádiz por agredir a un médico "
                "en el hospital Puerta del Mar. El colegio de médicos condena la agresión."
            ),
        ),
        (
            "Cádiz: la Policía detiene a una banda de carteristas",
            (
                "La Policía Nacional ha detenido en Cádiz a cuatro carteristas que robaban a "
                "turistas de los cruceros. Les imputan 30 robos en el centro de la ciudad."
            ),
        ),
    ),
    "two closes of one market": (
        (
            "FTSE 100 ends lower as miners slip",
            (
                "The FTSE 100 index of leading shares in London closed 0.7 per cent lower at 8,150 "
                "points on Monday. Miners slipped, and the pound fell against the dollar."
            ),
        ),
        (
            "London: FTSE 100 ends higher, helped by banks",
            (
                "The FTSE 100 index of leading shares in London closed 0.4 per cent higher at "
                "8,183 points on Tuesday. Banks gained, and the pound rose against the dollar."
            ),
        ),
    ),
}


def a_day_apart(pair):
    one, other = (article(at, title, text) for at, (title, text) in enumerate(pair))
    return one, replace(other, published=one.published + timedelta(hours=30))


def tied(pair):
    one, other = a_day_apart(pair)
    settled = settle(read_all([one, other]), {})
    story = settled.story_of[other.id]
    return settled.story_of[one.id] in {story, settled.before.get(story)}


@pytest.mark.parametrize("pair", GOES_ON.values(), ids=GOES_ON)
def test_a_title_that_names_nobody_new_goes_on_from_the_day_before(pair):
    assert tied(pair)


@pytest.mark.parametrize("pair", ANOTHER.values(), ids=ANOTHER)
def test_what_shares_a_town_or_a_market_does_not(pair):
    assert not tied(pair)


def test_it_is_a_story_of_its_own_but_no_other_event():
    one, other = map(read, a_day_apart(GOES_ON["a strike ends"]))
    subjects = Subjects([one, other])
    assert subjects.two_stories(0, 1, full=0.4)
    assert not subjects.two_events(0, 1, full=0.4)
