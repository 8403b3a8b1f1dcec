from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.curate.act_words import ENGLISH, GERMAN
from digest.curate.act_words_ar import ARABIC
from digest.curate.act_words_it_pt import ITALIAN, PORTUGUESE
from digest.curate.act_words_nl_ru import DUTCH, RUSSIAN
from digest.curate.act_words_south import FRENCH, SPANISH
from digest.curate.acts import acts_in, is_denied, is_doubted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The union called the planned strike off.", "cancelled"),
        ("The old man passed away on Monday.", "died"),
        ("Die Gewerkschaft sagte den Streik am Abend ab.", "cancelled"),
        ("Le ministre a démissionné mardi soir.", "resigned"),
        ("El juez absolvió al banquero.", "acquitted"),
        ("استقال الوزير بعد أسابيع من الضغوط", "resigned"),
        ("Palm threw in the towel.", "resigned"),
        ("Die Gewerkschaft hat die Verhandlungen mit der Bahn abgebrochen.", "collapsed"),
        ("Die Züge nach Lago fahren wieder.", "resumed"),
        ("Paul Petit a plaidé non coupable.", "pleaded"),
        ("Le suspect s'est livré.", "surrendered"),
        ("El Congreso da luz verde a la ley.", "approved"),
        ("Juan Ruiz se declaró inocente.", "pleaded"),
        ("La Camera boccia la legge.", "rejected"),
        ("وتوفي الرجل في المستشفى", "died"),
    ],
)
def test_an_act_is_seen_by_its_kind(text, kind):
    assert kind in acts_in(text).kinds


@pytest.mark.parametrize(
    "text",
    ["Venn pleaded not guilty.", "Venn pleads not guilty.", "Venn entered a plea of not guilty."],
)
def test_who_pleads_not_guilty_is_not_acquitted(text):
    assert acts_in(text).kinds.keys() == {"pleaded"}
    assert "acquitted" in acts_in("A jury found Venn not guilty.").kinds


@pytest.mark.parametrize(
    "text",
    [
        "Nobody was arrested.",
        "He wasn't arrested.",
        "The minister could be charged.",
        "He may be detained, the lawyer said.",
        "Der Mann wurde nicht festgenommen.",
        "Le ministre n'a pas démissionné.",
        "El ministro no dimitió.",
        "لم يعتقل أحد",
        "The strike was never called off.",
    ],
)
def test_what_was_not_done_or_only_may_be_is_no_act(text):
    assert acts_in(text).kinds == {}


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Minister Palm has not resigned.", ("resigned", "palm")),
        ("Reports that Palm had resigned were false.", ("resigned", "palm")),
        ("Palm ist nicht zurückgetreten.", ("resigned", "palm")),
        ("Inga Palm n'a pas démissionné.", ("resigned", "palm")),
        ("Il banchiere non è stato arrestato.", ("arrested", "banchiere")),
        ("Personne n'a été arrêté.", ("arrested", "")),
        ("لم تستقل الوزيرة بالم", ("resigned", "وزيره")),
        ("No one was hurt or killed in the fire.", ("died", "hurt")),
        ("Verletzt wurde bei dem Brand in Stade niemand.", ("injured", "")),
    ],
)
def test_what_was_denied_is_known_and_of_whom(text, denied):
    told = acts_in(text)
    assert denied in told.denied
    assert denied[0] not in told.kinds


@pytest.mark.parametrize(
    ("text", "buried"),
    [
        ("A child was buried under the rubble.", False),
        ("Two men were buried alive in the mine.", False),
        ("Dos obreros quedaron enterrados bajo los escombros.", False),
        ("Un ouvrier est enterré sous les décombres.", False),
        ("The pope was buried in Rome.", True),
        ("El cantante fue enterrado en Oviedo.", True),
    ],
)
def test_who_lies_under_rubble_is_in_no_grave(text, buried):
    assert ("buried" in acts_in(text).kinds) is buried


@pytest.mark.parametrize(
    "text",
    [
        "Une personne a été arrêtée à Lyon.",
        "Un homme né à Lyon a été arrêté.",
        "Un suspect non identifié a été arrêté.",
    ],
)
def test_what_denies_in_one_language_denies_nothing_in_another(text):
    assert "arrested" in acts_in(text).kinds


def test_what_may_be_is_not_denied():
    for text in ("Palm could resign or be sacked.", "Police have not ruled out that he died."):
        assert not acts_in(text).denied


def test_a_denial_of_another_clause_denies_nothing():
    assert "arrested" in acts_in("He would not comment, and was arrested.").kinds
    assert "arrested" in acts_in("He did not comment and was arrested.").kinds


def test_not_guilty_is_no_guilt():
    assert set(acts_in("The court found the banker not guilty.").kinds) == {"acquitted"}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Twelve people died and 1,200 were injured.", {("died", 12), ("injured", 1200)}),
        ("The storm killed 12 and injured 19.", {("died", 12), ("injured", 19)}),
        ("The number of dead has risen to twenty-one.", {("died", 21)}),
        ("Die Zahl der Toten stieg auf einundzwanzig.", {("died", 21)}),
        ("Vingt-deux personnes sont mortes.", {("died", 22)}),
        ("Treinta y dos personas murieron.", {("died", 32)}),
        ("لقي خمسة عشر شخصا حتفهم", {("died", 15)}),
        ("The bank has 300 branches.", set()),
    ],
)
def test_a_number_counts_the_act_that_is_nearest(text, counts):
    assert acts_in(text).counts == counts


def test_each_language_tells_what_english_does():
    for language in (GERMAN, FRENCH, SPANISH, ARABIC, ITALIAN, PORTUGUESE, DUTCH, RUSSIAN):
        assert language.keys() <= ENGLISH.keys()


@given(st.text())
def test_any_text_can_be_read(text):
    assert acts_in(text).kinds.keys() <= ENGLISH.keys()


def test_a_number_is_heard_through_the_words_of_a_longer_tense():
    said = "339 of the 353 people on board had been brought to safety."
    assert ("rescued", 339) in acts_in(said).counts


@pytest.mark.parametrize(
    ("text", "doubted", "denied"),
    [
        ("The bridge fell.", False, False),
        ("The bridge could fall.", True, False),
        ("Bulldozers may flatten the bridge.", True, False),
        ("The bridge fell on 3 May.", False, False),
        ("Reports that the bridge fell were false.", True, False),
        ("The bridge didn't fall.", False, True),
        ("Die Brücke ist nicht gefallen.", False, True),
    ],
)
def test_what_may_be_and_what_was_not_are_known(text, doubted, denied):
    assert (is_doubted(text), is_denied(text)) == (doubted, denied)
