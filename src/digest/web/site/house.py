"""What every page of the readers' site works with: store, settings, clock, keys and words.

A page's words come from its template, in the language of who reads it. It knows no noun.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from markupsafe import Markup
from starlette.responses import HTMLResponse

from digest.config import Settings
from digest.keys import RootKey
from digest.model import Look
from digest.pipeline.letters import Letters
from digest.render.frame import page_view
from digest.render.safe import clean, mixed
from digest.store import Store
from digest.web.assets import environment, rules, tokens
from digest.web.forms import FIELD, Forms
from digest.web.rates import Rates
from digest.web.site.feeds import FEEDS
from digest.web.site.links import relative
from digest.web.speech import LANGUAGES, accepted, nearest, speech

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.responses import Response

    from digest.model import Newsletter
    from digest.render.frame import PageView
    from digest.web.speech import Speech

__all__ = ["House"]

ASSETS: Final = "assets/"
_HASH: Final = 12  # hexadecimal digits in an asset's name
_FEEDS: Final = tuple(
    (name, file, FEEDS[file][0].partition(";")[0])
    for name, file in (("Atom", "atom.xml"), ("RSS", "rss.xml"), ("JSON", "feed.json"))
)
_PRIVATE: Final = {"x-robots-tag": "noindex, nofollow"}


@dataclass(frozen=True, kw_only=True)
class House:
    """One running site. Its handlers run in the event loop, in the thread that opened the store.

    Args:
        settings: newsletters, and where they are reached.
        store: an open database; a call takes milliseconds.
        root: the key that all others come from.
        clock: the time, UTC.
    """

    settings: Settings
    store: Store
    root: RootKey
    clock: Callable[[], datetime]

    @cached_property
    def forms(self) -> Forms:
        """Tokens for the pages' forms."""
        return Forms(self.root.subkey("form"), self.clock)

    @cached_property
    def rates(self) -> Rates:
        """Limits of how often something may be asked for."""
        return Rates(self.store.rates, self.root.subkey("rate"), self.clock)

    @cached_property
    def mails(self) -> Letters:
        """The mails that the pages bring about."""
        return Letters(self.settings)

    @cached_property
    def letters(self) -> tuple[Newsletter, ...]:
        """Newsletters whose editions stand here for everyone."""
        return tuple(one for one in self.settings.newsletters.values() if one.archive)

    def base(self, request: Request) -> str:
        """The public URL that a request came by, without a slash at its end: one of ours."""
        bases = {one.public_url.rstrip("/"): None for one in self.settings.newsletters.values()}
        named = [base for base in bases if urlsplit(base).hostname == request.url.hostname]
        return next(iter((*named, *bases)), "")

    def asset(self, name: str) -> str | None:
        """A style sheet by its file name, which holds the hash of what it names."""
        return self.sheets().get(name)

    def sheets(self) -> dict[str, str]:
        """All style sheets by file name: the site's, and each look in each script."""
        letters = self.settings.newsletters.values()
        pages = [page_view(tag) for tag in (*LANGUAGES, *(letter.language for letter in letters))]
        looks = [Look(), *(letter.look for letter in letters)]
        return dict([_rules(), *(self._look(look, page) for look in looks for page in pages)])

    def words(self, request: Request, language: str | None) -> Speech:
        """The words for who asks: this language goes before what the browser asks for."""
        browser = accepted(request.headers.get("accept-language", ""))
        return speech(nearest([*([language] if language else ()), *browser]))

    def page(
        self,
        request: Request,
        template: str,
        *,
        letter: Newsletter | None = None,
        language: str | None = None,
        status: int = 200,
        **values: object,
    ) -> Response:
        """Fill a page for a reader; it is not stored by anyone and not indexed.

        Args:
            request: for the language that the browser asks for, and for links.
            template: a file of templates/web/site.
            letter: the newsletter whose look it has.
            language: of the reader or the newsletter; goes before what the browser asks for.
            status: HTTP's.
            **values: more for the template.
        """
        words = self.words(request, language)
        path = str(request.scope["raw_path"], "latin-1")
        html = self.html(template, words, path, letter=letter, view=None, **values)
        headers = {**_PRIVATE, "vary": "accept-language"}
        return HTMLResponse(html, status_code=status, headers=headers)

    def html(
        self,
        template: str,
        words: Speech,
        path: str,
        *,
        letter: Newsletter | None = None,
        view: PageView | None = None,
        **values: object,
    ) -> str:
        """Fill a template; `path` is where the page stands, for the links on it.

        `view` says what letters most of it is in, where that is not the language of its words.
        """
        look = letter.look if letter else Look()
        sheets = (self._look(look, view or words.page)[0], _rules()[0])
        return (
            self._environment(words)
            .get_template(template)
            .render(
                lang=words.language,
                dir=words.page.dir,
                words=words.words,
                letter=letter,
                sheets=[relative(path, ASSETS + one) for one in sheets],
                link=lambda target: relative(path, target),
                said=clean,
                feeds=_FEEDS,
                **values,
            )
        )

    def _look(self, look: Look, page: PageView) -> tuple[str, str]:
        return _named("look", tokens(look, page, self.settings.root / "templates"))

    def _environment(self, words: Speech) -> Environment:
        made = self._environments.get(words.language)
        if made is None:
            made = self._environments[words.language] = environment("site")
            made.policies["ext.i18n.trimmed"] = True
            made.globals.update(
                bold=_bold, isolated=_isolated, isolated_words=_words, mixed=mixed, field=FIELD
            )
            made.install_gettext_translations(words.catalog, newstyle=True)  # type: ignore[attr-defined]  # the extension's
        return made

    @cached_property
    def _environments(self) -> dict[str, Environment]:
        return {}


def _bold(text: str) -> Markup:
    return Markup("<bdi><strong>{}</strong></bdi>").format(text)


def _words(text: str) -> Markup:
    return Markup('<q dir="auto">{}</q>').format(text)


def _isolated(text: str) -> Markup:
    """Keep an address whole, and its order its own."""
    return Markup('<bdi class="address" dir="ltr">{}</bdi>').format(text)


@cache
def _rules() -> tuple[str, str]:
    return _named("site", rules("site"))


def _named(name: str, text: str) -> tuple[str, str]:
    digest = hashlib.sha256(text.encode()).hexdigest()[:_HASH]
    return f"{name}-{digest}.css", text
