"""The only HTTP client: one GET, safe and bounded, or a SourceError that says why not.

Goes to public addresses only, judged again at each redirect; holds a total deadline and caps
on packed and unpacked bytes. Never sends cookies, never uses a proxy, never retries.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from digest import __version__
from digest.collect.address import Resolver, is_public, is_sited
from digest.collect.headers import fresh_for
from digest.collect.inflate import ACCEPTED, Inflater, gunzip, too_large
from digest.collect.response import NOT_MODIFIED, Heard, Response
from digest.collect.trouble import bad_status, unreachable
from digest.collect.turns import PER_HOST, Turns
from digest.collect.urls import shown
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from types import TracebackType

    from digest.collect.address import IPAddress
    from digest.config import CollectSettings

Pace = Callable[[str], Awaitable[float]]
"""Says how many seconds apart the requests of a URL's site are to be, or raises SourceError."""

MAX_REDIRECTS: Final = 5
_MAX_HEADER: Final = 65_536  # bytes in one header line; policies of 9 KB are seen
_EXCUSE: Final = 65_536  # bytes of a page that says what is wrong
_EXCUSE_SECONDS: Final = 2.0
FEED_SHARE: Final = 0.025
"""A request that is no page keeps this share of the pause between pages."""

_PERMANENT = frozenset((301, 308))
_TOO_MANY, _BUSY = 429, 503
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_OK = range(200, 300)
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/html;q=0.8, */*;q=0.5"
)


class Client:
    """Fetches for one pass over the sources; an async context manager."""

    def __init__(
        self,
        settings: CollectSettings,
        *,
        allowed: Callable[[IPAddress], bool] | None = None,
        calm: Callable[[], Awaitable[None]] | None = None,
        turns: Turns | None = None,
    ) -> None:
        """Take limits from the settings; `allowed` replaces the rule on addresses.

        `calm` is waited for before each GET: it returns when there is room for what will come.
        `turns` are those that requests take, by the clock of this machine if none are given.
        """
        rule = allowed or (is_sited if settings.allow_private else is_public)
        self._settings, self._calm = settings, calm
        self._resolver = Resolver(rule)
        self._turns = turns or Turns(settings.concurrency, clock=time.monotonic)
        self._stack = AsyncExitStack()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(resolver=self._resolver, limit=0, limit_per_host=PER_HOST)
        session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            headers={
                "User-Agent": user_agent(self._settings.contact),
                "Accept": _ACCEPT,
                "Accept-Encoding": ACCEPTED,
            },
            timeout=aiohttp.ClientTimeout(total=None),  # the deadline of get() covers it all
            max_line_size=_MAX_HEADER,
            max_field_size=_MAX_HEADER,
        )
        self._session = await self._stack.enter_async_context(session)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def get(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        pace: Pace | None = None,
        heard: Heard | None = None,
    ) -> Response:
        """Fetch a URL, unless its validators still hold (RFC 9110, section 13.1).

        Each redirect waits for its turn at its host; `pace` judges it first. The deadline counts
        what is spent there, not the waiting; a host that asks for time gets no more requests in
        this pass. `heard` is told what comes, so that it stands there when this fails.

        Raises:
            SourceError: refused, unreachable, too slow, too large, or an error status.
        """
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in validators.items() if value}
        return await self._follow(url, headers, pace or self._quick, heard or Heard())

    async def _quick(self, _: str) -> float:
        return self._settings.spacing * FEED_SHARE

    async def post(self, url: str, form: Mapping[str, str]) -> None:
        """Send a form; redirects are not followed, and the answer is not read.

        Raises:
            SourceError: refused, unreachable, too slow, or an error status.
        """
        async with self._posted(url, form):
            pass

    async def ask(self, url: str, body: bytes, headers: Mapping[str, str]) -> Response:
        """Send JSON and read the answer; redirects are not followed: no other host is told.

        Raises:
            SourceError: refused, unreachable, too slow, too large, or an error status.
        """
        wanted = {"Accept": "application/json", "Content-Type": "application/json", **headers}
        async with self._posted(url, body, wanted) as answer:
            heard = Heard(answer.status)
            read = await self._body(url, answer, heard)
            return Response(url=url, status=heard.status, body=read, received=heard.received)

    @asynccontextmanager
    async def _posted(
        self, url: str, data: Mapping[str, str] | bytes, headers: Mapping[str, str] | None = None
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The good answer to a POST; what reading it raises, and its time, are minded here too."""
        target = _parse(url)
        self._resolver.check_literal(target.host or "")
        try:
            async with (
                self._turns.at(target.host or "", 0),
                asyncio.timeout(self._settings.timeout),
                self._open().post(
                    target, data=data, headers=headers, allow_redirects=False
                ) as answer,
            ):
                if answer.status not in _OK:
                    raise bad_status(url, answer.status, answer.headers)
                yield answer
        except TimeoutError as error:
            raise self._too_slow(url) from error
        except (aiohttp.ClientError, OSError) as error:
            raise unreachable(url, error) from error

    async def _follow(
        self, url: str, headers: dict[str, str], pace: Pace, heard: Heard
    ) -> Response:
        asked, left, permanent, steady = url, self._settings.timeout, "", True
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer, spent = await self._turn(url, headers, pace, left, heard)
            except TimeoutError as error:
                raise self._too_slow(asked) from error
            if isinstance(answer, Response):
                return replace(answer, permanent=permanent) if permanent else answer
            left -= spent
            status, url = answer
            steady = steady and status in _PERMANENT
            permanent = url if steady else permanent
        raise SourceError(
            f"{shown(asked)} redirects more than {MAX_REDIRECTS} times", "Use the final address."
        )

    async def _turn(
        self, url: str, headers: dict[str, str], pace: Pace, seconds: float, heard: Heard
    ) -> tuple[Response | tuple[int, str], float]:
        """Ask once when it is this URL's turn at its host, and say how long it took."""
        target = _parse(url)  # no pace is asked of what is no address
        host, pause = target.host or "", await pace(url)
        async with self._turns.at(host, pause):
            if self._calm:
                await self._calm()
            began = time.monotonic()
            try:
                async with asyncio.timeout(seconds):
                    answer = await self._once(url, target, headers, heard)
            except SourceError as error:
                if error.status == _TOO_MANY or (error.status == _BUSY and error.retry_after):
                    self._turns.shut(host, error)
                raise
            return answer, time.monotonic() - began

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the client is used outside its `async with`")
        return self._session

    async def _once(
        self, url: str, target: URL, headers: dict[str, str], heard: Heard
    ) -> Response | tuple[int, str]:
        """Ask once: the response, or status and URL that it redirects to."""
        self._resolver.check_literal(target.host or "")
        try:
            async with self._open().get(target, headers=headers, allow_redirects=False) as answer:
                heard.status, heard.received = answer.status, 0
                return await self._read(url, answer, heard)
        except (aiohttp.ClientError, OSError) as error:
            if isinstance(error, TimeoutError):
                raise
            raise unreachable(url, error) from error

    async def _read(
        self, url: str, answer: aiohttp.ClientResponse, heard: Heard
    ) -> Response | tuple[int, str]:
        if answer.status in _REDIRECTS and "Location" in answer.headers:
            return answer.status, _target(url, answer.headers["Location"])
        if answer.status != NOT_MODIFIED and answer.status not in _OK:
            await _excuse(answer, heard)
            raise bad_status(url, answer.status, answer.headers)
        body = b"" if answer.status == NOT_MODIFIED else await self._body(url, answer, heard)
        return Response(
            url=url,
            status=answer.status,
            body=body,
            content_type=answer.headers.get("Content-Type", ""),
            etag=_printable(answer.headers.get("ETag", "")),
            last_modified=_printable(answer.headers.get("Last-Modified", "")),
            received=heard.received,
            fresh=fresh_for(answer.headers),
            link=", ".join(answer.headers.getall("Link", ())),
        )

    async def _body(self, url: str, answer: aiohttp.ClientResponse, heard: Heard) -> bytes:
        limit, where = self._settings.max_bytes, shown(url)
        if (answer.content_length or 0) > limit:
            raise too_large(where, limit)
        inflater = Inflater(answer.headers.get("Content-Encoding", ""), limit, where)
        pieces = []
        async for piece in answer.content.iter_any():
            heard.received += len(piece)
            if heard.received > limit:
                raise too_large(where, limit)
            pieces.append(inflater.feed(piece))
        inflater.end()
        return gunzip(b"".join(pieces), limit, where)

    def _too_slow(self, url: str) -> SourceError:
        seconds = self._settings.timeout
        return SourceError(
            f"{shown(url)} did not answer in full within {seconds:g} seconds",
            "Try again later, or raise timeout under [collect].",
        )


async def _excuse(answer: aiohttp.ClientResponse, heard: Heard) -> None:
    """Let the words beside an error status come, if few and soon: the connection stays of use."""
    with suppress(TimeoutError, aiohttp.ClientError):
        async with asyncio.timeout(_EXCUSE_SECONDS):
            async for piece in answer.content.iter_any():
                heard.received += len(piece)
                if heard.received > _EXCUSE:
                    return


def user_agent(contact: str) -> str:
    """Say who asks, and where to complain."""
    return f"digest/{__version__}" + (f" (+{contact})" if contact else "")


def _parse(url: str) -> URL:
    try:
        target = URL(url)
        host = target.host  # it is decoded now, and may be none
    except ValueError as error:
        raise SourceError(f"{shown(url)} is not a URL", "Write it as https://host/path.") from error
    if target.scheme not in {"http", "https"} or not host:
        raise SourceError(
            f"{shown(url)} is neither http nor https", "Only web addresses are fetched."
        )
    return target


def _target(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise SourceError(f"{shown(url)} redirects to what is no URL", "Tell the site.") from error


def _printable(validator: str) -> str:
    """Drop a validator that could not be kept and sent back as it came."""
    return validator if validator.isascii() and validator.isprintable() else ""
