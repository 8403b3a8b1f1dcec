from __future__ import annotations

import pytest

from digest.collect.decode import as_utf8, decode, decode_page, is_document


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


RUSSIAN = "Вчера вечером в порту Архангельска произошёл пожар на складе досок, всё сгорело."
JAPANESE = "昨日午後、東京湾の沖合で貨物船と漁船が衝突する事故がありました。三人は救助されました。"
CHINESE = "国家统计局昨天公布的数据显示，今年前三季度国内生产总值同比增长百分之五点二。"
TAIWANESE = "台北市政府昨天宣布，新的捷運路線將於明年三月正式通車，市長表示相當期待。"
KOREAN = "어제 오후 부산항에서 컨테이너 화물선에 불이 나 한 시간 만에 진화되었습니다."
ARABIC = "أعلنت وزارة الصحة أمس عن افتتاح مستشفى جديد في العاصمة يضم مئتي سرير."
POLISH = (
    "Wczoraj wieczorem w Gdańsku doszło do pożaru magazynu. Nikt nie został ranny, ogień ugaszono."
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso-2022-jp"),
        (CHINESE, "gb2312"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (KOREAN, "euc-kr"),
        (ARABIC, "cp1256"),
        (POLISH, "iso-8859-2"),
        ("Der Bär trägt “Größe 7” – über 10 €.", "cp1252"),
        ("Café opens", "cp1252"),
    ],
)
def test_what_is_declared_nowhere_is_known_by_its_looks(text: str, encoding: str):
    markup = f"<html><head><title>{text[:30]}</title></head><body><p>{text}</p></body></html>"

    assert decode_page(markup.encode(encoding), "text/html") == markup
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        ("朱镕基", "gbk", "gb2312"),
        ("①髙い", "cp932", "shift_jis"),
        ("똠방각하", "cp949", "euc-kr"),
        ("“Zitat”", "cp1252", "us-ascii"),
        ("жук", "koi8-r", "cskoi8r"),
    ],
)
def test_labels_mean_what_they_mean_on_the_web(text: str, encoding: str, label: str):
    assert decode_page(text.encode(encoding), f"text/html; charset='{label}'") == text


def test_an_xml_prolog_declares_as_well():
    page = "<?xml version='1.0' encoding='koi8-r'?><html><p>жук</p></html>"

    assert decode_page(page.encode("koi8-r")) == page


@pytest.mark.parametrize("content_type", ["", "text/html; charset=utf-8"])
def test_a_bad_byte_costs_one_letter(content_type: str):
    page = f"<p>{RUSSIAN}</p>".encode()
    broken = page[:40] + page[41:]

    assert decode_page(broken, content_type).count("\ufffd") == 1
    assert RUSSIAN[30:] in decode_page(broken, content_type)


def test_a_bad_byte_in_another_encoding_costs_little_too():
    broken = RUSSIAN.encode("cp1251") + b"\x98"

    assert decode_page(broken, "text/html; charset=windows-1251").startswith(RUSSIAN)


def test_utf_8_that_is_declared_as_something_else_is_utf_8():
    assert decode_page("Café".encode(), "text/html; charset=iso-8859-1") == "Café"


@pytest.mark.parametrize("encoding", ["shift_jis", "koi8-r"])
def test_what_a_page_says_goes_before_the_latin_1_that_servers_say_of_all(encoding: str):
    word = "жук" if encoding == "koi8-r" else "日本の見出し"
    page = f'<?xml version="1.0" encoding="{encoding}"?><title>{word}</title>'

    assert decode_page(page.encode(encoding), "text/xml; charset=iso-8859-1") == page
    assert decode_page("Café".encode("cp1252"), "text/html; charset=iso-8859-1") == "Café"


WEBWARDS = '<html><head><meta charset="iso-8859-1"><script>var a = {"b": 1}</script></head>'
BRITISH = "The café wasn’t asked, naïve as its owners are – “a good day”, said the mayor."
ICELANDIC = "Bæjarstjórnin samþykkti í gær áætlun um höfnina og þrír fulltrúar greiddu atkvæði."


