from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.curate.make import article

from digest.curate.figure import figure

TITLE = "Argo Foods buys Millhouse Bakeries"


def lifted(sentence, *, title=TITLE, **values):
    found = figure(article(1, title, f"Argo Foods is growing. {sentence}"), **values)
    return (found.said, found.sentence == sentence) if found else None


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Argo pays $2.3 billion in cash for the ovens of Millhouse Bakeries.", "$2.3 billion"),
        ("Argo pays 2.3 billion crowns in cash for the ovens of Millhouse.", "2.3 billion crowns"),
        ("Argo pays £3.2m in cash for the ovens of Millhouse Bakeries.", "£3.2m"),
        ("Argo Foods pays $5.8bn for Millhouse and its ovens in the north.", "$5.8bn"),
        ("Some 2.5m people buy bread of Argo Foods and Millhouse each day.", "2.5m"),
        ("Argo Foods is to pay 20m euros for Millhouse and all of its ovens.", "20m euros"),
        ("Together Argo Foods and Millhouse bake 43 per cent of all loaves.", "43 per cent"),
        ("The deal puts 1,200 jobs at Millhouse and at Argo Foods at risk.", "1,200"),
        ("Some 2.5 million people buy bread of Argo and Millhouse each day.", "2.5 million"),
        (
            "Argo Foods zahlt für Millhouse Bakeries 2,3 Milliarden Euro in bar.",
            "2,3 Milliarden Euro",
        ),
        ("Argo Foods détient 12,5 % des actions de Millhouse depuis hier soir.", "12,5 %"),
        (
            "Argo Foods paga 230 millones de dólares por los hornos de Millhouse.",
            "230 millones de dólares",
        ),
        (
            "Argo Foods paga 230 milioni di euro per i forni di Millhouse Bakeries.",
            "230 milioni di euro",
        ),
        ("Argo Foods prende 1.200 dipendenti di Millhouse Bakeries in primavera.", "1.200"),
        (
            "A Argo Foods paga R$ 4,3 bilhões pelos fornos da Millhouse Bakeries.",
            "R$ 4,3 bilhões",
        ),
        ("A Argo Foods assume 3,2 mil funcionários da Millhouse Bakeries em maio.", "3,2 mil"),
    ],
)
def test_money_a_share_and_a_count_are_lifted_with_their_sentence(sentence, said):
    assert lifted(sentence) == (said, True)


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        (
            "ラーモント港の地震",
            "ラーモント港の地震で、市は被災者に12億円を支払うと発表した。",
            "12億円",
        ),
        (
            "زلزال في لارمونت",
            "قالت بلدية لارمونت إن زلزال أمس دمر 340 منزلا في المدينة القديمة.",
            "340",
        ),
        ("लारमोंट में भूकंप", "लारमोंट में भूकंप से शहर के 45 प्रतिशत घर टूट गए, नगर परिषद ने कहा।", "45 प्रतिशत"),
    ],
    ids=["ja", "ar", "hi"],
)
def test_figures_of_other_scripts_are_known(title, text, said):
    assert figure(article(1, title, text)).said == said


