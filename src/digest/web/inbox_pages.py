"""The web pages of the catch-all: a list of mails, and one mail.

Everything that came by mail is hostile: it is escaped, or shown in a sandboxed frame under
a policy of its own. No page runs a script, loads from elsewhere or changes anything; all
answers carry a strict Content-Security-Policy. Only requests for a loopback name are
answered, so that a website can't read the inbox by DNS rebinding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from digest.web.assets import environment, sheet
from digest.web.guard import Guard

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from digest.web.inbox_mail import Mail

PAGE_SIZE: Final = 100
REFRESH_SECONDS: Final = 5
VIEWS: Final = ("html", "text", "headers", "source")
WIDTHS: Final = (700, 375)

PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
MAIL_POLICY: Final = (
    "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
)


class MailStore(Protocol):
    """What the pages need of an inbox."""

    def mails(self) -> tuple[Mail, ...]:
        """Newest first."""
        ...

    def get(self, number: int) -> Mail | None:
        """The mail with that id."""
        ...


def pages(inbox: MailStore, *, host: str) -> ASGIApp:
    """The web application for `inbox`, answering for loopback names and for `host` only."""
    views = _Pages(inbox)
    routes = [
        Route("/", views.index),
        Route("/inbox.css", views.style),
        Route("/mail/{number:int}", views.mail),
        Route("/mail/{number:int}/html", views.frame),
        Route("/mail/{number:int}.eml", views.raw),
    ]
    app = Starlette(routes=routes, exception_handlers={404: views.missing})
    return Guard(app, policy=PAGE_POLICY, names=[host])


class _Pages:
    """The handlers, with the templates loaded once."""

    def __init__(self, inbox: MailStore) -> None:
        self._inbox = inbox
        self._css = sheet("inbox")
        self._env = environment("inbox")

    async def index(self, request: Request) -> Response:
        """The list, newest first, a hundred to a page."""
        mails = self._inbox.mails()
        before = _number(request.query_params.get("before"), default=0)
        shown = [mail for mail in mails if not before or mail.id < before]
        paused = before > 0 or "pause" in request.query_params
        return self._html(
            "list.html",
            mails=shown[:PAGE_SIZE],
            total=len(mails),
            older=shown[PAGE_SIZE - 1].id if len(shown) > PAGE_SIZE else None,
            before=before,
            paused=paused,
            refresh=None if paused else REFRESH_SECONDS,
        )

    async def mail(self, request: Request) -> Response:
        """One mail: its HTML in a frame, its text, all headers, or the source."""
        mail = self._find(request)
        view = request.query_params.get("view", "html" if mail.html else "text")
        width = _number(request.query_params.get("width"), default=WIDTHS[0])
        return self._html(
            "mail.html",
            mail=mail,
            view=view if view in VIEWS else "text",
            views=VIEWS,
            width=width if width in WIDTHS else WIDTHS[0],
            widths=WIDTHS,
            refresh=None,
            source=_source(mail) if view == "source" else "",
        )

    async def frame(self, request: Request) -> Response:
        """The mail's own HTML, for the frame alone."""
        headers = {"content-security-policy": MAIL_POLICY}
        return HTMLResponse(self._find(request).shown, headers=headers)

    async def raw(self, request: Request) -> Response:
        """The mail as it came, to be saved."""
        mail = self._find(request)
        headers = {"content-disposition": f'attachment; filename="mail-{mail.id}.eml"'}
        return Response(mail.raw, media_type="message/rfc822", headers=headers)

    async def style(self, request: Request) -> Response:
        """The style sheet."""
        del request
        return Response(self._css, media_type="text/css")

    async def missing(self, request: Request, error: Exception) -> Response:
        """A page for what is not, or no longer, there."""
        del request, error
        return self._html("missing.html", status=404, refresh=None)

    def _find(self, request: Request) -> Mail:
        mail = self._inbox.get(request.path_params["number"])
        if mail is None:
            raise HTTPException(404)
        return mail

    def _html(self, name: str, *, status: int = 200, **values: object) -> Response:
        return HTMLResponse(self._env.get_template(name).render(values), status_code=status)


def _number(value: str | None, *, default: int) -> int:
    """A decimal number of at most nine digits from the query, or the default."""
    return int(value) if value and re.fullmatch(r"[0-9]{1,9}", value) else default


def _source(mail: Mail) -> str:
    """The bytes as text, cut where a browser would begin to suffer."""
    return mail.raw[:512_000].decode("utf-8", "replace")
