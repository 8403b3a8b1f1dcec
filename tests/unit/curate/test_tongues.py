from __future__ import annotations

from datetime import timedelta

import pytest
from tests.unit.curate.make import CHESS, NOW, QUAKE, article, newsletter
from tests.unit.curate.test_settle import arrived

from digest.curate.cluster import cluster
from digest.curate.reading import read_all
from digest.curate.stories import curate
from digest.curate.tongues import ties

ENGLISH = article(
    1,
    "Ferry fire off Lindos kills four",
    "A fire on the ferry Aurora Queen killed at least four people early on Tuesday, the coast guard"
    " said, and 212 were rescued. The ship had left Piraeus with 216 on board. A nurse, Eleni"
    " Markou, said that the corridor filled with smoke within minutes. A spokesman, Nikos Alexiou,"
    " said that divers were searching the car deck.",
    language="en",
)
GERMAN = article(
    2,
    "Vier Tote bei Brand auf Fähre",
    "Bei einem Feuer auf der Fähre Aurora Queen sind in der Nacht mindestens vier Menschen ums"
    " Leben gekommen, 212 wurden gerettet. Das teilte die Küstenwache mit. An Bord waren 216"
    " Menschen, das Schiff kam aus Piräus. Der Gang sei voller Rauch gewesen, sagte eine Frau"
    " namens Eleni Markou. Taucher suchen das Autodeck ab.",
    language="de-AT",
)
SPANISH = article(
    3,
    "Cuatro muertos en un incendio en alta mar",
    "Al menos cuatro personas murieron en la madrugada en el incendio del Aurora Queen, informó la"
    " guardia costera, que rescató a otras 212. El barco llevaba 216 personas a bordo. El pasillo"
    " se llenó de humo, contó la enfermera Eleni Markou. El portavoz Nikos Alexiou dijo que los"
    " buzos buscan en la cubierta de vehículos.",
    language="es",
)
SHIPYARD = article(
    4,
    "Werft baut Schwesterschiff der Aurora Queen",
    "Eine Werft in Turku hat den Auftrag für ein Schwesterschiff der Aurora Queen erhalten. Es soll"
    " 1.900 Menschen fassen und mit Methanol fahren. Der Vertrag über 240 Millionen Euro sichert"
    " nach Angaben der Gewerkschaft 600 Stellen bis zum Ende des Jahrzehnts.",
    language="de",
)


def stories(*articles):
    return sorted(sorted(one.id for one in group) for group in cluster(articles))


def together(*articles):
    return sorted(one.id for one in articles)


def test_accents_that_one_language_leaves_out_part_no_names():
    turkish = article(
        5,
        "Málaga'da Çağlayan ile Gül öldü",
        "Málaga'da teknede çıkan yangında Işık Çağlayan ile Özgür Gül öldü, 37 kişi kurtarıldı.",
        language="tr",
    )
    english = article(
        6,
        "Two die in boat fire off Malaga",
        "A fire on a boat off Malaga killed Isik Caglayan and Ozgur Gul; 37 people were saved.",
        language="en",
    )
    assert stories(turkish, english) == [together(turkish, english)]


def test_one_event_in_three_languages_is_one_story():
    assert stories(ENGLISH, GERMAN, SPANISH) == [together(ENGLISH, GERMAN, SPANISH)]


def test_another_event_of_the_same_ship_is_a_story_of_its_own():
    assert stories(ENGLISH, SHIPYARD) == [together(ENGLISH), together(SHIPYARD)]


