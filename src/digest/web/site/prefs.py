"""The page on which a reader chooses, from the link in each mail, without a login.

Each thing that can be done is a form with a button; a GET changes nothing. The address is
masked, since mails are forwarded. A quick link in a mail opens a page that does one thing.
"""

from __future__ import annotations

import secrets
from datetime import time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route

from digest.audience.address import mask
from digest.config.values import zones
from digest.errors import AudienceError
from digest.model import Cadence, Length, SubscriptionState
from digest.pipeline import preferences
from digest.pipeline.consent import SERIALS
from digest.pipeline.links import READ
from digest.pipeline.moves import ask_move
from digest.pipeline.preferences import Wanted
from digest.web.proxy import client_of
from digest.web.rates import Rate
from digest.web.site.chosen import about_of, address_of, day_of, hour_of
from digest.web.site.faults import found, query_of, token_of, too_often
from digest.web.site.posted import Posted, form_of
from digest.web.speech import native_name

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from digest.model import Newsletter
    from digest.pipeline.preferences import Chooser
    from digest.web.site.house import House

BY_CLIENT: Final = Rate("choose-client", 120, 3600)
MOVES: Final = Rate("move-reader", 3, 86400)
CHOOSE, QUICK, ERASE = "choose", "quick", "erase"


def routes(house: House) -> list[Route]:
    """Give the routes of choosing."""
    pages = _Pages(house)
    return [
        Route("/p/{token}", pages.show, methods=["GET"]),
        Route("/p/{token}", pages.choose, methods=["POST"]),
        Route("/p/{token}/quick", pages.quick, methods=["GET"]),
        Route("/p/{token}/quick", pages.do_quick, methods=["POST"]),
        Route("/p/{token}/data", pages.data, methods=["GET"]),
        Route("/p/{token}/erase", pages.erase, methods=["GET"]),
        Route("/p/{token}/erase", pages.do_erase, methods=["POST"]),
    ]


