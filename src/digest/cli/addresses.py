"""Options that are an address or a domain, in the one form in which the store has them."""

from __future__ import annotations

import click

from digest.audience.address import normalise
from digest.errors import AudienceError


def an_address(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """An option that is an address, as the store has it.

    Raises:
        BadParameter: it is none.
    """
    try:
        return None if value is None else normalise(value)
    except AudienceError as error:
        raise click.BadParameter(error.message) from None


def a_domain(_: click.Context, __: click.Parameter, value: str | None) -> str:
    """An option that is the domain of addresses, as the store has it; empty where none is given.

    Raises:
        BadParameter: it is none.
    """
    if value is None:
        return ""
    try:
        return normalise(f"x@{value.removeprefix('@')}").rpartition("@")[2]
    except AudienceError:
        raise click.BadParameter(f"expected a domain such as example.com, got {value!r}") from None
