"""Who wrote an article, who worked on it and where it stood first is no summary of it."""

from __future__ import annotations

import pytest
from tests.unit.curate.make import QUAKE, article

from digest.curate.notes import introduces_author, is_note
from digest.curate.summarise import summarise


@pytest.mark.parametrize(
    "note",
    [
        "The author is a former Guardian columnist and teaches law in Leeds.",
        "This article first appeared in The Quay Quarterly of last month.",
        "First published in The Quay Quarterly.",
        "Reprinted by permission of Basic Books, New York, NY.",
        "Reporting by Anna Lee and Tom Fox; editing by Ada Brook.",
        "Editor's Note: Al Vivian runs a company that looks into biases.",
        "You can follow his project on Facebook, Twitter and Instagram.",
        "Each week, Passion to Portfolio brings you profiles of people who dared.",
        "Hayley Pike and Daily Mail Reporter.",
        "Der Autor ist Professor für Seerecht an der Universität Kiel.",
        "Die Autorin ist Achtsamkeitslehrerin und im Vorstand eines Vereins.",
        "Zur Person: Klaus Renner, 54, kam vor zehn Jahren nach Husum.",
        "Dieser Text erschien zuerst in der Wochenzeitung Hafenbote.",
        "Redaktion: Peter Meier, Mitarbeit: Eva Klug.",
        "Bitte warten, die Seite für den Drucker wird vorbereitet.",
        "L’auteur est professeur de droit maritime à l’université de Brest.",
        "Cet article a été publié initialement par une autre revue.",
        "Suivez-nous sur Facebook et sur Instagram, chaque jour.",
        "El autor es catedrático de Derecho marítimo en la Universidad de Vigo.",
        "El autor es investigador del CSIC y profesor de Derecho fiscal.",
        "Este artículo se publicó originalmente en la revista El Faro.",
        "(Con información de AFP, EFE y Reuters)",
        "Las noticias de última hora de El Salvador y del mundo entero.",
        "L'autore è professore di diritto marittimo all'Università di Genova.",
        "Questo articolo è stato pubblicato originariamente su Il Faro.",
        "A autora é jornalista e professora na Universidade de Lisboa.",
        "Com informações da Agência Brasil e da Reuters.",
        "De auteur is hoogleraar zeerecht aan de universiteit in Leiden.",
        "Författaren är professor i sjörätt vid universitetet i Lund.",
        "الكاتب أستاذ القانون البحري في جامعة الإسكندرية.",
        "نُشر هذا المقال لأول مرة في مجلة المنارة الشهرية.",
        "(إعداد محمد أيسم للنشرة العربية - تحرير سها جادو)",
    ],
)
def test_what_a_text_says_of_itself_is_known_in_nine_languages(note):
    assert is_note(note)
    assert summarise(article(1, "Quake", f"{note}\n\n{QUAKE}")).startswith("A magnitude 6.1")
    assert summarise(article(1, "Quake", note)) == ""


@pytest.mark.parametrize(
    "news",
    [
        "The author was found dead in his flat in Leeds on Monday, police said.",
        "The writer is accused of having copied whole chapters of a rival's book.",
        "Written by candlelight, the letter of 1804 was sold for nine million pounds.",
        "First published in 1925, the novel enters the public domain in January.",
        "Adapted from the novel by Ada Brook, the film opens in Larmont on Friday.",
        "Publicada originalmente en 1605, la novela vuelve a las librerías del país.",
        "L'auteur est un ancien professeur de 45 ans, a indiqué le parquet lundi.",
        "El autor es un profesor del centro, según informó la policía de Vigo.",
        "Follow-up talks will be held in Geneva, the foreign ministry said on Monday.",
        "Every week hundreds of volunteers bring food to the camp outside the town.",
        "Der Autor darf das Land nicht verlassen, entschied ein Gericht am Montag.",
        "Text und Bilder der Verfassung sollen ab Mai im Museum zu sehen sein.",
        "Mit dpa und Reuters verliert der Verlag zwei Kunden, die er lange belieferte, auf einmal.",
        "L'auteur est mort lundi à Brest à l'âge de quatre-vingts ans.",
        "El autor es hallado culpable de plagio por un tribunal de Vigo.",
        "الكاتب فاز بجائزة الدولة للرواية في حفل أقيم مساء الاثنين.",
    ],
)
def test_news_of_an_author_is_none(news):
    assert not is_note(news)


