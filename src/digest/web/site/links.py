"""Links between pages, written from where the page stands to where the other one does.

So they hold behind any prefix that a proxy takes off, and in a folder of files. Paths are from
the site's root, without a slash in front; nothing here knows which pages there are.
"""

from __future__ import annotations

from urllib.parse import quote

__all__ = ["relative"]

_SAFE = "/:@!$&'()*+,;=-._~"  # pchar and slash (RFC 3986, section 3.3)


def relative(path: str, target: str) -> str:
    """The way from the page at `path` to `target`, which may have a query; "./" is the root's own.

    >>> relative("/archive/briefing/", "assets/site.css")
    '../../assets/site.css'
    """
    depth = path.removeprefix("/").count("/")
    place, mark, query = target.partition("?")
    way = "../" * depth + quote(place, safe=_SAFE)
    return f"{way or './'}{mark}{query}"
