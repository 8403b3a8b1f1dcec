"""Short reports of the same kind of event in two places, and of one event by two newspapers."""

from __future__ import annotations

import pytest

from digest.curate.cluster import cluster

from .make import article

TWO_PLACES = {
    "titles that are one but for the place": (
        (
            "Warehouse fire in Bristol leaves two injured",
            (
                "Two people were injured when fire broke out in a furniture warehouse in the "
                "Bedminster district of Bristol on Tuesday. Ten engines were sent. Avon Fire and "
                "Rescue said the cause was not yet known."
            ),
        ),
        (
            "Two injured in Leeds warehouse fire",
            (
                "Two people were hurt when fire broke out in a clothing warehouse in the Holbeck "
                "district of Leeds on Tuesday. Eight engines were sent. West Yorkshire Fire and "
                "Rescue said the cause was not yet known."
            ),
        ),
    ),
    "a title whose first word the other text says": (
        (
            "Teenager stabbed near school in Croydon",
            (
                "A 16-year-old boy has been taken to hospital after he was stabbed near a "
                "school in Croydon on Tuesday afternoon. The Metropolitan Police said nobody "
                "had been arrested."
            ),
        ),
        (
            "Boy stabbed outside school in Wolverhampton",
            (
                "A 15-year-old boy is in hospital after he was stabbed outside a school in "
                "Wolverhampton on Tuesday afternoon. West Midlands Police said nobody had been "
                "arrested."
            ),
        ),
    ),
    "a name of two words that both say": (
        (
            "Muere un motorista en un accidente en Lugo",
            (
                "Un motorista de 35 años ha muerto este jueves al chocar con un turismo en la "
                "N-640, en Lugo. La Guardia Civil investiga el accidente."
            ),
        ),
        (
            "Accidente mortal en Teruel: fallece un motorista",
            (
                "Un motorista de 41 años ha muerto este jueves al chocar con un camión en la "
                "N-234, en Teruel. La Guardia Civil investiga el accidente."
            ),
        ),
    ),
    "where nouns have capitals, too": (
        (
            "Zwei Verletzte bei Wohnungsbrand in Kassel",
            (
                "Bei einem Wohnungsbrand in der Kasseler Südstadt sind am Montag zwei Menschen "
                "verletzt worden. Die Feuerwehr rettete weitere Bewohner über die Drehleiter."
            ),
        ),
        (
            "Wohnungsbrand in Rostock: Zwei Menschen verletzt",
            (
                "Bei einem Wohnungsbrand im Rostocker Stadtteil Lichtenhagen sind am Montag zwei "
                "Menschen verletzt worden. Die Feuerwehr rettete Bewohner über die Drehleiter."
            ),
        ),
    ),
}
ONE_EVENT = {
    "a town and its district": (
        (
            "Two injured in fire at Bedminster warehouse",
            (
                "Two people were hurt when fire broke out in a furniture warehouse in "
                "Bedminster on Tuesday. Ten engines were sent. Smoke could be seen across "
                "Bristol, Avon Fire and Rescue said."
            ),
        ),
        (
            "Bristol warehouse blaze injures two",
            (
                "A blaze in a Bristol warehouse in which furniture was kept left two people "
                "injured on Tuesday. Avon Fire and Rescue sent ten engines to Bedminster."
            ),
        ),
    ),
    "a railway line and its valley": (
        (
            "Bahnstrecke nach Oberstdorf wegen Erdrutsch gesperrt",
            (
                "Nach einem Erdrutsch ist die Bahnstrecke zwischen Immenstadt und Oberstdorf "
                "gesperrt. Ein Zug kam rechtzeitig zum Stehen, verletzt wurde niemand."
            ),
        ),
        (
            "Erdrutsch stoppt Züge im Allgäu",
            (
                "Ein Erdrutsch hat am Dienstag die Gleise bei Immenstadt verschüttet. Der Zug nach "
                "Oberstdorf hielt wenige Meter davor, niemand wurde verletzt."
            ),
        ),
    ),
    "a recall whose titles count the same cars": (
        (
            "Volkmar ruft 240.000 Autos wegen Bremsen zurück",
            (
                "Der Autobauer Volkmar ruft weltweit 240.000 Wagen des Modells Tarn zurück. Bei "
                "ihnen kann die Bremsleitung reißen, wie das Kraftfahrt-Bundesamt am Dienstag "
                "mitteilte. In Deutschland sind 61.000 Fahrzeuge betroffen."
            ),
        ),
        (
            "Rückruf bei Volkmar: 240.000 Autos müssen in die Werkstatt",
            (
                "Wegen möglicher Mängel an der Bremsleitung muss Volkmar 240.000 Autos des Typs "
                "Tarn in die Werkstätten holen. 61.000 davon fahren in Deutschland. Unfälle seien "
                "nicht bekannt, sagte ein Sprecher."
            ),
        ),
    ),
}


def stories(pair):
    return cluster([article(at, title, text) for at, (title, text) in enumerate(pair)])


@pytest.mark.parametrize("pair", TWO_PLACES.values(), ids=TWO_PLACES)
def test_the_same_kind_of_event_in_two_places_is_two_stories(pair):
    assert len(stories(pair)) == 2


@pytest.mark.parametrize("pair", ONE_EVENT.values(), ids=ONE_EVENT)
def test_one_event_whose_titles_name_two_places_is_one_story(pair):
    assert len(stories(pair)) == 1


BY_TELEPHONE = (
    "Wie die Polizei mitteilte, meldete sich am Dienstag ein angeblicher Kommissar am Telefon und "
    "berichtete von Einbrechern in der Nachbarschaft. Ein Bote erschien am Nachmittag an der "
    "Haustür und nahm alles mit. Erst als am Abend Besuch kam, fiel der Betrug auf. Die Polizei "
    "rät, am Telefon nie über Geld zu sprechen und im Zweifel die 110 zu wählen. Zeugen, die den "
    "Boten gesehen haben, sollen sich melden. Er soll eine dunkle Jacke getragen haben."
)
WORMS = (
    "Rentnerin verliert 60.000 Euro an falsche Polizisten in Worms",
    f"Eine 82 Jahre alte Frau aus Worms ist um Bargeld und Schmuck gebracht worden. {BY_TELEPHONE}",
)
HUSUM = (
    "Betrüger bringen Senior in Husum um Goldmünzen",
    f"Ein 79 Jahre alter Mann aus Husum hat Münzen für 45.000 Euro verloren. {BY_TELEPHONE}",
)


@pytest.mark.parametrize("again", [0, 1])
def test_titles_part_german_texts_whose_nouns_hide_the_names(again):
    """However full they are."""
    told = [
        article(at, title, f"{text} {BY_TELEPHONE * again}", language="de")
        for at, (title, text) in enumerate((WORMS, HUSUM))
    ]
    assert len(cluster(told)) == 2


def test_a_german_title_that_the_other_text_tells_parts_nothing():
    other = ("Falsche Polizisten: Frau aus Worms um Schmuck gebracht", WORMS[1])
    told = [article(at, *one, language="de") for at, one in enumerate((WORMS, other))]
    assert len(cluster(told)) == 1
