"""The pages by which a reader joins: the form, the answer to it, and the yes to the mail.

The answer comes before anything is looked up, so that neither its bytes nor its time tell
whether an address is known. What is done behind it is one transaction whatever is known, some
time later that nobody can tell beforehand: the time of a next request tells nothing either. A
form on another site leads here too, where one more click is asked for. Limits hold for who asks,
for the address and for its domain.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import TYPE_CHECKING, Final

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.routing import Route

from digest.audience.address import mask, normalise
from digest.errors import AudienceError, DigestError
from digest.pipeline.consent import SERIALS, Wish, ask, choices_url, confirm, question
from digest.web.proxy import client_of
from digest.web.rates import Rate
from digest.web.site.faults import found, token_of, too_often
from digest.web.site.posted import fields_of, form_of, is_forged
from digest.web.speech import native_name, speech

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from digest.model import Newsletter
    from digest.pipeline.consent import Question
    from digest.web.site.house import House

logger = logging.getLogger(__name__)

BY_CLIENT: Final = Rate("join-client", 20, 3600)
BY_ADDRESS: Final = Rate("join-address", 3, 86400)
BY_DOMAIN: Final = Rate("join-domain", 300, 3600)
TRAP: Final = "website"
"""A field that no person sees and programs fill."""

JOIN, CONFIRM = "join", "confirm"
DELAY: Final = 0.25  # seconds at least, and five times as many at most
_SPREAD: Final = 1000  # steps in between


def routes(house: House) -> list[Route]:
    """Give the routes of joining."""
    pages = _Pages(house)
    return [
        Route("/join/{letter}", pages.form, methods=["GET"]),
        Route("/join/{letter}", pages.asked, methods=["POST"]),
        Route("/c/{token}", pages.question, methods=["GET"]),
        Route("/c/{token}", pages.yes, methods=["POST"]),
    ]


class _Pages:
    """The handlers."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def form(self, request: Request) -> Response:
        """The form; nothing of the query is looked at."""
        return self._form(request, self._letter(request))

    async def asked(self, request: Request) -> Response:
        """The answer, the same for every address; what is to be done is done after it."""
        letter = self._letter(request)
        if wait := self._house.rates.wait(BY_CLIENT, client_of(request.scope)):
            raise too_often(wait)
        posted = await fields_of(request)
        if is_forged(self._house, request, posted, JOIN, letter.id):
            return self._form(request, letter, email=posted.one("email"))
        try:
            email = normalise(posted.one("email"))
        except AudienceError:
            return self._form(request, letter, email=posted.one("email"), wrong=True)
        response = self._page(request, "asked.html", letter)
        # The next answer on this connection would wait for what is done behind this one.
        response.headers["connection"] = "close"
        if not posted.one(TRAP):
            wish = self._wish(request, letter, email)
            response.background = BackgroundTask(self._ask, wish)
        return response

    async def question(self, request: Request) -> Response:
        """A page with a button: what follows links in mails confirms nothing."""
        return self._answer(request, found(lambda: self._question(request)))

    async def yes(self, request: Request) -> Response:
        """The reader pressed the button."""
        await form_of(self._house, request, CONFIRM, token_of(request))
        return self._answer(request, found(lambda: self._confirmed(request)))

    def _letter(self, request: Request) -> Newsletter:
        letter = self._house.settings.newsletters.get(request.path_params["letter"])
        if letter is None:
            raise HTTPException(404)
        return letter

    def _form(
        self, request: Request, letter: Newsletter, *, email: str = "", wrong: bool = False
    ) -> Response:
        return self._page(
            request,
            "join.html",
            letter,
            status=422 if wrong else 200,
            token=self._house.forms.token(JOIN, letter.id),
            trap=TRAP,
            email=email[:254],
            wrong=wrong,
            wording=self._wording(request, letter),
        )

    def _page(
        self,
        request: Request,
        name: str,
        letter: Newsletter,
        *,
        status: int = 200,
        **values: object,
    ) -> Response:
        return self._house.page(
            request, name, letter=letter, language=letter.language, status=status, **values
        )

    def _wording(self, request: Request, letter: Newsletter) -> str:
        """The sentence that a reader agrees to."""
        say = self._house.words(request, letter.language)
        sentence = say(
            "Send me %(title)s by email. I can leave at any time by a link in each mail."
        )
        return sentence % {"title": letter.title}

    def _wish(self, request: Request, letter: Newsletter, email: str) -> Wish:
        return Wish(
            email=email,
            newsletter=letter.id,
            language=letter.language,
            wording=self._wording(request, letter),
            source=f"/join/{letter.id}",
            ip=client_of(request.scope),
        )

    async def _ask(self, wish: Wish) -> None:
        """Do it, in the loop's own thread; an error here reaches nobody who waits for it.

        After a while: the answer has arrived by then, and work beside it can't tell on it.
        """
        await asyncio.sleep(DELAY * (1 + 4 * secrets.randbelow(_SPREAD) / _SPREAD))
        house = self._house
        try:
            letter = house.settings.newsletter(wish.newsletter)
            await asyncio.to_thread(house.mails.prepare, letter, wish.language)
            with house.store.batch():
                if not self._asked_too_often(wish.email):
                    ask(
                        house.settings,
                        house.store,
                        house.mails,
                        wish,
                        serial=secrets.randbelow(SERIALS),
                        now=house.clock(),
                    )
        except DigestError as error:
            logger.error("a reader could not be asked: %s", error.message)  # noqa: TRY400 - it says all

    def _asked_too_often(self, email: str) -> bool:
        rates, domain = self._house.rates, email.rpartition("@")[2]
        return bool(rates.wait(BY_ADDRESS, email) or rates.wait(BY_DOMAIN, domain))

    def _question(self, request: Request) -> Question:
        house = self._house
        return question(house.settings, house.store, token_of(request), now=house.clock())

    def _confirmed(self, request: Request) -> Question:
        house, one = self._house, self._question(request)
        return confirm(
            house.settings,
            house.store,
            house.mails,
            token_of(request),
            wording=_agreed(one),
            ip=client_of(request.scope),
            now=house.clock(),
        )

    def _answer(self, request: Request, one: Question) -> Response:
        house = self._house
        url = choices_url(house.settings, house.store, one.letter, one.person)
        return house.page(
            request,
            "joined.html" if one.answered else "confirm.html",
            letter=one.letter,
            language=one.person.language,
            address=mask(one.address),
            instead=_languages(one),
            token=house.forms.token(CONFIRM, token_of(request)),
            choices=url.rpartition("/p/")[2],
        )


def _languages(one: Question) -> str:
    """In which languages the reader gets it now, each by its own name."""
    return ", ".join(native_name(letter.language) for letter in one.instead)


def _agreed(one: Question) -> str:
    """The words of the page above its button."""
    say = speech(one.person.language)
    asked = say("Shall %(title)s be sent to %(address)s?")
    asked %= {"title": one.letter.title, "address": mask(one.address)}
    if not one.instead:
        return asked
    instead = say(
        "So far you get it in another language (%(languages)s). This one takes its place,"
        " and your choices are kept."
    )
    return f"{asked} {instead % {'languages': _languages(one)}}"