def test_who_is_introduced_by_name_is_an_author_where_the_article_has_no_more_of_them():
    note = "Ada Reid, 41, is professor of maritime law at the University of Tarn."
    text = f"{note}\n\n{QUAKE}"
    assert introduces_author(note, article(1, "Quake", text))
    assert summarise(article(1, "Quake", text)).startswith("A magnitude 6.1")
    quoted = f"{text}\n\nReid said that the harbour had not been built for it."
    assert not introduces_author(note, article(1, "Quake", quoted))
    assert introduces_author(note, article(1, "Quake", quoted, byline="Ada Reid"))
    assert not introduces_author(note, article(1, "Reid honoured", text))
    assert summarise(article(1, "A new chair", summary=note)) == note


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Eva von der Klug leitet das Institut für Küstenschutz in Husum.", True),
        ("Anne Le Gall est maîtresse de conférences à Brest.", True),
        ("Rosa Pardo Ruiz es catedrática de Derecho en Vigo.", True),
        ("Die Ausnahme ist Präsident Kais Saied, der den Anschein wahrt.", False),
        ("Ada Reid is to leave the council after the vote.", False),
        ("The head of the council is the author of the plan.", False),
    ],
)
def test_a_biography_is_known_in_eight_languages_and_by_a_name(note, told):
    assert introduces_author(note, article(1, "Quake", f"{QUAKE}\n\n{note}")) is told


def test_a_standfirst_is_printed_without_the_note_behind_it():
    said = "The council of Larmont voted 9-4 on Tuesday to buy the island's distillery."
    summary = f"{said} Reporting by Anna Lee; editing by Tom Brook."
    assert summarise(article(1, "Council votes", summary=summary)) == said


@pytest.mark.parametrize(
    "offer",
    [
        "Listen to this story, read by an automated voice.",
        "Get the day's headlines in your inbox every morning.",
        "Download our free app for alerts on stories like this.",
        "If you have been affected by this story, help is available.",
        "Hören Sie diesen Beitrag, gelesen von einer Computerstimme.",
        "An dieser Stelle finden Sie externe Inhalte von einem Partner.",
        "Recevez chaque soir le meilleur de la rédaction.",
        "Pour voir cette vidéo, acceptez les traceurs de notre partenaire.",
        "Recibe cada semana nuestras mejores historias.",
        "Para ver este contenido debes aceptar las condiciones.",
        "Ascolta l'articolo, letto da una voce sintetica.",
        "Receba as notícias da manhã direto no celular.",
        "Ontvang elke ochtend het belangrijkste van de dag.",
        "حمّلوا تطبيقنا لتصلكم الأخبار أولا بأول.",
    ],
)
def test_what_a_page_offers_its_readers_is_no_news(offer):
    assert is_note(offer)
    assert summarise(article(1, "Quake", f"{offer}\n\n{QUAKE}")).startswith("A magnitude 6.1")


@pytest.mark.parametrize(
    "news",
    [
        "Support for independent candidates grew in all four counties.",
        "Get-out clauses in the contract were used by both clubs on Monday.",
        "Recibe el alcalde de Vigo a los marineros rescatados el lunes.",
        "Ascolta la piazza il ministro, ma non cambia la legge.",
        "Sharing this burden is right, the minister said on Monday.",
    ],
)
def test_news_that_begins_as_an_offer_does_is_none(news):
    assert not is_note(news)