def _evening(number, days, why, figures):
    """What two papers write of the stock exchange each evening, in the words they always have."""
    day, jour = days
    points, share, best = figures
    english = (
        f"German shares moved on {day} as investors reacted to {why}. The DAX closed {share}"
        f" percent away at {points} points.\n\n{best} moved {share} percent, the biggest move in"
        " the index. In Paris the CAC 40 was little changed.\n\nThe euro traded at 1.16 dollars."
    )
    french = (
        f"La Bourse de Paris a bougé de {share} % {jour}, le CAC 40 terminant à 8 169 points. Les"
        f" investisseurs ont réagi aux nouvelles de Francfort.\n\n{best} a bougé de {share} % à"
        " Francfort, où le DAX finit à {points} points, tandis que LVMH est resté stable."
    )
    when = NOW - timedelta(hours=36 if day == "Monday" else 12)
    told = f"European shares: DAX {share} percent off on {why}", english
    redit = f"La Bourse de Paris à {share} % {jour}", french.format(points=points)
    return (
        article(number, *told, language="en", published=when),
        article(number + 1, *redit, language="fr", published=when),
    )


def test_what_one_language_tells_as_two_events_another_does_not_make_one():
    monday = _evening(41, ("Monday", "lundi"), "worries over tariffs", ("24118", "0.4", "Volkmar"))
    tuesday = _evening(
        43, ("Tuesday", "mardi"), "hopes for lower interest rates", ("24383", "1.1", "Volkmar")
    )
    assert stories(*monday, *tuesday) == [together(*monday), together(*tuesday)]


def test_what_lies_more_than_three_days_apart_is_not_the_same():
    later = article(
        5, GERMAN.title, GERMAN.text, language="de", published=ENGLISH.published + timedelta(days=4)
    )
    assert len(stories(ENGLISH, later)) == 2


@pytest.mark.parametrize("language", ["en", ""])
def test_articles_of_one_language_or_of_none_known_are_not_asked(language):
    told = article(6, GERMAN.title, GERMAN.text, language=language)
    readings = read_all([ENGLISH, told, article(7, "Schach", CHESS, language="fr")])
    assert not ties([[0], [1], [2]], readings, {0, 1, 2})


def test_one_article_of_many_does_not_join_two_stories():
    """Only ten pairs of a hundred at least are evidence: a name in passing is none."""
    plain = [
        article(10 + n, "Chess prodigy becomes grandmaster", CHESS, language="en")
        for n in range(11)
    ]
    readings = read_all([*plain, ENGLISH, GERMAN])
    assert not ties([[*range(12)], [12]], readings, set(range(13)))
    assert ties([[11], [12]], readings, set(range(13)))


def test_a_story_in_another_language_is_found_where_it_stands_and_keeps_its_id():
    known = arrived([[ENGLISH], [article(8, "Quake", QUAKE, language="en")], [GERMAN], [SPANISH]])
    assert {known[one.id] for one in (ENGLISH, GERMAN, SPANISH)} == {"s000000000001"}
    assert known[article(8).id] == "s000000000008"


def test_what_was_joined_stays_so_when_an_article_comes_that_names_nobody():
    blaze = article(
        9,
        "Ferry fire off Lindos kills four",
        "A fire on a ferry killed at least four people early on Tuesday, the coast guard said. The"
        " corridor filled with smoke within minutes. Divers were searching the car deck.",
        language="en",
    )
    known = arrived([[ENGLISH], [GERMAN], [blaze]])
    assert len(set(known.values())) == 1


@pytest.mark.parametrize(
    ("language", "lead"), [("de", GERMAN), ("en-GB", ENGLISH), ("es", SPANISH)]
)
def test_who_leads_is_read_by_the_readers(language, lead):
    made = curate(
        [ENGLISH, GERMAN, SPANISH],
        newsletter(language=language),
        [],
        now=ENGLISH.published + timedelta(hours=3),
    )
    assert [story.lead.id for story in made.stories] == [lead.id]


def test_a_story_that_nobody_tells_in_the_language_of_the_readers_is_told_all_the_same():
    made = curate(
        [GERMAN, SPANISH], newsletter(language="en"), [], now=GERMAN.published + timedelta(hours=3)
    )
    assert len(made.stories) == 1
