"""A folder that is none is refused in words, with file and line."""

from __future__ import annotations

import sys

import pytest
from tests.quality.labelled import OF_STORIES, OF_SUMMARIES, OF_TOPICS, asked, read

HEAD = "story\ttopic\ttitle\ttext\n"
ROW = "s1\tSport\tCup\tRovers win ¶ the cup\n"


def said(monkeypatch, folder, needs=OF_STORIES):
    monkeypatch.setattr(sys, "argv", ["scorer", str(folder)])
    with pytest.raises(SystemExit) as ended:
        asked(needs)
    return str(ended.value.code)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "has no column"),
        (b"story\ttext\ns1\tx\n", "no column title; it has story, text"),
        (HEAD.encode() + b"s1\tSport\n", "line 2: not as many cells"),
        (HEAD.encode() + ROW.encode() + b"s1\tSport\tCup\tx\ty\n", "line 3: not as many cells"),
        (HEAD.encode() + b"\tSport\tCup\tx\n", "line 2: no story"),
        (HEAD.encode() + b"s1\tSport\tK\xe4se\tx\n", "can't be read as UTF-8"),
        (b"hours\t" + HEAD.encode() + b"noon\t" + ROW.encode(), "no number of hours: noon"),
        (HEAD.encode() + b"s1\tSport\tCup\tone\rtwo\n", "line"),
    ],
)
def test_what_can_not_be_scored_is_refused_with_file_and_line(monkeypatch, tmp_path, text, words):
    (tmp_path / "a.tsv").write_bytes(text)
    told = said(monkeypatch, tmp_path)
    assert words in told
    assert "a.tsv" in told
    assert "Making the folders" in told


def test_an_empty_folder_none_and_bad_pairs_are_refused(monkeypatch, tmp_path):
    assert "holds no *.tsv" in said(monkeypatch, tmp_path)
    assert "is no folder" in said(monkeypatch, tmp_path / "nowhere")
    (tmp_path / "a.tsv").write_text(HEAD + ROW, "utf-8")
    (tmp_path / "look-alikes.txt").write_text("one two three\n", "utf-8")
    assert "two stories" in said(monkeypatch, tmp_path)


def test_what_a_scorer_does_not_need_may_be_missing(monkeypatch, tmp_path):
    (tmp_path / "a.tsv").write_text("\ufeff" + HEAD + ROW, "utf-8")
    monkeypatch.setattr(sys, "argv", ["scorer", str(tmp_path)])
    assert {asked(needs) for needs in (OF_STORIES, OF_TOPICS, OF_SUMMARIES)} == {tmp_path}
    found = read(tmp_path)[0]
    assert (found.story, found.topic, found.article.text) == (
        "s1",
        "Sport",
        "Rovers win\n\nthe cup",
    )
    assert (found.article.source, found.article.language) == ("", "und")
