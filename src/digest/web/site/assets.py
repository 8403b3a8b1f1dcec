"""The style sheets. Their names hold their hash, so that a browser may keep them for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from digest.web.site.house import ASSETS

if TYPE_CHECKING:
    from starlette.requests import Request

    from digest.web.site.house import House

_FOREVER: Final = "public, max-age=31536000, immutable"


def routes(house: House) -> list[Route]:
    """Give the routes of the sheets."""

    async def show(request: Request) -> Response:
        text = house.asset(request.path_params["name"])
        if text is None:
            raise HTTPException(404)
        return Response(text, media_type="text/css", headers={"cache-control": _FOREVER})

    return [Route(f"/{ASSETS}{{name}}", show)]
