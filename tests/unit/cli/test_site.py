"""`digest site build`."""

from __future__ import annotations


def test_it_writes_the_archive_and_says_what_it_did(ready, folder):
    first = ready("site", "build", "out", "--json").json
    again = ready("site", "build", "out", "--json").json
    dry = ready("site", "build", "other", "--dry-run")

    assert first["written"] > 5
    assert (again["written"], again["same"]) == (0, first["written"])
    assert (folder / "out" / "index.html").is_file()
    assert not (folder / "other").exists()
    assert dry.code == 0
    assert "would be written" in dry.err


def test_a_folder_of_others_is_refused(ready, folder):
    (folder / "out").mkdir()
    (folder / "out" / "mine.txt").write_text("x")
    refused = ready("site", "build", "out")

    assert refused.code == 1
    assert "mine.txt" in refused.err
