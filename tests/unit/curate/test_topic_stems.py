from __future__ import annotations

import pytest
from tests.unit.curate.make import article, newsletter

from digest.curate.classify import classify
from digest.curate.text import fold, tokens
from digest.curate.topic_names import LABELS
from digest.curate.topic_stems import LONGER, stemmer
from digest.curate.topic_words import FALSE_FRIENDS, words_for
from digest.model import Topic

LETTER = newsletter(*(Topic(name=label) for label in LABELS))


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "attack attacks"),
        ("en", "reserve reserves"),
        ("en", "investor investors"),
        ("de", "Minister Ministers Ministerin Ministerium"),
        ("de", "Rathaus Rathauschef"),
        ("fr", "record records"),
        ("es", "ministro ministra ministros"),
        ("it", "ospedale ospedali"),
        ("pt", "empresa empresas"),
        ("nl", "verkiezing verkiezingen"),
        ("sv", "forskare forskaren forskarna"),
        ("pl", "szpital szpitala szpitalu"),
        ("ru", "больница больницы больницу"),
        ("tr", "deprem depremde depremin"),
        ("el", "κυβέρνηση κυβέρνησης"),
        ("ar", "انتخابات الانتخابات للانتخابات وانتخابات بانتخابات"),
        ("ar", "رئيس للرئيس ورئيس ولرئيس"),
        ("he", "בורסה לבורסה שבורסה והבורסה"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language, forms):
    assert len({stemmer(language)(word) for word in tokens(forms)}) == 1


@pytest.mark.parametrize(
    ("language", "families"),
    [
        ("en", "reserve reservoir"),
        ("en", "internet international"),
        ("en", "universe university"),
        ("en", "journal journalist"),
        ("en", "nationalist national"),
        ("en", "investor investigation"),
        ("en", "conservation conservative"),
        ("en", "influenza influence"),
        ("de", "Flüchtlinge flüchtig"),
        ("de", "Niederlage Niederlande"),
        ("de", "Prozessor Prozess"),
        ("fr", "communist communication"),
        ("de", "interest Interesse"),
        ("sv", "undersecretary undersökning"),
        ("fr", "importations importante"),
        ("es", "documental documento"),
        ("it", "processore processo"),
        ("pt", "investidores investigação"),
        ("nl", "formateur formule"),
        ("sv", "konkurs konkurrens"),
        ("pl", "procesor procesu"),
        ("ru", "процессор процесса"),
        ("tr", "bilgisayar bilgisi"),
        ("hi", "विज्ञान विज्ञापन"),
        ("ar", "وزير زير"),
        ("he", "לונדון ונדון"),
    ],
)
def test_words_of_two_families_have_two_stems_though_they_begin_alike(language, families):
    assert len({stemmer(language)(word) for word in tokens(families)}) == 2


@pytest.mark.parametrize("language", LONGER)
def test_each_longer_beginning_parts_what_a_shipped_word_begins_like(language):
    shipped = {
        one for label in words_for(language).values() for word in label for one in tokens(word)
    }
    known = {stemmer(language)(word) for word in shipped}
    for beginning in LONGER[language]:
        stem = stemmer(language)(beginning)
        shorter = next(
            n for n in range(6, len(beginning)) if stemmer(language)(beginning[:n]) != stem
        )
        heads = {word[:shorter] for word in shipped}
        assert fold(beginning) == beginning
        assert stem == beginning
        assert stem in known or beginning[:shorter] in heads, f"{beginning} parts nothing"


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("en", "Reservoir reaches the brim", "The dam held; the reservoirs upstream are full."),
        ("de", "Täter flüchtig", "Wer flüchtige Menschen sah, soll sich melden."),
        (
            "fr",
            "Une importante décision",
            "Il est important de comprendre l'importance de la chose.",
        ),
    ],
)
def test_a_word_that_begins_like_a_shipped_one_speaks_for_no_topic(language, title, text):
    told = article(1, title, text, language=language)
    assert classify([told], LETTER, []) == ("Other", "no topic matches")


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("de", "Brand im Interesse aller", "Das Interesse an dieser Art von Brand war toll."),
        ("fr", "Une partie de la journée", "Au bout d'un instant, les parties sont venus."),
        ("es", "El mayor cargo", "Quiere defender su cargo; el mayor cargo puede verse."),
        ("nl", "Brand in een stage", "De brand was in een stage; de stage won."),
    ],
)
def test_a_word_of_english_that_is_another_elsewhere_speaks_for_no_topic_there(
    language, title, text
):
    assert classify([article(1, title, text, language=language)], LETTER, [])[0] == "Other"


@pytest.mark.parametrize("language", FALSE_FRIENDS)
def test_each_false_friend_is_a_word_of_the_english_lists(language):
    english = {word for label in words_for("en").values() for word in label}
    assert set(FALSE_FRIENDS[language].split()) - english == set()


def test_a_word_of_english_is_known_elsewhere_as_it_is_written():
    told = article(1, "Playstation", "Alle wollen die Playstation.", language="de")
    assert classify([told], LETTER, [])[0] == "Technology"
