"""A folder of a real mail server as a source: read by UID, nothing marked, nothing read twice."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from tests.integration.peers.daemon import HOST
from tests.integration.peers.mailbox import opened
from tests.integration.peers.servers import PASSWORD, mail_servers

from digest.collect.mailbox import read_imap
from digest.errors import SourceError

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
READER = "newsroom@example.net"
LISTED = (
    "From: Wire <a@wire.example>\r\nSubject: {0}\r\nMessage-ID: <{0}@w>\r\nList-Id: <w>\r\n"
    "\r\nWords.\r\n"
)
PRIVATE = "From: Ada <a@b.example>\r\nSubject: Private\r\n\r\nDear desk\r\n"


@pytest.fixture(scope="module")
def servers():
    with mail_servers() as running:
        yield running


@pytest.fixture
def url(servers, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(servers.authority))
    return f"imaps://{READER.replace('@', '%40')}@{HOST}:{servers.boxes.port}/INBOX"


def put(servers, *mails: str) -> None:
    with opened(servers.boxes.port, servers.authority, READER, PASSWORD) as session:
        for mail in mails:
            session.append("INBOX", "", "", mail.encode())


def read(url: str, known: str = "", password: str = PASSWORD):
    return read_imap(url, password, source="Post", now=NOW, known=known, timeout=20)


def test_newsletters_are_read_once_and_left_as_they_were(servers, url):
    put(servers, LISTED.format("One"), PRIVATE, LISTED.format("Two"))

    first = read(url)
    put(servers, LISTED.format("Three"))
    second = read(url, first.mark)
    third = read(url, second.mark)

    assert [one.title for one in first.harvest.articles] == ["One", "Two"]
    assert [one.title for one in second.harvest.articles] == ["Three"]
    assert third.harvest.articles == ()
    assert third.mark == second.mark
    with opened(servers.boxes.port, servers.authority, READER, PASSWORD) as session:
        session.select("INBOX", readonly=True)
        assert session.search(None, "UNSEEN")[1][0].split() == [b"1", b"2", b"3", b"4"]


def test_more_new_mails_than_one_visit_takes_are_read_by_the_next(servers, url, monkeypatch):
    before = read(url)
    monkeypatch.setattr("digest.collect.mailbox.MOST", 2)
    put(servers, *(LISTED.format(name) for name in ("Five", "Six", "Seven")))
    first = read(url, before.mark)
    second = read(url, first.mark)

    assert [one.title for one in first.harvest.articles] == ["Five", "Six"]
    assert "more mails came" in first.harvest.notes[0]
    assert [one.title for one in second.harvest.articles] == ["Seven"]
    assert second.harvest.notes == ()


def test_a_mark_of_another_life_of_the_folder_reads_it_all(servers, url):
    assert len(read(url, "1.99999").harvest.articles) == len(read(url).harvest.articles) > 0


def test_what_fails_is_told_without_the_password(servers, url):
    with pytest.raises(SourceError) as refused:
        read(url, password="wrong-secret")  # noqa: S106 - it is wrong
    with pytest.raises(SourceError, match="no folder Nowhere"):
        read(url.replace("/INBOX", "/Nowhere"))
    with pytest.raises(SourceError):
        read(re.sub(r":\d+/", ":1/", url))

    with pytest.raises(SourceError) as unsendable:
        read(url, password="geheimnis-ä")  # noqa: S106 - likewise

    assert "wrong-secret" not in refused.value.message
    assert "geheimnis" not in str(unsendable.value)
