"""Each file's article once: what happens to its name, words and date, and what that makes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from digest.collect import read_file
from digest.collect.files import read_folder
from digest.pipeline.collect import add_files
from digest.store.likeness import much_alike

if TYPE_CHECKING:
    from pathlib import Path

    from digest.store import Store

LONG = "The ferry to the islands sails at eight, and again at noon. " * 8


class Folder:
    """A watched folder, visited an hour apart; its files are as old as their last change."""

    def __init__(self, store: Store, path: Path) -> None:
        self.path, self._store = path, store
        self.now = datetime.now(UTC).replace(microsecond=0)

    def write(self, name: str, text: str) -> Path:
        path = self.path / name
        path.write_text(text, encoding="utf-8")
        return path

    def visit(self) -> tuple[int, int]:
        self.now += timedelta(hours=1)
        harvest = read_folder(self.path, source="Desk", now=self.now)[2]
        count = self._store.articles.save(harvest.articles, now=self.now)
        return count.new, count.changed

    def texts(self) -> list[str]:
        return sorted(one.text for one in self._store.articles.list())


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Folder:
    (tmp_path / "watched").mkdir()
    return Folder(store, tmp_path / "watched")


def test_files_without_title_and_date_are_as_many_as_their_texts(folder: Folder):
    for name in ("one.md", "two.md", "three.md"):
        folder.write(name, f"The words of {name}.")

    assert folder.visit() == (3, 0)
    assert folder.visit() == (0, 0)


@pytest.mark.parametrize(
    ("name", "bodies"),
    [
        ("{}.txt", ("Daily weather\n2 March 2026\n\nRain in the north.",
                    "Daily weather\n2 March 2026\n\nSun in the south.")),
        ("{}.html", ("<p>" + LONG, "<p>" + LONG[::-1])),
        ("{}.eml", ("From: a@example.org\n\nRain.", "From: a@example.org\n\nSun.")),
    ],
)  # fmt: skip
def test_the_same_title_and_day_with_other_words_is_another_article(
    folder: Folder, name: str, bodies: tuple[str, str]
):
    for at, body in enumerate(bodies):
        folder.write(name.format(at), body)

    assert folder.visit() == (2, 0)
    assert folder.visit() == (0, 0)


def test_an_edited_file_is_the_same_article_with_a_revision(folder: Folder, store: Store):
    folder.write("a.md", "# Gate opens\n\nAt nine.")
    folder.visit()
    folder.write("a.md", "# Gate opens\n\nAt ten, for there is fog.")

    assert folder.visit() == (0, 1)
    (article,) = store.articles.list()
    assert [one.text for one in store.articles.revisions(article.id)] == ["At nine."]


def test_a_new_title_above_the_same_text_is_an_edit(folder: Folder, store: Store):
    folder.write("a.txt", f"Ferry sails\n2 March 2026\n\n{LONG}")
    folder.visit()
    folder.write("a.txt", f"Ferry to the islands sails again\n3 March 2026\n\n{LONG}And at six.")

    assert folder.visit() == (0, 1)
    assert len(store.articles.list()) == 1


def test_a_renamed_file_is_the_same_article_even_after_an_edit(folder: Folder, store: Store):
    path = folder.write("a.md", "# Gate opens\n\nAt nine.")
    folder.visit()
    (first,) = store.articles.list()
    path.write_text("# Gate opens\n\nAt ten.", encoding="utf-8")
    folder.visit()
    path.rename(folder.path / "b.md")

    assert folder.visit() == (0, 0)
    folder.write("b.md", "# Gate opens\n\nAt eleven.")
    assert folder.visit() == (0, 1)
    assert [one.id for one in store.articles.list()] == [first.id]


def test_a_file_that_is_written_anew_each_day_is_an_article_each_day(folder: Folder):
    folder.write("weather.txt", "Daily weather\n2 March 2026\n\nRain in the north.")
    folder.visit()
    folder.write("weather.txt", "Daily weather\n3 March 2026\n\nSun, at last, and a light breeze.")

    assert folder.visit() == (1, 0)
    folder.write("weather.txt", "Daily weather\n3 March 2026\n\nSun, at last, and no breeze.")
    assert folder.visit() == (0, 1)
    assert folder.texts() == ["Rain in the north.", "Sun, at last, and no breeze."]


def test_files_that_change_their_names_among_them_stay_what_they_are(folder: Folder):
    one, two = folder.write("1.md", "# One\n\nRain."), folder.write("2.md", "# Two\n\nFog.")
    folder.visit()
    one.rename(folder.path / "old.md")
    two.rename(one)
    (folder.path / "old.md").rename(two)

    assert folder.visit() == (0, 0)
    folder.write("1.md", "# Two\n\nFog and hail.")
    assert folder.visit() == (0, 1)
    assert folder.texts() == ["Fog and hail.", "Rain."]


def test_a_copy_is_no_second_article_until_it_says_something_else(folder: Folder):
    folder.write("a.md", "# Gate opens\n\nAt nine.")
    folder.write("b.md", "# Gate opens\n\nAt nine.")
    assert folder.visit() == (1, 0)

    folder.write("a.md", "# Gate opens\n\nAt ten.")
    assert folder.visit() == (1, 1)
    assert folder.visit() == (0, 0)
    assert folder.texts() == ["At nine.", "At ten."]


def test_what_is_added_by_hand_is_stored_and_shown(store: Store, tmp_path: Path):
    now = datetime.now(UTC).replace(microsecond=0)
    paths = [tmp_path / "one.md", tmp_path / "two.md"]
    for path in paths:
        path.write_text(f"The words of {path.name}.", encoding="utf-8")
        added = add_files(store, [path], now=now)
        assert [one.text for one in added] == [f"The words of {path.name}."]

    assert len(store.articles.list()) == 2
    add_files(store, paths, now=now)
    assert len(store.articles.list()) == 2


def test_the_same_file_in_two_sources_is_one(store: Store, tmp_path: Path):
    now = datetime.now(UTC).replace(microsecond=0)
    path = tmp_path / "one.md"
    path.write_text("# One\n\nWords.", encoding="utf-8")

    for source in ("Desk", "added by hand"):
        store.articles.save([read_file(path, source=source, now=now)], now=now)

    assert len(store.articles.list()) == 1


def test_a_text_is_like_itself_with_edits_and_unlike_another():
    assert much_alike(LONG, LONG.replace("eight", "nine") + "And at six, on Sundays.")
    assert much_alike(
        "今日は雨です。明日は晴れるでしょう。", "今日は雨です。明日は晴れるでしょうね。"
    )
    assert not much_alike("Rain in the north.", "Sun in the south.")
    assert not much_alike("", "")
