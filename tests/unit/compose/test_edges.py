from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.curate.make import article

from digest.compose.headline import cut, preheader_for, subject_for
from digest.model import Slot, Story
from digest.prose.edges import HANGING


@pytest.mark.parametrize(
    ("tongue", "headline", "subject"),
    [
        (
            "en",
            "Storm Brenna cuts power to thousands as winds of 140 km/h hit the coast",
            "Storm Brenna cuts power to thousands…",
        ),
        (
            "en",
            "Council votes to close the library that burned down in May",
            "Council votes to close the library…",
        ),
        (
            "en",
            "Radar was off when Maid of Corrin struck, inquiry hears",
            "Radar was off when Maid of Corrin struck…",
        ),
        (
            "en",
            "Energy prices are twice as high as a year ago in most of the north",
            "Energy prices are twice as high as a year ago…",
        ),
        (
            "en",
            "Trade minister Lena Okafor resigns over tender affair",
            "Trade minister Lena Okafor resigns…",
        ),
        (
            "en",
            "Prime minister says the government will raise taxes this year",
            "Prime minister says the government will raise…",
        ),
        (
            "de",
            "Kunstraub in der Stadt Halden und drei Gemälde in vier Minuten gestohlen",
            "Kunstraub in der Stadt Halden und drei Gemälde…",
        ),
        (
            "de",
            "Grippewelle beginnt früher als sonst, Kliniken in Nordmark füllen sich",
            "Grippewelle beginnt früher als sonst…",
        ),
        (
            "fr",
            "Les syndicats de Belmont saluent le report de la réforme",
            "Les syndicats de Belmont saluent le report…",
        ),
        (
            "es",
            "El Gobierno aprueba una subida de las pensiones tras meses de protestas",
            "El Gobierno aprueba una subida de las pensiones…",
        ),
        (
            "ar",
            "أعلنت الحكومة رفع الضرائب على الوقود بعد أسابيع من الاحتجاجات في العاصمة",
            "أعلنت الحكومة رفع الضرائب على الوقود…",
        ),
        (
            "ja",
            "強い地震が東京の港の古い倉庫を三棟も倒した、" + "二人がけがをして病院に運ばれた" * 3,
            "強い地震が東京の港の古い倉庫を三棟も倒した…",
        ),
    ],
)
def test_a_headline_is_cut_where_a_thought_ends(tongue, headline, subject):
    assert cut(headline, tongue) == subject


@pytest.mark.parametrize(
    ("tongue", "headline", "subject"),
    [
        (
            "en",
            "Court rules killer of Anna Berg not guilty of treason, but of murder",
            "Court rules killer of Anna Berg…",
        ),
        (
            "en",
            "Harbour firms in Port Selim won’t raise fares before the summer",
            "Harbour firms in Port Selim…",
        ),
        (
            "fr",
            "Le ministre du port de Larmont n’ira plus jamais aux réunions du mardi",
            "Le ministre du port de Larmont…",
        ),
    ],
)
def test_a_cut_never_turns_what_is_denied_round(tongue, headline, subject):
    assert cut(headline, tongue) == subject


def test_a_headline_of_no_known_language_is_taken_for_english():
    told = Story(id="s", lead=article(1))
    long = "Trade minister Lena Okafor resigns over tender affair"
    assert subject_for(Slot(id="s", story=told, headline=long, summary="")) == (
        "Trade minister Lena Okafor resigns…"
    )


def test_what_is_denied_whole_stays():
    told = "Larmont finds the minister not guilty, and fines both of her companies"
    assert cut(told, "en") == "Larmont finds the minister not guilty…"


@pytest.mark.parametrize(
    ("tongue", "headline", "subject"),
    [
        (
            "en",
            "Larmont finds the minister not guilty, but fines both of her companies",
            "Larmont finds the minister not guilty, but fines…",
        ),
        (
            "en",
            "Council clears mayor of bribery but convicts him of lying under oath",
            "Council clears mayor of bribery but convicts him…",
        ),
        (
            "de",
            "Gericht lehnt Eilantrag ab, prüft aber die Klage gegen den neuen Flughafen",
            "Gericht lehnt Eilantrag ab, prüft aber die Klage…",
        ),
        (
            "fr",
            "La cour d'appel relaxe l'ancien ministre mais le condamne pour favoritisme",
            "La cour d'appel relaxe… mais le condamne…",
        ),
        (
            "es",
            "El juez absuelve al alcalde de cohecho, pero lo condena por prevaricación",
            "El juez absuelve al alcalde… pero lo condena…",
        ),
        (
            "it",
            "Il tribunale assolve il sindaco dalla corruzione ma lo condanna per falso",
            "Il tribunale assolve… ma lo condanna per falso",
        ),
        (
            "pt",
            "Tribunal absolve ex-prefeito de corrupção, mas condena por fraude em licitação",
            "Tribunal absolve ex-prefeito… mas condena…",
        ),
        (
            "ar",
            "محكمة الجنايات تبرئ وزير الإسكان السابق من تهمة الرشوة لكنها تدينه بالتزوير",
            "محكمة الجنايات تبرئ وزير… لكنها تدينه بالتزوير",
        ),
        (
            "en",
            "Larmont wins not only the cup but the hearts of all who came to the harbour",
            "Larmont wins not only the cup…",
        ),
    ],
)
def test_a_clause_that_turns_the_first_round_is_not_lost(tongue, headline, subject):
    assert cut(headline, tongue) == subject


