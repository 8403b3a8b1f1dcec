"""The floor under the quality of stories, and the corpus that it was measured on."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

from tests.quality.labelled import NEWS, corpus_hash, read
from tests.quality.measures import bcubed, merged
from tests.quality.stories.score import judge

from digest.curate import near

CORPUS = "8f2d54564b41d88a"
judged = cache(judge)


def test_the_corpus_is_the_one_that_was_measured():
    labelled = read(NEWS)
    assert corpus_hash(NEWS) == CORPUS
    assert (len(labelled), len({one.story for one in labelled})) == (403, 151)


def test_full_texts_stay_above_the_floor():
    assert judged(NEWS).score.f1 >= 0.97


def test_bare_titles_stay_above_the_floor():
    assert judged(NEWS, titles_only=True).score.f1 >= 0.855


def test_arabic_stays_above_its_own_floor():
    assert judged(NEWS, language="ar").score.f1 >= 0.97


def test_few_look_alikes_share_a_story():
    assert len(judged(NEWS).merged) <= 2


def test_the_vetoes_are_what_parts_look_alikes(monkeypatch):
    monkeypatch.setattr(near, "agreement", lambda *_, **__: 1.0)
    monkeypatch.setattr(near.Subjects, "told_apart", lambda *_, **__: False)
    assert len(judge(NEWS).merged) >= len(judged(NEWS).merged) + 3


def test_ours_is_above_what_others_do():
    ours = judged(NEWS).score.f1
    assert all(judge(NEWS, way=way).score.f1 < ours for way in ("centroid", "minhash"))


def test_bcubed_of_a_known_case():
    gold = {"a": 1, "b": 1, "c": 2}
    found = bcubed(gold, {"a": 1, "b": 1, "c": 1})
    assert (round(found.precision, 3), found.recall) == (0.556, 1.0)


def test_a_pair_is_merged_where_one_group_holds_most_of_both():
    gold = dict(zip("abcdef", (1, 1, 1, 2, 2, 2), strict=True))
    assert merged([(1, 2)], gold, dict(zip("abcdef", (7, 7, 8, 7, 7, 9), strict=True)))
    assert not merged([(1, 2)], gold, dict(zip("abcdef", (7, 7, 8, 8, 9, 9), strict=True)))


def test_the_scorer_runs_on_any_folder():
    command = [sys.executable, "-m", "tests.quality.stories", str(NEWS)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[0].endswith(f"corpus {CORPUS}")
    assert sum(line.startswith(("ours ", "minhash ", "centroid ")) for line in told.splitlines())
