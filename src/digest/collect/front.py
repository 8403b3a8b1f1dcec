"""The newsroom's own front page: the links on it, from the top. It judges and keeps none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.collect.decode import decode_page
from digest.collect.htmltext import base_of, parse_html
from digest.collect.urls import web_link
from digest.errors import SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from digest.collect.context import Context

MAX_LINKS: Final = 500
"""So many different links are told of one page; what stands further down has no place."""

_MENUS = frozenset(("nav", "footer"))


async def look(url: str, context: Context) -> tuple[str, ...]:
    """Fetch a front page: the canonical links on it, each where it stands first.

    Raises:
        SourceError: it can't be fetched, or links to nothing.
    """
    answer = await context.client.get(url)
    found = await context.parse(links, answer.body, answer.url, answer.content_type)
    if not found:
        raise SourceError(f"{url} links to no article", "Set front to the page that does.")
    return found


def links(body: bytes, url: str, content_type: str = "") -> tuple[str, ...]:
    """List the canonical links of a page outside its menus, from the top, each once."""
    root = parse_html(decode_page(body, content_type))
    if root is None:
        return ()
    found, place = dict[str, None](), base_of(root, url)
    for anchor in root.iter("a"):
        link = web_link(anchor.get("href"), place)
        if link and not _in_menu(anchor):
            found.setdefault(link)
    return tuple(found)[:MAX_LINKS]


def _in_menu(anchor: HtmlElement) -> bool:
    return any(above.tag in _MENUS for above in anchor.iterancestors())
