from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.curate.acts import acts_in
from digest.curate.unreal import real


@pytest.mark.parametrize(
    "text",
    [
        "Reports that minister Cartwright had resigned were false, her office said.",
        "The claim that the coach was sacked is untrue.",
        "Police have not ruled out that the hiker died.",
        "The union demanded that the guard be arrested.",
        "Das Ministerium dementiert, dass der Minister zurückgetreten ist.",
        "Die Polizei schließt nicht aus, dass der Wanderer gestorben ist.",
        "Le ministère dément que le ministre ait démissionné.",
        "La police n'exclut pas que le randonneur soit mort.",
        "No se descarta que el senderista haya muerto.",
        "نفت الحكومة أن الوزير استقال",
    ],
)
def test_what_is_denied_possible_or_demanded_was_not_done(text):
    assert not {"resigned", "sacked", "died", "arrested"} & acts_in(text).kinds.keys()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Fears grow after two people died in the storm.", "died"),
        ("Police denied reporters entry, and a man was arrested.", "arrested"),
        ("She denied that he was arrested, but resigned.", "resigned"),
        ("The hiker died, police confirmed.", "died"),
    ],
)
def test_what_stands_beside_a_denial_was_done(text, kind):
    assert kind in acts_in(text).kinds


@given(st.text())
def test_a_text_without_such_words_only_loses_its_capitals(text):
    assert real(text) == text.lower() or " . " in real(text)
