"""Where the pages' templates and style sheets stand, and how they are filled in.

Every site's sheet begins with the tokens, which are those of the mails: one place for colour,
type and space.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from digest.model import Look
from digest.render.compiled import Compiled
from digest.render.frame import page_view
from digest.render.templates import shipped_folder

if TYPE_CHECKING:
    from digest.render.frame import PageView

__all__ = ["environment", "folder", "rules", "sheet", "tokens"]

TOKENS: Final = "tokens.css.j2"
_LATIN: Final = page_view("en")
_COMPILED: Final[defaultdict[str, Compiled]] = defaultdict(Compiled)
"""For each site by itself: what they share is translated in one and not in another."""


def folder(site: str) -> Path:
    """The files of one site, such as "inbox": in the installed package, or in the checkout."""
    return _web() / site


def environment(site: str) -> Environment:
    """Its templates, and layout.html for all. Everything is escaped: no file extension decides."""
    loader = FileSystemLoader([folder(site), _web()])
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_COMPILED[site],
    )


@cache
def tokens(look: Look, page: PageView, operator: Path | None = None) -> str:
    """The custom properties of a newsletter's look, for pages in a language's script.

    `operator` is the operator's `templates` folder, whose `email/tokens.j2` goes first.
    """
    own = [operator / "email"] if operator else []
    loader = FileSystemLoader([_web(), *own, shipped_folder()])
    made = Environment(
        loader=loader,
        autoescape=False,  # noqa: S701 - CSS
        undefined=StrictUndefined,
        bytecode_cache=_COMPILED[TOKENS],
    )
    return made.get_template(TOKENS).render(look=look, page=page)


def sheet(site: str) -> str:
    """The rules of one site in one file, with the tokens of the house in front of them."""
    return tokens(Look(), _LATIN) + rules(site)


def rules(site: str) -> str:
    """The same without the tokens, for a site whose pages have looks of their own."""
    names = (_web() / "base.css", *sorted(folder(site).glob("*.css"), reverse=True))
    return "".join(path.read_text(encoding="utf-8") for path in names)


def _web() -> Path:
    here = Path(__file__).resolve()
    packaged = here.parents[1] / "templates" / "web"
    return packaged if packaged.is_dir() else here.parents[3] / "templates" / "web"
