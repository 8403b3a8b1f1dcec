from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.prose.sentences import closed, sentences


@pytest.mark.parametrize(
    "whole",
    [
        "Mr. Brandt met Dr. Okafor in St. Helm on Monday.",
        "The U.S. Senate voted at 9 p.m. on Tuesday.",
        "J. K. Tal won 3.5 of 5 points.",
        "Er kam z. B. am 3. Oktober nach Velden.",
        "She waited ... and then she left.",
        "“We lost. We will be back.” said the coach.",
        "Sie sagte: „Es reicht. Wir gehen.“ und ging.",
        "He asked “Why? Who knows?” and left.",
        "Aussteller wie die Fa. Huber kommen nach Velden.",
        "Bolaget meddelade kl. 9.30 att räntan sänks.",
        "Deficyt wyniesie 5,8 proc. PKB w tym roku.",
        "Ущерб составил 5 млрд. РЖД это подтвердили.",
        "Gen. Ruiz and Col. Brook met in Velden.",
    ],
)
def test_what_is_one_sentence_stays_one(whole):
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["It rained.", "Then it stopped!", "Why?", "Nobody knew."],
        ["He flew to the U.S.", "The trip took a day."],
        ["بدأت الحرب؟", "لا أحد يعرف."],
        ["मेट्रो शुरू हुई।", "यात्री खुश दिखे।"],
        ["The bank gained 2.5 percent.", "Shares rose."],
        ["Il a disparu au col.", "Trente blessés sont à Castagne."],
        ["È morto due anni fa.", "La famiglia attende."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts):
    assert sentences(" ".join(parts)) == parts


def test_chinese_and_japanese_need_no_space():
    assert sentences("東京で地震があった。けが人はいない。") == [
        "東京で地震があった。",
        "けが人はいない。",
    ]


def test_a_quotation_that_is_never_closed_runs_to_the_end():
    assert sentences("It rained. “We left. We ran. Nobody knew.") == [
        "It rained.",
        "“We left. We ran. Nobody knew.",
    ]


def test_open_quotations_are_known():
    assert closed("“Yes,” she said.")
    assert not closed("“Yes, she said.")
    assert not closed("she said.”")
    assert not closed('"Yes, she said.')


@given(st.text(alphabet="ab .!?…。।“”\"'\n1A", max_size=80))
def test_no_character_but_space_is_lost(text):
    found = "".join(sentences(text))
    assert "".join(found.split()) == "".join(text.split())


def test_an_exclamation_before_a_dash_ends_nothing():
    text = "Stir in a new law, then -- boom! -- the debate explodes. Nobody -- who? -- knows."
    assert sentences(text) == [
        "Stir in a new law, then -- boom! -- the debate explodes.",
        "Nobody -- who? -- knows.",
    ]
    assert len(sentences("They left. — She stayed.")) == 2
