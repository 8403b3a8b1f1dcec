"""The pages for what went wrong; each says what the reader can do, and none says too much."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from digest.errors import AudienceError, StoreBusyError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ExceptionHandler

    from digest.web.site.house import House

__all__ = ["ELSEWHERE", "STALE", "found", "handlers", "query_of", "token_of", "too_often"]

_T = TypeVar("_T")

BUSY_SECONDS: Final = 30
STALE, ELSEWHERE = "stale form", "form from elsewhere"
"""Details of an HTTPException for a form that is not taken."""

_FORMS: Final = {STALE: "stale.html", ELSEWHERE: "elsewhere.html"}
_PAGES: Final = {404: "missing.html", 405: "missing.html", 429: "often.html", 503: "busy.html"}


def handlers(house: House) -> dict[int | type[Exception], ExceptionHandler]:
    """For Starlette: a page for each fault that a handler raises."""
    pages = _Faults(house)
    return {
        HTTPException: pages.fault,
        StoreBusyError: pages.busy,
        ClientDisconnect: pages.gone,
        Exception: pages.broken,
    }


def too_often(seconds: float) -> HTTPException:
    """What to raise where a limit is reached: come again after so many seconds."""
    wait = str(max(1, round(seconds)))
    return HTTPException(HTTPStatus.TOO_MANY_REQUESTS, headers={"retry-after": wait})


def found(ask: Callable[[], _T]) -> _T:
    """What is asked for; 404 for a link that does not hold."""
    try:
        return ask()
    except AudienceError:
        raise HTTPException(404) from None


def token_of(request: Request) -> str:
    """The token of the link that was followed."""
    token: str = request.path_params["token"]
    return token


def query_of(request: Request) -> str:
    """The query that came, as it may stand in a link."""
    return quote(request.url.query, safe="=&%+")


class _Faults:
    """The handlers."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def fault(self, request: Request, error: Exception) -> Response:
        """The same page for a forged link, a stale one, and any other address."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        headers = error.headers if isinstance(error, HTTPException) else None
        detail = error.detail if isinstance(error, HTTPException) else ""
        name = _FORMS.get(detail) or _PAGES.get(status, "refused.html")
        return self._page(request, name, status, headers)

    async def busy(self, request: Request, error: Exception) -> Response:
        """The store is held by another; a mailbox tries again by itself."""
        del error
        return self._page(request, "busy.html", 503, {"retry-after": str(BUSY_SECONDS)})

    async def broken(self, request: Request, error: Exception) -> Response:
        """A fault of ours: the server logs it, the reader is told no more than that."""
        del error
        return self._page(request, "busy.html", HTTPStatus.INTERNAL_SERVER_ERROR, None)

    async def gone(self, request: Request, error: Exception) -> Response:
        """Nobody is there to read it."""
        del error
        return self._page(request, "refused.html", 400, None)

    def _page(
        self, request: Request, name: str, status: int, headers: Mapping[str, str] | None
    ) -> Response:
        place = str(request.scope["raw_path"], "latin-1").removeprefix("/")
        here = f"{place}?{query_of(request)}".removesuffix("?")
        response = self._house.page(request, name, status=status, here=here)
        response.headers.update(headers or {})
        return response
