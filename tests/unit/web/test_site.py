from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field

import pytest

from digest.errors import AudienceError, DigestError, StoreBusyError
from digest.web import site

LINK = "briefing.17.0.AAAAAAAAAAAAAAAAAAAAAAAA"
ONE_CLICK = b"List-Unsubscribe=One-Click"


@dataclass
class Reader:
    """How one reader stands, and a record of what the site asked."""

    title: str = "Morning Briefing"
    address: str = "jane.doe@example.com"
    left: bool = False
    asked: list[str] = field(default_factory=list)

    def look(self, token):
        self.asked.append("look")
        return self._checked(token)

    def leave(self, token):
        self.asked.append("leave")
        self._checked(token)
        self.left = True
        return self

    def _checked(self, token):
        if token != LINK:
            raise AudienceError("This link is not valid.")
        return self


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def app(reader):
    return site.make_app(look=reader.look, leave=reader.leave, hosts=["news.example"])


def ask(app, method, path, *, body=(b"",), hosts=("news.example",), receive=None, headers=()):
    """One request, straight into the application."""
    parts = [*body]
    sent = []

    async def from_parts():
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "headers": [*((b"host", host.encode()) for host in hosts), *headers],
    }
    asyncio.run(app(scope, receive or from_parts, send))
    head = [(key.decode(), value.decode()) for key, value in sent[0]["headers"]]
    return Answer(sent[0]["status"], head, b"".join(m.get("body", b"") for m in sent[1:]))


