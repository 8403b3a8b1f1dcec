"""The readers' site as one application: its routes, and what stands around them.

A page goes into the file of its noun, which gives its routes; here is the list of nouns.
"""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware

from digest.web import server
from digest.web.bounds import Bounded
from digest.web.guard import Guard
from digest.web.log import Logged
from digest.web.proxy import Proxied
from digest.web.site import (
    archive,
    assets,
    faults,
    hooks,
    join,
    leave,
    moves,
    prefs,
    search,
    websub,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from starlette.routing import Route
    from starlette.types import ASGIApp

    from digest.web.site.house import House

__all__ = ["WHAT", "make_app", "routes", "running"]

WHAT: Final = "readers' site"
NOUNS: Final = (leave, join, prefs, moves, archive, search, hooks, websub, assets)
"""Modules with `routes(house)`; an earlier one's go first."""

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' {pictures} data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HTTPS: Final = {"strict-transport-security": "max-age=31536000"}


def make_app(house: House, *, log: Callable[[str], object] | None = None) -> ASGIApp:
    """The site as an ASGI application; `log` takes a line for each request."""
    urls = [urlsplit(letter.public_url) for letter in house.settings.newsletters.values()]
    found = routes(house)
    larger = {hooks.PATH: hooks.MAX_BODY, websub.PREFIX: house.settings.collect.max_bytes}
    app = Starlette(
        routes=found,
        middleware=[Middleware(Bounded, larger=larger)],
        exception_handlers=faults.handlers(house),
    )
    app.router.redirect_slashes = False  # RFC 8058, section 3.2: never redirect
    https = bool(urls) and all(url.scheme == "https" for url in urls)
    door = urlsplit(house.settings.collect.public_url or "")
    names = [url.hostname for url in (*urls, door) if url.hostname]
    plain = any(url.scheme == "http" for url in urls)  # as in a demo: its pictures are, too
    policy = POLICY.format(pictures="http: https:" if plain else "https:")
    guarded = Guard(app, policy=policy, names=names, headers=_HTTPS if https else {})
    serve = house.settings.serve
    whole = Proxied(guarded, hops=serve.trusted_hops, proxies=serve.proxies)
    if log is None:
        return whole
    return Logged(whole, told=partial(_told, found), write=log, clock=house.clock)


def routes(house: House) -> list[Route]:
    """All routes, in the order in which they are tried."""
    return [route for noun in NOUNS for route in noun.routes(house)]


def running(app: ASGIApp, *, host: str, port: int) -> AbstractAsyncContextManager[str]:
    """Serve the site until the block ends, as `digest.web.server.running` does.

    Raises:
        DigestError: The port can't be had.
    """
    return server.running(app, host=host, port=port, what=WHAT)


def _told(found: list[Route], path: str, status: int) -> str:
    """What a log may hold of a path: no token, and nothing that a stranger made up."""
    for route in found:
        if route.path_regex.match(path):
            secret = "token" in route.param_convertors or status >= HTTPStatus.BAD_REQUEST
            return route.path if secret else path
    return "-"
