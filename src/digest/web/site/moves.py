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
MOVE_ASKS, BACK_ASKS = "Is this your new address?", "Do you want this address back?"


def routes(house: House) -> list[Route]:
    """Give the routes of moving."""
    there, back = _Pages(house, MOVE), _Pages(house, BACK)
    return [
        Route("/m/{token}", there.show, methods=["GET"]),
        Route("/m/{token}", there.do, methods=["POST"]),
        Route("/b/{token}", back.show, methods=["GET"]),
        Route("/b/{token}", back.do, methods=["POST"]),
    ]


class _Pages:
    """The handlers of one link: there, or back."""

    def __init__(self, house: House, action: str) -> None:
        self._house = house
        self._action = action
        self._name = "move.html" if action == MOVE else "moved-back.html"
        self._asks = MOVE_ASKS if action == MOVE else BACK_ASKS
        self._look = moves.moving if action == MOVE else moves.returning
        self._act = moves.move if action == MOVE else moves.move_back

    async def show(self, request: Request) -> Response:
        """A page with a button."""
        house, now = self._house, self._house.clock()
        one, _ = found(lambda: self._look(house.settings, house.store, token_of(request), now=now))
        return self._page(request, one, done=False)

    async def do(self, request: Request) -> Response:
        """The reader pressed it."""
        await form_of(self._house, request, self._action, token_of(request))
        house, token, now = self._house, token_of(request), self._house.clock()
        one, _ = found(lambda: self._look(house.settings, house.store, token, now=now))
        one = found(
            lambda: self._act(
                house.settings,
                house.store,
                house.mails,
                token,
                wording=self._wording(request, one),
                ip=client_of(request.scope),
                now=now,
            )
        )
        return self._page(request, one, done=True)

    def _wording(self, request: Request, one: Mover) -> str:
        """The words of the page above its button."""
        say = self._house.words(request, one.person.language)
        return f"{say(self._asks)} {mask(one.address)}"

    def _page(self, request: Request, one: Mover, *, done: bool) -> Response:
        house = self._house
        person = house.store.subscribers.get(one.person.id) or one.person
        url = choices_url(house.settings, house.store, one.letter, person)
        return house.page(
            request,
            self._name,
            letter=one.letter,
            language=one.person.language,
            address=mask(one.address),
            done=done,
            choices=url.rpartition("/p/")[2],
            token=house.forms.token(self._action, token_of(request)),
        )
