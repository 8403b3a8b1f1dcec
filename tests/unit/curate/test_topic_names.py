from __future__ import annotations

import pytest

from digest.curate.topic_names import LABELS, by_category, covered, named_after
from digest.curate.topic_words import LANGUAGES, words_for


@pytest.mark.parametrize("language", ["", *LANGUAGES])
def test_each_label_has_words(language):
    spoken = words_for(language)
    assert tuple(spoken) == LABELS
    assert min(map(len, spoken.values())) > 100


def test_a_language_has_its_own_words_and_the_english_ones():
    assert "krankenhaus" in words_for("de")["Health"] & words_for("")["Health"]
    assert "hospital" in words_for("de")["Health"]
    assert "krankenhaus" not in words_for("en")["Health"] | words_for("fr")["Health"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Sports", "Sport"),
        ("WIRTSCHAFT", "Business"),
        ("رياضة", "Sport"),
        ("climate change", "Science"),
        ("Спорт", "Sport"),
        ("経済", "Business"),
        ("Kültür", "Culture"),
        ("בריאות", "Health"),
        ("السياسة", "Politics"),
        ("العلوم", "Science"),
        ("Außenpolitik", "World"),
        ("Netzpolitik", "Technology"),
        ("High-Tech", "Technology"),
        ("Fútbol", "Sport"),
        ("海外", "World"),
    ],
)
def test_a_category_speaks_for_a_label_in_any_language(name, label):
    assert by_category(name)[-1:] == (label,)


@pytest.mark.parametrize(
    ("language", "sections"),
    [
        ("de", "Ausland Innenpolitik Wirtschaft Digitales Wissen Gesundheit Feuilleton Sport"),
        ("fr", "International Politique Économie High-Tech Sciences Santé Culture Sports"),
        ("es", "Internacional Nacional Negocios Tecnología Ciencia Salud Espectáculos Deportes"),
        ("it", "Esteri Interni Economia Tecnologia Scienze Salute Spettacoli Calcio"),
        ("pt", "Mundo Política Negócios Tecnologia Ciência Saúde Cultura Esportes"),
        ("ar", "العالم السياسة الاقتصاد التكنولوجيا العلوم الصحة الثقافة الرياضة"),
        ("ja", "国際 政治 経済 テクノロジー 科学 医療 文化 スポーツ"),
        ("ru", "Мир Политика Экономика Технологии Наука Здоровье Культура Спорт"),
        ("tr", "Dünya Siyaset Ekonomi Teknoloji Bilim Sağlık Kültür Spor"),
    ],
)
def test_the_sections_of_a_newspaper_take_the_labels_in_its_language(language, sections):
    names = sections.split()
    assert covered(names) == dict(zip(LABELS, names, strict=True)), language


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("Ekonomi och teknik", {"Business", "Technology"}),
        ("Bilim ve Teknoloji", {"Science", "Technology"}),
        ("علوم وتكنولوجيا", {"Science", "Technology"}),
        ("Наука и техника", {"Science"}),
        ("IT·과학", {"Science"}),
    ],
)
def test_a_topic_of_two_names_takes_both_labels(name, labels):
    assert set(named_after([name])) == labels


def test_the_language_in_an_address_is_no_topic():
    assert [by_category(code) for code in LANGUAGES if by_category(code)] == []


def test_a_topic_takes_the_labels_that_it_is_named_after():
    taken = covered(["World", "Sci/Tech", "Arts and Culture", "Economy"])
    assert (taken["Science"], taken["Technology"]) == ("Sci/Tech", "Sci/Tech")
    assert (taken["Culture"], taken["Business"]) == ("Arts and Culture", "Economy")


def test_a_label_without_a_topic_goes_to_one_that_is_near_or_to_none():
    taken = covered(["World", "Science"])
    assert (taken["Politics"], taken["Health"], taken["Technology"]) == (
        "World",
        "Science",
        "Science",
    )
    assert "Sport" not in taken
    assert covered(["Politik", "Sport"])["World"] == "Politik"
    assert "World" not in covered(["Innenpolitik", "Sport"])
    assert covered(["Gardening"]) == {}
