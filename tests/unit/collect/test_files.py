from __future__ import annotations

import os
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.collect import read_file
from digest.collect.dates import DateStyle
from digest.collect.files import folder_name, read_folder
from digest.errors import SourceError
from digest.model import DATE_ONLY

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
PAGE = Path(__file__).parent / "fixtures" / "page.txt"


def write(path: Path, text: str | bytes, *, age: timedelta = timedelta(hours=2)) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    saved = (NOW - age).timestamp()
    os.utime(path, (saved, saved))
    return path


def test_a_page_of_a_platform():
    article = read_file(PAGE, source="Desk", now=NOW)

    assert article.publisher == "HarbourWire"
    assert article.source == "Desk"
    assert article.url is None
    assert article.language == "en"
    assert article.published == datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
    assert article.headings == (
        "A Vote After Midnight",
        "The Fleet's Objections",
        "What Happens Next",
    )
    assert article.notes == (DATE_ONLY,)


def test_an_id_is_that_of_the_words_and_the_guid_that_of_the_path(tmp_path: Path):
    text = PAGE.read_text(encoding="utf-8")
    copy = read_file(write(tmp_path / "copy.txt", text), source="Desk", now=NOW)
    edited = write(tmp_path / "edited.txt", text.replace("nine hours", "ten hours"))

    assert copy.id == read_file(PAGE, source="Desk", now=NOW).id
    assert copy.id != read_file(edited, source="Desk", now=NOW).id
    assert copy.guid == f"file:{tmp_path.resolve() / 'copy.txt'}"
    assert dict(copy.origins)["guid"] == "file: its path"


def test_a_file_that_names_its_article_is_not_known_by_its_path(tmp_path: Path):
    path = write(tmp_path / "a.md", "---\nurl: https://news.example/a\n---\n# T\n\nWords.")

    assert read_file(path, source="Desk", now=NOW).guid is None


def test_another_title_is_another_article(tmp_path: Path):
    one = write(tmp_path / "one.txt", "One\n\nWords.")
    two = write(tmp_path / "two.txt", "Two\n\nWords.")

    assert read_file(one, source="Desk", now=NOW).id != read_file(two, source="Desk", now=NOW).id


def test_a_file_without_date_has_its_own(tmp_path: Path):
    path = write(tmp_path / "a.txt", "Title\n\nWords.")

    assert read_file(path, source="Desk", now=NOW).published == NOW - timedelta(hours=2)


def test_a_file_of_tomorrow_is_of_now(tmp_path: Path):
    path = write(tmp_path / "a.txt", "Title\n\nWords.", age=-timedelta(days=1))

    assert read_file(path, source="Desk", now=NOW).published == NOW


def test_markdown(tmp_path: Path):
    path = write(tmp_path / "a.md", "---\ntitle: T\ndate: 2026-03-02\n---\nWords of the day.\n")
    article = read_file(path, source="Desk", now=NOW)

    assert (article.title, article.text) == ("T", "Words of the day.")


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.txt", b"\x7fELF\x00\x01\x02", "not text"),
        ("a.txt", b"\x81\x8d\xff", "not text"),
        ("a.pdf", b"%PDF", "no article file"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.txt", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MiB"),
    ],
)
def test_errors_name_the_file_and_help(tmp_path: Path, name: str, body: bytes, words: str):
    with pytest.raises(SourceError, match=words) as caught:
        read_file(write(tmp_path / name, body), source="Desk", now=NOW)

    assert name in caught.value.message
    assert caught.value.hint


def test_a_missing_file(tmp_path: Path):
    with pytest.raises(SourceError, match="No such file"):
        read_file(tmp_path / "none.txt", source="Desk", now=NOW)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings(tmp_path: Path, encoding: str):
    path = write(tmp_path / "a.txt", "Öl – 5 €\n\nWörter.".encode(encoding))

    assert read_file(path, source="Desk", now=NOW).title == "Öl – 5 €"


def folder(path: Path):
    return read_folder(path, source="Desk", now=NOW)


