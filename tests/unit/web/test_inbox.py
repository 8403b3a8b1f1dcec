from __future__ import annotations

import asyncio
import signal
import smtplib
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import pytest

from digest.errors import DigestError
from digest.web import inbox as module
from digest.web.inbox import Envelope, Inbox, InboxAddress, running, serve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")
TO_ZOE = Envelope("briefing@news.example", ("zoe@example.com",))


def clock() -> datetime:
    return datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def talk(inbox: Inbox, work: Callable[[InboxAddress], T]) -> T:
    async def main() -> T:
        async with running(inbox) as address:
            return await asyncio.to_thread(work, address)

    return asyncio.run(main())


def test_newest_mail_comes_first_with_time_from_the_clock():
    inbox = Inbox(clock=clock)
    inbox.add(b"Subject: one\r\n\r\n", TO_ZOE)
    inbox.add(b"Subject: two\r\n\r\n", TO_ZOE)
    assert [mail.subject for mail in inbox.mails()] == ["two", "one"]
    assert inbox.mails()[0].received == clock()


def test_the_oldest_are_forgotten_by_number():
    inbox = Inbox(keep=3)
    for number in range(5):
        inbox.add(b"Subject: %d\r\n\r\n" % number, TO_ZOE)
    assert [mail.subject for mail in inbox.mails()] == ["4", "3", "2"]
    assert inbox.get(1) is None


def test_the_oldest_are_forgotten_by_size_but_never_the_newest():
    inbox = Inbox(max_bytes=100)
    inbox.add(b"a" * 60, TO_ZOE)
    inbox.add(b"b" * 60, TO_ZOE)
    assert [mail.id for mail in inbox.mails()] == [2]
    inbox.add(b"c" * 500, TO_ZOE)
    assert [mail.id for mail in inbox.mails()] == [3]


def test_a_folder_keeps_each_mail_under_a_safe_name_of_its_own(tmp_path: Path):
    folder = tmp_path / "mails"
    bad = Envelope("x@example.com", ("../../etc/pass\x00wd@example.com",))
    for inbox in (Inbox(folder=folder), Inbox(folder=folder)):
        inbox.add(b"one", bad)
        inbox.add(b"two", Envelope("x@example.com", ()))
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "000001-etc-pass-wd@example-com-2.eml",
        "000001-etc-pass-wd@example-com.eml",
        "000002-nobody-2.eml",
        "000002-nobody.eml",
    ]
    assert (folder / names[0]).read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["mails"]


def test_bytes_are_kept_as_they_came():
    people = ("zoë@example.com", "b@example.com")
    raw = "Subject: Zoë\r\n\r\n.dot\r\n..two\r\nÅngström\r\n".encode()

    def send(address: InboxAddress) -> bytes:
        with smtplib.SMTP(address.host, address.smtp_port) as client:
            client.ehlo()
            assert client.has_extn("smtputf8")
            assert client.has_extn("8bitmime")
            assert client.esmtp_features["size"] == str(25 * 1024 * 1024)
            client.sendmail(
                "a@example.com", ["zoë@example.com", "b@example.com"], raw, ["SMTPUTF8"]
            )
        return raw

    inbox = Inbox()
    assert inbox.mails() == ()
    assert talk(inbox, send) == inbox.mails()[0].raw
    assert inbox.mails()[0].envelope.recipients == people


def test_a_mail_over_25_mb_is_refused():
    def send(address: InboxAddress) -> int:
        with smtplib.SMTP(address.host, address.smtp_port) as client:
            client.ehlo()
            return client.docmd("MAIL", "FROM:<a@example.com> SIZE=26214401")[0]

    assert talk(Inbox(), send) == 552


def test_a_folder_that_cannot_be_written_asks_the_sender_to_try_again(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    inbox = Inbox(folder=tmp_path / "file")

    def send(address: InboxAddress) -> int:
        with smtplib.SMTP(address.host, address.smtp_port) as client:
            with pytest.raises(smtplib.SMTPDataError) as refused:
                client.sendmail("a@example.com", ["b@example.com"], b"x\r\n")
            return refused.value.smtp_code

    assert talk(inbox, send) == 452
    assert inbox.mails() == ()


def test_clients_that_never_quit_leave_no_warning_behind():
    sockets: list[socket.socket] = []

    def connect(address: InboxAddress) -> None:
        for _ in range(3):
            sockets.append(socket.create_connection((address.host, address.smtp_port)))
            assert sockets[-1].recv(4) == b"220 "
        sockets[0].sendall(b"EHLO x\r\nMAIL FROM:<a@example.com>\r\n")
        sockets[1].close()

    talk(Inbox(), connect)
    assert sockets[2].recv(100).endswith(b"\r\n")
    for sock in sockets:
        sock.close()


def test_two_inboxes_take_ports_of_their_own():
    async def main() -> set[int]:
        async with running(Inbox()) as one, running(Inbox()) as two:
            return {one.smtp_port, two.smtp_port}

    assert len(asyncio.run(main())) == 2


@pytest.mark.parametrize("busy", ["SMTP", "web page"])
def test_a_port_in_use_says_what_to_do(busy: str):
    async def main(port: int) -> None:
        ports = {"smtp_port": port} if busy == "SMTP" else {"web_port": port}
        async with running(Inbox(), **ports):
            pass

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DigestError, match=f"{busy} can't listen on 127.0.0.1 port {port}") as e:
            asyncio.run(main(port))
    option = {"SMTP": "--smtp-port", "web page": "--web-port"}[busy]
    assert f"choose another port: {option} N" in e.value.hint


def test_serve_ends_when_told_and_leaves_the_signals_alone():
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    during: list[object] = []

    async def main() -> None:
        stop = asyncio.Event()

        def on_ready(address: InboxAddress) -> None:
            assert address.web_url.startswith("http://127.0.0.1:")
            during.append(signal.getsignal(signal.SIGTERM))
            stop.set()

        await serve("127.0.0.1", 0, 0, on_ready, stop)

    asyncio.run(main())
    assert during == [before[1]]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_the_public_names_are_there():
    assert all(hasattr(module, name) for name in module.__all__)
