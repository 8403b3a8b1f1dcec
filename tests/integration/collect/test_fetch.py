from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING, TypeVar

import msgspec
import pytest
from tests.integration.collect.server import (
    LOOPBACK,
    Answer,
    Headers,
    Server,
    redirect,
    reply,
    serving,
)

from digest import __version__
from digest.collect.fetch import Client
from digest.collect.turns import Turns
from digest.config import CollectSettings
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from digest.collect.response import Response

T = TypeVar("T")


def run(
    answers: Mapping[str, Answer],
    do: Callable[[Server, Client], Awaitable[T]],
    settings: CollectSettings = LOOPBACK,
) -> tuple[T, Server]:
    async def inner() -> tuple[T, Server]:
        async with serving(answers) as server, Client(settings) as client:
            return await do(server, client), server

    return asyncio.run(inner())


def get(answer: Answer, settings: CollectSettings = LOOPBACK) -> Response:
    return run({"/": answer}, lambda server, client: client.get(server.url("/")), settings)[0]


def refuse(answer: Answer, words: str, settings: CollectSettings = LOOPBACK) -> SourceError:
    with pytest.raises(SourceError, match=words) as caught:
        get(answer, settings)
    return caught.value


def changed(**fields: object) -> CollectSettings:
    return msgspec.structs.replace(LOOPBACK, **fields)


def test_a_body_and_an_honest_name():
    answer, server = run(
        {"/": reply(b"hello", "Content-Type: text/plain", 'ETag: W/"1"', "Last-Modified: once")},
        lambda server, client: client.get(server.url("/")),
    )

    assert answer.body == b"hello"
    assert (answer.status, answer.etag, answer.last_modified) == (200, 'W/"1"', "once")
    assert answer.content_type == "text/plain"
    assert answer.received == 5
    assert server.requests[0][1]["user-agent"] == f"digest/{__version__} (+desk@x)"


def test_validators_go_back_as_they_came():
    async def answer(headers: Headers, writer: asyncio.StreamWriter) -> None:
        same = headers.get("if-none-match") == 'odd "tag' and headers["if-modified-since"] == "once"
        writer.write(reply(b"", status="304 Not Modified") if same else reply(b"new"))

    async def twice(server: Server, client: Client) -> tuple[int, int]:
        first = await client.get(server.url("/"))
        second = await client.get(server.url("/"), etag='odd "tag', last_modified="once")
        return first.status, second.status

    assert run({"/": answer}, twice)[0] == (200, 304)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 503])
def test_error_statuses(status: int):
    error = refuse(reply(b"", status=f"{status} Oh"), f"answered {status}")

    assert error.status == status
    assert "http://127.0.0.1" in error.message


def test_packed_bodies():
    body = gzip.compress(b"hello" * 1000)

    assert get(reply(body, "Content-Encoding: gzip")).body == b"hello" * 1000


@pytest.mark.parametrize("header", ["Content-Type: application/gzip", "Content-Encoding: gzip"])
def test_a_body_that_is_a_gz_document(header: str):
    body = gzip.compress(b"hello" * 1000)
    sent = gzip.compress(body) if "Encoding" in header else body
    found = get(reply(sent, header))

    assert (found.body, found.received) == (b"hello" * 1000, len(sent))


def test_a_packed_bomb():
    bomb = gzip.compress(b"\x00" * 100_000_000)

    refuse(reply(bomb, "Content-Encoding: gzip"), "larger than 195 KiB")


@pytest.mark.parametrize("length", [None, 5])
def test_a_body_over_the_limit(length: int | None):
    big = b"x" * 300_000
    if length is None:
        refuse(reply(big), "larger than")
    else:
        head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
        refuse(head + big, "larger than")


def test_a_length_that_promises_more():
    async def answer(_: Headers, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(b"half", length=400))

    refuse(answer, "broke off")


def test_a_giant_header():
    refuse(reply(b"x", "X-Giant: " + "y" * 100_000), "not proper HTTP")


def test_endless_headers():
    refuse(reply(b"x", *(f"X-{n}: y" for n in range(5_000))), "not proper HTTP")


def test_nonsense_instead_of_http():
    refuse(b"SSH-2.0-OpenSSH_9.9\r\n\r\n", "not proper HTTP")


def test_a_connection_that_closes_at_once():
    async def answer(_: Headers, writer: asyncio.StreamWriter) -> None:
        writer.close()

    refuse(answer, "broke off")


def test_a_slow_drip_ends_at_the_deadline():
    async def inner() -> None:
        gone = asyncio.Event()

        async def drip(_: Headers, writer: asyncio.StreamWriter) -> None:
            writer.write(reply(b"x", length=100))
            await gone.wait()

        async with serving({"/": drip}) as server, Client(changed(timeout=0.05)) as client:
            with pytest.raises(SourceError, match=r"within 0\.05 seconds"):
                await client.get(server.url("/"))
            gone.set()

    asyncio.run(inner())


def test_redirects_are_followed_and_the_last_address_told():
    answer, server = run(
        {"/": redirect("/a"), "/a": redirect("b?x=1"), "/b?x=1": reply(b"here")},
        lambda server, client: client.get(server.url("/"), etag="t"),
    )

    assert answer.body == b"here"
    assert answer.url == server.url("/b?x=1")
    assert server.requests[-1][1]["if-none-match"] == "t"


