from __future__ import annotations

import pytest

from digest.collect.decode import decode, decode_page


@pytest.mark.parametrize(
    "raw",
    [
        "Öl – 5 €".encode(),
        "Öl – 5 €".encode("utf-8-sig"),
        "Öl – 5 €".encode("utf-16"),
        b"\xfe\xff" + "Öl – 5 €".encode("utf-16-be"),
        "Öl – 5 €".encode("cp1252"),
    ],
)
def test_files(raw: bytes):
    assert decode(raw) == "Öl – 5 €"


def test_bytes_that_no_encoding_fits():
    with pytest.raises(UnicodeDecodeError):
        decode(b"\x81\x8d\xff")
    assert decode_page(b"\x81\x8d\xff")


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        ("жук".encode("koi8-r"), "text/html; charset=KOI8-R"),
        (b'<meta charset="koi8-r">' + "жук".encode("koi8-r"), "text/html"),
        ("жук".encode(), "text/html; charset=nonsense"),
        ("жук".encode("utf-8-sig"), "text/html; charset=koi8-r"),
        ("жук".encode(), "text/html; charset=\x00"),
    ],
)
def test_pages(raw: bytes, content_type: str):
    assert decode_page(raw, content_type).endswith("жук")


def test_latin_1_means_windows():
    assert decode_page(b"\x93x\x94", "text/html; charset=ISO-8859-1") == "“x”"
