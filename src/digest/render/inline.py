"""CSS into style attributes, through one seam with two fillings.

With premailed.py the only module that imports premailer and css-inline. It never opens a socket:
stylesheets that a page links to stay links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from digest.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Callable

_DOCTYPE = re.compile(r"\A\s*<!doctype html>", re.IGNORECASE)
_STYLE = re.compile(r"<style(?=[\s>])")
_MARKED = ' data-premailer="ignore"'
# Both would write <!-- in an attribute's value as it is, and whoever cuts the page at its marks
# could not tell it from one. These noncharacters stand in for it; no clean text holds them.
_LESS, _MORE = "\ufdd0", "\ufdd1"
_SAID = re.compile(r"&(?:(lt|#0*60|#[xX]0*3[cC])|gt|#0*62|#[xX]0*3[eE]);")


class Inliner(Protocol):
    """Puts `css` into the style attributes of a page and leaves the rest as it is."""

    def inline(self, html: str, css: str) -> str:
        """Give the page with the rules of `css` inlined; its own <style> blocks are kept."""
        ...


class PremailerInliner:
    """The default: premailer, with the options that keep doctype, !important and media queries."""

    def inline(self, html: str, css: str) -> str:
        """Inline with premailer; see docs/decisions/0011."""
        from digest.render.premailed import by_chains, inlined  # noqa: PLC0415 - lxml takes 5 MB that a send must not pay

        work = inlined if by_chains(css) else whole
        page = _DOCTYPE.sub("<!DOCTYPE html>", html.strip(), count=1)  # else: quirks mode
        return _kept_safe(page, lambda page: work(page, css))


def whole(page: str, css: str) -> str:
    """What premailer itself makes of a whole page."""
    from premailer import Premailer  # type: ignore[import-untyped]  # noqa: PLC0415 - it has no types, and takes 150 ms that `--help` must not pay

    from digest.render.premailed import OPTIONS  # noqa: PLC0415 - likewise

    marked = _STYLE.sub(f"<style{_MARKED}", page)
    # Inside conditional comments premailer can't take its own marks out again.
    made = Premailer(marked, css_text=css, **OPTIONS).transform(pretty_print=False)
    return str(made).replace(_MARKED, "")


class CssInliner:
    """The fast one: css-inline, behind the extra `fast`."""

    def inline(self, html: str, css: str) -> str:
        """Inline with css-inline.

        Raises:
            RenderError: the package is not installed.
        """
        try:
            import css_inline  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise RenderError(
                "inliner css-inline is not installed", "pip install 'digest-publisher[fast]'"
            ) from error
        worker = css_inline.CSSInliner(
            inline_style_tags=False,
            keep_style_tags=True,
            keep_link_tags=True,
            load_remote_stylesheets=False,
            extra_css=css,
        )
        return _kept_safe(html, worker.inline)


def inliner(name: str) -> Inliner:
    """Give the Inliner that digest.toml names: premailer or css-inline.

    Raises:
        RenderError: there is none of that name.
    """
    known: dict[str, type[PremailerInliner | CssInliner]] = {
        "premailer": PremailerInliner,
        "css-inline": CssInliner,
    }
    if name not in known:
        raise RenderError(f"no inliner {name!r}", f"use one of {', '.join(known)}")
    return known[name]()


def _kept_safe(page: str, work: Callable[[str], str]) -> str:
    """Have a page inlined with < and > of its texts hidden."""
    hidden, count = _SAID.subn(lambda found: _LESS if found[1] else _MORE, page)
    if not count:
        return work(page)
    return work(hidden).replace(_LESS, "&lt;").replace(_MORE, "&gt;")
