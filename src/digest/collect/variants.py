"""The other addresses of one page: AMP, mobile, http beside https, with and without a slash.

Pure: asks no server. A key is for comparing only; the address that a source gave is printed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

# What a cache of AMP pages serves, the page's own address in its path.
_VIEWER = re.compile(r"^(?:www\.)?google\.[a-z.]{2,6}$")
_CACHE = re.compile(r"\.cdn\.ampproject\.org$|^cdn\.ampproject\.org$")
_WRAPPED = re.compile(r"^/(?:amp/|[acirv]/)(?P<tls>s/)?(?P<page>[^/]+\.[^/]+(?:/.*)?)$")
_MOBILE = re.compile(r"^(?:www|m|mobile|amp|wap|touch)\.(?=[^.]+\..)|(?<=^..\.)m\.(?=[^.]+\..)")
_AMP_ENDS = re.compile(r"(?:/amp|\.amp|/amp\.html|/index\.html?|/index\.php)$")
_AMP_FILE = re.compile(r"\.amp(\.html?)$")
_AMP_OPENS = re.compile(r"^/amp(?=/.)")
_AMP_PARAMETERS = frozenset(
    ("amp", "amp=1", "amp=true", "outputtype=amp", "output=amp", "view=amp", "usqp=mq331aqfcac")
)


def unwrapped(url: str) -> str:
    """Give the page's own address where the URL is that of an AMP cache or viewer."""
    split = urlsplit(url)
    host = split.netloc.lower()
    if not (_CACHE.search(host) or (_VIEWER.match(host) and split.path.startswith("/amp/"))):
        return url
    match = _WRAPPED.match(split.path)
    if match is None:
        return url
    page = unquote(match["page"]) if "%2F" in match["page"].upper() else match["page"]
    query = f"?{split.query}" if split.query else ""
    return f"{'https' if match['tls'] else 'http'}://{page}{query}"


@lru_cache(maxsize=512)
def bare_host(host: str) -> str:
    """The host that a site's variants for phones and AMP share with it."""
    return _MOBILE.sub("", host)


def url_key(url: str | None) -> str:
    """Give what all addresses of one page share, from a canonical http(s) URL; "" for none."""
    if not url or "://" not in url:
        return ""
    page, _, query = url.partition("#")[0].partition("://")[2].partition("?")
    host, slash, path = page.partition("/")
    path = (slash + path).rstrip("/")
    if "amp" in path or "/index." in path:
        path = _AMP_FILE.sub(r"\1", _AMP_OPENS.sub("", path))
        path = _AMP_ENDS.sub("", path).rstrip("/")
    told = [one for one in query.split("&") if one and one.lower() not in _AMP_PARAMETERS]
    return bare_host(host) + path + ("?" + "&".join(told) if told else "")
