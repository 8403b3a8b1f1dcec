"""One event in several languages of one script: does curate make one story of it?"""

from __future__ import annotations

from itertools import combinations

from tests.quality.labelled import NEWS, read

from digest.curate.cluster import cluster

TOGETHER = 0.85  # of the pairs of one event in two languages
APART = 0.9995  # of the pairs of two events
OTHER_SCRIPTS = {"ar", "hi"}


def test_one_event_in_two_languages_is_one_story():
    labelled = [one for one in read(NEWS) if one.article.language not in OTHER_SCRIPTS]
    groups = cluster([one.article for one in labelled])
    story = {article.id: at for at, group in enumerate(groups) for article in group}
    same, other = [], []
    for one, two in combinations(labelled, 2):
        if one.article.language != two.article.language:
            joined = story[one.article.id] == story[two.article.id]
            (same if one.story == two.story else other).append(joined)
    assert len(same) >= 80
    assert sum(same) / len(same) >= TOGETHER
    assert 1 - sum(other) / len(other) >= APART
