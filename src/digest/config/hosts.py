"""Names of hosts: whether a client can make anything of one. Looks nothing up."""

from __future__ import annotations


def is_readable(host: str) -> bool:
    """Whether a host's international labels can be read (RFC 5890, section 2.3.2.1).

    Clients decode what begins with "xn--", and fail on what was never encoded.
    """
    if host.isascii() and "xn--" not in host.lower():
        return True
    from yarl import URL  # noqa: PLC0415 - the judge of the one client; few hosts need it

    try:
        return bool(URL(f"http://{host}/").host)
    except ValueError:
        return False
