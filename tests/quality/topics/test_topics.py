"""The floors of topics on the repository's own set, pinned with its hash."""

from __future__ import annotations

import pytest
from tests.quality.labelled import NEWS, corpus_hash
from tests.quality.topics.score import judge

CORPUS = "8f2d54564b41d88a"


def test_the_corpus_is_the_one_that_the_floors_were_measured_on():
    assert corpus_hash(NEWS) == CORPUS, "the set changed: measure again, then pin both"


@pytest.mark.parametrize(
    ("how", "accuracy", "macro_f1"),
    [
        ({}, 0.65, 0.67),
        ({"taught": True}, 0.655, 0.625),
        ({"taught": True, "language": "en"}, 0.72, 0.68),
        ({"taught": True, "language": "ar"}, 0.60, 0.61),
    ],
)
def test_topics_are_found_no_worse_than_they_were(how, accuracy, macro_f1):
    found = judge(NEWS, **how)
    assert found.accuracy >= accuracy
    assert found.macro_f1 >= macro_f1