def test_a_folder_gives_its_articles_and_quarantines_the_rest(tmp_path: Path):
    (tmp_path / "deeper").mkdir()
    write(tmp_path / "deeper" / "b.md", "# Bee\n\nWords.")
    write(tmp_path / "a.txt", "Ant\n\nWords.")
    write(tmp_path / "bad.txt", b"\x00\x01")
    write(tmp_path / "empty.txt", b"")
    write(tmp_path / "picture.jpg", b"\xff\xd8")
    write(tmp_path / ".hidden.txt", "Hidden\n\nWords.")
    _, size, harvest = folder(tmp_path)

    assert [one.title for one in harvest.articles] == ["Ant", "Bee"]
    assert sorted(Path(one.place).name for one in harvest.quarantined) == ["bad.txt", "empty.txt"]
    assert size > 0


def test_the_name_of_a_folder_is_that_of_its_content(tmp_path: Path):
    path = write(tmp_path / "a.txt", "Ant\n\nWords.")
    name, _, first = folder(tmp_path)
    path.touch()
    same = folder_name(tmp_path)
    write(path, "Ant\n\nOther words.")
    other, _, second = folder(tmp_path)

    assert (len(first.articles), len(second.articles)) == (1, 1)
    assert same == (name, len("Ant\n\nWords."))
    assert other != name
    assert second.articles[0].guid == first.articles[0].guid == "file:a.txt"


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path):
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    write(outside / "secret.txt", "Secret\n\nWords.")
    (inside / "file.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)

    assert folder(inside)[2].articles == ()


def test_a_folder_that_is_none(tmp_path: Path):
    with pytest.raises(SourceError, match="is no folder") as caught:
        folder(tmp_path / "none")

    assert caught.value.hint


def test_a_folder_is_named_with_one_file_in_memory_at_a_time(tmp_path):
    for number in range(8):
        (tmp_path / f"{number}.txt").write_bytes(b"%d" % number + b"a" * 2_000_000)
    tracemalloc.start()
    try:
        assert folder_name(tmp_path)[1] == 8 * 2_000_001
        assert tracemalloc.get_traced_memory()[1] < 13_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.md", '---\ntitle: T\ndate: "3/4/2026"\n---\nWords.'),
        ("a.txt", "Title\n3/4/2026\n\nWords."),
        (
            "a.html",
            f"<meta name=date content=3/4/2026><h1>T</h1><p>{'Long words here. ' * 40}",
        ),
    ],
)
def test_files_write_dates_as_their_source_says(tmp_path: Path, name: str, body: str):
    write(tmp_path / name, body)
    later = NOW + timedelta(days=60)

    def days(*, day_first: bool) -> list[tuple[int, int]]:
        _, _, harvest = read_folder(
            tmp_path, source="Desk", now=later, dates=DateStyle(day_first=day_first)
        )
        return [(one.published.day, one.published.month) for one in harvest.articles]

    assert days(day_first=False) == [(4, 3)]
    assert days(day_first=True) == [(3, 4)]


def test_a_picture_that_is_called_a_page_is_refused(tmp_path: Path):
    noise = bytes((number * 7919 + number // 3) % 256 for number in range(3_000))
    write(tmp_path / "noise.html", b"\x89PNG\r\n\x1a\n" + noise)
    _, _, harvest = folder(tmp_path)

    assert harvest.articles == ()
    assert [one.reason for one in harvest.quarantined] == ["noise.html is not text"]


def test_a_name_that_is_not_utf_8_costs_its_file_alone(tmp_path: Path):
    write(tmp_path / "good.txt", "A title\n\nSome words of it.")
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt")), "Another\n\nWords of it.")

    name, size, harvest = read_folder(tmp_path, source="F", now=NOW)

    assert [one.title for one in harvest.articles] == ["A title"]
    (refused,) = harvest.quarantined
    assert refused.place == f"{tmp_path}/bad\ufffd.txt"
    assert "not UTF-8" in refused.reason
    assert folder_name(tmp_path) == (name, size)
