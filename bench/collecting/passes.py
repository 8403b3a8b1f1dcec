"""One contestant's cold pass and its warm one, over all feeds: prints both as JSON, in seconds.

    python bench/collecting/passes.py NAME PORT FEEDS HOSTS FOLDER

What each imports is imported before the clock starts; what it starts counts.
"""

from __future__ import annotations

# ruff: noqa: PLC0415 - each imports what is its own, so that it pays for nothing else
import asyncio
import json
import os
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from collecting.server import address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

THREADS = 32


def urls(port: int, feeds: int, hosts: int) -> list[str]:
    """Where the feeds are."""
    return [f"http://{address(number % hosts)}:{port}/{number}" for number in range(feeds)]


def digest(links: Sequence[str], folder: Path) -> Callable[[], int]:
    """What `digest collect` does, settings as they come but for private addresses."""
    import digest.collect.visit  # noqa: F401 - imported when a pass starts, else
    from digest.config import load
    from digest.pipeline.collect import collect
    from digest.store import open_store

    sources = "".join(
        f'[[sources]]\nname = "s{number}"\nkind = "feed"\nurl = "{link}"\n'
        for number, link in enumerate(links)
    )
    (folder / "digest.toml").write_text(f"[collect]\nallow_private = true\n{sources}")
    settings = load(folder / "digest.toml", environ={})
    open_store(settings.store.url).close()  # made before the clock starts, as reader's is

    def once() -> int:
        with open_store(settings.store.url) as store:
            report = asyncio.run(collect(settings, store, now=datetime.now(UTC)))
        assert not report.failed, report.failed[0]
        return report.new

    return once


def bare(links: Sequence[str], _: Path) -> Callable[[], int]:
    """An aiohttp loop that fetches, with validators, and does nothing else."""
    import aiohttp

    tags: dict[str, str] = {}

    async def one(session: aiohttp.ClientSession, link: str) -> int:
        headers = {"If-None-Match": tags[link]} if link in tags else {}
        async with session.get(link, headers=headers) as answer:
            body = await answer.read()
            tags[link] = answer.headers["ETag"]
            return len(body)

    async def all_() -> int:
        async with aiohttp.ClientSession() as session:
            return sum(await asyncio.gather(*(one(session, link) for link in links)))

    return lambda: asyncio.run(all_())


def feedparser(links: Sequence[str], _: Path) -> Callable[[], int]:
    """Requests and feedparser in threads, as many a script does it; nothing is stored."""
    import feedparser
    import requests

    tags: dict[str, str] = {}

    def one(link: str) -> int:
        headers = {"If-None-Match": tags[link]} if link in tags else {}
        answer = requests.get(link, headers=headers, timeout=30)
        tags[link] = answer.headers["ETag"]
        return len(feedparser.parse(answer.content).entries) if answer.content else 0

    def once() -> int:
        with ThreadPoolExecutor(THREADS) as pool:
            return sum(pool.map(one, links))

    return once


def reader(links: Sequence[str], folder: Path) -> Callable[[], int]:
    """The library of that name: fetched in threads, parsed by feedparser, stored in SQLite."""
    from reader import make_reader

    made = make_reader(str(folder / "reader.db"))
    for link in links:
        made.add_feed(link)

    def once() -> int:
        made.update_feeds(workers=THREADS)
        return made.get_entry_counts().total

    return once


CONTESTANTS = {"digest": digest, "aiohttp": bare, "feedparser": feedparser, "reader": reader}


def timed(once: Callable[[], int]) -> dict[str, float]:
    """Seconds, CPU seconds of this process and its children, and what was brought."""
    before, started = _cpu(), time.perf_counter()
    brought = once()
    return {
        "seconds": time.perf_counter() - started,
        "cpu": _cpu() - before,
        "brought": brought,
    }


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(name: str, port: int, feeds: int, hosts: int, folder: str) -> None:
    """Print the cold pass and two warm ones."""
    os.environ.pop("http_proxy", None)
    once = CONTESTANTS[name](urls(port, feeds, hosts), Path(folder))
    print(json.dumps([timed(once) for _ in range(3)]))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5])
