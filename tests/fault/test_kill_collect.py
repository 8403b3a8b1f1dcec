"""Killed in the middle of a pass, `digest collect` loses nothing and repeats nothing."""

from __future__ import annotations

import random
import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from tests.fault.counting import pause
from tests.fault.newsroom import Newsroom
from tests.unit.store.make import url

from digest.store import open_store

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

FEEDS = 240
ARTICLES = 4
KILLS = 4
TOML = """\
[collect]
allow_private = true
spacing = 0
[[newsletters]]
"""
SOURCE = '[[sources]]\nname = "s{0}"\nkind = "feed"\nurl = "http://127.0.0.1:{1}/{0}"\n'


def feed(number: str) -> bytes:
    found = "".join(
        f"<item><title>{number}-{one}</title><guid>{one}</guid><link>/{number}/{one}</link></item>"
        for one in range(ARTICLES)
    )
    return f"<rss version='2.0'><channel><title>T</title>{found}</channel></rss>".encode()


class Feeds(ThreadingHTTPServer):
    """Feeds, and how often each was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: Counter[str] = Counter()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Feeds

    def do_GET(self) -> None:
        number = self.path.strip("/")
        self.server.asked[number] += 1
        body = feed(number)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Feeds]:
    with Feeds() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def kill_after(requests: int, server: Feeds, process: subprocess.Popen) -> bool:
    """Kill it when so many more were asked for; whether it was still at work."""
    end = server.asked.total() + requests
    while server.asked.total() < end and process.poll() is None:
        pause(process, 0.002)
    alive = process.poll() is None
    process.kill()
    process.communicate()
    return alive


def stored(folder) -> set[str]:
    """Names of the sources whose visit is stored; each has all of its articles."""
    with open_store(url(folder)) as store:
        names = {one.source for one in store.fetched.all()}
        articles = Counter(one.source for one in store.articles.list(limit=10**6))
        assert store.check() == ()
    assert articles == dict.fromkeys(names, ARTICLES)
    return names


def test_a_pass_that_is_killed_again_and_again(tmp_path):
    dice, killed = random.Random(2026), 0
    with serving() as server:
        sources = "".join(SOURCE.format(n, server.server_port) for n in range(FEEDS))
        (tmp_path / "digest.toml").write_text(TOML.replace("[[newsletters]]\n", "") + sources)
        newsroom, done = Newsroom(tmp_path), set[str]()
        for _ in range(KILLS):
            killed += kill_after(dice.randrange(1, 60), server, newsroom.start("collect", "--due"))
            assert done <= stored(tmp_path), "what was stored is lost"
            done = stored(tmp_path)
            before = server.asked.copy()
        newsroom.run("collect", "--due")
        assert len(stored(tmp_path)) == FEEDS
        again = server.asked - before
        assert not {f"s{number}" for number in again} & done, "what was stored is asked for again"
    assert killed == KILLS
    assert set(server.asked) == {str(number) for number in range(FEEDS)}
