"""The page by which a reader leaves a newsletter.

A GET changes nothing, since scanners and previews follow every link; a POST leaves, from
the page's button and from a mailbox's own (RFC 8058) alike. Nobody is asked for a cookie,
a login or a second click. The page never shows an address that a mail was forwarded to
could learn, and every link that does not hold gets the same answer.

No token against forged requests is needed: there is no cookie to ride on, and who can
forge the request must know the link, which is itself what allows it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from digest.audience.address import mask
from digest.pipeline.links import leave, look_up, undo
from digest.web.proxy import client_of
from digest.web.site.faults import found, token_of
from digest.web.site.posted import fields_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from digest.pipeline.links import Standing
    from digest.web.site.house import House

PAUSE_WEEKS: Final = 4


def routes(house: House) -> list[Route]:
    """Give the routes of leaving."""
    pages = _Pages(house)
    return [
        Route("/u/{token}", pages.show, methods=["GET"]),
        Route("/u/{token}", pages.leave, methods=["POST"]),
        Route("/u/{token}/undo", pages.undo, methods=["POST"]),
    ]


class _Pages:
    """The handlers."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def show(self, request: Request) -> Response:
        """A page with a button, or the news that it is done already."""
        house, now = self._house, self._house.clock()
        standing = found(lambda: look_up(house.settings, house.store, token_of(request), now=now))
        return self._page(request, standing)

    async def leave(self, request: Request) -> Response:
        """Leave. What the body says does not matter: mailboxes differ, the link is enough."""
        await request.body()
        house, now, ip = self._house, self._house.clock(), client_of(request.scope)
        standing = found(
            lambda: leave(house.settings, house.store, token_of(request), now=now, ip=ip)
        )
        return self._page(request, standing)

    async def undo(self, request: Request) -> Response:
        """Take it back, or turn it into a pause of some weeks."""
        house, now, ip = self._house, self._house.clock(), client_of(request.scope)
        weeks = (await fields_of(request)).one("weeks")
        until = (now + timedelta(weeks=PAUSE_WEEKS)).date() if weeks else None
        standing = found(
            lambda: undo(
                house.settings, house.store, token_of(request), now=now, until=until, ip=ip
            )
        )
        return self._page(request, standing, "back.html")

    def _page(self, request: Request, standing: Standing, name: str = "") -> Response:
        return self._house.page(
            request,
            name or ("left.html" if standing.left else "leave.html"),
            letter=standing.newsletter,
            language=standing.language,
            address=mask(standing.address),
            undoable=standing.undoable,
            here=f"u/{token_of(request)}",
            until=standing.until,
        )
