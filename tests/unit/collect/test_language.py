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
        ("昨日午後、東京湾の沖合で貨物船と漁船が衝突する事故がありました。", "ja"),
        ("国家统计局昨天公布的数据显示，今年前三季度国内生产总值同比增长。", "zh"),
        ("어제 오후 부산항에서 컨테이너 화물선에 불이 났습니다.", "ko"),
        ("Χθες το βράδυ ξέσπασε πυρκαγιά σε αποθήκη ξυλείας στο λιμάνι.", "el"),
        ("A storm closed a bridge near a village on Monday night, police said.", "en"),
        ("A rádió szerint a kormány a jövő héten dönt a javaslatról.", "und"),
        ("En mand blev dræbt, og en anden kom til skade i en ulykke.", "und"),
        ("Xyzzy plugh frotz", "und"),
        ("", "und"),
    ],
)
def test_a_guess_by_stopwords(text: str, tag: str):
    assert language.guess(text) == tag


@given(st.text())
def test_a_tag_is_always_safe_to_print(text: str):
    assert language.tag(text).replace("-", "").isalnum()


def test_a_headline_names_no_language_but_by_its_script():
    assert language.guess_prose("Bus in Berlin") == "und"
    assert language.guess_prose("東京湾で事故") == "ja"
    assert (
        language.guess_prose("The council of the town voted for the barrier, and it is dear.")
        == "en"
    )
