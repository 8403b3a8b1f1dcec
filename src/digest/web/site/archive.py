"""The archive over HTTP: every sent edition, lists of them, feeds, sitemap and robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.routing import Route

from digest.web.site.made import answer
from digest.web.site.shelf import Shelf
from digest.web.speech import accepted

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from digest.web.site.house import House


def routes(house: House) -> list[Route]:
    """Give the routes of the archive."""
    shelf = Shelf(house)

    async def show(request: Request) -> Response:
        path, base = request.scope["path"].removeprefix("/"), house.base(request)
        wanted = accepted(request.headers.get("accept-language", ""))
        if made := shelf.at(path, base, wanted):
            return answer(request, made)
        if shelf.at(f"{path}/", base):
            # From the folder's own name into it, on whatever host and prefix this is.
            return RedirectResponse(f"{quote(path.rpartition('/')[2])}/", status_code=308)
        raise HTTPException(404)

    places = ("/", "/archive/{path:path}", "/sitemap.xml", "/robots.txt")
    return [Route(place, show) for place in places]
