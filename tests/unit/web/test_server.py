from __future__ import annotations

import asyncio
import signal
import socket
import urllib.request
from urllib.parse import urlsplit

import pytest
from starlette.responses import PlainTextResponse

from digest.errors import DigestError
from digest.web import server
from digest.web.server import running

HELLO = PlainTextResponse("hello")


def serve(work, *, host="127.0.0.1", port=0):
    async def main():
        async with running(HELLO, host=host, port=port, what="test page") as url:
            return await asyncio.to_thread(work, url)

    return asyncio.run(main())


def read(url):
    with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - our own server's
        return answer.read(), answer.headers


def test_a_free_port_is_taken_and_told():
    body, headers = serve(read)

    assert body == b"hello"
    assert "server" not in headers


def test_no_answer_is_held_back_for_its_second_piece():
    with server.bound("127.0.0.1", 0, "test page") as listening:
        address = listening.getsockname()
        with socket.create_connection(address), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_it_is_gone_when_the_block_ends():
    url = serve(lambda url: url)

    with pytest.raises(OSError, match="refused"):
        read(url)


def test_an_address_of_version_6_is_written_in_brackets():
    assert serve(lambda url: url, host="::1").startswith("http://[::1]:")


def test_the_signals_stay_with_their_owner():
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    during = serve(lambda _: (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)))

    assert during[1] == before[1]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_an_error_in_the_block_ends_the_server_and_goes_on():
    def fail(_url):
        raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match="mine"):
        serve(fail)


def test_a_port_that_is_taken_says_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DigestError, match=f"test page can't listen on .* {port}") as refused:
            serve(read, port=port)

    assert refused.value.message.endswith(f"{port}: Address already in use.")
    assert "choose another port: --port N" in refused.value.hint


def test_an_address_of_another_machine_is_an_error_to_act_on():
    with pytest.raises(DigestError, match=r"can't listen on 192\.0\.2\.1 port 0"):
        serve(read, host="192.0.2.1")


def test_a_request_that_is_none_is_not_told_to_the_operator(caplog):
    def speak(url):
        with socket.create_connection(("127.0.0.1", urlsplit(url).port)) as caller:
            caller.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nnonsense\r\n\r\n")
            return caller.recv(100)

    assert b" 400 " in serve(speak)
    assert caplog.records == []


@pytest.mark.parametrize("before", [b"", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"])
def test_a_head_that_does_not_come_is_given_up(monkeypatch, before):
    monkeypatch.setattr(server, "HEAD_SECONDS", 0.05)

    def dawdle(url):
        with socket.create_connection(("127.0.0.1", urlsplit(url).port), timeout=20) as caller:
            caller.sendall(before)
            if before:
                assert caller.recv(1000).startswith(b"HTTP/1.1 200")
            caller.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
            rest = b"x"
            while rest:  # until it hangs up
                rest = caller.recv(1000)
            return True

    assert serve(dawdle)
