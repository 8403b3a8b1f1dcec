"""The floors of summaries on the repository's own set, pinned with its hash."""

from __future__ import annotations

import pytest
from tests.quality.labelled import NEWS, corpus_hash
from tests.quality.summaries.score import judge, rouge_l

CORPUS = "8f2d54564b41d88a"


def test_the_corpus_is_the_one_that_the_floors_were_measured_on():
    assert corpus_hash(NEWS) == CORPUS, "the set changed: measure again, then pin both"


def test_summaries_stand_in_their_articles_whole_and_for_themselves():
    found = judge(NEWS)
    assert (found.faithful, found.standing) == (1.0, 1.0)
    assert found.sized >= 0.99
    assert found.ours >= 0.27


def test_what_another_source_adds_stands_there_and_for_itself():
    found = judge(NEWS)
    assert (found.added_faithful, found.added_alone) == (1.0, 1.0)
    assert (found.stories, found.added >= 21) == (143, True)


def test_a_folder_with_abstracts_is_measured_against_these(tmp_path):
    head = "story\ttopic\tlanguage\tsource\thours\ttitle\ttext\tabstract\n"
    text = "A ferry ran onto rocks off Tessa Island in thick fog late on Monday with many aboard."
    rows = f"s1\tWorld\ten\tWire\t0\tFerry\t{text}\t{text}\ns2\tWorld\ten\tWire\t0\tCup\t{text}\t\n"
    (tmp_path / "own.tsv").write_text(head + rows, "utf-8")
    found = judge(tmp_path)
    assert (found.articles, found.compared, found.ours, found.lead_3) == (2, 1, 1.0, 1.0)


@pytest.mark.parametrize(
    ("made", "told", "f1"),
    [("a b c d", "a x b d", 0.75), ("a", "b", 0.0), ("", "", 0.0), ("b a", "a b", 0.5)],
)
def test_rouge_l_is_the_longest_common_subsequence(made, told, f1):
    assert rouge_l(made, told) == pytest.approx(f1)
