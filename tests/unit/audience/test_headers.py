"""Files as people's spreadsheets write them in the languages that ship."""

from __future__ import annotations

import io

import pytest
from tests.unit.audience.samples import ONE

from digest.audience.importer import read_rows


def rows(text: str):
    return list(read_rows(io.StringIO(text, newline=""), ONE))


@pytest.mark.parametrize(
    ("header", "cells", "name", "language"),
    [
        (
            "E-Mail-Adresse;Vorname;Nachname;Sprache",
            "a@x.example;Änne;Müller;de",
            "Änne Müller",
            "de",
        ),
        ("Vorname;Name;E-Mail", "Änne;Müller;a@x.example", "Änne Müller", "en"),
        ("Name,E-Mail", "Änne Müller,a@x.example", "Änne Müller", "en"),
        ("Adresse e-mail;Prénom;Nom;Langue", "a@x.example;Marie;Été;fr", "Marie Été", "fr"),
        ("Courriel,Nom", "a@x.example,Été", "Été", "en"),
        (
            "Correo electrónico;Nombre;Apellidos;Idioma",
            "a@x.example;Inés;Peña;es",
            "Inés Peña",
            "es",
        ),
        ("البريد الإلكتروني,الاسم,اللغة", "a@x.example,فاطمة,ar", "فاطمة", "ar"),
    ],
)
def test_headers_are_known_in_each_language_that_ships(header, cells, name, language):
    [row] = rows(f"{header}\r\n{cells}\r\n")
    assert (row.email, row.name, row.language) == ("a@x.example", name, language)


def test_a_header_may_be_decomposed():
    [row] = rows("courriel,Pre\u0301nom\na@x.example,Marie\n")
    assert row.name == "Marie"


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_by_which_excel_knows_a_file_names_its_delimiter(line):
    row, bad = rows(f"{line}\r\nemail;name\r\na@x.example;A, b\r\nno address;C\r\n")
    assert row.name == "A, b"
    assert (bad.place, bad.raw) == ("csv:4", "no address;C")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("DE_at", "de-AT"),
        ("ger", "de"),
        ("deu-AT", "de-AT"),
        ("iw", "he"),
        ("en_US.UTF-8", "en-US"),
        ("de_AT@euro", "de-AT"),
        ("gsw", "gsw"),
        ("zh-hant-tw", "zh-Hant-TW"),
    ],
)
def test_a_language_is_kept_by_the_name_that_it_has_today(text, tag):
    [row] = rows(f"email,language\na@x.example,{text}\n")
    assert row.language == tag