def test_get_shows_a_button_and_changes_nothing(app, reader):
    page = ask(app, "GET", f"/u/{LINK}")

    assert page.status == 200
    assert "Morning Briefing" in page.text
    assert '<form method="post">' in page.text
    assert reader.asked == ["look"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
def test_only_a_post_leaves(app, reader, method):
    answer = ask(app, method, f"/u/{LINK}")

    assert "leave" not in reader.asked
    assert answer.status == (200 if method in {"GET", "HEAD"} else 405)


@pytest.mark.parametrize(
    "body",
    [
        (ONE_CLICK,),
        (ONE_CLICK[:5], ONE_CLICK[5:]),
        (b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n', b"One-Click"),
        (b"",),
    ],
)
def test_one_click_leaves_without_a_visit_before(app, reader, body):
    answer = ask(app, "POST", f"/u/{LINK}", body=body)

    assert answer.status == 200
    assert reader.asked == ["leave"]
    assert not answer.all("location")
    assert not answer.all("set-cookie")


def test_the_button_sends_what_a_mailbox_sends(app):
    page = ask(app, "GET", f"/u/{LINK}").text
    (name, value) = re.search(r'type="hidden" name="(.*?)" value="(.*?)"', page).groups()

    assert f"{name}={value}".encode() == ONE_CLICK
    assert "action=" not in page


def test_leaving_twice_is_as_good_as_once(app):
    first = ask(app, "POST", f"/u/{LINK}", body=(ONE_CLICK,))
    second = ask(app, "POST", f"/u/{LINK}", body=(ONE_CLICK,))
    later = ask(app, "GET", f"/u/{LINK}")

    assert first.body == second.body == later.body
    assert "<form" not in later.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_address_is_masked(app, method):
    page = ask(app, method, f"/u/{LINK}").text

    assert "j•••@e•••.com" in page
    assert "jane" not in page
    assert "example" not in page


def test_a_hostile_title_is_escaped(app, reader):
    reader.title = "<script>alert(1)</script>"
    page = ask(app, "GET", f"/u/{LINK}").text

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_every_wrong_link_gets_the_same_page(app):
    answers = [
        ask(app, method, path)
        for method in ("GET", "POST")
        for path in ("/u/nonsense", "/u/briefing.18.0.AAAAAAAAAAAAAAAAAAAAAAAA", f"/u/{LINK}x")
    ]
    answers += [ask(app, "GET", path) for path in ("/", "/u/", f"/u/{LINK}/", "/../u/x")]

    assert {answer.status for answer in answers} == {404}
    assert len({(answer.body, *answer.headers) for answer in answers}) == 1
    assert "This link does not work" in answers[0].text


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", f"/u/{LINK}"), ("POST", f"/u/{LINK}"), ("GET", "/"), ("PUT", f"/u/{LINK}")],
)
def test_every_answer_is_guarded_by_its_headers(app, method, path):
    answer = ask(app, method, path)
    (policy,) = answer.all("content-security-policy")

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.all("x-content-type-options") == ["nosniff"]
    assert answer.all("referrer-policy") == ["no-referrer"]
    assert answer.all("cache-control") == ["no-store"]
    assert answer.all("x-robots-tag") == ["noindex, nofollow"]


def test_browsers_are_told_to_keep_to_https_only_where_it_is(app, reader):
    secure = site.make_app(look=reader.look, leave=reader.leave, hosts=["news.example"], https=True)

    assert not ask(app, "GET", "/").all("strict-transport-security")
    assert ask(secure, "GET", "/").all("strict-transport-security") == ["max-age=31536000"]


@pytest.mark.parametrize(
    "hosts",
    [
        ("evil.example",),
        ("news.example.evil.example",),
        ("evil.example", "news.example"),
        ("",),
        (),
        ("[::2]",),
    ],
)
def test_other_hosts_are_refused(app, reader, hosts):
    assert ask(app, "POST", f"/u/{LINK}", hosts=hosts).status == 421
    assert reader.asked == []


@pytest.mark.parametrize("host", ["News.Example", "news.example:8700", "127.0.0.1:1", "[::1]:80"])
def test_its_own_names_and_loopback_are_answered(app, host):
    assert ask(app, "GET", f"/u/{LINK}", hosts=(host,)).status == 200


def test_a_giant_body_is_refused_before_it_is_read(app, reader):
    endless = (b"x" * 1024 for _ in range(1_000_000))
    read = []

    async def receive():
        read.append(next(endless))
        return {"type": "http.request", "body": read[-1], "more_body": True}

    answer = ask(app, "POST", f"/u/{LINK}", receive=receive)

    assert answer.status == 413
    assert len(read) == 17
    assert reader.asked == []


def test_a_body_that_never_ends_is_given_up(app, reader, monkeypatch):
    monkeypatch.setattr(site, "BODY_SECONDS", 0.001)

    async def receive():
        await asyncio.Event().wait()

    assert ask(app, "POST", f"/u/{LINK}", receive=receive).status == 408
    assert reader.asked == []


def test_a_body_that_breaks_off_changes_nothing(app, reader):
    async def receive():
        return {"type": "http.disconnect"}

    assert ask(app, "POST", f"/u/{LINK}", receive=receive).status == 400
    assert reader.asked == []


def test_a_busy_store_asks_to_come_again(reader):
    def busy(_token):
        raise StoreBusyError("held")

    app = site.make_app(look=reader.look, leave=busy, hosts=["news.example"])
    answer = ask(app, "POST", f"/u/{LINK}")

    assert answer.status == 503
    assert answer.all("retry-after") == ["30"]
    assert "nothing has changed" in answer.text


def test_it_serves_over_http_until_told_to_stop(app, reader):
    async def talk():
        async with site.running(app, host="127.0.0.1", port=0) as url:
            port = int(url.rpartition(":")[2].strip("/"))
            incoming, outgoing = await asyncio.open_connection("127.0.0.1", port)
            outgoing.write(
                f"POST /u/{LINK} HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(ONE_CLICK)}\r\n\r\n".encode()
                + ONE_CLICK
            )
            answer = await incoming.read()
            outgoing.close()
            await outgoing.wait_closed()
            return answer

    answer = asyncio.run(talk())

    assert answer.startswith(b"HTTP/1.1 200")
    assert b"\r\nserver:" not in answer.lower()
    assert reader.left


def test_serve_ends_when_it_is_stopped(app):
    async def run():
        stop = asyncio.Event()
        task = asyncio.create_task(site.serve(app, "127.0.0.1", 0, stop))
        stop.set()
        await task

    asyncio.run(run())


def test_a_port_that_is_taken_is_an_error_to_act_on(app):
    async def twice():
        async with site.running(app, host="127.0.0.1", port=0) as url:
            port = int(url.rpartition(":")[2].strip("/"))
            await site.serve(app, "127.0.0.1", port, asyncio.Event())

    with pytest.raises(DigestError, match="can't listen"):
        asyncio.run(twice())
