"""The floors of topics on the repository's own set, pinned with its hash."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.quality.labelled import NEWS, UnfitError, corpus_hash
from tests.quality.topics.score import judge, judge_stories, judge_taught, opened
from tests.unit.pipeline.tiny_model import tiny_model

TONGUES = Path(__file__).parent / "tongues"
CORPUS = "8f2d54564b41d88a"


def test_the_corpus_is_the_one_that_the_floors_were_measured_on():
    assert corpus_hash(NEWS) == CORPUS, "the set changed: measure again, then pin both"


@pytest.mark.parametrize(
    ("how", "accuracy", "macro_f1"),
    [
        ({}, 0.73, 0.78),
        ({"language": "de"}, 0.77, 0.76),
        ({"language": "fr"}, 0.69, 0.73),
        ({"language": "es"}, 0.73, 0.75),
        ({"language": "ar"}, 0.84, 0.88),
        ({"taught": True}, 0.75, 0.75),
        ({"taught": True, "language": "en"}, 0.73, 0.71),
        ({"taught": True, "language": "de"}, 0.77, 0.80),
        ({"taught": True, "language": "fr"}, 0.68, 0.74),
        ({"taught": True, "language": "es"}, 0.74, 0.76),
        ({"taught": True, "language": "ar"}, 0.84, 0.84),
    ],
)
def test_topics_are_found_no_worse_than_they_were(how, accuracy, macro_f1):
    found = judge(NEWS, **how)
    assert found.accuracy >= accuracy
    assert found.macro_f1 >= macro_f1


def test_what_gets_a_topic_gets_the_right_one_mostly_and_stories_are_told_by_all_their_articles():
    found = judge(NEWS)
    assert found.named >= 0.86
    assert found.sure >= 0.84
    stories, right, named = judge_stories(NEWS)
    assert (stories, named >= 0.95, right >= 0.79) == (151, True, True)


@pytest.mark.parametrize(
    "language", ["nl", "sv", "pl", "ru", "tr", "el", "hi", "he", "zh", "ja", "ko"]
)
def test_sixteen_plain_stories_of_each_later_language_get_their_topics(language):
    found = judge(TONGUES, language=language)
    assert (found.articles, found.accuracy) == (16, 1.0)


def test_a_sentence_model_is_scored_beside_words(tmp_path):
    head = "story\ttopic\tlanguage\tsource\thours\ttitle\ttext\n"
    rows = "s1\tSport\ten\tWire\t0\tZorbing\tZorbs\ns2\tHealth\ten\tWire\t0\tHospitals\tNurses\n"
    (tmp_path / "own.tsv").write_text(head + rows, "utf-8")
    model = opened(str(tiny_model(tmp_path / "tiny", {"zorbing": "Sport"})))
    assert judge(tmp_path).accuracy == 0.5
    assert judge(tmp_path, model=model).accuracy == 1.0
    assert judge(tmp_path, model=model, taught=True).articles == 2


def test_another_folder_teaches_by_the_topics_that_take_its_own(tmp_path):
    head = "story\ttopic\tlanguage\tsource\thours\ttitle\ttext\n"
    for name, rows in {
        "asked": "s1\tSci/Tech\ten\tWire\t0\tZorbing zorbs\tZorbs\ns2\tSport\ten\tWire\t0\tA\tB\n",
        "teacher": "s3\tTechnology\ten\tPost\t0\tZorbing zorbs\tZorb\ns4\tArt\ten\tPost\t0\tA\tB\n",
        "other": "s5\tGardening\ten\tPost\t0\tA\tB\n",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "own.tsv").write_text(head + rows, "utf-8")
    assert judge(tmp_path / "asked").accuracy == 0.0
    assert judge_taught(tmp_path / "asked", tmp_path / "teacher").accuracy == 0.5
    with pytest.raises(UnfitError, match="Sci/Tech, Sport"):
        judge_taught(tmp_path / "asked", tmp_path / "other")
