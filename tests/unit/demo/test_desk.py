from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import yaml

from digest.demo.desk import write_desk

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)


def test_the_folder_holds_all_three_kinds(tmp_path: Path):
    paths = write_desk(tmp_path / "new" / "articles", NOW)
    assert len(paths) >= 8
    assert Counter(path.suffix for path in paths) == {".txt": 2, ".md": 3, ".html": 3}
    assert all(path.is_file() for path in paths)


def test_a_page_of_text_has_masthead_repeats_date_and_footer(tmp_path: Path):
    write_desk(tmp_path, NOW)
    text = (tmp_path / "quell-lighthouse.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    title = "Quell Council Orders Keeper's Cottage Cleared as Cliff Crumbles"
    assert lines[:5] == ["HARBOUR EVENING POST", "", title, "", "11/23/2026"]
    assert lines.count(title) == 4
    assert "A Garden Goes First" in lines
    assert lines[-1] == "© Copyright 2026 Harbour Evening Post. All rights reserved."
    assert "##" not in text


def test_markdown_carries_front_matter(tmp_path: Path):
    write_desk(tmp_path, NOW)
    _, matter, body = (tmp_path / "room-twelve.md").read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.safe_load(matter)
    assert fields["title"] == "What it was like to guard an empty wall"
    assert datetime.fromisoformat(fields["date"]) == NOW - timedelta(hours=4, minutes=36)
    assert body.lstrip().startswith("There is a rectangle on the wall")


def test_html_is_a_whole_page_with_its_date(tmp_path: Path):
    write_desk(tmp_path, NOW)
    page = (tmp_path / "tide-gauge.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    published = (NOW - timedelta(hours=8, minutes=24)).isoformat()
    assert f'<meta property="article:published_time" content="{published}">' in page


def test_files_bear_the_time_of_their_articles(tmp_path: Path):
    for now in (NOW, NOW + timedelta(days=9)):
        for path in write_desk(tmp_path, now):
            age = now.timestamp() - path.stat().st_mtime
            assert 0 < age < 48 * 3600


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")
    write_desk(tmp_path, NOW)
    assert (tmp_path / "mine.txt").read_text() == "mine"
