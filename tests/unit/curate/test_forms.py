"""Titles and texts of one form that tell two events, beside those that tell one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.unit.curate.make import NOW, article

from digest.curate.forms import opening
from digest.curate.near import Nearness
from digest.curate.reading import read

WEATHER = (
    "Weather for {}: {} with highs of {} degrees and lows of {}. Winds from the {} reach {} "
    "kilometres an hour. The chance of rain is {} percent. Tomorrow will bring {}, and {} degrees "
    "are expected in the afternoon. Sailors on the coast are asked to heed warnings of the harbour "
    "office in Larmont, and hikers in the hills should take a coat along. The next report follows."
)
MARKET = (
    "The Lago index closed {} percent {} at {} points. Shares of banks {} {} percent and carmakers "
    "{} {} percent. Oil cost {} dollars a barrel. Dealers spoke of {} ahead of figures from the "
    "central bank. Turnover was {} million shares. The yield of ten-year bonds stood at {} percent."
)
QUAKE = (
    "The quake of magnitude 6.1 hit Larmont at 12 kilometres depth. It killed {} people and "
    "injured 240, the civil defence agency said. Some 1,200 houses fell, 300 of them in the old "
    "harbour district. Rescue teams with 40 dogs search the rubble while aftershocks shake the "
    "city, and hospitals treat the injured in tents. The port stays closed for 5 days at least."
)


def closeness(one, other, hours=2):
    first = article(1, *one, published=NOW)
    second = article(2, *other, published=NOW + timedelta(hours=hours))
    return Nearness([read(first), read(second)]).close(0, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norway bank raises rates to 4%", "Sweden bank raises rates to 5%"),
        ("Norway bank raises rates", "Sweden bank raises rates"),
        ("Fed raises rates to 4 %", "ECB raises rates to 5 %"),
        ("Quandra profit up 12 % in second quarter", "Sundline profit up 8 % in second quarter"),
        ("Rovers 2-1 Athletic", "Rovers 3-0 City"),
        ("Man, 34, killed in crash on A7", "Man, 51, killed in crash on A9"),
        ("Two killed in Lodmoor crash", "Three killed in Keld crash"),
        ("Magnitude 5.1 earthquake hits Velden", "Magnitude 6.4 earthquake hits Oster"),
        ("Larmont weather for Monday 3 May: rain", "Larmont weather for Monday 10 May: sun"),
        ("Unemployment falls to 3.1 %", "Unemployment falls to 5.2 %"),
        ("Deutsche Bank meldet 12 % mehr Gewinn", "Commerzbank meldet 8 % mehr Gewinn"),
        ("La Banque de Castell relève à 4 %", "La Banque de Norrland relève à 5 %"),
        ("Argo to cut 900 jobs in Keld", "Nimbus cuts 600 jobs, not 900, in Lago"),
        ("Argo to cut 900 jobs in Keld", "Argo cuts 600 jobs in Lago"),
    ],
)
def test_titles_of_one_form_around_other_numbers_days_or_names_are_apart(one, other):
    assert closeness((one,), (other,)) < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("At least 9 dead in Larmont", "Toll rises to 15: Larmont dead"),
        ("Larmont storm, day 1", "Larmont storm, day 2"),
        ("Ferry disaster kills 32", "Ferry disaster: toll of dead rises to 40"),
        ("Norway bank raises rates to 4%", "Norway's central bank lifts rates to 4 percent"),
        ("Rovers beat Athletic 2-1", "Athletic lose 2-1 at Rovers"),
        ("Argo to cut 300 jobs in Keld", "300 jobs go at Argo plant in Keld"),
        ("Strong quake hits Oster, at least 12 dead", "Oster quake: death toll climbs to 31"),
        ("Police arrest 4 after museum theft in Quay", "Quay museum theft: 5 arrested"),
        ("Officials shut Larmont airport over fog", "Police shut Larmont airport over fog"),
        ("Deficit of 20 billion expected", "Deficit of 12 billion instead of 20 now expected"),
        ("Bank sees growth of 2.1 per cent", "Bank cuts growth forecast from 2.1 to 1.4 per cent"),
        ("Argo streicht in Keld 900 Stellen", "Argo streicht 600 statt 900 Stellen"),
        ("Argo supprime 900 postes à Keld", "Argo supprime 600 postes au lieu de 900"),
        ("Argo despide a 900 trabajadores", "Argo despedirá a 600 trabajadores en vez de 900"),
        ("Argo taglia 900 posti a Keld", "Argo taglia 600 posti invece di 900"),
        ("Twenty-two minutes of sun in Brinmore", "Sun in Brinmore burns 22 minutes"),
    ],
)
def test_titles_of_one_event_stay_near(one, other):
    assert closeness((one,), (other,)) > 1


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        (
            WEATHER,
            ("Monday", "rain", 12, 7, "west", 30, 80, "sun", 15),
            ("Tuesday", "sun", 16, 9, "south", 18, 20, "clouds", 14),
        ),
        (
            MARKET,
            (1.2, "higher", 4510, "rose", 2.1, "lost", 0.4, 81, "caution", 310, 2.4),
            (0.7, "lower", 4478, "fell", 1.3, "gained", 0.9, 83, "nerves", 290, 2.5),
        ),
    ],
)
def test_reports_of_two_days_in_one_form_are_apart(form, one, other):
    title = "Daily report from the coast"
    assert closeness((title, form.format(*one)), (title, form.format(*other)), hours=24) < 1


RAIN = (
    "Rain falls in the north on {}, with up to {} degrees. In the south it stays dry, with up to "
    "{} degrees. The wind is weak."
)


@pytest.mark.parametrize(("day", "near"), [("Tuesday", False), ("Monday", True)])
def test_short_reports_of_two_weekdays_are_apart(day, near):
    one = ("Weather: rain in the north", RAIN.format("Monday", 13, 17))
    other = ("Weather: rain in the north", RAIN.format(day, 14, 19))
    assert (closeness(one, other, hours=24) >= 1) is near


def test_a_text_that_says_the_number_of_the_other_title_goes_on_from_it():
    told = (
        "Government expects deficit of 20 billion",
        "The government expects a budget deficit of 20 billion dollars, the ministry said.",
    )
    text = "The estimate of the budget deficit fell {}to 12 billion dollars, the ministry said."
    title = "Government cuts deficit estimate to 12 billion"
    assert closeness(told, (title, text.format("from 20 ")), 20) >= 1
    assert closeness(told, (title, text.format("")), 20) < 1


def test_a_text_whose_toll_rises_is_no_other_event():
    title = "Quake hits Larmont"
    assert closeness((title, QUAKE.format(9)), (title, QUAKE.format(19)), hours=24) > 1


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Norway bank raises rates", "norway"),
        ("“Norway” is free", "norway"),
        ("Police arrest four", ""),
        ("The bank raises rates", ""),
        ("norway bank", ""),
        ("3 dead in Larmont", ""),
        ("", ""),
    ],
)
def test_a_title_opens_with_a_name_where_its_first_word_is_no_common_one(title, word):
    assert opening(title) == word


def test_an_article_is_read_alike_whatever_digits_it_is_printed_in():
    title, text = "زلزال بقوة {} درجات", "ضرب زلزال بقوة {} درجات {} بلدة عام {}."
    ours = article(1, title.format("5.8"), text.format("5.8", "12", "2026"))
    theirs = article(1, title.format("٥٫٨"), text.format("٥٫٨", "١٢", "٢٠٢٦"))
    assert read(theirs) == read(ours)
    assert read(ours).figures