def test_a_headline_without_end_is_cut_at_once():
    begun = process_time()
    assert cut("Larmont wins but " + "the cup and " * 8000, "en").endswith("…")
    assert process_time() - begun < 1


@pytest.mark.parametrize(
    ("tongue", "headline", "subject"),
    [
        (
            "fr",
            "Incendie d'un ferry en Grèce: le capitaine arrêté, le bilan monte à sept morts",
            "Incendie d'un ferry en Grèce: le capitaine arrêté…",
        ),
        (
            "fr",
            "« On n'en peut plus » : à Belmont, les dockers votent la grève illimitée",
            "à Belmont, les dockers votent la grève illimitée",
        ),
        (
            "it",
            "Milano, crolla un'impalcatura in via Padova: due operai gravi",
            "Milano, crolla un'impalcatura in via Padova",
        ),
    ],
)
def test_what_stands_behind_a_label_is_the_news(tongue, headline, subject):
    assert cut(headline, tongue) == subject


SAID = ["storm", "Larmont", "ferries", "court", "bridge:", "harbour,", "1,200", "Okafor’s", "–"]
HEADLINES = st.sampled_from(sorted(HANGING)).flatmap(
    lambda tongue: st.tuples(
        st.just(tongue),
        st.lists(st.sampled_from([*SAID, *sorted(HANGING[tongue])]), min_size=1, max_size=30),
    )
)


@given(HEADLINES)
def test_no_subject_hangs_in_the_air(given_words):
    tongue, words = given_words
    headline = " ".join(words)
    subject = cut(headline, tongue)
    assert len(subject) <= 50
    rest = headline
    for part in subject.removesuffix("…").split("… "):
        assert rest.startswith(part) or rest != headline
        _, found, rest = rest.partition(part)
        assert found == part
        said = [word.strip(",:–").casefold() for word in part.split()]
        hangs = [word in HANGING[tongue] or word.endswith("’s") for word in said if word]
        if subject != headline and not all(hangs):
            assert not hangs[-1]


def bare(text):
    return "".join(" " if sign in ",…:–" else sign for sign in text).split()


@given(HEADLINES)
def test_the_preheader_goes_on_where_the_subject_ended(given_words):
    tongue, words = given_words
    headline = " ".join(words)
    told = Story(id="s", lead=article(1, headline, language=tongue))
    head = Slot(id="s", story=told, headline=headline, summary="")
    subject = cut(headline, tongue)
    preheader = preheader_for(subject, head)
    assert len(preheader) <= 110
    if subject != headline:
        start, _, later = subject.rpartition("… ")  # of one that is cut in its middle
        kept, said = bare(f"{later} {preheader}"), bare(headline)
        goes_on = [at for at in range(len(said)) if said[at : at + len(kept)] == kept]
        assert said[: len(bare(start))] == bare(start)
        assert max(goes_on) >= len(bare(start)) if start else min(goes_on) == 0


@pytest.mark.parametrize(
    ("tongue", "headline", "subject"),
    [
        (
            "en",
            "Prime minister says she will not resign over contracts given to her brother's firm",
            "Prime minister says she will not resign…",
        ),
        (
            "es",
            "La ministra dice que ella no dimitirá por los contratos de la empresa de su hermano",
            "La ministra dice que ella no dimitirá…",
        ),
    ],
)
def test_no_subject_ends_on_a_pronoun(tongue, headline, subject):
    assert cut(headline, tongue) == subject


@pytest.mark.parametrize(
    ("tongue", "headline", "subject"),
    [
        (
            "de",
            "Bayern sagt Konzert wegen Unwetterwarnung in der Nacht zum Donnerstag doch nicht ab",
            "Bayern sagt Konzert… doch nicht ab",
        ),
        (
            "de",
            "Gericht spricht früheren Bürgermeister vom Vorwurf der Untreue im Hafenprozess frei",
            "Gericht spricht früheren Bürgermeister… frei",
        ),
        (
            "en",
            "Man accused of killing wife and two sons in Hull acquitted after key witness recants",
            "Man accused of killing wife… acquitted",
        ),
    ],
)
def test_what_turns_a_headline_round_stays_when_it_is_cut(tongue, headline, subject):
    assert cut(headline, tongue) == subject


def test_a_verdict_that_is_denied_in_the_middle_is_not_put_behind_a_cut():
    headline = (
        "Man accused of killing wife and two sons in Hull not acquitted by the court of appeal"
    )
    assert not cut(headline, "en").endswith(" acquitted")
