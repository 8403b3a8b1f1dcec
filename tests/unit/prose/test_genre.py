from __future__ import annotations

import pytest

from digest.prose.genre import is_live, is_pastime


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
    ],
)
def test_news_of_a_quiz_is_none(title):
    assert not is_pastime(title)
