"""Feeds whose bytes are not what they are said to be: encodings, stray bytes, broken markup."""

from __future__ import annotations

import pytest
from tests.unit.collect.test_feed import NOW, read, rss

from digest.collect.feed import parse


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("iso-8859-1", "iso-8859-1"), ("utf-16", "utf-16"), ("koi8-r", "koi8-r")],
)
def test_encodings_that_are_declared(encoding: str, declared: str):
    word = "жук" if encoding == "koi8-r" else "Öl"
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    body = (head + rss(f"<item><title>{word}</title></item>")).encode(encoding)

    assert [one.title for one in read(body).articles] == [word]


def test_bytes_that_are_not_what_they_say_still_give_titles():
    body = rss("<item><title>x</title></item>").encode().replace(b"x</t", b"\xd6l</t")

    assert len(read(body).articles) == 1


def test_broken_xml_gives_what_can_be_read():
    feed = rss("<item><title>Good</title></item><item><title>Cut & gone").removesuffix(
        "</channel></rss>"
    )

    assert read(feed).articles[0].title == "Good"


@pytest.mark.parametrize(
    "body",
    [
        "<?xml version='1.0'?>{} <!-- \xff -->",
        "<?xml version='1.0' encoding='utf-8'?>{} <!-- \xff -->",
        "<?xml version='1.0' encoding='iso-8859-1'?>{}",
    ],
)
def test_a_stray_byte_or_a_wrong_label_garbles_no_feed(body: str):
    rss = "<rss version='2.0'><channel><item><title>Café и чай</title></item></channel></rss>"
    raw = body.format(rss).encode().replace("\xff".encode(), b"\xff")

    (article,) = parse(
        raw, url="https://a.example/f", content_type="", source="S", now=NOW
    ).articles
    assert article.title == "Café и чай"


def test_a_letter_that_is_cut_costs_itself_alone():
    rss = "<rss version='2.0'><channel><item><title>Пожар в порту</title></item></channel></rss>"
    raw = rss.encode().replace("в".encode(), "в".encode()[:1])

    (article,) = parse(
        raw, url="https://a.example/f", content_type="", source="S", now=NOW
    ).articles
    assert article.title == "Пожар \ufffd порту"


@pytest.mark.parametrize(
    ("encoding", "declared"), [("shift_jis", "Shift_JIS"), ("cp1251", "windows-1251")]
)
def test_what_a_feed_says_goes_before_the_latin_1_that_servers_say_of_all(encoding, declared):
    word = "Мост закрыт" if encoding == "cp1251" else "日本の見出しです"
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    body = (head + rss(f"<item><title>{word}</title></item>")).encode(encoding)

    for said in ("text/xml; charset=ISO-8859-1", "text/xml"):
        assert [one.title for one in read(body, said).articles] == [word]
    latin = rss("<item><title>Öl</title></item>").encode("latin-1")
    assert [one.title for one in read(latin, "text/xml; charset=ISO-8859-1").articles] == ["Öl"]


@pytest.mark.parametrize("head", ["", "<?xml version='1.0' encoding='{}'?>"])
@pytest.mark.parametrize("named", ["utf-8", "iso-2022-jp"])
def test_japanese_in_seven_bits_is_read_by_its_escapes(head: str, named: str):
    body = (head.format(named) + rss("<item><title>市議会が橋を承認</title></item>")).encode(
        "iso2022_jp"
    )

    assert [one.title for one in read(body, "text/xml").articles] == ["市議会が橋を承認"]


@pytest.mark.parametrize(("codec", "said"), [("koi8-r", "windows-1251"), ("cp1251", "koi8-r")])
def test_cyrillic_that_a_feed_calls_by_another_name(codec: str, said: str):
    title = "Совет принял план: новый мост через реку построят к осени, сказала глава города"
    head = f'<?xml version="1.0" encoding="{said}"?>'

    (article,) = read((head + rss(f"<item><title>{title}</title></item>")).encode(codec)).articles
    assert article.title == title
