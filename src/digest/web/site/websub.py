"""Where the hubs of sources answer and push (W3C WebSub), at an address that only they know.

The one place of the site where a GET changes something: the standard asks for it, and a
stranger would have to guess the address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse
from starlette.routing import Route

from digest.collect.websub import Seal
from digest.pipeline.pushes import answered, pushed

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from digest.web.site.house import House

__all__ = ["PREFIX", "routes"]

PREFIX = "/websub/"


def routes(house: House) -> list[Route]:
    """Verification and content of pushes."""
    doors = _Doors(house)
    return [
        Route(f"{PREFIX}{{token}}", doors.answer, methods=["GET"]),
        Route(f"{PREFIX}{{token}}", doors.push, methods=["POST"]),
    ]


class _Doors:
    """The handlers, over one house."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def answer(self, request: Request) -> Response:
        """Give a challenge back, if it is about what we asked for (section 5.3)."""
        store, now = self._house.store, self._house.clock()
        token = request.path_params["token"]
        challenge = answered(store, token, request.query_params, now=now)
        if challenge is None:
            return PlainTextResponse("nothing was asked of you\n", status_code=404)
        return PlainTextResponse(challenge)

    async def push(self, request: Request) -> Response:
        """Take a push; a wrong seal is ignored, and the hub not told so (section 7.1)."""
        push = self._house.store.pushes.find(request.path_params["token"])
        if push is None:
            return PlainTextResponse("we know of no such source\n", status_code=410)
        seal = Seal(push, request.headers.get("x-hub-signature", ""))
        async for piece in request.stream():
            seal.add(piece)
        if seal.holds():
            pushed(self._house.store, push, now=self._house.clock())
        return PlainTextResponse("", status_code=202)
