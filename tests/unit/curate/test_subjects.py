"""Two events that are told in the same words, in a window with few articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.curate.cluster import cluster
from digest.curate.reading import read
from digest.curate.subjects import Subjects

from .make import article

EVENTS = {
    "two banks": (
        (
            "ECB cuts interest rates by a quarter point",
            (
                "The European Central Bank cut its main rate by a quarter of a percentage point "
                "on Monday, saying that inflation was moving towards its target. President "
                "Christine Lagarde said the decision was unanimous. Analysts had expected the "
                "move. The euro fell 0.3 percent."
            ),
        ),
        (
            "Bank of England cuts interest rates by a quarter point",
            (
                "The Bank of England cut its main rate by a quarter of a percentage point on "
                "Monday, saying that inflation was moving towards its target. Governor Andrew "
                "Bailey said the vote was 6-3. Analysts had expected the move. Sterling fell "
                "0.4 percent."
            ),
        ),
    ),
    "a bank and a company": (
        (
            "EZB senkt Leitzins um einen Viertelpunkt",
            (
                "Die Europäische Zentralbank hat den Einlagensatz am Montag um einen "
                "Viertelpunkt auf 1,75 Prozent gesenkt. Die Inflation nähere sich dem Ziel, "
                "teilte die Notenbank mit. Präsidentin Christine Lagarde sagte, die "
                "Entscheidung sei einstimmig gefallen. Der Euro verlor 0,3 Prozent zum Dollar."
            ),
        ),
        (
            "Infineon steigert Gewinn im vierten Quartal",
            (
                "Infineon hat im vierten Quartal den Gewinn um 9 Prozent auf 430 Millionen Euro "
                "gesteigert. Der Umsatz wuchs um 4 Prozent auf 4,1 Milliarden Euro, teilte der "
                "Konzern mit. Die Dividende soll um 2 Cent auf 0,37 Euro steigen."
            ),
        ),
    ),
    "two fires of one town": (
        (
            "Warehouse fire in Leeds forces evacuation",
            (
                "A fire at a furniture warehouse in Leeds forced the evacuation of 60 homes on "
                "Monday evening. Twelve fire engines were sent to Kirkstall Road. Nobody was "
                "hurt, West Yorkshire fire service said. Residents were told to keep windows "
                "closed."
            ),
        ),
        (
            "School fire in Leeds: pupils evacuated",
            (
                "A fire at a primary school in Leeds forced the evacuation of 320 pupils on "
                "Monday morning. Four fire engines were sent to Roundhay Road. Nobody was hurt, "
                "West Yorkshire fire service said. The school will stay closed until Thursday."
            ),
        ),
    ),
    "two victims": (
        (
            "Man stabbed to death in Birmingham",
            (
                "A 34-year-old man was stabbed to death in Birmingham on Sunday night, West "
                "Midlands police said. Two men have been arrested on suspicion of murder."
            ),
        ),
        (
            "Woman stabbed to death in Birmingham",
            (
                "A 27-year-old woman was stabbed to death in Birmingham on Sunday night, West "
                "Midlands police said. A man has been arrested on suspicion of murder."
            ),
        ),
    ),
    "two deeds of one company": (
        (
            "Tesla opens battery plant in Texas",
            (
                "Tesla opened a battery plant in Texas on Monday that will employ 1,500 people. "
                "Governor Greg Abbott attended the ceremony."
            ),
        ),
        (
            "Tesla recalls 1,500 cars in Texas",
            (
                "Tesla is recalling 1,500 cars in Texas over a software fault, regulators said "
                "on Monday. Governor Greg Abbott was among the owners."
            ),
        ),
    ),
}
ONE_EVENT = {
    "two languages": (
        (
            "Twelve missing after ferry fire off Sicily",
            (
                "Twelve people are missing after a fire broke out on the ferry Stella Marina "
                "off the northern coast of Sicily early on Monday, the Italian coastguard said. "
                "The ship was carrying 214 passengers and 38 crew from Naples to Palermo. The "
                "operator, Tirrena Lines, said it was working with the authorities."
            ),
        ),
        (
            "Sicile : douze disparus après l'incendie du ferry Stella Marina",
            (
                "Douze personnes sont portées disparues après l'incendie qui s'est déclaré "
                "lundi à bord du ferry Stella Marina, au large de la côte nord de la Sicile. Le "
                "navire transportait 214 passagers et 38 membres d'équipage entre Naples et "
                "Palerme. L'armateur Tirrena Lines dit coopérer avec les autorités."
            ),
        ),
    ),
    "a toll that rises": (
        (
            "Two dead in bus crash in Peru",
            (
                "Two people were killed and 14 injured when a bus ran off a mountain road in "
                "Peru's Ayacucho region, police said."
            ),
        ),
        (
            "Toll in Peru bus crash rises to five",
            (
                "Five people have died and 14 were injured when a bus ran off a mountain road "
                "in Peru's Ayacucho region, police said."
            ),
        ),
    ),
}


def two(pair):
    return [article(at, title, text) for at, (title, text) in enumerate(pair)]


@pytest.mark.parametrize("pair", EVENTS.values(), ids=EVENTS)
def test_two_events_in_the_same_words_are_two_stories(pair):
    assert len(cluster(two(pair))) == 2


@pytest.mark.parametrize("pair", ONE_EVENT.values(), ids=ONE_EVENT)
def test_one_event_stays_one_story(pair):
    assert len(cluster(two(pair))) == 1


def test_of_texts_without_a_name_those_are_apart_whose_titles_say_other_things():
    here = article(
        1,
        "زلزال بقوة 5.8 درجات يضرب شمال المغرب",
        "ضرب زلزال بقوة 5.8 درجات شمال المغرب فجر الاثنين قرب مدينة الحسيمة.",
    )
    there = article(
        2, "زلزال بقوة خمس درجات يهز بلدة عين الصفا", "هز زلزال بقوة خمس درجات بلدة عين الصفا."
    )
    subjects = Subjects([read(here), read(there)])
    assert subjects.told_apart(0, 1, 0.25, full=0.6)
    assert not subjects.told_apart(0, 1, 0.35, full=0.6)


TRIALS = [
    (
        f"Trial of {who} opens in Carrick",
        f"The trial of {who} opened in Carrick. {what} The judges set aside five days.",
    )
    for who, what in (
        ("banker Reval", "He is said to have hidden 40 million in empty companies."),
        ("builder Lisk", "He is said to have poured too little cement into a school."),
    )
]


@pytest.mark.parametrize(("hours", "apart"), [(1, False), (24, True)])
def test_what_comes_a_day_later_has_to_be_known_by_its_title_or_by_names(hours, apart):
    one, other = two(TRIALS)
    later = replace(other, published=one.published + timedelta(hours=hours))
    assert Subjects([read(one), read(later)]).told_apart(0, 1, 0.4, full=0.5) is apart


MATCHES = {
    "each title names another": (
        (
            "Wexford Town beat Brayfield",
            "Wexford Town beat Brayfield by one goal. Doyle won.",
        ),
        (
            "Wexford Town held by Dunmore",
            "Wexford Town and Dunmore drew. Doyle hit the post.",
        ),
        False,
    ),
    "each tells another score": (
        ("الأهلي يهزم الزمالك 2-1 في الدوري", "فاز الأهلي على الزمالك 2-1. سجل الشحات هدفين."),
        (
            "الأهلي يتعادل مع بيراميدز 1-1 في الدوري",
            "تعادل الأهلي مع بيراميدز 1-1. سجل الشحات.",
        ),
        False,
    ),
    "both tell of one match, each from its side": (
        (
            "Wexford Town win 2-1 against Dunmore",
            "Doyle scored as Wexford Town beat Dunmore 2-1.",
        ),
        (
            "Dunmore 1-2 Wexford Town: Doyle again",
            "Dunmore lost 1-2 to Wexford. Doyle ran.",
        ),
        True,
    ),
    "numbers of two weekdays": (
        (
            "Le CAC 40 perd 1,1 %",
            "Lundi le CAC 40 a perdu 1,1 % à 7420 points. L'or vaut 1900.",
        ),
        (
            "Le CAC 40 gagne 0,9 %",
            "Mardi le CAC 40 a gagné 0,9 % à 7487 points. L'or vaut 1950.",
        ),
        False,
    ),
}


@pytest.mark.parametrize(("one", "other", "same"), MATCHES.values(), ids=MATCHES)
def test_what_two_titles_tell_alone_a_day_apart_are_two_events(one, other, same):
    first, second = two((one, other))
    later = replace(second, published=first.published + timedelta(hours=24))
    subjects = Subjects([read(first), read(later)])
    assert subjects.two_events(0, 1, full=0.5) is not same
    at_once = Subjects([read(first), read(second)])
    assert not at_once.two_events(0, 1, full=0.5)


def a_day_apart(pair, language="und"):
    one, other = two(pair)
    later = replace(other, published=one.published + timedelta(hours=24))
    return Subjects([read(replace(article, language=language)) for article in (one, later)])


def test_of_full_texts_more_of_each_title_has_to_be_its_own():
    title = "Doyle scores at Castle Road: Wexford Town beat {} {}"
    subjects = a_day_apart(
        [
            (title.format(*own), "Doyle was glad to play in the rain.")
            for own in (("Ulm", "late"), ("Kiel", "early"))
        ]
    )
    assert subjects.two_events(0, 1, full=0.5)
    assert not subjects.two_events(0, 1, full=1.0)


def test_nouns_of_german_are_no_names_that_part():
    matter = (
        ("Rat von Brenz streitet über Geld für Wasserwerk", "Der Rat berät mit den Bürgern."),
        ("Bürger in Brenz sammeln eifrig für Wasserwerk Unterschriften", "Der Rat schweigt dazu."),
    )
    assert a_day_apart(matter).two_events(0, 1, full=0.5)
    assert not a_day_apart(matter, "de").two_events(0, 1, full=0.5)


def test_names_that_both_say_tie_another_title_to_the_day_before():
    (title, text), (other, _) = TRIALS
    one = article(1, title, text)
    told = f"{text} A clerk told of books that nobody had seen."
    later = replace(article(2, other, told), published=one.published + timedelta(hours=24))
    assert not Subjects([read(one), read(later)]).told_apart(0, 1, 0.4, full=0.5)


@pytest.mark.parametrize(
    ("toll", "text"),
    [
        ("Toll of Torvik quake lowered to 12", "Twelve people died in the earthquake in Torvik."),
        ("Toll of Torvik quake rises to 30", "The Torvik earthquake killed 30, rescuers said."),
    ],
)
def test_the_new_toll_of_a_day_later_is_of_what_had_one(toll, text):
    quake = ("Torvik quake kills 20", "An earthquake killed 20 people in Torvik on Monday.")
    elsewhere = ("Toll of Lessing quake rises to 9", "Nine people died in the quake in Lessing.")
    told = [article(1, *quake), article(2, toll, text), article(3, *elsewhere)]
    later = [replace(one, published=one.published + timedelta(days=1)) for one in told[1:]]
    groups = cluster([told[0], *later])
    assert sorted(sorted(one.id[-1] for one in group) for group in groups) == [["1", "2"], ["3"]]


def test_a_name_that_one_of_two_only_begins_sentences_with_ties_them():
    told = article(
        1,
        "Chipmaker Veltron cuts 2,000 jobs as orders fall",
        "The chipmaker Veltron will cut 2,000 of its 15,000 jobs by the end of next year, it said "
        "on Tuesday, after orders from carmakers fell by a third. Chief executive Jan Moor spoke "
        "of a painful step. The unions called for talks. Shares in the company rose 4 percent.",
    )
    other = article(
        2,
        "Veltron to shed one job in seven",
        "Veltron, which makes chips for cars, plans to shed 2,000 jobs, one in seven, as demand "
        "for electric vehicles stays weak. The plant in Ostheim, where 600 people work, will "
        "close, the works council said. Its chair Mia Toll spoke of a black day for the region.",
    )
    assert len(cluster([told, other])) == 1


def test_a_toll_under_the_same_title_is_no_other_event_on_another_day():
    text = "A quake hit Larmont on {} and killed {} people in {} houses of the old harbour."
    matter = (
        ("Quake kills people in Larmont", text.format("Monday", 9, 20)),
        ("Quake kills people in Larmont", text.format("Tuesday", 19, 45)),
    )
    assert not a_day_apart(matter).two_events(0, 1, full=0.5)
