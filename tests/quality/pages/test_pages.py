"""The floor under the reading of pages, and the set that it was measured on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.quality.pages.score import corpus_hash, pages, plain, score, shingle_score

from digest.collect.extract import read_page

OWN = Path(__file__).parent / "own"
TRUTH = OWN / "truth.json"
CORPUS = "f4159eac0ed2cfd5"


def test_the_set_is_the_one_that_was_measured():
    assert corpus_hash(OWN, TRUTH) == CORPUS
    assert len(list(pages(OWN, TRUTH))) == 8


def test_every_text_is_read_word_for_word():
    assert score(OWN, TRUTH).f1 == 1.0


def test_every_title_date_and_site_is_right():
    found = score(OWN, TRUTH).fields

    assert {name: (part.asked, part.wrong) for name, part in found.items()} == {
        "title": (8, []),
        "date": (8, []),
        "sitename": (5, []),
    }


def test_byline_section_and_picture_are_right():
    for name, told, body in pages(OWN, TRUTH):
        page = read_page(body, url=told["url"])
        assert page is not None, name
        draft = page.draft
        assert draft.byline == told.get("byline", ""), name
        assert (draft.image.url if draft.image else None) == told.get("image"), name
        assert draft.categories == tuple(filter(None, [told.get("section")])), name


def test_the_scorer_runs_on_any_folder(tmp_path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "x.html").write_bytes((OWN / "graph.html").read_bytes())
    truth = tmp_path / "truth.json"
    truth.write_text(json.dumps({"x": {"articleBody": "The town council", "date": "1999-01-01"}}))
    command = [sys.executable, "-m", "tests.quality.pages", str(tmp_path), str(truth)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "1 pages" in done.stdout
    assert "date          0 of     1" in done.stdout


def test_shingles_of_known_texts():
    assert shingle_score("a b c d e", "a b c d e") == (1.0, 1.0)
    assert shingle_score("a b c d e", "a b c d x") == (0.5, 0.5)
    assert shingle_score("a b c d", "") == (0.0, 0.0)
    assert shingle_score("a b c d", "a b c d e f g h") == (0.2, 1.0)


def test_titles_are_held_against_each_other_by_letters_and_digits():
    assert plain("“Storm” – one") == plain('"storm" - ONE')
    assert plain("Storm 1") != plain("Storm 2")
