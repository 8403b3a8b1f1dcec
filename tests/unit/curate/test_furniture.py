"""Bylines, points of lists and what sites say of themselves are told from sentences of news."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.curate.make import QUAKE, article

from digest.curate.furniture import boilerplate, is_line
from digest.curate.summarise import summarise


@pytest.mark.parametrize(
    "text",
    [
        "Follow live updates as Storm Bram hits Ireland with winds of up to 140km/h.",
        "Here's what we know so far about the storm on the coast.",
        "This is a developing story and will be brought up to date.",
        "Get in touch by emailing the newsroom at any time of the day or night.",
        "Lesen Sie auch: Der Fall Peters und seine lange Vorgeschichte im Rathaus.",
        "Rust sales grew 74% when we added female models pic.twitter.com/oOo10gTVc2",
        "Alle Rechte vorbehalten, auch die der Vervielfältigung und Verbreitung.",
        "Publié le 24/11/2026 à 10h20 et mis à jour une heure plus tard.",
        "À lire aussi : la longue histoire du procès de l'ancien ministre.",
        "Actualizado: 24/11/2026 a las doce y cinco minutos de la mañana.",
        "© RIPRODUZIONE RISERVATA in tutto il territorio e per tutti i Paesi.",
        "LEIA TAMBÉM: Entenda o caso Lemos do começo ao fim em dez pontos.",
        "اقرأ أيضا: تفاصيل المحاكمة من البداية حتى صدور الحكم",
    ],
)
def test_a_site_speaks_of_itself_in_eight_languages(text):
    assert boilerplate(text)


@pytest.mark.parametrize(
    "text",
    [
        "Un rapport publié le 24 novembre par la Cour des comptes demande des économies.",
        "O presidente quer que o Congresso assine o acordo até o fim desta semana.",
        "España suscribe el acuerdo de pesca con otros once países de la Unión.",
        "Der Verband stand 2026 vor dem Aus, sagte die Vorsitzende am Montag.",
    ],
)
def test_news_in_the_same_words_is_none(text):
    assert not boilerplate(text)


def test_a_byline_in_front_does_not_cost_the_first_sentence():
    first = (
        "The Larmont prosecutor said Wednesday she will not charge an officer who shot and "
        "wounded a man of twenty-nine at the harbour in August."
    )
    text = f"By Sam Ortiz, Staff Writer\n\n{first}\n\nProsecutor Mia Falk called it reasonable."
    assert summarise(article(1, "No charges for officer", text)).startswith(first)


def test_the_points_and_times_of_a_live_page_are_no_sentences():
    points = "15:50 What we know so far about it\n\n54,000 homes without power tonight"
    text = f"LIVE\n\n{points}\n\n{QUAKE}"
    found = summarise(article(1, "What we know: homes without power", text))
    assert found.startswith("A magnitude 6.1 earthquake")
    assert "15:50" not in found
    assert "54,000" not in found


def test_a_point_is_told_without_its_mark():
    found = summarise(article(1, "Quake", f"• {QUAKE}"))
    assert found.startswith("A magnitude 6.1 earthquake")


def test_a_point_of_a_list_that_is_a_sentence_gets_a_full_stop_before_another():
    point = "A red wind warning is in place for the counties of Kerry and Cork until nine"
    text = f"{point}\n\n{QUAKE}"
    found = summarise(article(1, "Red wind warning for Kerry and Cork", text), words=(20, 60))
    assert found.startswith(f"{point}. ")


def test_a_long_line_without_a_full_stop_is_a_sentence_and_so_is_a_short_one_with_it():
    assert is_line("By Sam Ortiz, Staff Writer")
    assert not is_line("The ferry sank.")
    assert not is_line("The ferry Aurora sank off Cape Tarn with all who were on board on Monday")
    assert not is_line("地震があった")


@pytest.mark.parametrize(
    ("line", "language"),
    [("كتب: أحمد سالم", "ar"), ("Reporter: Jana Roth", "en"), ("Die Lage am Abend", "de")],
)
def test_what_stands_above_a_text_is_not_in_the_summary_made_of_it(line, language):
    one = article(1, "Larmont", f"{line}\n\n{QUAKE}", language=language)
    made = replace(one, summary=f"{line} {' '.join(QUAKE.split())}")
    assert summarise(made).startswith(QUAKE[:20])
