from __future__ import annotations

import io
import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from digest.cli import output, terminal
from digest.cli.output import emit, emit_array, emit_fields
from digest.cli.text import cell, printable


@dataclass(frozen=True)
class Row:
    name: str
    words: tuple[str, ...] = ()


ROWS = [Row("Zoë", ("a", "b")), Row("हिन्दी\x1b[2J\n\t|")]
COLUMNS = {"name": lambda row: row.name, "words": lambda row: row.words}


def test_lines_elsewhere_than_on_a_terminal(capsys):
    emit(ROWS, as_json=False, columns=COLUMNS)
    assert capsys.readouterr().out == "name\twords\nZoë\ta, b\nहिन्दी [2J  |\t\n"


def test_json_is_one_array_with_the_letters_as_they_are(capsys):
    emit(ROWS, as_json=True, columns=COLUMNS)
    out = capsys.readouterr().out
    assert json.loads(out) == [{"name": row.name, "words": list(row.words)} for row in ROWS]
    assert "Zoë" in out


@pytest.mark.parametrize("count", [0, 1, 3])
def test_an_array_of_any_length(count):
    stream = io.StringIO()
    emit_array(iter(range(count)), stream)
    assert json.loads(stream.getvalue()) == list(range(count))


def test_a_terminal_gets_a_table(monkeypatch, capsys):
    monkeypatch.setattr(output.sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    emit([Row("[red]Zoë[/red]")], as_json=False, columns=COLUMNS)
    out = capsys.readouterr().out
    assert "[red]Zoë[/red]" in out
    assert "\x1b[3" not in out
    assert "─" in out


WHOLE = {
    "source": "https://feeds.news.example/world/rss.xml",
    "visited": "2026-11-23T07:00:00Z",
    "words": "no connection to the server, which may be down; it is tried again at eight",
}


@pytest.mark.parametrize("width", [80, 120])
def test_ids_dates_and_urls_are_not_folded_and_nothing_is_dropped(monkeypatch, capsys, width):
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    terminal.print_table(list(WHOLE), [list(WHOLE.values())])
    lines = capsys.readouterr().out.splitlines()
    assert WHOLE["source"] in lines[3]
    assert WHOLE["visited"] in lines[3]
    wrapped = " ".join(line[len(lines[3].partition("no ")[0]) :].strip() for line in lines[3:])
    assert wrapped.split() == WHOLE["words"].split()
    if width == 120:
        assert max(map(len, lines)) <= width


def test_words_stand_below_their_row_where_there_is_no_room_beside_it(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    bare = ["x", "2026-11-23T08:00:00Z", ""]
    terminal.print_table(list(WHOLE), [list(WHOLE.values()), bare])
    header, words, row, *below, last = capsys.readouterr().out.splitlines()
    assert (header.split(), words) == (["source", "visited"], "    words")
    assert row == f"{WHOLE['source']}  {WHOLE['visited']}"
    assert last == f"{'x'.ljust(len(WHOLE['source']))}  {bare[1]}"
    assert " ".join(line.removeprefix("    ") for line in below) == WHOLE["words"]
    assert max(map(len, below)) <= 40


@pytest.mark.parametrize(("count", "tables"), [(0, 1), (3, 1), (4, 2), (6, 2)])
def test_a_table_of_any_length_is_held_in_pieces(monkeypatch, capsys, count, tables):
    monkeypatch.setattr(output.sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(output, "TABLE", 3)
    emit((Row(f"r{n}") for n in range(count)), as_json=False, columns=COLUMNS)
    out = capsys.readouterr().out
    assert out.count("words") == tables
    assert [f"r{n}" in out for n in range(7)] == [True] * count + [False] * (7 - count)


def test_wide_letters_and_a_long_word_keep_the_table_within_the_terminal(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    terminal.print_table(["id", "title"], [["a1", "\u65b0" * 60 + " x"], ["a2", "y" * 90 + " z"]])
    out = capsys.readouterr().out
    assert out.count("\u65b0") == 60
    assert out.count("y") == 90
    assert max(map(cell_len, out.splitlines())) <= 80


def test_an_empty_table_has_its_header(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    terminal.print_table(["id", "title"], [])
    assert "title" in capsys.readouterr().out


def test_no_color_means_no_escapes_at_all(monkeypatch, capsys):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    terminal.print_table(["id"], [["a"]])
    assert "\x1b" not in capsys.readouterr().out


def test_fields_stand_below_each_other(capsys):
    emit_fields({"a": 1, "long": None, "b": ["x", "y"]})
    assert capsys.readouterr().out == "a     1\nlong\nb     x, y\n"
    emit_fields({})
    assert capsys.readouterr().out == ""


def test_a_bar_shows_foreign_words_as_they_are(monkeypatch, capsys):
    monkeypatch.setenv("NO_COLOR", "1")
    with terminal.bar("Collecting", 2) as show:
        show(1, "[b]x")
    assert capsys.readouterr().out == ""


@given(st.text())
def test_no_text_drives_the_terminal(text):
    shown = printable(text)
    assert len(shown) == len(text)
    assert all(c.isprintable() or c in "\u200c\u200d" for c in shown)
    assert "\n" not in cell([text])


def test_direction_marks_go_and_joiners_stay():
    assert printable("a\u202eb") == "a b"
    assert printable("क्\u200dष") == "क्\u200dष"
