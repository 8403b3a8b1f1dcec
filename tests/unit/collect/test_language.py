from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect import language


@pytest.mark.parametrize(
    ("raw", "tag"),
    [
        ("en-us", "en-US"),
        ("EN", "en"),
        ("pt_BR", "pt-BR"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("", "und"),
        (None, "und"),
        ("english", "und"),
        ('en" onload="x', "und"),
        ("mul", "und"),
    ],
)
def test_tags(raw: str | None, tag: str):
    assert language.tag(raw) == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The council of the town voted for the barrier, and it is to be built in May.", "en"),
        ("Le conseil de la ville a voté pour le barrage, et il est à bâtir dans un an.", "fr"),
        ("Der Rat der Stadt hat für den Bau gestimmt, und er ist nicht zu teuer.", "de"),
        ("صوت المجلس في المدينة على بناء السد بعد نقاش من تسع ساعات مع الصيادين", "ar"),
        ("नगर परिषद ने बंदरगाह के लिए बाँध को मंज़ूरी दी और यह मई में होगा", "hi"),
        ("Xyzzy plugh frotz", "und"),
        ("", "und"),
    ],
)
def test_a_guess_by_stopwords(text: str, tag: str):
    assert language.guess(text) == tag


@given(st.text())
def test_a_tag_is_always_safe_to_print(text: str):
    assert language.tag(text).replace("-", "").isalnum()
