"""A server of many synthetic feeds: `python bench/subjects/feeds.py SOURCES ARTICLES` says where.

The words are made up and seeded, so that every run has the same articles; about every third
event is told by several feeds.
"""

from __future__ import annotations

import asyncio
import random
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from aiohttp import web

SYLLABLES = (
    *("ba", "ko", "mi", "ren", "tal", "vor", "sen", "lu", "dra", "phi"),
    *("gon", "tes", "mar", "il", "ven", "os", "tir", "na", "quel", "um"),
)
WORDS = 260
VOCABULARY = 6000


def main() -> None:
    """Serve until the process is ended."""
    sources, articles = int(sys.argv[1]), int(sys.argv[2])
    asyncio.run(_serve(sources, articles))


async def _serve(sources: int, articles: int) -> None:
    made = {f"/{number}.xml": feed(number, articles) for number in range(sources)}

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=made[request.path], content_type="application/rss+xml")

    app = web.Application()
    app.router.add_get("/{path}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


def feed(number: int, articles: int) -> bytes:
    """RSS 2.0 of one source, its articles spread over the last 20 hours."""
    now = datetime.now(UTC)
    told = "".join(_article(number, index, now, articles) for index in range(articles))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Source {number}</title><link>http://s{number}.example/</link>{told}"
        "</channel></rss>"
    ).encode()


def _article(number: int, index: int, now: datetime, articles: int) -> str:
    shared = index % 3 == 0
    event = random.Random(f"event {number // 5 if shared else number} {index}")
    own = random.Random(f"article {number} {index}")
    names = [_word(event).title() for _ in range(6)]
    chosen = [event.randrange(VOCABULARY) for _ in range(80)]
    text = " ".join(_sentence(own, names, chosen) for _ in range(WORDS // 13))
    title = f"{names[0]} {names[1]} {_common(chosen[0])} {_common(chosen[own.randrange(5)])}"
    when = now - timedelta(hours=20 * (index + 1) / (articles + 1))
    return (
        f"<item><title>{escape(title)}</title><link>http://s{number}.example/{index}</link>"
        f"<guid>{number}-{index}</guid><pubDate>{format_datetime(when)}</pubDate>"
        f"<description>{escape(text)}</description></item>"
    )


def _sentence(own: random.Random, names: list[str], chosen: list[int]) -> str:
    words = [_common(own.choice(chosen)) for _ in range(8)]
    words += [_common(own.randrange(VOCABULARY)) for _ in range(4)]
    own.shuffle(words)
    return f"{own.choice(names)} {' '.join(words)}."


def _word(source: random.Random) -> str:
    return "".join(source.choice(SYLLABLES) for _ in range(3))


def _common(number: int) -> str:
    return _word(random.Random(number))


if __name__ == "__main__":
    main()
