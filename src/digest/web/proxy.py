"""Who asks, and how: the reader's address and scheme where proxies stand in front.

What a request says of itself is believed only where the operator trusts who hands it on: the
nearest proxy connects from one of `proxies`, and of the list in X-Forwarded-For only as many
entries count as there are proxies, from its right end, where they were added. A reader can
write what they like to the left of those. The headers go no further.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from ipaddress import IPv4Address

    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Proxied", "client_of"]

_FOR, _PROTO = b"x-forwarded-for", b"x-forwarded-proto"
_TAKEN_OUT: Final = frozenset({_FOR, _PROTO, b"forwarded", b"x-forwarded-host", b"x-real-ip"})
_HOME_BITS: Final = 64  # of an IPv6 address: what one household is given


class Proxied:
    """Wraps an application; sets `client` and `scheme` of each request.

    Args:
        app: the application.
        hops: proxies between the readers and this; 0: nobody's word is taken.
        proxies: networks that the nearest of them connects from.
    """

    def __init__(self, app: ASGIApp, *, hops: int, proxies: Iterable[str]) -> None:
        self._app = app
        self._hops = hops
        self._networks = [ip_network(text) for text in proxies]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        headers = [pair for pair in scope["headers"] if pair[0] not in _TAKEN_OUT]
        changed = {**scope, "headers": headers}
        if self._hops and self._is_proxy(scope):
            changed["client"] = self._client(scope)
            if scheme := self._scheme(scope):
                changed["scheme"] = scheme
        await self._app(changed, receive, send)

    def _is_proxy(self, scope: Scope) -> bool:
        peer = _address((scope.get("client") or ("",))[0])
        return peer is not None and any(peer in network for network in self._networks)

    def _client(self, scope: Scope) -> tuple[str, int] | None:
        """The entry that the outermost trusted proxy wrote; none where it wrote no address."""
        said = _list(scope, _FOR)
        found = _address(said[-self._hops]) if len(said) >= self._hops else None
        return (str(found), 0) if found else None

    def _scheme(self, scope: Scope) -> str:
        """By the outermost proxy of those that told; one value may stand for all."""
        said = _list(scope, _PROTO)
        first = said[-min(self._hops, len(said))].lower() if said else ""
        return first if first in {"http", "https"} else ""


def client_of(scope: Scope) -> str:
    """Whose request it is, for counting: an IPv4 address, an IPv6 network; "" if not known."""
    found = _address((scope.get("client") or ("",))[0])
    if isinstance(found, IPv6Address):
        return str(ip_network((found, _HOME_BITS), strict=False))
    return str(found or "")


def _list(scope: Scope, name: bytes) -> list[str]:
    """All values of a header as one list (RFC 9110, section 5.3)."""
    values = [str(value, "latin-1") for key, value in scope["headers"] if key == name]
    return [part.strip() for part in ",".join(values).split(",")] if values else []


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address as proxies write it, with a port or in brackets as well."""
    bare = text.strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
