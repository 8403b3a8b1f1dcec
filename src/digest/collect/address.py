"""Which machines a fetch may reach: public ones, by the address it connects to.

The name is resolved first and every address judged; what is refused is never connected to.
"""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from aiohttp.abc import AbstractResolver, ResolveResult

from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    IPAddress = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052, section 2.1
# Special, though `ipaddress` has them as global: IPv4-compatible (RFC 4291, 2.5.5.1), local
# NAT64 (RFC 8215), site-local (RFC 3879), IETF protocol assignments (RFC 6890).
_SPECIAL_4 = IPv4Network("192.0.0.0/24")
_SPECIAL_6 = tuple(map(IPv6Network, ("::/96", "64:ff9b:1::/48", "fec0::/10")))
_NEVER = "No site is there, and nothing is fetched from it, whatever allow_private says."
_HINT = (
    "Only public addresses are fetched; set allow_private = true under [collect] "
    "if this machine is yours."
)


def is_public(address: IPAddress) -> bool:
    """Whether an address is global unicast, also the IPv4 one that an IPv6 one carries."""
    inner = _carried(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast and not _is_special(address)


def is_sited(address: IPAddress) -> bool:
    """Whether an address is one machine's, public or in a private network.

    None is that of a link (RFC 3927, RFC 4291 2.5.6), where clouds tell a machine its secrets.
    """
    inner = _carried(address) or address
    return not (inner.is_link_local or inner.is_multicast or inner.is_unspecified)


def _is_special(address: IPAddress) -> bool:
    if isinstance(address, IPv4Address):
        return address in _SPECIAL_4
    return any(address in network for network in _SPECIAL_6)


def _carried(address: IPAddress) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class Resolver(AbstractResolver):
    """Resolves for the HTTP client and keeps only addresses that `allowed` accepts."""

    def __init__(self, allowed: Callable[[IPAddress], bool]) -> None:
        self._allowed = allowed

    def check_literal(self, host: str) -> None:
        """Judge a host that is an address already: clients connect to it unresolved.

        Raises:
            SourceError: the address is refused.
        """
        try:
            address = ip_address(host)
        except ValueError:
            return
        if not self._allowed(address):
            raise refused(host, [address])

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Look a name up; spellings such as 0x7f000001 resolve here too.

        Raises:
            SourceError: no address of the host is allowed.
            OSError: the name is unknown.
        """
        loop = asyncio.get_running_loop()
        try:
            infos = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
        except UnicodeError as error:  # a label of more than 63 characters
            raise OSError(f"{host[:80]} is no host name") from error
        found = [_result(host, port, info) for info in infos]
        allowed = [one for one in found if self._allowed(ip_address(one["host"]))]
        if not allowed:
            raise refused(host, [ip_address(one["host"]) for one in found])
        return allowed

    async def close(self) -> None:
        """Nothing is held."""


def refused(host: str, addresses: Sequence[IPAddress]) -> SourceError:
    """Make the error of a host whose addresses are not public."""
    told = ", ".join(map(str, addresses))
    place = host if host == told else f"{host} is at {told}, which"
    hint = _HINT if any(map(is_sited, addresses)) else _NEVER
    return SourceError(f"{place} is not a public address", hint)


_Info = tuple[
    socket.AddressFamily,
    socket.SocketKind,
    int,
    str,
    tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes],
]


def _result(host: str, port: int, info: _Info) -> ResolveResult:
    family, _, proto, _, sockaddr = info
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    address = str(sockaddr[0]).partition("%")[0]
    return ResolveResult(
        hostname=host, host=address, port=port, family=family, proto=proto, flags=flags
    )
