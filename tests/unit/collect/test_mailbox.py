"""Newsletters out of mails: what is taken, what is left out, what is read twice."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.files import read_file
from digest.collect.mailbox import read_maildir
from digest.collect.newsletter_mail import is_newsletter, parse_mail
from digest.errors import SourceError

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
HEAD = b"""From: =?utf-8?q?The_H=C3=A4fen?= <news@wire.example>
Subject: Fwd: Storm at =?utf-8?b?c2Vh?=
Date: Mon, 02 Mar 2026 10:14:00 +0000
Message-ID: <1@wire.example>
List-Id: <wire.example>
Content-Language: en-GB
"""
HTML = b"""MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain

Plain words.
--x
Content-Type: text/html; charset=utf-8

<div style="display:none">A hidden preheader</div><h2>The night</h2>
<p>The boats came <a href="https://t.example/?u=reader">home</a>.</p>
<p><a href="https://t.example/u">View this email in your browser</a></p>
<p>You are receiving this because you signed up. Unsubscribe</p>
--x--
"""


def test_a_newsletter_is_an_article():
    draft = parse_mail(HEAD + HTML)

    assert draft.title == "Storm at sea"
    assert draft.publisher == "The Häfen"
    assert draft.text == "## The night\n\nThe boats came home."
    assert draft.date == datetime(2026, 3, 2, 10, 14, tzinfo=UTC)
    assert (draft.guid, draft.language, draft.url) == ("<1@wire.example>", "en-GB", None)


def test_its_address_is_the_archives_alone():
    assert parse_mail(b"Archived-At: <https://wire.example/1>\n" + HEAD + HTML).url == (
        "https://wire.example/1"
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"\nJust words.\n\nMore words.\n", "Just words.\n\nMore words."),
        (b"Content-Type: text/plain; charset=nonsense\n\nCaf\xc3\xa9\n", "Café"),
        (b"Content-Type: text/plain; charset=utf-8\n\nCaf\xe9\n", "Café"),
    ],
)
def test_plain_and_wrongly_marked_mails_are_read(body: bytes, text: str):
    assert parse_mail(HEAD + body).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r"])
def test_a_header_that_names_no_encoding_is_read_by_its_looks(encoding: str):
    head = "From: Городской вестник <news@paper.example>\nSubject: Тема дня: совет принял план"
    found = parse_mail(head.encode(encoding) + b"\n\nWords.")

    assert (found.title, found.publisher) == ("Тема дня: совет принял план", "Городской вестник")


@pytest.mark.parametrize(
    "line",
    [
        "Отписаться: здесь",
        "Открыть в браузере",
        "Disiscriviti dalla newsletter",
        "Cancelar inscrição",
        "Nieuwsbrief: klik hier om u uit te schrijven, of afmelden",
        "Bekijk deze mail in uw browser",
        "Läs brevet i din webbläsare",
        "Wypisz się z listy",
        "Avregistrera dig här",
        "Afmeld nyhedsbrevet",
        "Abonelikten çıkmak için tıklayın",
        "配信停止はこちら",
        "取消订阅",
        "수신거부",
        "إلغاء الاشتراك",
        "להסרה מרשימת התפוצה",
    ],
)
def test_the_lines_about_leaving_go_in_whatever_language(line):
    body = f"Content-Type: text/plain; charset=utf-8\n\nThe boats came home.\n\n{line}\n"

    assert parse_mail(HEAD + body.encode()).text == "The boats came home."


@pytest.mark.parametrize(
    "line",
    [
        "De premier wil nieuwe verkiezingen uitschrijven.",
        "Il tunnel browser non convince.",
        "動画の配信停止を発表した。",
        "Den nya webbläsaren är gratis.",
    ],
)
def test_news_of_such_words_stays(line):
    body = f"Content-Type: text/plain; charset=utf-8\n\n{line}\n"

    assert parse_mail(HEAD + body.encode()).text == line


def test_what_a_mail_does_not_say_is_not_told_to_come_from_it(tmp_path):
    head = b"From: a@wire.example\nSubject: The council\nDate: soon\n\n"
    (tmp_path / "1.eml").write_bytes(head + b"The council has voted on the plan of the harbour.")

    article = read_file(tmp_path / "1.eml", source="Post", now=NOW)

    told = dict(article.origins)
    assert (article.language, told["language"]) == ("en", "file: guessed from its words")
    assert told["published"] == "file: when it was saved"


def test_a_mail_without_words_is_refused():
    with pytest.raises(SourceError, match="neither a subject nor text"):
        parse_mail(b"From: a@b.example\n\n")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body: bytes):
    for raw in (body, HEAD + body, HEAD + b"Content-Type: text/html\n\n" + body):
        is_newsletter(raw)
        try:
            parse_mail(raw)
        except SourceError as error:
            assert error.message  # noqa: PT017 - either is right


def test_a_file_of_a_mail_is_an_article(tmp_path):
    (tmp_path / "1.eml").write_bytes(HEAD + HTML)

    article = read_file(tmp_path / "1.eml", source="Post", now=NOW)

    assert (article.title, article.publisher) == ("Storm at sea", "The Häfen")
    assert article.published.date() == date(2026, 3, 2)
    assert dict(article.origins)["title"] == "mail: Subject"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("format=flowed; delsp=yes", "The boats came home.\n\nAll of them."),
        ("format=flowed", "The bo ats came home.\n\nAll of them."),
    ],
)
def test_soft_ends_of_lines_and_the_signature_are_no_words(kind: str, text: str):
    body = "The bo \nats came home.\n\nAll of them.\n-- \nThe Wire, Harbour Street 1\n"

    assert parse_mail(f"Content-Type: text/plain; {kind}\n\n{body}".encode()).text == text


def forwarded(words: str) -> bytes:
    outer = HEAD.replace(b"Storm at", b"Look at") + (
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\n"
        + words.encode()
        + b"\n--y\nContent-Type: message/rfc822\n\n"
    )
    return outer + HEAD.replace(b"<1@", b"<2@") + HTML + b"--y--\n"


def test_a_mail_that_is_forwarded_whole_is_the_article():
    draft = parse_mail(forwarded("fyi"))

    assert draft.text == "## The night\n\nThe boats came home."
    assert (draft.title, draft.guid) == ("Storm at sea", "<2@wire.example>")
    assert parse_mail(forwarded("Words of its own. " * 9)).guid == "<1@wire.example>"


@pytest.fixture
def maildir(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return tmp_path


def read(folder, known=""):
    return read_maildir(folder, source="Post", now=NOW, known=known)


def test_a_maildir_gives_what_went_to_many(maildir):
    (maildir / "new" / "1").write_bytes(HEAD + HTML)
    (maildir / "cur" / "2:2,S").write_bytes(HEAD.replace(b"<1@", b"<2@") + HTML)
    (maildir / "new" / "3").write_bytes(b"From: a@b.example\nSubject: Private\n\nDear Ada\n")
    (maildir / "new" / "4").symlink_to("/etc/passwd")

    post = read(maildir)

    assert len(post.harvest.articles) == 2
    assert "Private" not in {one.title for one in post.harvest.articles}


def test_a_mail_that_was_only_looked_at_is_nothing_new(maildir):
    (maildir / "new" / "1").write_bytes(HEAD + HTML)
    first = read(maildir)
    (maildir / "new" / "1").rename(maildir / "cur" / "1:2,S")

    assert read(maildir, first.mark).harvest.articles == ()
    (maildir / "new" / "2").write_bytes(HEAD + HTML)
    assert len(read(maildir, first.mark).harvest.articles) == 1  # the same Message-ID


def test_a_folder_that_is_no_maildir_is_told(tmp_path):
    with pytest.raises(SourceError, match="is no maildir"):
        read(tmp_path)


def test_where_nothing_went_to_many_it_is_said(maildir):
    (maildir / "new" / "3").write_bytes(b"From: a@b.example\nSubject: Private\n\nDear Ada\n")
    (said,) = read(maildir).harvest.notes
    (maildir / "new" / "1").write_bytes(HEAD + HTML)

    assert "1 mail names no list" in said
    assert read(maildir).harvest.notes == ()


def test_a_mail_that_another_program_moves_is_read_at_the_next_visit(maildir, monkeypatch):
    (maildir / "new" / "1").write_bytes(HEAD + HTML)
    (maildir / "new" / "2").write_bytes(HEAD.replace(b"<1@", b"<2@") + HTML)

    def moved(file):
        if file.name == "2":
            file.rename(maildir / "cur" / "2:2,S")
        return 0

    with monkeypatch.context() as patched:
        patched.setattr("digest.collect.mailbox._changed", moved)
        first = read(maildir)
    assert len(first.harvest.articles) == 1
    assert len(read(maildir, first.mark).harvest.articles) == 2


def test_a_mail_that_can_not_be_read_costs_no_other(maildir, monkeypatch):
    (maildir / "new" / "1").write_bytes(HEAD + HTML)
    (maildir / "new" / "2").write_bytes(HEAD.replace(b"<1@", b"<2@") + HTML)
    as_ever = Path.open

    def closed(file, *mode):
        if file.name == "2":
            raise PermissionError(13, "Permission denied")
        return as_ever(file, *mode)

    monkeypatch.setattr(Path, "open", closed)
    harvest = read(maildir).harvest

    assert len(harvest.articles) == 1
    assert [one.reason for one in harvest.quarantined] == ["it can't be read: Permission denied"]


def fill(folder: Path, numbers: range) -> None:
    """A mail for each number, five of them in one moment."""
    for number in numbers:
        file = folder / "new" / f"{number:03}"
        file.write_bytes(HEAD.replace(b"<1@", b"<%d@" % number) + b"\nWords of it.\n")
        os.utime(file, (1_700_000_000 + number // 5, 1_700_000_000 + number // 5))


def test_many_mails_between_two_visits_are_all_read_in_time(maildir, monkeypatch):
    monkeypatch.setattr("digest.collect.mailbox.MOST", 4)
    fill(maildir, range(3))
    post = read(maildir)
    fill(maildir, range(5, 16))
    (maildir / "new" / "007").rename(maildir / "cur" / "007:2,S")
    seen, said = {one.guid for one in post.harvest.articles}, []
    for _ in range(4):
        post = read(maildir, post.mark)
        said.append(post.harvest.notes)
        seen |= {one.guid for one in post.harvest.articles}

    assert len(seen) == 14
    assert [bool(one) for one in said] == [True, True, False, False]
    assert "more mails came" in said[0][0]
    assert read(maildir, post.mark).harvest.articles == ()


def test_a_first_visit_says_how_many_older_mails_it_leaves(maildir, monkeypatch):
    monkeypatch.setattr("digest.collect.mailbox.MOST", 4)
    fill(maildir, range(6))
    post = read(maildir)

    assert len(post.harvest.articles) == 4
    assert "<5@wire.example>" in {one.guid for one in post.harvest.articles}
    assert post.harvest.notes[0].endswith("left unread: 2 older ones")
