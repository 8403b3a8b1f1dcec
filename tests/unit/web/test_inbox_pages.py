from __future__ import annotations

import asyncio
import http.client
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from digest.web.inbox import Envelope, Inbox, running

if TYPE_CHECKING:
    from email.message import Message

ENVELOPE = Envelope("briefing@news.example", ("zoe@example.com",))
HOSTILE = (
    b"Subject: <script>alert(1)</script> & more\r\n"
    b'To: "<b>" <zoe@example.com>\r\n'
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain\r\n\r\nplain </pre><img src=x>\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n<p>rich</p><script>top.x()</script>\r\n--b--\r\n"
)


class Answer:
    def __init__(self, status: int, headers: Message, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.text = body.decode()


def ask(inbox: Inbox, *paths: str, host: str | None = None, method: str = "GET") -> list[Answer]:
    def work(url: str) -> list[Answer]:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        try:
            return [one(connection, path, host or parts.netloc) for path in paths]
        finally:
            connection.close()

    def one(connection: http.client.HTTPConnection, path: str, name: str) -> Answer:
        connection.request(method, path, headers={"Host": name})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    async def main() -> list[Answer]:
        async with running(inbox) as address:
            return await asyncio.to_thread(work, address.web_url)

    return asyncio.run(main())


def filled(count: int = 1, raw: bytes = HOSTILE) -> Inbox:
    inbox = Inbox()
    for _ in range(count):
        inbox.add(raw, ENVELOPE)
    return inbox


def test_the_list_shows_escaped_subjects_and_refreshes():
    (page,) = ask(filled(), "/")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page.text
    assert "<script" not in page.text
    assert '<meta http-equiv="refresh" content="5">' in page.text


def test_a_paused_list_and_a_mail_stand_still():
    for page in ask(filled(), "/?pause", "/mail/1"):
        assert "http-equiv" not in page.text


def test_an_empty_list_says_so():
    (page,) = ask(Inbox(), "/")
    assert "No mail yet" in page.text


def test_older_mails_are_on_pages_of_their_own():
    inbox = filled(103)
    newest, older = ask(inbox, "/?pause", "/?before=4")
    assert newest.text.count('<a href="/mail/') == 100
    assert 'href="/?before=4"' in newest.text
    assert older.text.count('<a href="/mail/') == 3


def test_html_is_framed_without_rights():
    page, frame = ask(filled(), "/mail/1", "/mail/1/html")
    assert '<iframe class="w700" sandbox="" src="/mail/1/html"' in page.text
    assert "top.x()" not in page.text
    assert frame.text.startswith("<p>rich</p>")
    policy = frame.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; img-src http: https: data:; style-src 'unsafe-")
    assert policy.endswith("; sandbox")
    assert "script-src" not in policy


def test_width_and_view_are_chosen_by_link():
    narrow, odd, text, headers, source = ask(
        filled(),
        "/mail/1?width=375",
        "/mail/1?width=99999999999&view=nonsense",
        "/mail/1?view=text",
        "/mail/1?view=headers",
        "/mail/1?view=source",
    )
    assert 'class="w375"' in narrow.text
    assert odd.status == 200
    assert "plain &lt;/pre&gt;&lt;img src=x&gt;" in text.text
    assert "<dt>RCPT TO</dt><dd>zoe@example.com</dd>" in headers.text
    assert "Content-Type: text/html" in source.text


def test_a_mail_of_text_alone_opens_as_text():
    (page,) = ask(filled(raw=b"Subject: x\r\n\r\nhello"), "/mail/1")
    assert "hello</pre>" in page.text
    assert "<iframe" not in page.text


def test_the_source_is_saved_byte_for_byte():
    (raw,) = ask(filled(), "/mail/1.eml")
    assert raw.body == HOSTILE
    assert raw.headers["content-type"] == "message/rfc822"
    assert raw.headers["content-disposition"] == 'attachment; filename="mail-1.eml"'


def test_every_answer_carries_safety_headers():
    paths = ("/", "/inbox.css", "/mail/1", "/mail/1/html", "/mail/1.eml", "/mail/9", "/nowhere")
    answers = ask(filled(), *paths)
    assert [answer.status for answer in answers] == [200, 200, 200, 200, 200, 404, 404]
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert len(answer.headers.get_all("content-security-policy")) == 1
        assert "server" not in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil", ""])
def test_other_host_names_are_refused(host: str):
    (answer,) = ask(filled(), "/", host=host or " ")
    assert answer.status in {400, 421}
    assert "script" not in answer.text


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:8025", "LOCALHOST"])
def test_loopback_names_are_answered(host: str):
    assert ask(filled(), "/", host=host)[0].status == 200


@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_nothing_can_be_changed_by_web(method: str):
    inbox = filled()
    assert [answer.status for answer in ask(inbox, "/", "/mail/1", method=method)] == [405, 405]
    assert len(inbox.mails()) == 1
