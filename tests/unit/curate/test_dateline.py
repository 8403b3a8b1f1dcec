"""Datelines as wires and papers write them go; what only looks like one stays."""

from __future__ import annotations

import pytest
from tests.unit.curate.make import QUAKE, article

from digest.curate.dateline import without_dateline, without_stamp
from digest.curate.summarise import summarise

FR = "La cour d'appel a relaxé mardi l'ancien ministre Alain Berthier du chef de corruption."
DE = "Die Weltgesundheitsorganisation hat vor einer frühen Grippewelle in Europa gewarnt."
ES = "El Gobierno no subirá el impuesto sobre la renta en 2027, anunció este miércoles la ministra."
IT = "Almeno quattro persone sono morte nell'incendio di un traghetto al largo dell'isola."
PT = "Subiu para nove o número de mortos pelas chuvas, informou a Defesa Civil nesta quinta-feira."
AR = "أوقفت الشرطة الخميس مالك العبارة في مطار المدينة بينما كان يحاول السفر."


@pytest.mark.parametrize(
    "dateline",
    [
        "BRUSSELS — ",
        "PORT SELIM (Wire) - ",
        "NEW LARMONT, Nov 23 — ",
        "Velden (Agency) – ",
        "(Wire) - ",
        "(Reuters) ",
        "BERLIN (dpa) ",
        "(CNN)",
        "Port Selim, Larmont (CNN)",
        "(The Harbour Gazette)",
        "LA PAZ - ",
        "LA PAZ, Nov 23 - ",
        "RHODES, Greece (AP) — ",
        "NEW DELHI: ",
        "MOSCOW, November 24. /TASS/. ",
        "Larmont – ",
    ],
)
def test_datelines_are_stripped(dateline):
    assert summarise(article(1, "Quake", dateline + QUAKE)).startswith("A magnitude 6.1 earthquake")


@pytest.mark.parametrize(
    ("dateline", "text"),
    [
        ("Paris, le 24 novembre - ", FR),
        ("Paris, mardi 24 novembre 2026 – ", FR),
        ("Athènes, 24 nov 2026 (AFP) - ", FR),
        ("PARIS, 26 novembre (Reuters) - ", FR),
        ("Genf – ", DE),
        ("Wien, am 24. November 2026 (APA) – ", DE),
        ("Frankfurt am Main - ", DE),
        ("Athen (dpa) - ", DE),
        ("Madrid.- ", ES),
        ("Madrid, 24 de noviembre - ", ES),
        ("Atenas, 24 nov (EFE).- ", ES),
        ("(ANSA) - ATENE, 24 NOV - ", IT),
        ("Roma, 24 nov. (askanews) – ", IT),
        ("(AGI) - Roma, 24 nov. - ", IT),
        ("São Paulo, 24 de novembro - ", PT),
        ("Florianópolis – ", PT),
        ("Rio de Janeiro - ", PT),
        ("SÃO PAULO, SP (FOLHAPRESS) - ", PT),
        ("أثينا - (أ ف ب): ", AR),
        ("الدوحة - قنا - ", AR),
        ("القاهرة، 24 نوفمبر - ", AR),
        ("الرباط (وكالات) - ", AR),
        ("القاهرة – ", AR),
    ],
)
def test_datelines_of_other_languages_are_stripped(dateline, text):
    assert without_dateline(dateline + text) == text
    assert summarise(article(1, "", dateline + text)) == text


