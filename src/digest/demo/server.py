"""The demo newsroom's web server, on a free port of 127.0.0.1.

All answers are made before the first request and never change while it runs, so that
conditional requests (RFC 9110, section 13) can be answered truly.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from hashlib import blake2b
from threading import Thread
from typing import TYPE_CHECKING, Final, Self

from aiohttp import web
from aiohttp.web_exceptions import HTTPNotFound

from digest.demo import catalogue, feeds, pages

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Mapping
    from datetime import datetime
    from types import TracebackType

    from digest.demo.catalogue import DemoArticle

HOST: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Resource:
    """One answer: its bytes and their type, the same for as long as the server runs."""

    content_type: str
    data: bytes

    @property
    def etag(self) -> str:
        """A strong validator over the bytes."""
        return blake2b(self.data, digest_size=8).hexdigest()


def site(articles: Iterable[DemoArticle], base_url: str, now: datetime) -> Mapping[str, Resource]:
    """Everything the server answers, by path: front page, feeds, article pages, images."""
    everything = tuple(articles)
    found = {
        "/": _html(pages.front_page(everything, now)),
        "/rss.xml": Resource("application/rss+xml", feeds.rss(everything, base_url, now)),
        "/atom.xml": Resource("application/atom+xml", feeds.atom(everything, base_url, now)),
        "/feed.json": Resource("application/feed+json", feeds.json_feed(everything, base_url, now)),
    }
    for article in everything:
        if article.source != "desk" and not article.broken:
            page = _html(pages.article_page(article, now))
            found |= {f"/{article.source}/{slug}": page for slug in _slugs(article)}
    for image in sorted((catalogue.FOLDER / "images").glob("*.jpg")):
        found[f"/images/{image.name}"] = Resource("image/jpeg", image.read_bytes())
    return found


def _slugs(article: DemoArticle) -> tuple[str, ...]:
    return tuple(filter(None, (article.slug, article.also)))


def _html(text: str) -> Resource:
    return Resource("text/html", text.encode())


class DemoServer:
    """The newsroom as a server; `base_url` (no slash at the end) is known once it runs.

    It answers on a thread of its own: a build that waits for a picture waits in whose loop it is.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._site: Mapping[str, Resource] = {}
        self._runner: web.AppRunner | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="digest-demo", daemon=True)
        self.base_url = ""

    async def __aenter__(self) -> Self:
        self._thread.start()
        await self._there(self._start())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._runner is not None:
            await self._there(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join)
        self._loop.close()

    async def _there(self, work: Coroutine[object, object, None]) -> None:
        """Have it done in the server's own loop."""
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self.base_url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        self._site = site(catalogue.load(), self.base_url, self._now)

    async def _answer(self, request: web.Request) -> web.Response:
        resource = self._site.get(request.path)
        if resource is None:
            raise HTTPNotFound
        fresh = self._known(request, resource)
        response = web.Response(status=304) if fresh else _full(resource)
        response.etag = resource.etag
        response.last_modified = self._now
        return response

    def _known(self, request: web.Request, resource: Resource) -> bool:
        """Whether the client holds these bytes; an ETag speaks before a date (section 13.2.2)."""
        tags = request.if_none_match
        if tags is not None:
            return any(tag.value in {resource.etag, "*"} for tag in tags)
        since = request.if_modified_since
        return since is not None and self._now.replace(microsecond=0) <= since


def _full(resource: Resource) -> web.Response:
    text = resource.content_type.startswith("text/")
    charset = "utf-8" if text else None
    response = web.Response(body=resource.data, content_type=resource.content_type, charset=charset)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
