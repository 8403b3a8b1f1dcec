from __future__ import annotations

import pytest

from digest.prose.capitals import capitals, shouts


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        ("COASTAL STATES SIGN", True),
        ("COASTAL STATES SIGn", False),
        ("NATO", False),
        ("ΚΟΣΜΟΣ ΚΑΙ ΝΕΑ", True),
        ("رقم الهاتف للاستفسار عن AT&T", False),
        ("NATO首脳が会談、日米韓も参加へ", False),
        ("12345678901234", False),
    ],
)
def test_who_has_no_capitals_does_not_shout(text, loud):
    assert shouts(text, 12) == loud


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        ("tr", "Ekonomi ılık", "EKONOMİ ILIK"),
        ("az-Latn", "dini", "DİNİ"),
        ("el", "Κόσμος ΐ άυλος", "ΚΟΣΜΟΣ Ϊ ΑΥΛΟΣ"),
        ("en", "Economics ı", "ECONOMICS I"),
        ("de", "Straße", "STRASSE"),
        ("fr", "Économie", "ÉCONOMIE"),
    ],
)
def test_capitals_are_those_of_the_language(language, text, written):
    assert capitals(text, language) == written
