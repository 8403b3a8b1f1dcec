from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.curate.make import article

from digest.curate.quote import quotation

SAID = (
    "“We pulled three people out of the water before the boat went down,” said Ada Fennick, a "
    "nurse from Tessa."
)


def test_a_sentence_that_quotes_somebody_by_name_is_lifted_whole():
    told = article(
        1, text=f"A ferry sank in fog.\n\n## Witnesses\n\nIt was dark. {SAID} Others wept."
    )
    assert quotation(told) == SAID


def test_one_that_points_back_gives_way_and_one_whose_speaker_says_but_does_not():
    said = "“we pulled three people out of the water before the boat went down.”"
    back = f"However, Ada Fennick said: {said}"
    assert quotation(article(1, text=f"{back} {SAID}")) == SAID
    assert quotation(article(1, text=back)) == ""
    but = SAID.replace("“We", "“But we")
    assert quotation(article(1, text=but)) == but


def test_what_is_told_already_is_not_repeated():
    assert quotation(article(1, text=SAID), beside=f"A ferry sank. {SAID}") == ""


@pytest.mark.parametrize(
    "text",
    [
        "“Too short,” said Ada Fennick on Monday, after she had been asked about the ferry twice.",
        "“We pulled three people out of the water before it sank,” she said on the quay at night.",
        "“We pulled three people out of the water before it sank, said Ada Fennick, a nurse.",
        "He read “The Old Man and the Sea and Other Tales” to Ada Fennick on the quay all night.",
        "",
    ],
)
def test_what_is_short_nameless_open_or_no_speech_is_left(text):
    assert quotation(article(1, text=text)) == ""


def test_speakers_in_other_languages_are_known():
    text = (
        "„Wir haben drei Menschen aus dem Wasser gezogen, bevor das Boot sank“, sagte Ada Fennick "
        "am Abend."
    )
    assert quotation(article(1, text=text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "«انتشلنا ثلاثة أشخاص من الماء قبل أن تغرق السفينة»، قالت عادة فنيك، وهي ممرضة.",
        '"משינו שלושה אנשים מן המים לפני שהספינה שקעה", אמרה עדה פניק, אחות מן האי תסה.',
        "“हमने नाव डूबने से पहले तीन लोगों को पानी से बाहर निकाला”, नर्स आदा फ़ेनिक ने कहा।",
        "「船が沈む前に、私たちは三人を海から引き上げることができた」と、看護師のフェニックさんは語った。",
    ],
    ids=["ar", "he", "hi", "ja"],
)
def test_speakers_in_scripts_without_capitals_are_known(text):
    assert quotation(article(1, text=text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "«انتشلنا ثلاثة أشخاص من الماء قبل أن تغرق السفينة»، بحسب صحيفة أمس في الجزيرة.",
        "قال إن السفينة غرقت سريعا ثم كتب «انتشلنا ثلاثة أشخاص من الماء قبل أن تغرق».",
        "“हमने नाव डूबने से पहले तीन लोगों को पानी से बाहर निकाला”, अख़बार में यह छपा था और सबने पढ़ा।",
        "「船が沈む前に、私たちは三人を海から引き上げることができた」という記事が新聞に載った。",
    ],
    ids=["ar", "ar without a name", "hi", "ja"],
)
def test_words_that_nobody_is_said_to_have_spoken_are_left(text):
    assert quotation(article(1, text=text)) == ""


@given(st.text(alphabet='“”"«».!? Aab said', max_size=300))
def test_whatever_is_lifted_stands_in_the_text(text):
    found = quotation(article(1, text=text))
    assert found in " ".join(text.split())


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        (
            "de",
            "„Wir haben drei Menschen aus dem Wasser gezogen“, klagte die Fährfrau Ada Fennick.",
        ),
        (
            "fr",
            "« Nous avons sorti trois personnes de l'eau », a raconté à l'AFP Ada Fennick.",
        ),
        ("fr", "« Nous avons sorti trois personnes de l'eau », lance Ada Fennick, infirmière ici."),
        ("es", "“Sacamos a tres personas del agua a tiempo”, relató a Efe Ada Fennick, de Tessa."),
        (
            "it",
            "«Abbiamo tirato fuori tre persone con le mani», racconta l'infermiera Ada Fennick.",
        ),
        ("pt", "“Tiramos três pessoas da água antes do fim”, contou a enfermeira Ada Fennick."),
        ("en", "“We pulled three people out of the water,” Ada Fennick, a nurse, told the Post."),
    ],
)
def test_verbs_of_saying_are_known_in_six_languages(tongue, text):
    assert quotation(article(1, text=text, language=tongue)) == text


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        (
            "de",
            "„Wir haben drei Menschen aus dem Wasser gezogen“, sagte eine Frau dem Sender Eins.",
        ),
        (
            "en",
            "“We pulled three people out of the water,” said a nurse of Saint Brendan Hospital.",
        ),
        ("en", "“We pulled three people out of the water,” one woman told Radio Tessa that night."),
    ],
)
def test_the_name_of_who_listens_or_of_a_house_is_no_speaker(tongue, text):
    assert quotation(article(1, text=text, language=tongue)) == ""


def test_a_surname_alone_speaks_where_the_reader_knows_it():
    text = "“We pulled three people out of the water before it sank,” Fennick said on the quay."
    assert quotation(article(1, text=text)) == ""
    assert quotation(article(1, "Nurse Fennick saves three", text)) == text
    assert quotation(article(1, text=text), beside="Ada Fennick saved three.") == text


def test_what_begins_with_a_pronoun_or_is_a_point_of_a_list_gives_way():
    vague = '"It has had a huge effect on all of us here," said Ada Fennick of the harbour.'
    clear = '"The harbour has not been closed for so long," said Ada Fennick of the council.'
    point = (
        '• Ruslan Berg: The uncle said his nephew "took the lives of many innocent people here".'
    )
    text = f"{vague}\n\n{clear}\n\n{point}"
    assert quotation(article(1, "Storm", text)) == clear
    assert quotation(article(1, "Storm", text), clear) == vague
    assert quotation(article(1, "Storm", point)) == ""
