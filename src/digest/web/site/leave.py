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

from starlette.exceptions import HTTPException
from starlette.routing import Route

from digest.audience.address import mask
from digest.errors import AudienceError
from digest.pipeline.links import leave, look_up, undo
from digest.web.proxy import client_of
from digest.web.site.posted import fields_of

if TYPE_CHECKING:
    from datetime import date

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
        try:
            standing = look_up(
                self._house.settings,
                self._house.store,
                _token(request),
                now=self._house.clock(),
            )
        except AudienceError:
            raise HTTPException(404) from None
        return self._page(request, standing)

    async def leave(self, request: Request) -> Response:
        """Leave. What the body says does not matter: mailboxes differ, the link is enough."""
        await request.body()
        house = self._house
        try:
            standing = leave(
                house.settings,
                house.store,
                _token(request),
                now=house.clock(),
                ip=client_of(request.scope),
            )
        except AudienceError:
            raise HTTPException(404) from None
        return self._page(request, standing)

    async def undo(self, request: Request) -> Response:
        """Take it back, or turn it into a pause of some weeks."""
        house, now = self._house, self._house.clock()
        weeks = (await fields_of(request)).one("weeks")
        until = (now + timedelta(weeks=PAUSE_WEEKS)).date() if weeks else None
        try:
            standing = undo(
                house.settings,
                house.store,
                _token(request),
                now=now,
                until=until,
                ip=client_of(request.scope),
            )
        except AudienceError:
            raise HTTPException(404) from None
        return self._page(request, standing, "back.html", until=until)

    def _page(
        self, request: Request, standing: Standing, name: str = "", until: date | None = None
    ) -> Response:
        return self._house.page(
            request,
            name or ("left.html" if standing.left else "leave.html"),
            letter=standing.newsletter,
            language=standing.language,
            address=mask(standing.address),
            undoable=standing.undoable,
            here=f"u/{_token(request)}",
            until=until,
        )


def _token(request: Request) -> str:
    token: str = request.path_params["token"]
    return token