@pytest.mark.parametrize("said", ["text/html; charset=ISO-8859-1", "text/html"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (ARABIC, "cp1256"),
        (JAPANESE, "cp932"),
        (JAPANESE, "iso2022-jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "euc-kr"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
    ],
)
def test_latin_1_is_not_believed_of_what_is_plainly_no_western_text(
    text: str, encoding: str, said: str
):
    page = f"{WEBWARDS if said == 'text/html' else '<html>'}<p>{text}</p>"
    assert decode_page(page.encode(encoding), said) == page


FRENCH = "Les députés ont été appelés à voter après un long débat."
FINNISH = "Hyvää yötä, äiti söi pöydän ääressä jäätelöä öljyä"
ESTONIAN = "Šveits otsustas eile tõsta makse, kuid läbirääkimised jätkuvad järgmisel nädalal."


@pytest.mark.parametrize("text", [FRENCH, "Déjà vu à Évreux", FINNISH, ESTONIAN])
def test_a_few_words_of_the_west_that_say_so_are_believed(text: str):
    assert decode_page(text.encode("cp1252"), "text/html; charset=ISO-8859-1") == text


@pytest.mark.parametrize("text", [BRITISH, ICELANDIC])
@pytest.mark.parametrize("said", ["text/html; charset=ISO-8859-1", "text/html"])
def test_western_text_is_read_as_such_whether_it_says_so_or_not(text: str, said: str):
    page = f"<html><script>var a = {{'b': 1}}</script><p>{text}</p>"
    assert decode_page(page.encode("cp1252"), said) == page


def test_a_feed_that_is_wrongly_called_latin_1_is_read_right():
    feed = f'<?xml version="1.0" encoding="ISO-8859-1"?><rss><title>{RUSSIAN}</title></rss>'
    assert as_utf8(feed.encode("cp1251")) == feed.encode()


def test_a_wrong_utf_8_declaration_is_not_believed():
    assert decode_page(RUSSIAN.encode("cp1251"), "text/html; charset=utf-8") == RUSSIAN


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Привет мир", "cp1251"),
        ("Рост цен", "koi8-r"),
        ("Київ чекає", "cp1251"),
        ("Γειά σου", "iso-8859-7"),
        ("أخبار اليوم", "cp1256"),
        ("שלום", "windows-1255"),
        ("Été à Évreux", "cp1252"),
        ("Ökonomie ÅÄÖ", "cp1252"),
    ],
)
@pytest.mark.parametrize("said", [' encoding="utf-8"', ""])
def test_few_words_among_much_markup_tell_their_encoding(words: str, encoding: str, said: str):
    feed = f"""<?xml version="1.0"{said}?><rss version="2.0"><channel><title>The
    example</title><item><title>{words}</title><link>https://news.example/w</link></item></channel></rss>"""
    raw = feed.encode(encoding)

    assert decode_page(raw, "text/xml") == feed
    assert as_utf8(raw, "text/xml") == feed.encode()


@pytest.mark.parametrize("label", ["mac-cyrillic-x", "cp037"])
def test_a_feed_in_what_the_web_has_no_name_for_is_left_to_its_reader(label: str):
    feed = f"<?xml version='1.0' encoding='{label}'?><rss>Привет мир</rss>"

    assert as_utf8(feed.encode("cp1251"), "text/xml") is None


def test_utf_16_by_its_header():
    assert (
        decode_page("<p>жук</p>".encode("utf-16-le"), "text/html; charset=utf-16le") == "<p>жук</p>"
    )
    assert decode_page(b"<p>bug</p>", "text/html; charset=utf-16") == "<p>bug</p>"


def test_what_is_utf_8_already_or_something_else_is_left_alone():
    for raw in (b"plain", "Café".encode(), RUSSIAN.encode("cp1251"), "Café".encode("utf-16")):
        assert as_utf8(raw) is None


RUSSIAN = "Совет принял план: новый мост через реку построят к осени, сказала глава города."


@pytest.mark.parametrize("words", [RUSSIAN, RUSSIAN.upper(), "ВВП, США, СМИ"])
@pytest.mark.parametrize("codec", ["koi8-r", "cp1251"])
def test_cyrillic_that_is_called_by_the_other_s_name(words: str, codec: str):
    said = {"koi8-r": "cp1251", "cp1251": "koi8-r"}[codec]
    raw = words.encode(codec)

    assert decode_page(raw, f"text/html; charset={codec}") == words
    if words == RUSSIAN:
        assert decode_page(raw, f"text/html; charset={said}") == words


def test_a_terminal_s_escapes_make_no_japanese_of_plain_text():
    assert decode(b"A title \x1b[2J of its own") == "A title \x1b[2J of its own"


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.4 plain letters alone",
        b"\n%PDF-1.7\n%\xe2\xe3",
        b"{\\rtf1 words}",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04mimetype",
        b"\0\0\0\x18ftypmp42",
    ],
)
def test_a_document_is_no_page_whatever_it_is_called(raw: bytes):
    assert is_document(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<p>About %PDF-1.4 files</p>",
        b"<html>a stray \x01 byte</html>",
        "<p>市議会</p>".encode("iso2022_jp"),
        "<p>wide</p>".encode("utf-16-le"),
    ],
)
def test_pages_are_no_documents(raw: bytes):
    assert not is_document(raw)