@pytest.mark.parametrize(
    ("dateline", "text"),
    [
        (
            "قصر النور (هاربر واير) - ",
            "افتتحت إيسارا صباح اليوم أول محطة لتحلية مياه البحر تعمل كليا بالطاقة الشمسية.",
        ),
        ("الرباط - ", "ضرب زلزال قوي شمال المغرب فجر الاثنين قرب مدينة الحسيمة الساحلية."),
        ("الدار البيضاء - ", "ضرب زلزال قوي شمال المغرب فجر الاثنين قرب مدينة الحسيمة الساحلية."),
        (
            "פורט סלים (סוכנויות) - ",
            "רעידת אדמה פקדה לפנות בוקר את נמל לרמונט והפילה בתי דירות רבים.",
        ),
        ("नीलगढ़ (एजेंसी) - ", "नीलगढ़ के गाँवों में साइकिल पर डिजिटल पुस्तकालय पहुँचा और बच्चे ख़ुश हुए।"),
        (
            "【ラーモント＝共同】",
            "ラーモント港で夜明け前に強い地震が起き、古い街の集合住宅が倒れた。",
        ),
    ],
    ids=["ar", "ar without agency", "ar of two words", "he", "hi", "ja"],
)
def test_datelines_of_scripts_without_capitals_are_stripped(dateline, text):
    assert summarise(article(1, "", dateline + text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير - وهو عضو في الحزب الحاكم منذ سنوات - إن الحكومة ستعلن قرارها غدا.",
        "القاهرة - عاصمة البلاد وأكبر مدنها - تشهد اليوم مظاهرة كبيرة أمام مقر الحكومة.",
        "Dorn – Kanzler seit zwei Jahren – hat am Montag in Larmont die neuen Pläne vorgestellt.",
        "Larmont - Velden 3:1 hieß es am Samstag vor zwölftausend Zuschauern im Hafenstadion.",
        "Larmont – une ville de cent mille habitants, avait demandé de l'aide dès lundi matin.",
        "Lundi 24 novembre, jour de grève, les ferries de Larmont sont restés à quai.",
        "Ohio - and not Larmont, as was feared on Monday - will lose the plant, the company said.",
    ],
)
def test_an_aside_and_two_sides_of_a_match_are_no_dateline(text):
    assert without_dateline(text) == text


@pytest.mark.parametrize(
    "opening",
    [
        "The World Health Organization (WHO) Director Lena Okafor",
        "Lena Okafor (Greens)",
        "The Larmont Press (AP) Editor",
    ],
)
def test_brackets_that_are_no_dateline_stay(opening):
    text = f"{opening} said in the harbour of Larmont on Monday that no ship would leave it."
    assert summarise(article(1, "Ships", text)) == text


def test_only_the_first_paragraph_has_a_dateline():
    text = f"{QUAKE}\n\nLENA: We have seen nothing like that in forty years at this harbour."
    found = summarise(article(1, "We have seen nothing like that, Lena said", text))
    assert "We have seen" not in found or "LENA: We" in found


@pytest.mark.parametrize(
    "stamp",
    [
        "12:04",
        "11.50 Uhr:",
        "Mar 5, 2009",
        "March 04, 2009 -",
        "September 17, 2013 4:16 PM ET",
        "Posted September 26, 2013 - 3:47pm Updated September 27, 2013 - 6:56am",
        "24. November 2026, 10.20 Uhr –",
        "Aktualisiert am 24.11.2026",
        "Publié le 24 novembre 2026 à 10h20",
        "24 de noviembre de 2026 |",
        "2026-11-24",
    ],
)
def test_the_time_of_a_page_is_no_part_of_its_first_sentence(stamp):
    told = (
        "The harbour of Larmont was closed to all ships after a tanker had lost its rudder there."
    )
    assert without_stamp(f"{stamp} {told}") == told
    assert summarise(article(1, "Ships", f"{stamp} {told}")) == told
    assert summarise(article(1, "Ships", summary=f"{stamp} {told}")) == told


@pytest.mark.parametrize(
    "text",
    [
        "March 5, 2009, was the day on which the harbour was closed.",
        "24. November 2026 wird der Tag der Entscheidung sein.",
        "On March 5 Larmont closed its harbour.",
        "2026 Larmont will close its harbour.",
        "May 2026 Be a better year, the mayor said.",
    ],
)
def test_a_day_that_a_sentence_is_about_stays(text):
    assert without_stamp(text) == text


def test_a_dateline_behind_a_dek_on_the_same_line_is_no_part_of_the_summary():
    dek = "Vorerst gibt es keine weiteren Verhandlungen mit der Ärztekammer."
    said = "Das dritte Nein der Kammer zum Vertrag löst in der Stadt Empörung und Sorge aus."
    for text, summary in ((f"{dek} Wien – {said}", ""), ("", f"{dek} Wien – {said}")):
        told = article(1, "Kammer", text, summary=summary, language="de")
        assert summarise(told) == f"{dek} {said}"


def test_who_answers_behind_a_colon_stays_in_a_second_sentence():
    text = (
        "Is the treaty dead, as the minister said on Monday in front of the whole assembly? "
        "RIYADH: No, it is not, and it never was, whatever they say about it abroad."
    )
    assert "RIYADH: No" in summarise(article(1, "Treaty", text))
