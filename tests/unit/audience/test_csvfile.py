from __future__ import annotations

import io

import pytest

from digest.audience import csvfile
from digest.audience.csvfile import Broken, Record, delimiter_of, open_text, records
from digest.errors import AudienceError

TEXT = "email,name\r\nj@example.com,Jörg Ångström\r\n"


def found(text: str) -> list[Record | Broken]:
    return list(records(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("latin-1"),
    ],
)
def test_the_usual_encodings(tmp_path, data):
    path = tmp_path / "in.csv"
    path.write_bytes(data)
    with open_text(path) as stream:
        assert stream.read() == TEXT


def test_a_file_pasted_together_from_two_encodings_comes_out_right(tmp_path):
    path = tmp_path / "in.csv"
    path.write_bytes("Jörg\n".encode() + "Zoë “5 €”\n".encode("cp1252"))
    with open_text(path) as stream:
        assert stream.read() == "Jörg\nZoë “5 €”\n"


def test_bytes_of_no_encoding_are_marked_as_lost(tmp_path):
    path = tmp_path / "in.csv"
    path.write_bytes(b"a\x81b")
    with open_text(path) as stream:
        assert stream.read() == "a\ufffdb"
    path.write_bytes("ab".encode("utf-16") + b"\x00\xd8")
    with open_text(path) as stream:
        assert stream.read() == "ab\ufffd"


def test_a_workbook_and_a_missing_file_say_what_to_do(tmp_path):
    path = tmp_path / "in.xlsx"
    path.write_bytes(b"PK\x03\x04...")
    with pytest.raises(AudienceError, match="Save it as CSV"):
        open_text(path)
    with pytest.raises(AudienceError, match="can't be read"):
        open_text(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [("email", ","), ("email;name,x;y", ";"), ("a\tb", "\t"), ('"a;b;c",d', ","), ("", ",")],
)
def test_the_delimiter_is_the_headers(header, delimiter):
    assert delimiter_of(header) == delimiter


def test_records_carry_the_line_they_start_on_and_their_text():
    assert found('a,b\r\n"x\ny",z\r\n\r\n , \r\nlast') == [
        Record(1, ["a", "b"], "a,b"),
        Record(2, ["x\ny", "z"], '"x\ny",z'),
        Record(6, ["last"], "last"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_open_quote_costs_its_own_line_only(end):
    lines = ["email,name", 'a@example.com,"open', "b@example.com,B", 'c@example.com,"C"', "d,D"]

    assert [(r.line, type(r).__name__) for r in found(end.join(lines))] == [
        (1, "Record"),
        (2, "Broken"),
        (3, "Record"),
        (4, "Record"),
        (5, "Record"),
    ]


def test_an_open_quote_at_the_end_costs_its_own_line_only():
    _head, bad, last = found('email\n"a@example.com\nb@example.com\n')

    assert isinstance(bad, Broken)
    assert bad.reason == "a quote is opened and not closed"
    assert (last.line, last.raw) == (3, "b@example.com")


def test_an_open_quote_before_many_lines_is_found_too():
    lines = "".join(f"reader{n}@example.com\n" for n in range(20_000))
    result = found('email\n"open@example.com\n' + lines)

    assert [r.line for r in result if isinstance(r, Broken)] == [2]
    assert len(result) == 20_002


def test_a_giant_cell_is_refused_and_the_next_line_read():
    giant = "x" * 131_073
    _head, bad, last = found(f"email\n{giant}\nb@example.com\n")

    assert isinstance(bad, Broken)
    assert "131,072" in bad.reason
    assert last == Record(3, ["b@example.com"], "b@example.com")


def test_a_line_without_an_end_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(csvfile, "MAX_LINE", 1000)
    _head, cut, last = found("email\n" + "x," * 5000 + "\nb@example.com\n")

    assert len(cut.raw) == 1000
    assert last.raw == "b@example.com"
