from __future__ import annotations

import pytest

from digest.prose.genre import is_advert, is_live, is_opinion, is_pastime


@pytest.mark.parametrize(
    "title",
    [
        "Live: Storm reaches the coast",
        "LIVE | Storm reaches the coast",
        "Live updates: Storm reaches the coast",
        "Storm reaches the coast – live",
        "Storm reaches the coast - as it happened",
        "Liveblog: Sturm erreicht die Küste",
        "Sturm erreicht die Küste: Alle Meldungen im Liveblog",
        "Newsticker zum Sturm",
        "EN DIRECT, tempête : la côte touchée",
        "Tempête : la côte touchée - en direct",
        "Directo: la tormenta llega a la costa",
        "Minuto a minuto de la tormenta",
        "La tempesta in diretta: tutte le notizie | in diretta",
        "AO VIVO: tempestade chega à costa",
        "Онлайн: шторм на побережье",
        "مباشر: العاصفة تصل إلى الساحل",
        "تغطية مباشرة للعاصفة",
    ],
)
def test_live_pages_are_known_by_their_headlines(title):
    assert is_live(title)


def test_a_live_page_is_known_by_the_folder_it_lies_in():
    assert is_live("Storm reaches the coast", "https://herald.example/news/live/storm-coast")
    assert not is_live("Storm reaches the coast", "https://herald.example/news/live")


@pytest.mark.parametrize(
    "title",
    [
        "Live Aid returns to the stadium",
        "Live-Musik kehrt in die Stadt zurück",
        "They live in fear of the next storm",
        "Direct flights to Lago resume",
        "Directora del museo dimite",
        "Where the birds live",
        "وصول مباشر للمساعدات إلى الساحل",
    ],
)
def test_what_lives_or_is_direct_is_no_live_page(title):
    assert not is_live(title)


@pytest.mark.parametrize(
    "title",
    [
        "Quiz: how well do you know the harbour?",
        "The Thursday quiz: storms, ferries and a minister",
        "News quiz of the week",
        "Quick crossword No 17,204",
        "Crossword",
        "Das große Wochenquiz: Was wissen Sie?",
        "Kreuzworträtsel Nr. 12",
        "Mots croisés du jour",
        "Le quiz de la semaine",
        "Horóscopo: lo que dicen los astros",
        "Кроссворд",
        "كلمات متقاطعة",
        "Horoskop für Dienstag: Das sagen die Sterne",
        "Tageshoroskop für heute, 24. November",
        "Les mots croisés du mardi 24 novembre",
        "L'horoscope d'aujourd'hui : amour et argent",
        "Your horoscope for Monday, November 23",
        "Horóscopo de hoy, martes 24 de noviembre",
        "L'oroscopo di oggi",
        "Гороскоп на сегодня",
    ],
)
def test_pastimes_are_known_by_their_headlines(title):
    assert is_pastime(title)


@pytest.mark.parametrize(
    "title",
    [
        "Quiz master dies at 81",
        "Crossword setter arrested in Lago",
        "Minister fails quiz",
        "Pub landlord wins quiz and gives the prize away",
        "Puzzling storm reaches the coast",
        "Quizás llueva mañana",
        "Horoskop-App sammelt Daten von Millionen",
        "Quiz show host wins Thursday vote",
        "Kneipenquiz am Freitag bringt 4000 Euro",
    ],
)
def test_news_of_a_quiz_is_none(title):
    assert not is_pastime(title)


def test_a_pastime_is_known_by_the_folder_it_lies_in():
    assert is_pastime("Das sagen die Sterne", "https://herald.example/leben/horoskop/widder.html")
    assert not is_pastime("Das sagen die Sterne", "https://herald.example/leben/horoskop")


@pytest.mark.parametrize(
    "told",
    [
        {"title": "Anzeige: So finden Sie die beste Matratze"},
        {"title": "[Anzeige] Die beste Matratze"},
        {"title": "Sponsored content | The best mattress"},
        {"title": "Contenu sponsorisé : le meilleur matelas"},
        {"title": "The best mattress", "categories": ["Home", "Advertorial"]},
        {"title": "Das Haus am See", "url": "https://herald.example/anzeigen/haus-am-see"},
    ],
)
def test_an_advertisement_is_known_by_what_its_publisher_calls_it(told):
    assert is_advert(**told)


@pytest.mark.parametrize(
    "told",
    [
        {"title": "Publicité : Google condamné à une amende"},
        {"title": "Anzeige gegen Minister erstattet"},
        {"title": "Sponsored runners raise a million"},
        {"title": "Advertisement ban reaches parliament", "categories": ["Publicité"]},
        {
            "title": "Anzeigenblatt stellt Betrieb ein",
            "url": "https://herald.example/medien/anzeige",
        },
    ],
)
def test_news_of_advertising_is_none(told):
    assert not is_advert(**told)


@pytest.mark.parametrize(
    "title",
    [
        "Comment: The harbour can't lose another yard",
        "Opinion | The harbour can't lose another yard",
        "Kommentar: Ein Paket ohne Absender",
        "Éditorial - Douze voix, et après ?",
        "L'éditorial : douze voix, et après ?",
        "Review: The Salt Road",
        "Editoriale – Dodici voti",
    ],
)
def test_what_somebody_thinks_is_known_by_its_headline(title):
    assert is_opinion(title)


def test_what_somebody_thinks_is_known_by_the_folder_it_lies_in():
    assert is_opinion("Ein Paket ohne Absender", "https://herald.example/meinung/2026/paket")


@pytest.mark.parametrize(
    "title",
    [
        "Opinion poll: Greens lead",
        "Review finds failings in hospital",
        "Tribune burns down during match",
        "Kommentar zu Urteil kostet Richter das Amt",
        "Letter bomb found in post office",
    ],
)
def test_news_of_opinions_is_none(title):
    assert not is_opinion(title)
