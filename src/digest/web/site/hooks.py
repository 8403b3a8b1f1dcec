"""Where providers report what came back: a POST each, signed, and answered without a word.

A provider that is not set up has no page here. A request that is not the provider's gets 403
and changes nothing; what can't be judged or kept now gets 503, and the provider sends it again.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from digest.errors import BounceError, SourceError, StoreError
from digest.pipeline.hooks import Hooks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from digest.web.site.house import House

PATH: Final = "/hooks/"
MAX_BODY: Final = 2 * 1024 * 1024
"""Bytes; a thousand events of SendGrid have about half of it."""

logger = logging.getLogger(__name__)


def routes(house: House) -> list[Route]:
    """Give a route for each provider that is set up."""
    hooks = Hooks(house.settings, house.store)
    return [
        Route(f"{PATH}{provider}", _handler(house, hooks, provider), methods=["POST"])
        for provider in sorted(hooks.known())
    ]


def _handler(house: House, hooks: Hooks, provider: str) -> Callable[[Request], Awaitable[Response]]:
    async def take(request: Request) -> Response:
        raw = await request.body()
        try:
            await hooks.take(provider, raw, request.headers, now=house.clock())
        except BounceError as error:
            logger.warning("%s", error.message)
            raise HTTPException(403) from None
        except (SourceError, StoreError) as error:
            logger.warning("a report of %s waits: %s", provider, error.message)
            raise HTTPException(503) from None
        return Response(status_code=204)

    return take
