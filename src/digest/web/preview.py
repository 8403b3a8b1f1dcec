"""The preview: one edition on a page on this machine, as any reader would get it.

Beside it the system mails of its newsletter, which share templates and colours.

The mail stands in a sandboxed frame under a policy of its own; the page loads nothing from
elsewhere, and nothing that it answers changes anything. It listens on 127.0.0.1 alone.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from digest.errors import DigestError
from digest.render import SystemKind
from digest.web import server
from digest.web.assets import environment, folder, sheet
from digest.web.guard import Guard
from digest.web.preview_choice import SCHEMES, VIEWS, WIDTHS, Choice, choice_of
from digest.web.preview_frame import FRAME_POLICY, framed
from digest.web.preview_live import INTERVAL, Bell, watching
from digest.web.preview_sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from digest.pipeline.proof import Copy, Proof

__all__ = ["make_app", "running"]

PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "frame-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


_SYSTEM_VIEWS: Final = ("html", "text")


@asynccontextmanager
async def running(proof: Proof, *, port: int = 0, interval: float = INTERVAL) -> AsyncIterator[str]:
    """Serve the preview of `proof` in this loop until the block ends; port 0 means a free one.

    Yields:
        Its URL, ending in a slash.

    Raises:
        DigestError: The port can't be had.
    """
    bell = Bell(proof.version)
    app = make_app(proof, bell)
    # The watcher ends first: it closes the streams that the server would wait for.
    async with (
        server.running(app, host="127.0.0.1", port=port, what="preview") as url,
        watching(proof, bell, interval),
    ):
        yield url


def make_app(proof: Proof, bell: Bell) -> ASGIApp:
    """The preview as an ASGI application; it asks `proof` in the event loop."""
    pages = _Pages(proof, bell)
    routes = [
        Route("/", pages.page),
        Route("/frame", pages.frame),
        Route("/mail.eml", pages.raw),
        Route("/system/{kind}", pages.system),
        Route("/system/{kind}/frame", pages.system_frame),
        Route("/events", pages.events),
        Route("/preview.css", pages.style),
        Route("/preview.js", pages.script),
    ]
    handlers = {404: pages.missing, DigestError: pages.failed}
    app = Starlette(routes=routes, exception_handlers=handlers)
    return Guard(app, policy=PAGE_POLICY)


class _Pages:
    """The handlers, with the templates loaded once."""

    def __init__(self, proof: Proof, bell: Bell) -> None:
        files = folder("preview")
        self._proof = proof
        self._bell = bell
        self._css = sheet("preview")
        self._js = (files / "preview.js").read_text(encoding="utf-8")
        self._env = environment("preview")

    async def page(self, request: Request) -> Response:
        """The edition in one reader's copy: HTML, text, headers or source."""
        choice = self._choice(request)
        copy = self._copy(choice)
        sheet, problem = None, self._proof.problem
        try:
            sheet = sheet_of(self._proof, copy)
        except DigestError as error:
            problem = problem or error
        return self._html(
            "page.html",
            choice=choice,
            copy=copy,
            sheet=sheet,
            problem=problem,
            found=self._proof.find(choice.words) if choice.words else (),
            views=VIEWS,
            widths=WIDTHS,
            schemes=SCHEMES,
        )

    async def frame(self, request: Request) -> Response:
        """The mail's own HTML, for a frame alone; the last good one while there is a problem."""
        choice = self._choice(request)
        return _frame(self._sheet(choice).mail.shown, choice.scheme)

    async def raw(self, request: Request) -> Response:
        """The mail as it would go out, to be saved; never an older one."""
        if self._proof.problem is not None:
            raise self._proof.problem
        choice = self._choice(request)
        sheet = self._sheet(choice)
        whose = "everyone" if choice.reader is None else str(choice.reader)
        name = f"{self._proof.edition.id}-{whose}.eml"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(sheet.mail.raw, media_type="message/rfc822", headers=headers)

    async def system(self, request: Request) -> Response:
        """A system mail of the newsletter: HTML and text."""
        kind, choice = _kind(request), self._choice(request)
        if choice.view not in _SYSTEM_VIEWS:
            choice = replace(choice, view=_SYSTEM_VIEWS[0])
        mail, problem = None, None
        try:
            mail = self._proof.system(kind)
        except DigestError as error:
            problem = error
        return self._html(
            "system.html",
            kind=kind,
            kinds=tuple(SystemKind),
            choice=choice,
            mail=mail,
            problem=problem,
            views=_SYSTEM_VIEWS,
            widths=WIDTHS,
            schemes=SCHEMES,
        )

    async def system_frame(self, request: Request) -> Response:
        """Its HTML, for a frame alone."""
        mail = self._proof.system(_kind(request))
        return _frame(mail.html, self._choice(request).scheme)

    async def events(self, request: Request) -> Response:
        """A stream that speaks when the page is out of date."""
        stream = self._bell.events(request.query_params.get("version", ""))
        return StreamingResponse(stream, media_type="text/event-stream")

    async def style(self, request: Request) -> Response:
        """The style sheet."""
        del request
        return Response(self._css, media_type="text/css")

    async def script(self, request: Request) -> Response:
        """The one script: it reloads the page."""
        del request
        return Response(self._js, media_type="text/javascript")

    async def missing(self, request: Request, error: Exception) -> Response:
        """A page for what is not there."""
        del request, error
        return self._html("missing.html", status=404, problem=None)

    async def failed(self, request: Request, error: Exception) -> Response:
        """A page for what can't be shown now, with the reason."""
        del request
        return self._html("missing.html", status=503, problem=error)

    def _choice(self, request: Request) -> Choice:
        topics = [section.topic for section in self._proof.edition.sections]
        return choice_of(request.query_params, topics)

    def _copy(self, choice: Choice) -> Copy:
        if choice.reader is None:
            return self._proof.whole(choice.topics, choice.length)
        copy = self._proof.copy(choice.reader)
        if copy is None:
            raise HTTPException(404)
        return copy

    def _sheet(self, choice: Choice) -> Sheet:
        sheet = sheet_of(self._proof, self._copy(choice))
        if sheet is None:
            raise HTTPException(404)
        return sheet

    def _html(self, name: str, *, status: int = 200, **values: object) -> Response:
        made = self._env.get_template(name).render(proof=self._proof, **values)
        return HTMLResponse(made, status_code=status)


def _frame(html: str, scheme: str) -> Response:
    return HTMLResponse(framed(html, scheme), headers={"content-security-policy": FRAME_POLICY})


def _kind(request: Request) -> SystemKind:
    try:
        return SystemKind(request.path_params["kind"])
    except ValueError:
        raise HTTPException(404) from None