@pytest.mark.parametrize(
    "sentence",
    [
        "Argo Foods was founded beside Millhouse Bakeries in 1962 by two brothers.",
        "Argo Foods and Millhouse Bakeries signed on 23 November at 10:30 in the hall.",
        "The owner of Millhouse Bakeries, aged 71, sold to Argo Foods after 35 years.",
        "Argo Foods beat Millhouse Bakeries 3-2 in a match of their works teams.",
        "Argo Foods has 12 ovens and Millhouse Bakeries has 9 of them in the town.",
        "The price of wheat rose by 43 per cent in the whole of last year.",
        "It pays 2.3 billion crowns in cash to the owners of Millhouse Bakeries.",
        "Argo pays 2.3 billion",
    ],
)
def test_years_days_ages_scores_and_what_is_not_the_storys_are_left(sentence):
    assert lifted(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("The profit of Argo Foods fell from $518 million to $172 million.", "$172 million"),
        ("Argo Foods cuts its bid for Millhouse from 20 percent to 12 percent.", "12 percent"),
        (
            "Der Gewinn von Argo Foods sank von 518,4 Mio. Euro auf rund 172 Mio. Euro.",
            "172 Mio. Euro",
        ),
        ("Le chiffre d'Argo Foods passe de 20 % à 12 % chez Millhouse.", "12 %"),
        ("Argo Foods baja de 20 millones de euros a 12 millones de euros.", "12 millones de euros"),
        ("Argo Foods has 43 per cent of the shops, up from 31 per cent.", "43 per cent"),
        ("Argo Foods zahlt 200 Mio. Euro statt 300 Mio. Euro für Millhouse.", "200 Mio. Euro"),
        ("Argo Foods pays 15 million pounds ($22.3 million) for Millhouse.", "15 million pounds"),
        ("Argo Foods and Millhouse bake about 230 miles (370 kilometers) north of Lima.", None),
        ("Die Öfen von Argo Foods und Millhouse sind alle 20,5 Meter hoch.", None),
        ("A fire at Argo Foods killed 160 people at Millhouse in November 2008.", None),
        ("Argo Foods and Millhouse bake 8,000 miles of bread in a year, they said.", "8,000"),
        ("Argo Foods takes 12 percent from 30 shops of Millhouse this year.", "12 percent"),
    ],
)
def test_a_number_of_before_of_a_place_or_in_brackets_is_no_figure(sentence, said):
    assert lifted(sentence) == (said and (said, True))


def test_a_number_that_the_reader_is_told_anyway_is_not_told_again():
    sentence = "Argo pays 2.3 billion crowns in cash for the ovens of Millhouse Bakeries."
    assert lifted(sentence, beside=f"A deal. {sentence}") is None
    assert lifted(sentence, beside="Argo Foods buys Millhouse for 2.3 billion crowns.") is None


@pytest.mark.parametrize(
    "printed",
    ["It takes over 1200 workers.", "Some 1.2 thousand come.", "1,200: so many change."],
)
def test_a_number_that_was_printed_is_nothing_new_and_one_beside_it_is(printed):
    old = "Argo Foods takes over 1,200 workers of Millhouse Bakeries in spring."
    new = "Argo Foods shuts 43 shops of Millhouse Bakeries in the towns of the coast."
    assert lifted(old, printed=printed) is None
    assert lifted(old, printed="It takes over 200 workers.")[0] == "1,200"
    assert lifted(f"{old} {new}")[0] == "1,200"
    assert lifted(f"{old} {new}", printed=printed)[0] == "43"
    assert lifted(new, printed="It shuts forty-three.") is None


def test_a_number_that_other_sources_have_goes_before_one_that_they_lack():
    first = "Argo Foods pays 90 crowns a share for all of Millhouse Bakeries."
    second = "Argo Foods takes over 1,200 workers of Millhouse Bakeries in spring."
    assert lifted(f"{first} {second}")[0] == "90 crowns"
    assert lifted(f"{first} {second}", others=["It has 1,200 workers."])[0] == "1,200"


def test_a_part_of_another_number_bears_nothing_out():
    first = "Argo Foods pays 90 crowns a share for all of Millhouse Bakeries."
    second = "Argo Foods takes over 200 workers of Millhouse Bakeries in spring."
    assert lifted(f"{first} {second}", others=["It was founded in 1200."])[0] == "90 crowns"


def test_a_number_without_end_stops_no_edition():
    for number in ("9" * 5000, "1" + ",000" * 2000):
        assert lifted(f"Argo Foods has {number} workers in the town of Millhouse.") is None


@given(st.text(alphabet="0123456789.,:$€% Argo Millhouse人円", max_size=200))
def test_whatever_is_lifted_stands_in_the_text(text):
    found = figure(article(1, TITLE, text))
    whole = " ".join(text.split())
    assert found is None or (found.sentence in whole and found.said in found.sentence)
