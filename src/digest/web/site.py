"""The readers' site: the page by which a reader leaves a newsletter.

A GET changes nothing, since scanners and previews follow every link; a POST leaves, from
the page's button and from a mailbox's own (RFC 8058) alike. Nobody is asked for a cookie,
a login or a second click. The page never shows an address that a mail was forwarded to
could learn, and every link that does not hold gets the same answer.

No token against forged requests is needed: there is no cookie to ride on, and who can
forge the request must know the link, which is itself what allows it.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from typing import TYPE_CHECKING, Final, Protocol

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse
from starlette.routing import Route

from digest.audience.address import mask
from digest.errors import AudienceError, StoreBusyError
from digest.web import server
from digest.web.assets import environment, folder
from digest.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from contextlib import AbstractAsyncContextManager

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

__all__ = ["Leaving", "make_app", "running", "serve"]

MAX_BODY: Final = 16 * 1024  # bytes; a one-click request has 26
BODY_SECONDS: Final = 10.0
BUSY_SECONDS: Final = 30
_ROBOTS: Final = {"x-robots-tag": "noindex, nofollow"}
_HTTPS: Final = {"strict-transport-security": "max-age=31536000"}


class Leaving(Protocol):
    """How a reader and a newsletter stand: what the page needs to know."""

    @property
    def title(self) -> str:
        """The newsletter's."""
        ...

    @property
    def address(self) -> str:
        """The reader's, in full; the page masks it."""
        ...

    @property
    def left(self) -> bool:
        """Whether the reader gets no more of it."""
        ...


def make_app(
    *,
    look: Callable[[str], Leaving],
    leave: Callable[[str], Leaving],
    hosts: Collection[str] = (),
    https: bool = False,
) -> ASGIApp:
    """The site as an ASGI application.

    Both functions take a token, raise AudienceError where it does not hold, and are called
    in the event loop: they take milliseconds, and a SQLite connection stays in its thread.

    Args:
        look: How things stand; changes nothing.
        leave: Leave the newsletter; a second time is as good as the first.
        hosts: The names it is reached by, as in the newsletters' public URLs. Loopback
            names are answered too, for a proxy in front; others get 421.
        https: Readers reach it by https: browsers are told to keep to that.
    """
    pages = _Pages(look, leave)
    app = Starlette(
        routes=[
            Route("/u/{token}", pages.show, methods=["GET"]),
            Route("/u/{token}", pages.leave, methods=["POST"]),
        ],
        exception_handlers={404: pages.missing, StoreBusyError: pages.busy},
    )
    app.router.redirect_slashes = False  # RFC 8058, section 3.2: never redirect
    headers = {**_ROBOTS, **_HTTPS} if https else _ROBOTS
    return Guard(app, policy=pages.policy, names=hosts, headers=headers)


class _Pages:
    """The handlers, with templates and style loaded once."""

    def __init__(self, look: Callable[[str], Leaving], leave: Callable[[str], Leaving]) -> None:
        css = (folder("site") / "site.css").read_text(encoding="utf-8")
        self._look = look
        self._leave = leave
        self._env = environment("site")
        self._env.globals["css"] = Markup(css)  # noqa: S704 - our own file, no reader's text
        self.policy = _policy(css)

    async def show(self, request: Request) -> Response:
        """A page with a button, or the news that it is done already."""
        return self._answer(self._look, request)

    async def leave(self, request: Request) -> Response:
        """Leave. What the body says does not matter: mailboxes differ, the link is enough."""
        await _swallow(request)
        return self._answer(self._leave, request)

    async def missing(self, request: Request, error: Exception) -> Response:
        """The same page for a forged link, a stale one, and any other address."""
        del request, error
        return self._html("missing.html", status=404)

    async def busy(self, request: Request, error: Exception) -> Response:
        """The store is held by another; a mailbox tries again by itself."""
        del request, error
        response = self._html("busy.html", status=503)
        response.headers["retry-after"] = str(BUSY_SECONDS)
        return response

    def _answer(self, ask: Callable[[str], Leaving], request: Request) -> Response:
        try:
            leaving = ask(request.path_params["token"])
        except AudienceError:
            raise HTTPException(404) from None
        name = "left.html" if leaving.left else "leave.html"
        return self._html(name, title=leaving.title, address=mask(leaving.address))

    def _html(self, name: str, *, status: int = 200, **values: object) -> Response:
        return HTMLResponse(self._env.get_template(name).render(values), status_code=status)


async def _swallow(request: Request) -> None:
    """Read the body to its end, within limits.

    Raises:
        HTTPException: 413 over MAX_BODY, 408 after BODY_SECONDS, 400 if it breaks off.
    """
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                size += len(chunk)
                if size > MAX_BODY:
                    raise HTTPException(413, headers={"connection": "close"})
    except TimeoutError:
        raise HTTPException(408, headers={"connection": "close"}) from None
    except ClientDisconnect:
        raise HTTPException(400) from None


def _policy(css: str) -> str:
    """Nothing but the one style sheet, known by its hash (CSP level 3, section 2.3.1)."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


# --- serving it ---------------------------------------------------------------------------


def running(app: ASGIApp, *, host: str, port: int) -> AbstractAsyncContextManager[str]:
    """Serve the site until the block ends, as `digest.web.server.running` does.

    Raises:
        DigestError: The port can't be had.
    """
    return server.running(app, host=host, port=port, what="readers' site")


async def serve(app: ASGIApp, host: str, port: int, stop: asyncio.Event) -> None:
    """Serve the application until `stop` is set.

    Raises:
        DigestError: The port can't be had.
    """
    async with running(app, host=host, port=port):
        await stop.wait()
