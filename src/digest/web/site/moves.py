"""The pages of a reader's address: to confirm the new one, and to have the old one back.

Each is opened by a link in a mail to the address that it speaks of; a GET changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from digest.audience.address import mask
from digest.pipeline import moves
from digest.pipeline.consent import choices_url
from digest.web.proxy import client_of
from digest.web.site.faults import found, token_of
from digest.web.site.posted import form_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from digest.pipeline.moves import Mover
    from digest.web.site.house import House

MOVE, BACK = "move", "back"


def routes(house: House) -> list[Route]:
    """Give the routes of moving."""
    pages = _Pages(house)
    return [
        Route("/m/{token}", pages.moving, methods=["GET"]),
        Route("/m/{token}", pages.move, methods=["POST"]),
        Route("/b/{token}", pages.returning, methods=["GET"]),
        Route("/b/{token}", pages.move_back, methods=["POST"]),
    ]


class _Pages:
    """The handlers."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def moving(self, request: Request) -> Response:
        """A page with a button."""
        house, now = self._house, self._house.clock()
        one, _ = found(
            lambda: moves.moving(house.settings, house.store, token_of(request), now=now)
        )
        return self._page(request, one, "move.html", MOVE, done=False)

    async def move(self, request: Request) -> Response:
        """The reader pressed it."""
        await form_of(self._house, request, MOVE, token_of(request))
        house, now, ip = self._house, self._house.clock(), client_of(request.scope)
        one = found(
            lambda: moves.move(
                house.settings, house.store, house.mails, token_of(request), ip=ip, now=now
            )
        )
        return self._page(request, one, "move.html", MOVE, done=True)

    async def returning(self, request: Request) -> Response:
        """A page with a button."""
        house, now = self._house, self._house.clock()
        one, _ = found(
            lambda: moves.returning(house.settings, house.store, token_of(request), now=now)
        )
        return self._page(request, one, "moved-back.html", BACK, done=False)

    async def move_back(self, request: Request) -> Response:
        """The reader pressed it."""
        await form_of(self._house, request, BACK, token_of(request))
        house, now, ip = self._house, self._house.clock(), client_of(request.scope)
        one = found(
            lambda: moves.move_back(
                house.settings, house.store, house.mails, token_of(request), ip=ip, now=now
            )
        )
        return self._page(request, one, "moved-back.html", BACK, done=True)

    def _page(
        self, request: Request, one: Mover, name: str, action: str, *, done: bool
    ) -> Response:
        house = self._house
        person = house.store.subscribers.get(one.person.id) or one.person
        url = choices_url(house.settings, house.store, one.letter, person)
        return house.page(
            request,
            name,
            letter=one.letter,
            language=one.person.language,
            address=mask(one.address),
            done=done,
            choices=url.rpartition("/p/")[2],
            token=house.forms.token(action, token_of(request)),
        )
