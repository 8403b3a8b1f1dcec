from __future__ import annotations

import pytest

from digest.prose.length import word_count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor's port, again.", 4),
        ("L’école d’été ouvre", 3),
        ("प्रधानमंत्री ने राहत पैकेज की घोषणा की", 7),
        ("رئيس الوزراء يعلن عن إجراءات", 5),
        ("정부가 남부 지방", 3),
        ("政府宣布对南方洪灾", 4),
        ("海の温度", 2),
        ("นายกรัฐมนตรีประกาศมาตรการ", 5),
        ("", 0),
    ],
)
def test_words_are_counted_in_every_script(text, words):
    assert word_count(text) == words
