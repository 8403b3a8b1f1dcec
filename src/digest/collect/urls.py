"""URLs: the one form under which an article is known, and links that are safe to print.

Pure: looks nothing up and asks no server.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from digest.collect.tracking import is_tracking
from digest.collect.variants import bare_host, unwrapped

MAX_CHARS = 2_000

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WEB = frozenset(_DEFAULT_PORTS)
_JUNK = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_WRAPPED = re.compile(r" *[\r\n][ \t\r\n]*")
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_NOT_PATH = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]")
_NOT_QUERY = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_PLAIN = re.compile(
    r"(https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/(?!\.)[A-Za-z0-9\-._~!$&'()*+,;=:@]*)+)"
    r"(?:\?([A-Za-z0-9\-._~!$&'()*+,;=:@/?]*))?"
)
_SESSION = re.compile(";jsessionid=[^/;]*")  # Java's, in the path (Servlet 6.0, section 7.1.3)
_HOST = re.compile(r"^[a-z0-9._-]+$|^\[[0-9a-f:.]+\]$")


class _Web(NamedTuple):
    scheme: str
    netloc: str
    split: SplitResult


def canonical(url: str) -> str:
    """Give the form of a web URL that all its spellings share; anything else only stripped.

    Lower-case scheme and host, no user, default port, fragment, session or tracking parameter,
    dot segments resolved, escapes regular (RFC 3986, section 6.2.2). Other parameters keep their
    order and their values. What a cache of AMP pages serves is known by the page's own URL.
    """
    if plain := _plain(url):
        return plain
    text = _mended(url)
    web = _web(text)
    if web is None:
        return text
    while (page := unwrapped(text)) != text and (inner := _web(page)):
        text, web = page, inner
    path = _dots(_SESSION.sub("", _escape(web.split.path, _NOT_PATH))) or "/"
    query = "&".join(filter(_telling, _escape(web.split.query, _NOT_QUERY).split("&")))
    found = urlunsplit((web.scheme, web.netloc, path, query, ""))
    page = unwrapped(found)  # an escape may have hidden it
    return canonical(page) if page != found and _web(page) else found


def web_link(url: str | None, base: str = "") -> str | None:
    """Give the canonical http(s) URL of a link found at `base`, None when it is none."""
    if url and len(url) <= MAX_CHARS and (plain := _plain(url)):
        return plain
    text = _mended(url or "")
    if not text:
        return None
    try:
        joined = urljoin(base, text)
    except ValueError:
        return None
    return canonical(joined) if _web(joined) and len(joined) <= MAX_CHARS else None


def of_feed(link: str) -> str:
    """What readers write as feed://host/path or feed:https://host/path, as a web address."""
    scheme, _, rest = link.strip().partition(":")
    if scheme.lower() != "feed":
        return link
    return f"https:{rest}" if rest.startswith("//") else rest


def safe_link(url: str) -> str | None:
    """Give a link that may stand in a page or mail, None unless it is http, https or mailto.

    Parameters and fragment stay; what browsers skip inside a scheme is taken out first.
    """
    text = _mended(url)
    if text[:7].lower() == "mailto:" and "@" in text:
        return "mailto:" + _escape(text[7:], _NOT_QUERY)
    web = _web(text)
    if web is None or len(text) > MAX_CHARS:
        return None
    path, query = _escape(web.split.path, _NOT_PATH), _escape(web.split.query, _NOT_QUERY)
    return urlunsplit(
        (web.scheme, web.netloc, path, query, _escape(web.split.fragment, _NOT_QUERY))
    )


def same_site(one: str, other: str) -> bool:
    """Whether two web URLs have the same host, but for `www.`, `m.`, `amp.` and the like."""
    return _bare_host(one) == _bare_host(other) != ""


def shown(url: str) -> str:
    """Give a URL as errors print it: no user, no password, of bounded length."""
    head, mark, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    text = head + mark + authority.rpartition("@")[2] + slash + path if mark else url
    return _JUNK.sub("", text)[:200]


def _mended(url: str) -> str:
    """What browsers read (WHATWG URL, section 4.4), and no indent where a line was wrapped."""
    return _JUNK.sub("", _WRAPPED.sub("", url)).strip()


def _bare_host(url: str) -> str:
    web = _web(url)
    return bare_host(web.netloc) if web else ""


def _plain(url: str) -> str | None:
    """The canonical form of an absolute URL that has but one spelling; None for all others."""
    found = _PLAIN.fullmatch(url)
    if found is None or "/amp/" in url or "ampproject" in url:  # it may be wrapped in another
        return None
    if "xn--" in url or ";jsessionid" in url:  # its host may be none; a session is none of it
        return None
    page, query = found.groups()
    told = "&".join(filter(_telling, query.split("&"))) if query else ""
    return f"{page}?{told}" if told else page


def _web(url: str) -> _Web | None:
    try:
        split = urlsplit(url)
        port, host = split.port, _host(split.hostname or "")
    except (ValueError, UnicodeError):
        return None
    if split.scheme not in _WEB or not host:
        return None
    standard = port is None or port == _DEFAULT_PORTS[split.scheme]
    return _Web(split.scheme, host if standard else f"{host}:{port}", split)


def _host(name: str) -> str:
    name = name.rstrip(".").lower()
    if ":" in name:
        name = f"[{name}]"
    elif not name.isascii():
        name = name.encode("idna").decode("ascii").lower()
    return name if _HOST.match(name) and _is_readable(name) else ""


def _is_readable(host: str) -> bool:
    if "xn--" not in host:
        return True
    from digest.config.hosts import is_readable  # noqa: PLC0415 - few hosts need it

    return is_readable(host)


def _escape(text: str, unsafe: re.Pattern[str]) -> str:
    text = _ESCAPE.sub(_regular, _LONE_PERCENT.sub("%25", text))
    return unsafe.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)


def _regular(match: re.Match[str]) -> str:
    byte = int(match[1], 16)
    return chr(byte) if byte in _UNRESERVED else match[0].upper()


def _telling(parameter: str) -> bool:
    name = parameter.partition("=")[0]
    if "%" in name:
        name = unquote_to_bytes(name).decode("utf-8", "replace")
    return bool(parameter) and not is_tracking(name)


def _dots(path: str) -> str:
    """Resolve "." and ".." (RFC 3986, section 5.2.4)."""
    kept: list[str] = []
    parts = path.split("/")[1:]
    for part in parts:
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    if parts and parts[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept) if path else ""
