"""Search over the editions: a form that works by GET, the words in its URL, no script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from digest.errors import StoreBusyError
from digest.store.words import LONGEST
from digest.web.proxy import client_of
from digest.web.rates import Rate
from digest.web.site.faults import too_often
from digest.web.site.papers import only

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from digest.web.site.house import House

_PAGE: Final = 20
_PAGES: Final = 25
_COUNT: Final = re.compile("[1-9][0-9]{0,2}")
_EACH: Final = Rate("search", 60, 60.0)


def routes(house: House) -> list[Route]:
    """Give the route of the search."""
    return [Route("/search", _Search(house).show)]


class _Search:
    """The handler."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def show(self, request: Request) -> Response:
        """The form, and what was found."""
        house, query = self._house, request.query_params
        words = " ".join(query.get("q", "")[:LONGEST].split())
        asked = [one for one in house.letters if one.id == query.get("in")]
        page = _number(query.get("page", ""))
        if words:
            self._count(request)
        among = asked if query.get("in") else house.letters  # one that is none holds nothing
        hits = house.store.archive.search(
            words,
            newsletters=tuple(one.id for one in among),
            limit=_PAGE + 1,
            skip=(page - 1) * _PAGE,
        )
        letter = asked[0] if asked else only(house.letters)
        return house.page(
            request,
            "search.html",
            letter=letter,
            language=letter.language if letter else None,
            asked=words,
            among=asked[0].id if asked else "",
            letters={one.id: one for one in house.letters},
            hits=hits[:_PAGE],
            page=page,
            more=len(hits) > _PAGE and page < _PAGES,
            static=False,
        )

    def _count(self, request: Request) -> None:
        """Refuse who asks too often; a store that is busy is no reason to refuse anyone."""
        try:
            wait = self._house.rates.wait(_EACH, client_of(request.scope))
        except StoreBusyError:
            return
        if wait:
            raise too_often(wait)


def _number(text: str) -> int:
    return min(int(text), _PAGES) if _COUNT.fullmatch(text) else 1