class _Pages:
    """The handlers of a reader's own page."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def show(self, request: Request) -> Response:
        """What the reader chose, with the forms to change it."""
        return self._page(request, found(lambda: self._chooser(request)))

    async def choose(self, request: Request) -> Response:
        """Do what the pressed button says."""
        self._limit(request)
        posted = await form_of(self._house, request, CHOOSE, token_of(request))
        doing = {
            "save": self._save,
            "pause": self._pause,
            "resume": self._resume,
            "move": self._move,
            "translate": self._translate,
            "leave": self._leave,
            "leave-all": self._leave_all,
        }.get(posted.one("do"))
        if doing is None:
            raise HTTPException(400)
        try:
            one = doing(request, posted)
        except (AudienceError, ValueError) as error:
            one = found(lambda: self._chooser(request))
            return self._page(request, one, wrong=about_of(error))
        return self._page(request, one, done=posted.one("do"))

    async def quick(self, request: Request) -> Response:
        """One thing with one button: fewer of a topic, or no more of a source."""
        return self._quick(request, found(lambda: self._chooser(request)))

    async def do_quick(self, request: Request) -> Response:
        """The reader pressed it."""
        self._limit(request)
        await form_of(self._house, request, QUICK, token_of(request))
        house, token, now = self._house, token_of(request), self._house.clock()
        topic, source = _wanted(request)
        act = preferences.fewer if topic else preferences.mute
        try:
            one = act(house.settings, house.store, token, topic or source, now=now)
        except AudienceError as error:  # their only topic, say: that page has the way out
            one = found(lambda: self._chooser(request))
            return self._page(request, one, wrong=about_of(error))
        return self._page(request, one, done="save")

    async def data(self, request: Request) -> Response:
        """All that is kept of the reader, as a file."""
        house = self._house
        self._limit(request)
        kept = found(lambda: preferences.data_of(house.settings, house.store, token_of(request)))
        name = 'attachment; filename="my-data.json"'
        headers = {"content-disposition": name, "x-robots-tag": "noindex, nofollow"}
        return JSONResponse(kept, headers=headers)

    async def erase(self, request: Request) -> Response:
        """What erasing means, and a button."""
        one = found(lambda: self._chooser(request))
        return self._show(request, "erase.html", one, ERASE)

    async def do_erase(self, request: Request) -> Response:
        """The reader pressed it."""
        self._limit(request)
        await form_of(self._house, request, ERASE, token_of(request))
        house, now = self._house, self._house.clock()
        one = found(lambda: self._chooser(request))
        letter = preferences.erase(house.settings, house.store, token_of(request), now=now)
        return house.page(request, "erased.html", letter=letter, language=one.person.language)

    def _chooser(self, request: Request) -> Chooser:
        return preferences.chooser(self._house.settings, self._house.store, token_of(request))

    def _limit(self, request: Request) -> None:
        if wait := self._house.rates.wait(BY_CLIENT, client_of(request.scope)):
            raise too_often(wait)

    def _save(self, request: Request, posted: Posted) -> Chooser:
        wanted = Wanted(
            topics=posted.all("topic"),
            cadence=Cadence(posted.one("cadence")),
            length=Length(posted.one("length")),
            hour=hour_of(posted.one("hour")),
            timezone=posted.one("timezone"),
            muted=posted.all("muted"),
        )
        house = self._house
        return preferences.choose(
            house.settings, house.store, token_of(request), wanted, now=house.clock()
        )

    def _pause(self, request: Request, posted: Posted) -> Chooser:
        house, token = self._house, token_of(request)
        until = day_of(posted.one("until"))
        return preferences.pause(house.settings, house.store, token, until, now=house.clock())

    def _resume(self, request: Request, posted: Posted) -> Chooser:
        del posted
        house, token = self._house, token_of(request)
        return preferences.pause(house.settings, house.store, token, None, now=house.clock())

    def _move(self, request: Request, posted: Posted) -> Chooser:
        house, now = self._house, self._house.clock()
        email = address_of(posted.one("email"))
        one = self._chooser(request)
        if wait := house.rates.wait(MOVES, str(one.person.id)):
            raise too_often(wait)
        label = house.words(request, one.person.language)("New email address")
        return ask_move(
            house.settings,
            house.store,
            house.mails,
            token_of(request),
            email,
            serial=secrets.randbelow(SERIALS),
            wording=f"{label}: {mask(email)}",
            ip=client_of(request.scope),
            now=now,
        )

    def _translate(self, request: Request, posted: Posted) -> Chooser:
        house, one, wanted = self._house, self._chooser(request), posted.one("newsletter")
        names = {letter.id: native_name(letter.language) for letter in one.languages}
        said = house.words(request, one.person.language)("Language")
        return preferences.translate(
            house.settings,
            house.store,
            token_of(request),
            wanted,
            wording=f"{said}: {names.get(wanted, '')}",
            ip=client_of(request.scope),
            now=house.clock(),
        )

    def _leave(self, request: Request, posted: Posted) -> Chooser:
        del posted
        house, one = self._house, self._chooser(request)
        house.store.subscribers.leave(
            one.person.id,
            one.letter.id,
            now=house.clock(),
            source="preferences",
            ip=client_of(request.scope),
        )
        return self._chooser(request)

    def _leave_all(self, request: Request, posted: Posted) -> Chooser:
        del posted
        house, ip = self._house, client_of(request.scope)
        return preferences.leave_all(
            house.settings, house.store, token_of(request), now=house.clock(), ip=ip
        )

    def _others(self, one: Chooser) -> list[Newsletter]:
        """What else the reader receives from here."""
        house = self._house
        known = house.store.subscribers.subscriptions(one.person.id)
        read = {chosen.newsletter for chosen in known if chosen.state in READ} - {one.letter.id}
        return [letter for name, letter in house.settings.newsletters.items() if name in read]

    def _quick(self, request: Request, one: Chooser) -> Response:
        topic, source = _wanted(request)
        known = topic in one.topics or source in {one.name for one in self._house.settings.sources}
        if not known or not _alive(one):
            raise HTTPException(404)
        return self._show(request, "quick.html", one, QUICK, topic=topic, source=source)

    def _page(self, request: Request, one: Chooser, *, done: str = "", wrong: str = "") -> Response:
        today = self._house.clock().date()
        return self._show(
            request,
            "prefs.html",
            one,
            CHOOSE,
            status=422 if wrong else 200,
            done=done,
            wrong=wrong,
            alive=_alive(one),
            others=[letter.title for letter in self._others(one)],
            languages=[(letter, native_name(letter.language)) for letter in one.languages],
            zones=_zones(),
            hours=[time(hour) for hour in range(24)],
            tomorrow=(today + timedelta(days=1)).isoformat(),
            month=(today + timedelta(weeks=4)).isoformat(),
            year=(today + preferences.LONGEST).isoformat(),
        )

    def _show(
        self,
        request: Request,
        name: str,
        one: Chooser,
        action: str,
        *,
        status: int = 200,
        **values: object,
    ) -> Response:
        return self._house.page(
            request,
            name,
            letter=one.letter,
            language=one.person.language,
            status=status,
            one=one,
            chosen=one.chosen,
            address=mask(one.person.email),
            token=self._house.forms.token(action, token_of(request)),
            here=f"p/{token_of(request)}",
            query=query_of(request),
            **values,
        )


@cache
def _zones() -> Markup:
    """All zones for a list to pick from: 600, so made once."""
    return Markup().join(Markup("<option>{}").format(name) for name in sorted(zones()))


def _alive(one: Chooser) -> bool:
    return one.chosen is not None and one.chosen.state is not SubscriptionState.LEFT


def _wanted(request: Request) -> tuple[str, str]:
    """The topic, or else the source, that a quick link names."""
    query = request.query_params
    return query.get("topic", ""), query.get("source", "")
