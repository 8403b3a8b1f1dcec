"""What a form posted, judged before anything is done: its token, and that it came from here."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException

from digest.errors import AudienceError, StaleFormError
from digest.web.forms import FIELD, from_elsewhere
from digest.web.site.faults import ELSEWHERE, STALE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

    from digest.web.site.house import House

__all__ = ["Posted", "fields_of", "form_of", "is_forged"]

MOST: Final = 500  # fields; a page has no more topics and sources than that


class Posted:
    """The fields of a form."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self._fields = fields

    def one(self, name: str) -> str:
        """The first value of a field; empty where there is none."""
        return next(iter(self._fields.get(name, ())), "").strip()

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return tuple(self._fields.get(name, ()))


async def fields_of(request: Request) -> Posted:
    """The fields, from anybody.

    Raises:
        HTTPException: 400 for what no form of ours sends.
    """
    try:
        text = (await request.body()).decode()
        return Posted(parse_qs(text, keep_blank_values=True, max_num_fields=MOST))
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


async def form_of(house: House, request: Request, action: str, about: str) -> Posted:
    """The fields of a form that a page of ours showed, for this action.

    Raises:
        HTTPException: 403 where it came from elsewhere, or the page lay open too long.
    """
    posted = await fields_of(request)
    if fault := _fault(house, request, posted, action, about):
        raise HTTPException(HTTPStatus.FORBIDDEN, detail=fault)
    return posted


def is_forged(house: House, request: Request, posted: Posted, action: str, about: str) -> bool:
    """Whether it is no answer to a page of ours."""
    return bool(_fault(house, request, posted, action, about))


def _fault(house: House, request: Request, posted: Posted, action: str, about: str) -> str:
    """Why it is none, as `faults` knows it; empty where it is one."""
    if from_elsewhere(request.headers):
        return ELSEWHERE
    try:
        house.forms.check(posted.one(FIELD), action, about)
    except StaleFormError:
        return STALE
    except AudienceError:
        return ELSEWHERE
    return ""
