"""The floor under the quality of stories, and the corpus that it was measured on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.quality.stories.score import bcubed, corpus_hash, read, score

from digest.curate import cluster

FOLDER = Path(__file__).parent
CORPUS = "11acb51725105e16"
LOOK_ALIKES = [
    ("quake-larmont", "quake-oster"),
    ("okafor", "varga"),
    ("rate-castell", "rate-norrland"),
    ("cup-rovers", "cup-athletic"),
    ("fire-mill", "fire-hotel"),
    ("breach", "breach-shop"),
    ("strike", "strike-rail"),
]


def test_the_corpus_is_the_one_that_was_measured():
    labelled = read(FOLDER)
    assert corpus_hash(FOLDER) == CORPUS
    assert (len(labelled), len({event for event, _ in labelled})) == (66, 31)


def test_full_texts_stay_above_the_floor():
    assert score(FOLDER).f1 >= 0.97


def test_bare_titles_stay_above_the_floor():
    assert score(FOLDER, titles_only=True).f1 >= 0.90


def test_no_look_alikes_share_a_story():
    labelled = read(FOLDER)
    event_of = {article.id: event for event, article in labelled}
    groups = cluster.cluster([article for _, article in labelled])
    together = [{event_of[article.id] for article in group} for group in groups]
    assert not [pair for pair in LOOK_ALIKES for events in together if events >= set(pair)]


def test_the_veto_is_what_parts_look_alikes(monkeypatch):
    monkeypatch.setattr(cluster, "look_alike", lambda _left, _right: False)
    assert score(FOLDER).precision < 0.95


def test_bcubed_of_a_known_case():
    gold = {"a": 1, "b": 1, "c": 2}
    found = bcubed(gold, {"a": 1, "b": 1, "c": 1})
    assert (round(found.precision, 3), found.recall) == (0.556, 1.0)


def test_the_scorer_runs_on_any_folder():
    command = [sys.executable, "-m", "tests.quality.stories", str(FOLDER)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[0].endswith(f"66 articles, 31 events, corpus {CORPUS}")
