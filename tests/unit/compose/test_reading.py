from __future__ import annotations

import pytest

from digest.compose import reading_minutes


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [(0, "en", 1), (230, "en", 1), (231, "de", 2), (1000, "ja-JP", 2), (1000, "zh_TW", 2)],
)
def test_minutes_by_language(words, language, minutes):
    assert reading_minutes(words, language) == minutes