def test_redirects_without_end():
    with pytest.raises(SourceError, match="more than 5 times"):
        run({"/": redirect("/")}, lambda server, client: client.get(server.url("/")))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/", "javascript:x", "http://["]
)
def test_redirects_out_of_the_web(target: str):
    refuse(redirect(target), "neither http nor https|no URL")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.2", "[::1]", "localhost", "0x7f000001", "10.0.0.1"]
)
def test_a_redirect_is_judged_again(host: str):
    """The first address is let through, as a public one would be; the next is not."""

    async def inner() -> int:
        verdicts = iter([True])
        async with serving() as server:
            server.answers["/"] = redirect(f"http://{host}:{server.port}/secret")
            server.answers["/secret"] = reply(b"secret")
            rule = CollectSettings(timeout=20.0)
            async with Client(rule, allowed=lambda _: next(verdicts, False)) as client:
                with pytest.raises(SourceError, match="not a public address"):
                    await client.get(server.url("/"))
            return len(server.requests)

    assert asyncio.run(inner()) == 1


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0.0.0.0",  # noqa: S104 - asked for, never bound
        "169.254.169.254",
        "10.1.2.3",
        "100.64.0.1",
    ],
)
def test_private_addresses_are_never_connected_to(host: str):
    async def inner() -> tuple[list[object], SourceError]:
        async with serving({"/": reply(b"secret")}) as server, Client(CollectSettings()) as client:
            with pytest.raises(SourceError, match=r"not a public address|is not a URL") as caught:
                await client.get(server.url("/", host))
            return list(server.requests), caught.value

    requests, error = asyncio.run(inner())
    assert requests == []
    assert error.hint


def test_a_private_source_leads_to_no_address_of_a_link():
    async def inner() -> None:
        async with serving() as server, Client(LOOPBACK) as client:
            server.answers["/"] = redirect("http://169.254.169.254/latest/meta-data/")
            with pytest.raises(SourceError, match=r"169\.254\.169\.254 is not a public address"):
                await client.get(server.url("/"))

    asyncio.run(inner())


@pytest.mark.parametrize(
    "url", ["", "news.example/rss", "file:///etc/passwd", "http://[", "ftp://x/"]
)
def test_what_is_no_web_address(url: str):
    async def inner() -> None:
        async with Client(LOOPBACK) as client:
            await client.get(url)

    with pytest.raises(SourceError):
        asyncio.run(inner())


def test_a_host_that_can_not_be_a_name():
    async def inner() -> None:
        async with Client(LOOPBACK) as client:
            await client.get(f"http://{'a' * 70}.example/")

    with pytest.raises(SourceError, match="the host is unknown"):
        asyncio.run(inner())


def test_validators_that_can_not_go_back_are_dropped():
    head = (
        b'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nETag: "\xff"\r\nLast-Modified: \xc3\xb6\r\n\r\nx'
    )
    answer = get(head)

    assert (answer.etag, answer.last_modified) == ("", "")


def test_a_closed_port_is_no_connection():
    async def inner() -> None:
        async with serving() as server:
            url = server.url("/")
        async with Client(LOOPBACK) as client:
            await client.get(url)

    with pytest.raises(SourceError, match="no connection, it was refused"):
        asyncio.run(inner())


def test_a_server_that_speaks_no_tls():
    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 no TLS here\r\n")
        writer.close()
        await writer.wait_closed()

    async def inner() -> None:
        async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            async with Client(LOOPBACK) as client:
                await client.get(f"https://127.0.0.1:{port}/")

    with pytest.raises(SourceError, match="no connection, no TLS could be agreed on"):
        asyncio.run(inner())


def test_two_connections_to_one_host():
    async def inner() -> int:
        third = asyncio.Event()
        count = 0

        async def answer(_: Headers, writer: asyncio.StreamWriter) -> None:
            nonlocal count
            count += 1
            if count == 2:  # both that are allowed wait here together, the others outside
                third.set()
            await third.wait()
            writer.write(reply(b"x"))

        async with serving({"/": answer}) as server, Client(LOOPBACK) as client:
            await asyncio.gather(*(client.get(server.url("/")) for _ in range(8)))
            return server.most_open

    assert asyncio.run(inner()) == 2


def test_no_cookie_comes_back():
    async def twice(server: Server, client: Client) -> None:
        await client.get(server.url("/"))
        await client.get(server.url("/"))

    _, server = run({"/": reply(b"x", "Set-Cookie: a=b")}, twice)
    assert "cookie" not in server.requests[1][1]


def test_errors_hide_passwords():
    async def do(server: Server, client: Client) -> None:
        await client.get(f"http://me:secret@127.0.0.1:{server.port}/none")

    with pytest.raises(SourceError, match="404") as caught:
        run({}, do)
    assert "secret" not in str(caught.value)


def test_requests_and_redirects_wait_for_their_turn_at_their_host():
    """By a clock that goes on only where somebody sleeps."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(round(seconds, 6))

    async def do() -> None:
        turns = Turns(10, clock=lambda: sum(slept), sleep=sleep)
        answers = {"/": reply(b"x"), "/old": redirect("/"), "/older": redirect("/old")}
        settings = changed(spacing=2)
        async with serving(answers) as server, Client(settings, turns=turns) as client:
            await client.get(server.url("/older"))
            assert slept == [0.05] * 2, "a fortieth of a page's distance before each redirect"
            await asyncio.gather(*(client.get(server.url("/")) for _ in range(3)))
            assert slept == [0.05] * 5

    asyncio.run(do())
